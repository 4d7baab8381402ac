"""A statement in its passage: the words around it, cut where what is said, who says it and the reporting words begin.

Adds no markup and changes no word: a template shows the pieces. Each says how many characters of the article's text it
is, also where hidden characters are shown as what they are, so that a selection can be carried back to the text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.export.visible import HIDDEN, visible
from onrecord.model import Article, Statement
from onrecord.spans import Span, contains

AROUND: Final = 1
"""How many paragraphs are shown before and after."""
LONGEST: Final = 6_000
"""How many characters at most, about."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, as it is shown, and what it is: "content", "cue", "source"; `length` counts characters of the text."""

    shown: str
    roles: tuple[str, ...]
    length: int
    altered: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Some paragraphs with a statement; `start` is where each begins in the text, `cut` says that more is there."""

    paragraphs: tuple[tuple[int, tuple[Piece, ...]], ...]
    cut: bool


def passage(article: Article, statement: Statement) -> Passage:
    """The paragraphs of a statement with those beside them; of very long ones only what is near."""
    marked = {role: getattr(statement, role) for role in ("content", "cue", "source")}
    spans = sorted(span for some in marked.values() for span in some)
    first, last = (spans[0].start, max(span.end for span in spans)) if spans else (0, 0)
    every = [one.span for one in article.paragraphs] or [Span(0, len(article.text))]
    near = [n for n, span in enumerate(every) if span.end > first and span.start < last] or [0]
    shown = every[max(0, near[0] - AROUND) : near[-1] + 1 + AROUND]
    low, high = max(shown[0].start, first - LONGEST), min(shown[-1].end, max(last, first + LONGEST))
    kept = [Span(max(span.start, low), min(span.end, high)) for span in shown if span.end > low and span.start < high]
    edges = {edge for span in spans for edge in span}
    told = tuple((span.start, tuple(_pieces(article.text, span, edges, marked))) for span in kept)
    return Passage(told, cut=bool(kept) and (kept[0].start > 0 or kept[-1].end < len(article.text.rstrip())))


def _pieces(text: str, paragraph: Span, edges: set[int], marked: dict[str, Sequence[Span]]) -> Iterator[Piece]:
    inside = {edge for edge in edges if paragraph.start < edge < paragraph.end}
    for start, end in pairwise(sorted({*paragraph, *inside})):
        roles = tuple(role for role, spans in marked.items() if any(contains(span, Span(start, end)) for span in spans))
        yield from _plain(text[start:end], roles)


def _plain(text: str, roles: tuple[str, ...]) -> Iterator[Piece]:
    """Text that is shown as it is, and in pieces of their own the characters that are not."""
    at = 0
    for hidden in HIDDEN.finditer(text):
        if hidden.start() > at:
            yield Piece(text[at : hidden.start()], roles, hidden.start() - at, altered=False)
        yield Piece(visible(hidden[0]), roles, 1, altered=True)
        at = hidden.end()
    if at < len(text):
        yield Piece(text[at:], roles, len(text) - at, altered=False)
