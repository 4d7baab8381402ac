"""What XML cannot hold, made such that it can: for the exports that are XML.

Adds nothing. Every character stays one character, so that places in the text do not move.
"""

import re
from typing import Any, Final

# https://www.w3.org/TR/xml/#charsets
_UNHOLDABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 does not allow."""
    return _UNHOLDABLE.sub("\ufffd", text)


def default(space: str) -> Any:
    """A namespace as the one without a prefix; lxml's stubs do not know it."""
    return {None: space}
