"""The quotation-mark grammar: which marks of a text open and close which quotations.

Adds the quotations of an article, nested ones included, and says which marks have no partner. It decides by the marks
and their neighbours alone: who speaks, and whether somebody is quoted at all, is not its business. An opening mark
without a partner reaches to the end of its paragraph and no further, so it can never swallow the article.

Time is linear in the number of marks: every look ahead is bounded.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from onrecord.model import Article
from onrecord.spans import Span, Spans

# An apostrophe between two letters is never a quotation mark, so the pattern leaves it out at once.
MARK: Final = re.compile(r"``|''|[\"“”„‟«»‹›]|(?<!\w)['‘‚’‛]|['’‘](?!\w)")
CLOSERS: Final = {
    "“": '”“"',
    "”": "”",
    "‟": "”",
    "„": '“”"',
    '"': '"”',
    "``": "''\"",
    "''": "''\"",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’‘'",
    "’": "’",
    "‛": "’",
    "‚": "‘’",
    "'": "'’",
}
SINGLE: Final = frozenset("‘’‛‚'")
ELISION: Final = re.compile(r"['‘’](?:\d\ds?\b|(?:em|tis|twas|til|cause|bout|round|n|cos|neath)\b)", re.IGNORECASE)
OPENING_NEIGHBOUR: Final = frozenset("([{—–-/…\"“„«‘'")
CLOSING_NEIGHBOUR: Final = frozenset(")]}—–-/…\"”»’'.,;:!?")
MAX_LEVEL: Final = 4
MAX_RUN_ON: Final = 8
LOOK_AHEAD: Final = 64


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, or that part of it that stands in one paragraph.

    `span` includes the marks, `inside` leaves them out. `level` is 0 outside every other quotation. `closed` is false
    where the closing mark is missing in this paragraph; `continues` is true where the quotation began in an earlier
    paragraph.
    """

    span: Span
    inside: Span
    level: int
    closed: bool
    continues: bool = False


class Mark(NamedTuple):
    """A mark with what its neighbours allow it to be."""

    start: int
    end: int
    text: str
    opens: bool
    closes: bool
    after_s: bool = False


class _Open(NamedTuple):
    mark: Mark
    begin: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotations of a text in order of start, and the marks that have no partner."""

    quotations: tuple[Quotation, ...]
    unbalanced: Spans


def parse(text: str, paragraphs: Iterable[Span]) -> Marks:
    """Pair the quotation marks of each paragraph of `text`; paragraphs are code point spans in order."""
    return _parsed(text, tuple(paragraphs))


@lru_cache(maxsize=4)
def _parsed(text: str, spans: Spans) -> Marks:
    """The same, remembered for the stages that ask about the same article."""
    quotations: list[Quotation] = []
    unbalanced: list[Span] = []
    carried: tuple[_Open, ...] = ()
    for index, span in enumerate(spans):
        marks = tuple(_marks(text, span))
        repeated = index + 1 < len(spans) and text.startswith(text[span.start : span.start + 1], spans[index + 1].start)
        found, left, stray = _pair(span, marks, carried, repeated)
        carried = _carry(text, left, spans[index + 1 : index + 1 + MAX_RUN_ON])
        quotations += (_unclosed(entry, level, span) for level, entry in enumerate(left))
        unbalanced += stray
        unbalanced += (Span(*entry.mark[:2]) for entry in left[len(carried) :])
        quotations += found
    return Marks(tuple(sorted(quotations, key=lambda q: (q.span.start, -q.span.end))), tuple(sorted(unbalanced)))


def unbalanced(article: Article) -> Spans:
    """The quotation marks of the article that open or close nothing, as code point spans in order."""
    return parse(article.text, (paragraph.span for paragraph in article.paragraphs)).unbalanced


def outermost(quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """The quotations that stand in no other."""
    return tuple(q for q in quotations if q.level == 0)


def _marks(text: str, span: Span) -> Iterator[Mark]:
    for match in MARK.finditer(text, span.start, span.end):
        mark = _read(text, span, match.start(), match.end())
        if mark.opens or mark.closes:
            yield mark


def _read(text: str, span: Span, start: int, end: int) -> Mark:
    """What a mark can be, from the characters at its sides and the habit of its glyph."""
    mark = text[start:end]
    before = text[start - 1] if start > span.start else " "
    after = text[end] if end < span.end else " "
    opens = (before.isspace() or before in OPENING_NEIGHBOUR) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in CLOSING_NEIGHBOUR or mark not in SINGLE)
    if mark in SINGLE:
        if ELISION.match(text, start):
            opens = False
        opens = opens and (after.isalnum() or after in OPENING_NEIGHBOUR)
        return Mark(start, end, mark, opens and mark != "’", closes and not after.isalnum(), before in "sSzZ")
    if mark == '"' and before.isdigit() and not opens:
        return Mark(start, end, mark, False, closes)
    if mark in "“„«‹``" and not (closes and not opens):
        opens = True
    if mark in "”»›" and not (opens and not closes):
        closes, opens = True, start == span.start
    if mark == '"' and not opens and not closes:
        opens, closes = start == span.start, start > span.start
    return Mark(start, end, mark, opens, closes)


def _pair(
    span: Span, marks: Sequence[Mark], carried: tuple[_Open, ...], repeated: bool
) -> tuple[list[Quotation], list[_Open], list[Span]]:
    """Closed quotations, openings left over, and stray closing marks of one paragraph; `repeated` says whether the
    next paragraph begins with the same character."""
    stack = [_Open(entry.mark, span.start, True) for entry in carried]
    marks = _without_repeated_openings(span, marks, carried)
    found: list[Quotation] = []
    stray: list[Span] = []
    for index, mark in enumerate(marks):
        depth = _closing_depth(stack, mark) if mark.closes else None
        if depth is not None and not _is_apostrophe(mark, stack[depth], marks, index):
            found.append(_closed(stack[depth], mark, depth))
            del stack[depth:]
        elif mark.opens and (_may_open(stack, mark, marks, index) or _runs_on(span, mark, repeated)):
            stack.append(_Open(mark, mark.start, False))
        elif mark.closes and not mark.opens and mark.text not in SINGLE and mark.text not in ('"', "''"):
            stray.append(Span(mark.start, mark.end))
    return found, stack, stray


def _without_repeated_openings(span: Span, marks: Sequence[Mark], carried: tuple[_Open, ...]) -> Sequence[Mark]:
    """A quotation that runs on repeats its opening mark at the paragraph's start: that mark opens nothing new."""
    skip = 0
    for entry in carried:
        if skip < len(marks) and marks[skip].text == entry.mark.text and marks[skip].start <= span.start + 2 * skip + 2:
            skip += 1
    return marks[skip:]


