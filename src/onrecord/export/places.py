"""Where words of an article's text stand in the file that it was read from, by line and column.

Adds a place only where there is one answer: words that the file has exactly once. A page of markup may break words up
or escape them; then there is no place, and none is guessed.
"""

from bisect import bisect_right
from itertools import accumulate
from typing import Final, NamedTuple

from onrecord.spans import Span

_LONGEST: Final = 400


class Place(NamedTuple):
    """Lines and columns count from 1, columns in code points; the end is exclusive, as in SARIF."""

    line: int
    column: int
    end_line: int
    end_column: int


class File:
    """The text of a file, ready to be asked for places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]

    def place(self, words: str) -> Place | None:
        """Where these words stand, if they do so exactly once; of long ones, the beginning is looked for."""
        sought = words[:_LONGEST].strip()
        at = self.text.find(sought) if sought else -1
        if at < 0 or self.text.find(sought, at + 1) >= 0:
            return None
        return Place(*self._line(at), *self._line(at + len(sought)))

    def _line(self, offset: int) -> tuple[int, int]:
        number = bisect_right(self._starts, offset, hi=max(1, len(self._starts) - 1))
        return number, offset - self._starts[number - 1] + 1


def first(file: File | None, text: str, spans: tuple[Span, ...]) -> Place | None:
    """The place of the first of the spans that has one."""
    if file is None:
        return None
    return next((place for span in spans if (place := file.place(text[slice(*span)]))), None)
