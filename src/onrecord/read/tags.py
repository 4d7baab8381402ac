"""Tags with more attributes than any page needs, cut down, since parsers take a time that grows with their square.

Adds nothing to the record and takes no text away: only attributes beyond the limit go.
"""

import re
from collections.abc import Iterator
from typing import Final

MOST: Final = 200
"""Attributes that a tag may have."""

# A tag as HTML has it: a quotation mark opens a value only after an equals sign. Each letter is looked at once.
_TAG: Final = re.compile(r"""<[A-Za-z][^=>]*+(?:=\s*+(?:"[^"]*+"|'[^']*+')?+[^=>]*+)*+""")
_ATTRIBUTE: Final = re.compile(r"""[\s/]++[^\s=>/]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_CODE: Final = re.compile(r"<(?:script|style)\b", re.I)
_CODE_END: Final = re.compile(r"</(?:script|style)\b", re.I)
# A tag of so few letters has no more attributes than the limit.
_SHORT: Final = 2 * MOST


def bounded(page: str) -> str:
    """The page with at most `MOST` attributes in each tag."""
    pieces, done = [], 0
    for start, end in _beyond(page):
        pieces += [page[done:start]]
        done = end
    return "".join([*pieces, page[done:]]) if pieces else page


def _beyond(page: str) -> Iterator[tuple[int, int]]:
    """Where attributes stand that are too many."""
    for tag in _tags(page):
        if tag.end() - tag.start() <= _SHORT:
            continue
        for number, attribute in enumerate(_ATTRIBUTE.finditer(page, tag.start(), tag.end())):
            if number == MOST:
                yield attribute.start(), tag.end()
                break


def _tags(page: str) -> Iterator[re.Match[str]]:
    """The tags of the page, but for what only looks like one in a script or a style sheet."""
    at = 0
    while tag := _TAG.search(page, at):
        yield tag
        at = tag.end()
        if _CODE.match(page, tag.start()):
            end = _CODE_END.search(page, at)
            if end is None:
                return
            at = end.end()
