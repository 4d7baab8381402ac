"""What the tagger sees of a text: word pieces with their marks, and the windows in which they are read.

Adds nothing to the record by itself. One row a piece: vocabulary id, code point span, and three small classes (case,
place in a quotation, place in the article). Paragraphs stand apart by a separator piece of zero width. Training
uses the same module, so that what was learned and what is read cannot drift apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.quotemarks import Quotation, outermost
from onrecord.spans import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints: TypeAlias = NDArray[np.int64]
CLS: Final = 101
SEP: Final = 102
CASES: Final = 5
LOWER, TITLE, UPPER, DIGIT, MARK = range(CASES)
PLACES: Final = 7
OUTSIDE, OPENING, CLOSING, INSIDE, DEEPER, UNCLOSED, CONTINUED = range(PLACES)
POSITIONS: Final = 8


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of an article; every array has one entry a piece, separators included. `starts` and `ends` are code
    points of `text`; `goes_on` is 1 where a piece continues the word before it;
    `tops` are the outermost closed quotations."""

    text: str
    ids: Ints
    starts: Ints
    ends: Ints
    goes_on: Ints
    case: Ints
    place: Ints
    position: Ints
    paragraph: Ints
    tops: tuple[Quotation, ...]


class Reach(NamedTuple):
    """How far windows reach, in pieces: the most in one, what is read before and after those whose reporting words it
    decides, and what is read after them where they end with a paragraph."""

    size: int = 320
    before: int = 24
    after: int = 48
    beyond: int = 48


WIDE: Final = Reach()


class Window(NamedTuple):
    """Pieces [first, last) are read together; [owned, disowned) are those whose reporting words it decides."""

    first: int
    last: int
    owned: int
    disowned: int


def pieces(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], words: "Tokenizer") -> Pieces:
    """The pieces of `text`, paragraph by paragraph."""
    encoded = words.encode_batch([text[s:e] for s, e in paragraphs], add_special_tokens=False)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    goes_on: list[int] = []
    paragraph: list[int] = []
    for number, (span, encoding) in enumerate(zip(paragraphs, encoded, strict=True)):
        offsets = encoding.offsets
        ids += [*encoding.ids, SEP]
        starts += [*(span.start + s for s, _ in offsets), span.end]
        ends += [*(span.start + e for _, e in offsets), span.end]
        goes_on += [*(piece.startswith("##") for piece in encoding.tokens), 0]
        paragraph += [number] * (len(offsets) + 1)
    row_ids, row_starts, row_ends, row_goes_on, row_paragraph = (
        np.array(row, dtype=np.int64) for row in (ids, starts, ends, goes_on, paragraph)
    )
    case = np.array([_case(text[s:e]) for s, e in zip(starts, ends, strict=True)], dtype=np.int64)
    tops = tuple(quotation for quotation in outermost(quotations) if quotation.closed)
    place = _places(row_starts, row_ends, quotations)
    position = _positions(row_paragraph)
    return Pieces(text, row_ids, row_starts, row_ends, row_goes_on, case, place, position, row_paragraph, tops)


def _case(form: str) -> int:
    first = form[:1]
    if first.isupper():
        return UPPER if len(form) > 1 and form.isupper() else TITLE
    if first.isalpha():
        return LOWER
    return DIGIT if first.isdigit() else MARK


def _places(starts: Ints, ends: Ints, quotations: Sequence[Quotation]) -> Ints:
    """Where each piece stands in the quotations around it; inner quotations overwrite outer ones."""
    found = np.zeros(len(starts), dtype=np.int64)
    for quotation in quotations:
        outer, inner = quotation.span, quotation.inside
        first, last = np.searchsorted(starts, (inner.start, inner.end))
        found[first:last] = _kind(quotation)
        if outer.start < inner.start:
            found[np.searchsorted(starts, outer.start) : first] = OPENING
        if quotation.closed:
            found[last : np.searchsorted(ends, outer.end, side="right")] = CLOSING
    return found


def _kind(quotation: Quotation) -> int:
    if not quotation.closed:
        return UNCLOSED
    if quotation.continues:
        return CONTINUED
    return DEEPER if quotation.level else INSIDE


def _positions(paragraph: Ints) -> Ints:
    """Headline, the first paragraphs, the rest; the first piece of a paragraph apart."""
    kind = np.minimum(paragraph, 3)
    first = np.r_[True, paragraph[1:] != paragraph[:-1]]
    return np.where(first, kind + 4, kind)


def windows(found: Pieces, reach: Reach = WIDE) -> list[Window]:
    """Overlapping windows that together own every piece once; each owns whole paragraphs where they fit."""
    total = len(found.ids)
    breaks = np.flatnonzero(found.ids == SEP) + 1
    made: list[Window] = []
    owned = 0
    while owned < total:
        first = max(0, owned - reach.before)
        last = min(total, first + reach.size - 1)
        if last == total:
            made.append(Window(first, last, owned, total))
            break
        ended = int(np.searchsorted(breaks, last - reach.beyond, side="right"))
        at = int(breaks[ended - 1]) if ended else 0
        whole = at > owned + reach.size // 3
        disowned, after = (at, reach.beyond) if whole else (last - reach.after, reach.after)
        made.append(Window(first, min(last, disowned + after), owned, disowned))
        owned = disowned
    return made
