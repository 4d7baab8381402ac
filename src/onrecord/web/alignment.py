"""Two articles → their paragraphs side by side, with the words that were taken out and put in.

Adds no judgement: which paragraphs belong together, and what is called a change, is decided by the trace, and shown
here as it decided. Words count, not marks and spacing; what is the same is printed as either has it. Refuses texts
whose paragraphs are too long to be compared word by word (OR109).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from onrecord.errors import OnRecordError
from onrecord.model import Alteration, Paragraph, ParagraphKind
from onrecord.spans import Span
from onrecord.trace.derivations import Text, partners
from onrecord.trace.hunks import Hunk, compare
from onrecord.trace.words import Word

State = Literal["same", "removed", "added"]
# Two paragraphs of five thousand words: more takes seconds, and no article has such.
_MOST: Final = 25_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words as printed, and whether both have them, only the older text, or only the newer one."""

    state: State
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph of one of the two: its number from 1, and its words."""

    number: int
    kind: ParagraphKind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the newer text beside the one that it was made from, or one that only one of them has. `merged`
    has the words of both in one line of reading; `moved` says that it stands in another place; `changes` are those that
    the trace names."""

    before: Side | None
    after: Side | None
    merged: tuple[Piece, ...]
    moved: bool
    changes: tuple[Alteration, ...]

    @property
    def state(self) -> str:
        """What became of the paragraph."""
        if self.before is None or self.after is None:
            return "added" if self.before is None else "left out"
        return "same" if all(piece.state == "same" for piece in self.merged) else "altered"

    @property
    def touched(self) -> bool:
        """Whether it is not the same in both."""
        return self.moved or self.state != "same"


def aligned(origin: Text, derived: Text, changes: Sequence[Alteration]) -> list[Row]:
    """The paragraphs in the newer text's order; those that it left out stand after the one that they followed.

    Raises OR109.
    """
    check(origin, derived)
    pairs = partners(origin, derived)
    named, moved = _by_paragraph(origin, derived, changes), _moved(pairs)
    gone = _followers(len(origin.paragraphs), set(pairs.values()))
    rows = [_left_out(origin, index, named) for index in gone[-1]]
    for index in range(len(derived.paragraphs)):
        partner = pairs.get(index)
        if partner is None:
            rows.append(_added(derived, index, named))
        else:
            rows.append(_paired(origin, derived, partner, index, named, moved=index in moved))
            rows += [_left_out(origin, after, named) for after in gone[partner]]
    return rows


def check(origin: Text, derived: Text) -> None:
    """Raises OR109 where the two cannot be compared in a moment."""
    longest = [max((len(words) for _, words in text.paragraphs), default=0) for text in (origin, derived)]
    if longest[0] * longest[1] > _MOST:
        detail = f"paragraphs of {longest[0]:,} and {longest[1]:,} words"
        raise OnRecordError("OR109", derived.article.id, "These two cannot be compared word by word.", detail)


def _followers(count: int, taken: set[int]) -> defaultdict[int, list[int]]:
    """The older text's paragraphs that nothing was made from, by the one before them that something was (−1: none)."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for index in range(count):
        if index in taken:
            last = index
        else:
            found[last].append(index)
    return found


def _moved(pairs: dict[int, int]) -> set[int]:
    """The newer text's paragraphs that stand in another order than what they were made from."""
    order = [pairs[index] for index in sorted(pairs)]
    blocks = SequenceMatcher(None, order, sorted(order), autojunk=False).get_matching_blocks()
    kept = {at + step for at, _, size in blocks for step in range(size)}
    return {index for number, index in enumerate(sorted(pairs)) if number not in kept}


Named = tuple[dict[int, list[Alteration]], dict[int, list[Alteration]]]


