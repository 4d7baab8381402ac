"""Offsets: half-open spans of Unicode code points into `article.text`, and what can be done with them.

Adds nothing to the record by itself; every noun that points into a text points with these. It never guesses: a span
that does not fit its text is an error of the caller.
"""

import bisect
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias


class Span(NamedTuple):
    """Code points `start` to `end`, end-exclusive."""

    start: int
    end: int


Spans: TypeAlias = tuple[Span, ...]


def overlaps(a: Span, b: Span) -> bool:
    """Whether the two spans share a code point."""
    return a.start < b.end and b.start < a.end


def contains(outer: Span, inner: Span) -> bool:
    """Whether `inner` lies inside `outer` (equal spans do)."""
    return outer.start <= inner.start and inner.end <= outer.end


def strip(text: str, span: Span) -> Span:
    """The span without the white space at its ends; an all-blank span becomes empty at its start."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def merge(spans: Iterable[Span]) -> Spans:
    """The spans in order of start, those that touch or overlap united, empty ones left out."""
    merged: list[Span] = []
    for span in sorted(s for s in spans if s.start < s.end):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


class Cut:
    """A text with pieces removed, and where the rest went.

    Pieces are spans of the old text; `text` is what remains, and `moved` carries a span of the old text into it.
    """

    def __init__(self, text: str, pieces: Iterable[Span]) -> None:
        removed = merge(pieces)
        self._starts = [piece.start for piece in removed]
        self._removed: Sequence[Span] = removed
        self._gone = [0]
        for piece in removed:
            self._gone.append(self._gone[-1] + piece.end - piece.start)
        bounds = [0, *(edge for piece in removed for edge in piece), len(text)]
        self.text = "".join(text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True))

    def position(self, offset: int) -> int:
        """Where this offset of the old text lies in the new one; inside a removed piece, where the piece was."""
        index = bisect.bisect_right(self._starts, offset)
        if not index:
            return offset
        return offset - self._gone[index] + max(0, self._removed[index - 1].end - offset)

    def moved(self, span: Span) -> Span:
        """The span in the new text; empty when all of it was removed."""
        return Span(self.position(span.start), self.position(span.end))


class Utf16:
    """Offsets of one text in UTF-16 code units, as browsers, Java and Label Studio count, and back.

    A code point above U+FFFF takes two units. A unit in the middle of one belongs to its code point.
    """

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"]
        self._units = [at + number + 1 for number, at in enumerate(self._wide)]

    def units(self, span: Span) -> Span:
        """A span of code points in units."""
        return Span(*(at + bisect.bisect_left(self._wide, at) for at in span))

    def points(self, span: Span) -> Span:
        """A span of units in code points."""
        return Span(*(at - bisect.bisect_right(self._units, at) for at in span))
