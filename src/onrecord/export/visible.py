"""Makes invisible and controlling characters visible, so that no input can steer a terminal or reorder what is read.

Adds nothing to the record; the text itself is never changed, only what is shown of it. Refuses nothing.
"""

import re
from typing import Final

# Cc without the line feed, Cf, Cs, Zl and Zp of Unicode 15. Written out, since a look-up of each character's category
# costs a hundred times more on a long text; a test compares the class with `unicodedata`.
HIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with each hidden character as its code point, “⟨U+202E⟩”; line feeds stay."""
    return HIDDEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def one_line(text: str) -> str:
    """The text on one line: each run of ordinary white space is one space, and what is hidden is visible."""
    return visible(re.sub(r"[ \t\r\n]+", " ", text).strip())


def flowing(text: str) -> str:
    """The text for a layout that breaks lines itself: tabs are spaces, line ends are line feeds, the hidden visible."""
    return visible(text.replace("\r\n", "\n").replace("\t", " "))