def _closing_depth(stack: Sequence[_Open], mark: Mark) -> int | None:
    """Which open quotation the mark closes: the innermost, or the one around it when the inner was never closed."""
    for depth in range(len(stack) - 1, max(-1, len(stack) - 3), -1):
        if mark.text in _closers(stack[depth]):
            return depth
    return None


def _closers(entry: _Open) -> tuple[str, ...]:
    closers = CLOSERS[entry.mark.text]
    if closers.startswith("''"):
        return ("''", '"')
    return tuple(closers)


def _is_apostrophe(mark: Mark, opened: _Open, marks: Sequence[Mark], index: int) -> bool:
    """A mark after a plural's s (‘the workers’ rights’) is an apostrophe when a better closing mark follows."""
    if not mark.after_s or opened.mark.text not in SINGLE:
        return False
    following = marks[index + 1 : index + 1 + LOOK_AHEAD]
    partner = next((m for m in following if m.text in SINGLE and (m.opens or m.closes)), None)
    return partner is not None and partner.closes and not partner.opens


def _runs_on(span: Span, mark: Mark, repeated: bool) -> bool:
    """A single mark that begins its paragraph and the next one needs no partner in its own."""
    return repeated and mark.start == span.start and mark.text in SINGLE


def _may_open(stack: Sequence[_Open], mark: Mark, marks: Sequence[Mark], index: int) -> bool:
    if len(stack) > MAX_LEVEL:
        return False
    if stack and stack[-1].mark.text == mark.text and mark.text not in "«‹":
        return False
    if mark.text not in {"'", "‘"}:
        return True
    following = marks[index + 1 : index + 1 + LOOK_AHEAD]
    return any(m.closes and m.text in CLOSERS[mark.text] for m in following)


def _closed(opened: _Open, mark: Mark, level: int) -> Quotation:
    inner = opened.begin if opened.continues else opened.mark.end
    return Quotation(Span(opened.begin, mark.end), Span(inner, mark.start), level, True, opened.continues)


def _unclosed(opened: _Open, level: int, span: Span) -> Quotation:
    inner = opened.begin if opened.continues else opened.mark.end
    return Quotation(Span(opened.begin, span.end), Span(inner, span.end), level, False, opened.continues)


def _carry(text: str, left: Sequence[_Open], following: Sequence[Span]) -> tuple[_Open, ...]:
    """Those openings that run on into the next paragraph: it repeats the mark, or closes it without opening another."""
    if not left or not following:
        return ()
    outer = left[0]
    first = following[0]
    if text.startswith(outer.mark.text, first.start):
        return tuple(left[:1])
    for span in following:
        partner = next((m for m in _marks(text, span) if m.text not in SINGLE or outer.mark.text in SINGLE), None)
        if partner is None:
            continue
        closes = partner.closes and not partner.opens and partner.text in _closers(outer)
        return tuple(left[:1]) if closes and outer.mark.text not in SINGLE else ()
    return ()