def _by_paragraph(origin: Text, derived: Text, changes: Sequence[Alteration]) -> Named:
    """The named changes by the paragraph of the older and of the newer text that they are in; each stands in one."""
    found: Named = (defaultdict(list), defaultdict(list))
    for one in changes:
        for side, text, spans in ((1, derived, one.after_spans), (0, origin, one.before_spans)):
            if spans:
                if (at := _paragraph_at(text.paragraphs, spans[0].start)) is not None:
                    found[side][at].append(one)
                break
    return found


def _paragraph_at(paragraphs: Sequence[tuple[Paragraph, tuple[Word, ...]]], start: int) -> int | None:
    return next((n for n, (one, _) in enumerate(paragraphs) if one.span.start <= start < one.span.end), None)


def _left_out(origin: Text, index: int, named: Named) -> Row:
    side = _whole(origin, index, "removed")
    return Row(side, None, side.pieces, False, tuple(named[0].get(index, ())))


def _added(derived: Text, index: int, named: Named) -> Row:
    side = _whole(derived, index, "added")
    return Row(None, side, side.pieces, False, tuple(named[1].get(index, ())))


def _whole(text: Text, index: int, state: State) -> Side:
    paragraph = text.paragraphs[index][0]
    printed = text.article.text[paragraph.span.start : paragraph.span.end]
    return Side(index + 1, paragraph.kind, (Piece(state, printed),))


def _paired(origin: Text, derived: Text, before: int, after: int, named: Named, *, moved: bool) -> Row:
    (old, old_words), (new, new_words) = origin.paragraphs[before], derived.paragraphs[after]
    hunks = _hunks(old_words, new_words)
    texts = origin.article.text, derived.article.text
    gone = [_span(old_words, hunk.a, hunk.a_end, old) for hunk in hunks]
    come = [_span(new_words, hunk.b, hunk.b_end, new) for hunk in hunks]
    return Row(
        Side(before + 1, old.kind, tuple(_pieces(texts[0], old.span, gone, "removed"))),
        Side(after + 1, new.kind, tuple(_pieces(texts[1], new.span, come, "added"))),
        tuple(_merged(texts, new.span, gone, come)),
        moved,
        (*named[0].get(before, ()), *named[1].get(after, ())),
    )


def _hunks(old: Sequence[Word], new: Sequence[Word]) -> list[Hunk]:
    """The differences in order; all of both where nothing agrees."""
    found = compare(old, new)
    if found is None:
        return [Hunk(0, len(old), 0, len(new))]
    every = (found.before, *found.inner, found.after)
    return [hunk for hunk in every if hunk.a < hunk.a_end or hunk.b < hunk.b_end]


def _span(words: Sequence[Word], first: int, last: int, paragraph: Paragraph) -> Span:
    """The place of some words; of none, the place where they would stand."""
    if first < last:
        return Span(words[first].span.start, words[last - 1].span.end)
    at = words[first].span.start if first < len(words) else paragraph.span.end
    return Span(at, at)


def _pieces(text: str, whole: Span, marked: Sequence[Span], state: State) -> Iterator[Piece]:
    at = whole.start
    for span in marked:
        yield from _piece("same", text[at : span.start])
        yield from _piece(state, text[span.start : span.end])
        at = span.end
    yield from _piece("same", text[at : whole.end])


def _merged(texts: tuple[str, str], whole: Span, gone: Sequence[Span], come: Sequence[Span]) -> Iterator[Piece]:
    """The newer text with what was taken out before what was put in its place."""
    old, new = texts
    at = whole.start
    for before, after in zip(gone, come, strict=True):
        yield from _piece("same", new[at : after.start])
        if before.start < before.end:
            # Words that were taken out have a space on either side, also where nothing took their place.
            yield from _piece("same", " " if new[whole.start : after.start][-1:].strip() else "")
            yield from (Piece("removed", old[before.start : before.end]), Piece("same", " "))
        yield from _piece("added", new[after.start : after.end])
        at = after.end
    yield from _piece("same", new[at : whole.end])


def _piece(state: State, words: str) -> Iterator[Piece]:
    if words:
        yield Piece(state, words)
