"""An utterance as its page shows it: its readings against a base that the reader chooses, alterations, and descent.

Adds nothing to the trace: places, alterations, parents and scores are its own. A descent is credited where the child
names or links to its parent, else inferred. A date is uncertain where it is none of publication, or is a guess.
Bounded: of very many readings the first are compared, and how many are left out is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from onrecord.model import Alteration, Descent, Reading, Utterance
from onrecord.trace.alterations import CUT, alterations
from onrecord.trace.collation import Collation, collate, siglum
from onrecord.trace.evidence import CREDIT, speaking
from onrecord.trace.hunks import compare
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import Word
from onrecord.web.alignment import Piece
from onrecord.web.plots.descent import Node, descent
from onrecord.web.plots.timeline import Point, timeline
from onrecord.web.rendering import day

SHOWN: Final = 60
CERTAIN: Final = 0.9
_GAP: Final = " … "


@dataclass(frozen=True, slots=True)
class Row:
    """A reading by its letter; `pieces` are its words with what is other in the base, `left` and `right` how many words
    of the base were cut before and after them (`None`: it has none of the base's words). `altered` is against the base.
    """

    it: Reading
    letter: str
    certain: bool
    pieces: tuple[Piece, ...]
    left: int | None
    right: int | None
    altered: tuple[Alteration, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """How a reading came about: from the one with the letter `parent`, which `credited` says it names, and what was
    altered on the way. `it` is missing for the reading that the tree begins with."""

    letter: str
    reading: Reading
    it: Descent | None
    parent: str | None
    credited: bool
    altered: tuple[Alteration, ...]

    @property
    def how(self) -> str:
        """In words: “copied, credited, 0.97”."""
        if self.it is None:
            return "no older reading known"
        if self.parent is None:
            return f"{self.it.kind}, {self.it.score:.2f}" if self.it.score else str(self.it.kind)
        return f"{self.it.kind}, {'credited' if self.credited else 'inferred'}, {self.it.score:.2f}"


@dataclass(frozen=True, slots=True)
class Apparatus:
    """All that the page of an utterance shows. `numbered` are the base's words in pieces, each with the number of its
    first word where something varies there."""

    utterance: Utterance
    base: int
    base_length: int
    collation: Collation
    numbered: tuple[tuple[int | None, str], ...]
    rows: tuple[Row, ...]
    edges: tuple[Edge, ...]
    more: int
    outlets: int
    earliest: Reading | None
    undated: int

    @property
    def letter(self) -> str:
        """The letter of the base."""
        return self.collation.sigla[self.base]

    @property
    def retold(self) -> tuple[Descent, ...]:
        """Statements that may be the same in other words: a hint, no readings."""
        return tuple(one for one in self.utterance.descent if one.child in self.utterance.related)

    @property
    def extents(self) -> list[tuple[list[str], str]]:
        """Who has which words of the base, where it is not all of them."""
        length = self.base_length
        found: dict[tuple[int, int] | None, list[str]] = {}
        for number, extent in enumerate(self.collation.extents):
            if number != self.base and extent != (0, length):
                found.setdefault(extent, []).append(self.collation.sigla[number])
        return [
            (letters, f"words {extent[0] + 1}–{extent[1]} of {length}" if extent else "none of these words")
            for extent, letters in found.items()
        ]

    def letter_of(self, statement: str | None) -> str:
        """The letter of a reading; empty where it has none."""
        return next((row.letter for row in self.rows if row.it.statement == statement), "")


def apparatus(utterance: Utterance, witnesses: Sequence[Witnessed], base: int | None = None) -> Apparatus:
    """What is shown of an utterance; `base` is the number of a reading, one that is none is let be."""
    shown = witnesses[:SHOWN]
    collation = collate(shown, base if base is not None and 0 <= base < len(shown) else None)
    chosen = shown[collation.base]
    readings = utterance.readings
    return Apparatus(
        utterance=utterance,
        base=collation.base,
        base_length=len(chosen.words),
        collation=collation,
        numbered=tuple(_numbered(chosen, collation)),
        rows=tuple(_row(chosen, one, collation.sigla[number]) for number, one in enumerate(shown)),
        edges=tuple(_edges(utterance, shown)),
        more=len(witnesses) - len(shown),
        outlets=len({one.outlet or one.article for one in readings}),
        earliest=next((one for one in readings if one.statement == utterance.earliest), None),
        undated=sum(one.date is None for one in readings),
    )


def is_certain(reading: Reading) -> bool:
    """Whether the date is one of publication, and no guess."""
    return reading.date is not None and (reading.date_confidence or 0.0) >= CERTAIN


def _row(base: Witnessed, one: Witnessed, letter: str) -> Row:
    found = compare(base.words, one.words)
    left, right = (found.before.a_end, found.after.a_end - found.after.a) if found else (None, None)
    altered = () if one is base else tuple(told for told in alterations(base, one) if told.score > CUT)
    return Row(one.reading, letter, is_certain(one.reading), tuple(pieces(base, one)), left, right, altered)


def pieces(base: Witnessed, one: Witnessed) -> Iterator[Piece]:
    """The words of a reading, with those of the base that it has not, but for what it cut at either end."""
    chunks, found = list(_chunks(one)), compare(base.words, one.words)
    if found is None or one is base:
        yield Piece("same", "".join(chunks))
        return
    at = 0
    for hunk in (found.before, *found.inner, found.after):
        yield from _piece("same", chunks[at : hunk.b])
        if hunk in found.inner:
            yield from _piece("removed", [_printed(base, base.words[hunk.a : hunk.a_end])])
        yield from _piece("added", chunks[hunk.b : hunk.b_end])
        at = hunk.b_end
    yield from _piece("same", chunks[at:])


def _piece(state: str, chunks: Sequence[str]) -> Iterator[Piece]:
    words = "".join(chunks)
    if words.strip():
        # A space between two pieces belongs to neither.
        inner, after = words.rstrip(), words[len(words.rstrip()) :] or (" " if state == "removed" else "")
        yield Piece(state, inner)  # type: ignore[arg-type]
        if after:
            yield Piece("same", after)


def _chunks(one: Witnessed) -> Iterator[str]:
    """The text of a reading word by word, each with what stands before the next one."""
    spans, words = one.reading.spans, one.words
    for number, word in enumerate(words):
        span = next((s for s in spans if s.start <= word.span.start < s.end), word.span)
        start = span.start if number == 0 or words[number - 1].span.start < span.start else word.span.start
        following = words[number + 1].span.start if number + 1 < len(words) else span.end
        end = following if following < span.end else span.end
        gap = _GAP if number + 1 < len(words) and following >= span.end else ""
        yield one.text[start:end] + gap


def _printed(one: Witnessed, words: Sequence[Word]) -> str:
    return one.text[words[0].span.start : words[-1].span.end] if words else ""


def _numbered(base: Witnessed, found: Collation) -> Iterator[tuple[int | None, str]]:
    """The base's words, cut before each place that varies."""
    chunks = list(_chunks(base))
    starts = sorted({place.start for place in found.places if place.start < len(chunks)})
    if not starts or starts[0]:
        yield None, "".join(chunks[: starts[0] if starts else len(chunks)])
    for start, end in pairwise([*starts, len(chunks)]):
        yield start + 1, "".join(chunks[start:end])


def _edges(utterance: Utterance, witnesses: Sequence[Witnessed]) -> Iterator[Edge]:
    by_name = {one.reading.statement: one for one in witnesses}
    letters = {name: siglum(number) for number, name in enumerate(by_name)}
    told: Mapping[str, Descent] = {one.child: one for one in utterance.descent}
    for name, one in by_name.items():
        found = told.get(name)
        parent = by_name.get(found.parent or "") if found else None
        altered = (a for a in utterance.alterations if found and (a.origin, a.target) == (found.parent, name))
        yield Edge(
            letters[name], one.reading, found, letters.get(found.parent or "") if found else None,
            parent is not None and speaking(parent, one)[1] >= CREDIT, tuple(a for a in altered if a.score > CUT),
        )  # fmt: skip


def times(found: Apparatus) -> Markup:
    """The readings on a line of time."""
    points = [Point(row.letter, row.it.date, row.certain, row.it.outlet or "outlet not known") for row in found.rows]
    return timeline("when", "When each reading was printed", points)


def tree(found: Apparatus) -> Markup:
    """The descent as a tree."""
    nodes = [
        Node(
            edge.letter, f"{edge.reading.outlet or 'outlet not known'}, {day(edge.reading.date)}", edge.how,
            edge.parent, edge.credited, is_certain(edge.reading),
        )
        for edge in found.edges
    ]  # fmt: skip
    return descent("descent", "Which reading was made from which", nodes)
