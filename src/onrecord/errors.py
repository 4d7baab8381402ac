"""Coded errors: what went wrong, where, and what to do about it.

Every error that OnRecord raises on purpose is an `OnRecordError`; anything else that escapes is a defect.
The codes are stable and each has a paragraph in docs/errors.md. This module judges nothing and prints nothing.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final, Self

CODES: Final = MappingProxyType(
    {
        "OR101": "there is no file at this path",
        "OR102": "the path is a folder",
        "OR103": "the file cannot be read",
        "OR104": "the input is empty",
        "OR105": "the input is not text",
        "OR106": "the input is larger than the limit",
        "OR107": "the page holds no text",
        "OR108": "the page could not be parsed",
        "OR109": "the text is longer than the limit",
        "OR110": "the archive file is damaged",
        "OR111": "the table cannot be read",
        "OR112": "a column that is needed is not in the table",
        "OR113": "the feed cannot be read",
        "OR114": "nothing matches this pattern",
        "OR115": "an optional library is needed for this",
        "OR120": "the address cannot be fetched",
        "OR121": "the address is refused",
        "OR122": "the server's answer is over a limit",
        "OR123": "the server answered with an error",
        "OR124": "the site does not allow programs to fetch this",
        "OR201": "the output cannot be written",
        "OR301": "the command was called wrongly",
        "OR302": "the profile cannot be used",
        "OR401": "there is no archive here",
        "OR402": "the archive cannot be opened",
        "OR403": "the archive cannot be written",
        "OR404": "there is nothing of this id in the archive",
        "OR405": "the archive was made by a newer OnRecord",
        "OR406": "the search cannot be understood",
        "OR407": "the correction cannot be applied",
        "OR408": "there is nothing to resume",
        "OR501": "this address cannot be served",
        "OR502": "others are served only when there is a token",
        "OR503": "this needs a token",
        "OR504": "this is not allowed",
        "OR505": "the request comes from elsewhere",
        "OR506": "there were too many requests",
        "OR507": "there is no such page",
        "OR508": "the request cannot be understood",
        "OR509": "there is a defect in OnRecord",
    }
)


class OnRecordError(Exception):
    """One thing that went wrong.

    `code` is a key of `CODES`; `where` names the input (a path, a URL, "standard input"); `detail` says what was
    found there, and may be empty; `remedy` says what the user can do.
    """

    def __init__(self, code: str, where: str, remedy: str, detail: str = "") -> None:
        super().__init__(code, where, remedy, detail)
        self.code, self.where, self.remedy, self.detail = code, where, remedy, detail

    def reworded(self, change: Callable[[str], str]) -> Self:
        """The same error with its place, remedy and detail put in other words, as where a path is not to be shown."""
        return type(self)(self.code, *map(change, (self.where, self.remedy, self.detail)))

    def __str__(self) -> str:
        """One line: code, place, what is wrong, what to do."""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.code} {self.where}: {CODES[self.code]}{detail}. {self.remedy}"
