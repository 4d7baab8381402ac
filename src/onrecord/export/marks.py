"""The article's text as HTML with its statements, sources, reporting words, links and damage marked in place.

Adds nothing to the record. Spans that overlap are split at each other's boundaries, so that the elements always nest;
text that no paragraph covers is shown all the same. Refuses links that are not http or https.
"""

import bisect
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import chain, groupby, pairwise
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from onrecord.export.visible import HIDDEN, flowing
from onrecord.export.words import attributed_to, depths, speaker_numbers, speakers_by_id
from onrecord.model import Article, Damage, Link, Paragraph, ParagraphKind, Record
from onrecord.spans import Span, Spans, merge

COLOURS: Final = 8
# More would be illegible, and on hostile input the page would grow with the square of the statements.
DEEPEST: Final = 4

_WEB: Final = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


class Role(IntEnum):
    """What a marked piece of text is; in order from the outermost element to the innermost. Loose words stand in
    quotation marks and are nobody's statement."""

    STATEMENT = 0
    LINK = 1
    SOURCE = 2
    CUE = 3
    DAMAGE = 4
    LOOSE = 5
    FINDING = 6


_SEVERAL: Final = (Role.STATEMENT, Role.FINDING)


class Layer(NamedTuple):
    """One thing marked: `which` counts the record's statements, links or damages, or what the caller adds; `rank`
    orders those of one role."""

    role: Role
    rank: int
    which: int


class Piece(NamedTuple):
    """A stretch of text that no boundary divides, with all that marks it, outermost first."""

    span: Span
    layers: tuple[Layer, ...]


Wrap = Callable[[Layer, Piece, Markup], Markup]


class Block(NamedTuple):
    """One paragraph as HTML. Headlines are marked by `kind`, since the page has its own headings."""

    kind: ParagraphKind
    html: Markup


def web_link(url: str | None) -> str | None:
    """The address if it is one that a reader can safely follow (http, https), else `None`."""
    return url if url and _WEB.fullmatch(url) and not HIDDEN.search(url) else None


def colour(number: int | None) -> str:
    """The CSS class of a speaker's colour; `number` is the one that the views show, `None` for an unknown speaker."""
    return "unknown" if number is None else f"colour{(number - 1) % COLOURS}"


def marked_blocks(record: Record) -> tuple[tuple[Block, ...], frozenset[int]]:
    """The paragraphs as HTML, and the indices of the statements that have a place in them (an anchor to link to)."""
    marker = _Marker(record)
    return blocks_with(record, marker.wrap), frozenset(marker.placed)


def blocks_with(record: Record, wrap: Wrap, further: Iterable[tuple[Span, Layer]] = ()) -> tuple[Block, ...]:
    """The paragraphs as HTML. `wrap` writes the element of a layer around what lies in it, up to and with a piece;
    `further` are layers beside the record's own."""
    article = record.article
    paragraphs = tuple(_covering(article))
    pieces = list(_pieces(chain(_intervals(record), further), [paragraph.span for paragraph in paragraphs]))
    starts = [piece.span.start for piece in pieces]
    blocks = []
    for span, kind in ((paragraph.span, paragraph.kind) for paragraph in paragraphs):
        first, last = bisect.bisect_left(starts, span.start), bisect.bisect_left(starts, span.end)
        html = _render(article.text, pieces[first:last], wrap)
        blocks.append(Block(kind, Markup(flowing(html))))
    return tuple(blocks)


def _covering(article: Article) -> Iterator[Paragraph]:
    """The paragraphs, and the text between them as body where it is not blank."""
    position = 0
    for paragraph in (*article.paragraphs, Paragraph(Span(len(article.text), len(article.text)), ParagraphKind.BODY)):
        if article.text[position : paragraph.span.start].strip():
            yield Paragraph(Span(position, paragraph.span.start), ParagraphKind.BODY)
        if paragraph.span.start < paragraph.span.end:
            yield paragraph
        position = paragraph.span.end


def _intervals(record: Record) -> Iterator[tuple[Span, Layer]]:
    enclosed = depths(record.statements)
    for index, statement in enumerate(record.statements):
        yield from _spread(statement.content, Layer(Role.STATEMENT, enclosed[statement.id], index))
        yield from _spread(statement.source, Layer(Role.SOURCE, 0, index))
        yield from _spread(statement.cue, Layer(Role.CUE, 0, index))
    for index, link in enumerate(record.article.links):
        if web_link(link.url):
            yield from _spread((link.span,), Layer(Role.LINK, 0, index))
    for index, damage in enumerate(record.article.damage):
        yield from _spread((damage.span,), Layer(Role.DAMAGE, 0, index))


def _spread(spans: Spans, layer: Layer) -> Iterator[tuple[Span, Layer]]:
    return ((span, layer) for span in merge(spans))


