"""The text of the article page: its statements with their badges, quoted words of nobody, the places of findings.

Adds anchors that links can lead to, and nothing to the record. The element of a statement carries its id, so that a
link to a passage outlives corrections; a badge is what the keyboard reaches. Words in quotation marks that belong to no
statement are marked, and not called anything: a scare quote, a title and a term look the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from onrecord.attribute.quotemarks import outermost, parse
from onrecord.export.marks import DEEPEST, Block, Layer, Piece, Role, blocks_with, colour, damaged, linked
from onrecord.export.words import attributed_to, depths, speaker_numbers, speakers_by_id
from onrecord.model import Article, Record, Statement
from onrecord.spans import Span, merge, overlaps

# What stands for the speaker of a statement that has none.
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Marked:
    """The paragraphs as HTML; the ids of the statements, and the names of the findings' places, that have an anchor."""

    blocks: tuple[Block, ...]
    placed: frozenset[str]
    found: frozenset[str]


def marked(record: Record, speaker: str | None = None) -> Marked:
    """The text of a record. With the id of a `speaker` (or `UNKNOWN`), the statements of others stand back."""
    marker = _Marker(record, speaker)
    further = [*_loose(record), *_findings(record)]
    blocks = blocks_with(record, marker.wrap, further)
    return Marked(blocks, frozenset(marker.placed), frozenset(marker.found))


def place_name(finding: int, place: int) -> str:
    """The anchor of a place of a finding, both counted from 0."""
    return f"f{finding + 1}-{place + 1}"


def loose_quotations(article: Article, statements: tuple[Statement, ...]) -> Iterator[Span]:
    """The words in quotation marks, marks included, that stand in no statement's content."""
    told = merge(span for statement in statements for span in (*statement.content, *statement.quotations))
    following = 0
    for one in outermost(parse(article.text, (paragraph.span for paragraph in article.paragraphs)).quotations):
        while following < len(told) and told[following].end <= one.span.start:
            following += 1
        if one.closed and not (following < len(told) and overlaps(told[following], one.span)):
            yield one.span


def _loose(record: Record) -> Iterator[tuple[Span, Layer]]:
    for index, span in enumerate(loose_quotations(record.article, record.statements)):
        yield span, Layer(Role.LOOSE, 0, index)


def _findings(record: Record) -> Iterator[tuple[Span, Layer]]:
    for finding, place, span in _places(record):
        if span.start < span.end:
            yield span, Layer(Role.FINDING, finding, place)


def _places(record: Record) -> Iterator[tuple[int, int, Span]]:
    for finding, one in enumerate(record.sheet.findings):
        yield from ((finding, place, span) for place, span in enumerate(one.spans))


def _key(statement: Statement) -> Markup:
    """Whose it is, as an attribute says it."""
    return escape(statement.speaker or UNKNOWN)


class _Marker:
    """Writes the element of a layer; remembers what has begun, since only the first element of each is named."""

    def __init__(self, record: Record, speaker: str | None) -> None:
        self._record, self._speaker = record, speaker
        self._numbers = speaker_numbers(record)
        self._speakers = speakers_by_id(record)
        self._depths = depths(record.statements)
        self._ends = [max((span.end for span in statement.content), default=0) for statement in record.statements]
        self.placed: set[str] = set()
        self.found: set[str] = set()

    def wrap(self, layer: Layer, last: Piece, inner: Markup) -> Markup:
        """The element around `inner`, which ends with the piece `last`."""
        match layer.role:
            case Role.STATEMENT:
                return self._statement(layer.which, last, inner)
            case Role.LINK:
                return linked(self._record.article.links[layer.which], inner)
            case Role.DAMAGE:
                return damaged(self._record.article.damage[layer.which], inner)
            case Role.LOOSE:
                return Markup('<span class="loose">{}</span>').format(inner)
            case Role.FINDING:
                return self._finding(layer, inner)
            case _:
                return self._reported(layer, inner)

    def _colour(self, index: int) -> str:
        return colour(self._numbers.get(self._record.statements[index].speaker or ""))

    def _statement(self, index: int, last: Piece, inner: Markup) -> Markup:
        statement = self._record.statements[index]
        id_, name, end = escape(statement.id), "", ""
        if statement.id not in self.placed:
            self.placed.add(statement.id)
            name, inner = f' id="{id_}"', self._badge(statement) + inner
        if last.span.end == self._ends[index]:
            end = f'<span class="hidden"> (end of statement {id_})</span>'
        depth = min(self._depths[statement.id], DEEPEST - 1)
        classes = f"statement {statement.kind} {self._colour(index)} depth{depth}{self._aside(statement)}"
        # Not filled in by Markup.format, which takes most of the time that a page takes.
        return Markup(
            f'<mark{name} class="{classes}" data-of="{id_}" data-speaker="{_key(statement)}">{inner}{end}</mark>'
        )

    def _aside(self, statement: Statement) -> str:
        """The class of what is not of the speaker who stands out."""
        return " other" if self._speaker is not None and self._speaker != (statement.speaker or UNKNOWN) else ""

    def _badge(self, statement: Statement) -> Markup:
        number = self._numbers.get(statement.speaker or "", "?")
        speaker = self._speakers.get(statement.speaker or "")
        label = f"{number}: {attributed_to(self._record.article, statement, speaker)}, {statement.kind}, {statement.id}"
        id_ = escape(statement.id)
        return Markup(
            f'<a class="badge" href="#card-{id_}" data-statement="{id_}" aria-label="{escape(label)}">{number}</a>'
        )

    def _reported(self, layer: Layer, inner: Markup) -> Markup:
        statement = self._record.statements[layer.which]
        classes = f"{layer.role.name.lower()} {self._colour(layer.which)}{self._aside(statement)}"
        return Markup(f'<span class="{classes}" data-speaker="{_key(statement)}">{inner}</span>')

    def _finding(self, layer: Layer, inner: Markup) -> Markup:
        anchor = place_name(layer.rank, layer.which)
        if anchor in self.found:
            return Markup('<span class="found">{}</span>').format(inner)
        self.found.add(anchor)
        return Markup('<span class="found" id="{}" tabindex="-1">{}</span>').format(anchor, inner)
