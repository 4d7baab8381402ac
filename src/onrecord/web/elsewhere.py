"""Addresses of a page outside: the very words on the live page, and its copy in a public web archive.

Adds links that a reader may follow; nothing is fetched, and whether a copy is there is not known. Refuses addresses
that are not http or https. Text fragments are those of the WICG draft “Scroll To Text Fragment”.
"""

import re
from typing import Final
from urllib.parse import quote

from onrecord.export.marks import web_link

ARCHIVE: Final = "https://web.archive.org/web/"
_WORD: Final = re.compile(r"\w+(?:['’.,:-]\w+)*")
_WHOLE: Final = 8
_END: Final = 4
_DIGITS: Final = 14


def passage(url: str | None, words: str) -> str | None:
    """The address of these words on the live page; of many, the first and the last few name them. `None` without a
    safe address or without a word."""
    found = list(_WORD.finditer(words))
    if not found or not (link := web_link(url)):
        return None
    if len(found) <= _WHOLE:
        named = _encoded(words[found[0].start() : found[-1].end()])
    else:
        first, last = found[_END - 1].end(), found[-_END].start()
        named = f"{_encoded(words[found[0].start() : first])},{_encoded(words[last : found[-1].end()])}"
    return f"{link.partition('#')[0]}#:~:text={named}"


def _encoded(words: str) -> str:
    """Words as a fragment names them: a dash and a comma would mean something else there."""
    return quote(" ".join(words.split()), safe="").replace("-", "%2D")


def archived(url: str | None, when: str | None) -> str | None:
    """The address of the copy that is nearest in time to `when` (ISO 8601); without a time, of the newest."""
    if not (link := web_link(url)):
        return None
    digits = re.sub(r"\D", "", (when or "")[:19])[:_DIGITS]
    return f"{ARCHIVE}{digits}/{link}" if digits else f"{ARCHIVE}{link}"