def _pieces(intervals: Iterable[tuple[Span, Layer]], paragraphs: Iterable[Span]) -> Iterator[Piece]:
    """Cut the text at every boundary; each piece knows the layers over it."""
    opening: dict[int, list[Layer]] = defaultdict(list)
    closing: dict[int, list[Layer]] = defaultdict(list)
    for span, layer in intervals:
        opening[span.start].append(layer)
        closing[span.end].append(layer)
    cuts = sorted({*opening, *closing, *(edge for span in paragraphs for edge in span)})
    active: list[Layer] = []
    for start, end in pairwise(cuts):
        for layer in closing.get(start, ()):
            active.remove(layer)
        for layer in opening.get(start, ()):
            bisect.insort(active, layer)
        yield Piece(Span(start, end), _shown(active))


def _shown(active: Sequence[Layer]) -> tuple[Layer, ...]:
    """The outermost statements, the first findings, and one layer of each other role."""
    shown: list[Layer] = []
    for role in Role:
        first = bisect.bisect_left(active, (role,))
        most = DEEPEST if role in _SEVERAL else 1
        shown += [layer for layer in active[first : first + most] if layer.role is role]
    return tuple(shown)


def _render(text: str, pieces: Sequence[Piece], wrap: Wrap, depth: int = 0) -> Markup:
    """Neighbouring pieces under the same layer share one element; what lies deeper is rendered inside it."""
    parts = []
    for layer, group in groupby(pieces, key=lambda piece: piece.layers[depth] if depth < len(piece.layers) else None):
        members = list(group)
        if layer is None:
            parts.append(escape(text[members[0].span.start : members[-1].span.end]))
        else:
            parts.append(wrap(layer, members[-1], _render(text, members, wrap, depth + 1)))
    return Markup("").join(parts)


def linked(link: Link, inner: Markup) -> Markup:
    """The words of a link that is safe to follow."""
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(link.url, inner)


def damaged(damage: Damage, inner: Markup) -> Markup:
    """A damaged word, with its repair."""
    repair = f"perhaps “{damage.suggested}”" if damage.suggested else "no repair suggested"
    title = f"damaged word, {repair}: {damage.reason}"
    return Markup('<span class="damage" title="{}">{}<span class="hidden">({})</span></span>').format(
        title, inner, title
    )


class _Marker:
    """Writes the element of a layer; remembers which statements have begun, since only their first element is named."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._numbers = speaker_numbers(record)
        self._speakers = speakers_by_id(record)
        self._depths = depths(record.statements)
        self._ends = [max((span.end for span in statement.content), default=0) for statement in record.statements]
        self.placed: set[int] = set()

    def wrap(self, layer: Layer, last: Piece, inner: Markup) -> Markup:
        """The element around `inner`, which ends with the piece `last`."""
        match layer.role:
            case Role.STATEMENT:
                return self._statement(layer.which, last, inner)
            case Role.LINK:
                return linked(self._record.article.links[layer.which], inner)
            case Role.DAMAGE:
                return damaged(self._record.article.damage[layer.which], inner)
            case _:
                return self._reported(layer, inner)

    def _colour(self, index: int) -> str:
        return colour(self._numbers.get(self._record.statements[index].speaker or ""))

    def _statement(self, index: int, last: Piece, inner: Markup) -> Markup:
        statement = self._record.statements[index]
        speaker = self._speakers.get(statement.speaker or "")
        title = f"Statement {statement.id}, {statement.kind}: {attributed_to(self._record.article, statement, speaker)}"
        name, badge, end = Markup(""), Markup(""), Markup("")
        if index not in self.placed:
            self.placed.add(index)
            name = Markup(' id="s{}"').format(index + 1)
            number = self._numbers.get(statement.speaker or "", "?")
            badge = Markup('<a class="badge" href="#list-s{}" aria-label="{}">{}</a>').format(index + 1, title, number)
        if last.span.end == self._ends[index]:
            end = Markup('<span class="hidden">(end of statement {})</span>').format(statement.id)
        classes = f"{statement.kind} {self._colour(index)} depth{min(self._depths[statement.id], DEEPEST - 1)}"
        return Markup('<mark{} class="{}" title="{}">{}{}{}</mark>').format(name, classes, title, badge, inner, end)

    def _reported(self, layer: Layer, inner: Markup) -> Markup:
        what, label = ("source", "source") if layer.role is Role.SOURCE else ("cue", "reporting words")
        title = f"{label} of statement {self._record.statements[layer.which].id}"
        return Markup('<span class="{} {}" title="{}"><span class="hidden">{}: </span>{}</span>').format(
            what, self._colour(layer.which), title, title, inner
        )
