"""Two readings of one utterance → every alteration between them, each with its kind, its places, a reason and a score.

The comparison runs from the one (the base, or the parent) to the other: what the other left out, added, changed, moved
into or out of quotation marks, and whom it names. Typography, spelling and contractions are no alterations. A cut at
either end is named, because it is how quotation works, and weighs nothing unless it turns the sense.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from onrecord.model import Alteration, Reading, StatementKind
from onrecord.model import AlterationKind as Kind
from onrecord.spans import Span, Spans
from onrecord.trace import changes, lexicon
from onrecord.trace.changes import Change
from onrecord.trace.hunks import Comparison, Hunk, compare
from onrecord.trace.moves import Part, Words, stands_apart, stands_outside, together
from onrecord.trace.names import same_name, same_role
from onrecord.trace.stances import stance_change
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import Word

CUT: Final = 0.05
_BESIDE: Final = 4
_NEAR: Final = 3
_BEFORE: Final = 4
_BEHIND: Final = 2
_MOVED: Final = 2
_APART: Final = 40
_CLAUSE: Final = frozenset(",;:.!?—–")
_OF_WORDS: Final = frozenset({Kind.SUBSTITUTION, Kind.INSERTION, Kind.OMISSION, Kind.TRANSPOSITION})
_MARKS: Final = frozenset('“”"„«»')


def alterations(base: Witnessed, other: Witnessed) -> tuple[Alteration, ...]:
    """What is different in `other`, in the order of its words, then what is said about them. Empty where the two share
    nothing."""
    found = compare(base.words, other.words)
    if found is None:
        return ()
    parts = together([*_ends(base, other, found), *_inner(base, other, found)])
    changed = (_made(base, other, part.change, part.before, part.after) for part in parts)
    named = [*changed, *_marks(base, other, found)]
    ordered = sorted(named, key=lambda one: (one.after_spans or one.before_spans)[:1])
    return (*ordered, *_told(base.reading, other.reading, sure=base.named and other.named))


def _made(
    base: Witnessed, other: Witnessed, change: Change, before: Sequence[Word], after: Sequence[Word]
) -> Alteration:
    """An alteration with the words as they are printed."""
    spans = _spans(base, before), _spans(other, after)
    return Alteration(
        base.reading.statement, other.reading.statement, change.kind,
        _printed(base, spans[0]), _printed(other, spans[1]), *spans, change.reason, change.score,
    )  # fmt: skip


def _printed(witness: Witnessed, spans: Spans) -> str:
    return " … ".join(witness.text[span.start : span.end] for span in spans)


def _spans(witness: Witnessed, words: Words) -> Spans:
    """One span where the words stand side by side; a statement in several parts gives several."""
    parts = (list(part) for _, part in groupby(words, key=lambda word: _part(witness.reading.spans, word)))
    return tuple(Span(part[0].span.start, part[-1].span.end) for part in parts)


def _part(spans: Spans, word: Word) -> int:
    return bisect_right(spans, word.span.start, key=lambda span: span.start)


def _ends(base: Witnessed, other: Witnessed, found: Comparison) -> Iterator[Part]:
    for hunk, side in ((found.before, "before"), (found.after, "after")):
        gone, come = base.words[hunk.a : hunk.a_end], other.words[hunk.b : hunk.b_end]
        if gone and come and max(len(gone), len(come)) <= _BESIDE:
            yield Part(gone, come, _weighed(base, other, changes.exchanged(gone, come, _near(other, hunk)), gone, come))
            continue
        if gone:
            yield Part(gone, (), _cut(base, gone, other.reading, side))
        if come:
            yield Part((), come, _weighed(base, other, _longer(base, come, side), (), come))


def _near(other: Witnessed, hunk: Hunk) -> tuple[Words, Words]:
    """The words before a difference and those behind it, the nearest ones."""
    return other.words[max(0, hunk.b - _NEAR) : hunk.b], other.words[hunk.b_end : hunk.b_end + _NEAR]


def _weighed(base: Witnessed, other: Witnessed, change: Change, before: Words, after: Words) -> Change:
    """The same change, weighed little where it is one of the reporter's own words around a quotation."""
    of, words = (other, after) if after else (base, before)
    own = of.reading.kind is StatementKind.MIXED and not any(word.quoted for word in words)
    if not own or change.kind not in _OF_WORDS or not changes.MARKED < change.score < changes.TELLING:
        return change
    return Change(change.kind, f"{change.reason}, in the reporter's own words", changes.MARKED)


def _cut(base: Witnessed, gone: Words, reading: Reading, side: str) -> Change:
    """A cut; where a word that turns the sense of what is kept went with it, that is said."""
    turning = _turning_beside(base, gone, side)
    if not turning:
        return Change(Kind.CUT, f"{len(gone)} words {side} these are not quoted", CUT)
    reason = f"“{turning}”, which stands {'before' if side == 'before' else 'behind'} these words, is cut off"
    if reading.headline:
        return Change(Kind.TURNED, f"trimmed in a headline: {reason}", changes.TURNING)
    return Change(Kind.CUT, reason, changes.PLAIN)


def _turning_beside(base: Witnessed, gone: Words, side: str) -> str:
    """The word of the same clause that turns the sense of the words kept, empty where there is none."""
    for word in gone[::-1][:_BEFORE] if side == "before" else gone[:_BEHIND]:
        parted = _CLAUSE & set(base.text[word.span.end : word.span.end + 2]) if side == "before" else word.after_end
        if parted:
            break
        if (side, word.form) in lexicon.cut_words():
            return word.form
    return ""


def _longer(base: Witnessed, come: Words, side: str) -> Change:
    if stands_outside(base, come):
        return changes.put_in(come, elsewhere=True)
    if any(word.quoted for word in come) and stands_apart(base, come):
        return Change(Kind.JOIN, "quoted apart before, printed as one passage here", changes.JOINED)
    return Change(Kind.INSERTION, f"quotes {len(come)} words more {side} these", CUT)


def _inner(base: Witnessed, other: Witnessed, found: Comparison) -> Iterator[Part]:
    for hunk in found.inner:
        before, after = base.words[hunk.a : hunk.a_end], other.words[hunk.b : hunk.b_end]
        yield Part(before, after, _weighed(base, other, _change(base, other, hunk), before, after))


def _change(base: Witnessed, other: Witnessed, hunk: Hunk) -> Change:
    before, after = base.words[hunk.a : hunk.a_end], other.words[hunk.b : hunk.b_end]
    if not after:
        return changes.left_out(before, marked=_mark(other, hunk.b), joined=_holds_end(base, hunk))
    if not before:
        return changes.put_in(after, elsewhere=stands_outside(base, after))
    return changes.exchanged(before, after, _near(other, hunk))


def _mark(other: Witnessed, at: int) -> str:
    """What shows, before word `at`, that something was left out: an ellipsis, brackets, or marks that close and open
    again."""
    before, after = other.words[at - 1], other.words[at]
    if after.after_gap:
        return "an ellipsis"
    if after.bracketed or before.bracketed:
        return "a pair of brackets"
    between = other.text[before.span.end : after.span.start]
    return "the end of the quotation" if len(between) > _APART or _MARKS & set(between) else ""


def _holds_end(base: Witnessed, hunk: Hunk) -> bool:
    """Whether a sentence ends before, among or after the words left out: what is printed side by side was not one."""
    return any(word.after_end for word in base.words[hunk.a : hunk.a_end + 1])


def _marks(base: Witnessed, other: Witnessed, found: Comparison) -> Iterator[Alteration]:
    """Words that both have and only one of them has inside quotation marks."""
    pairs = [(base.words[a + k], other.words[b + k]) for a, b, size in found.runs for k in range(size)]
    for moved, group in groupby(pairs, key=lambda pair: (pair[0].quoted, pair[1].quoted)):
        run = list(group)
        content = [one for one, _ in run if one.form not in lexicon.common_words()]
        if moved[0] == moved[1] or not content or len(run) < _MOVED:
            continue
        change = _moved_in(base.reading) if moved[1] else _moved_out(other.reading)
        yield _made(base, other, change, [one for one, _ in run], [two for _, two in run])


def _moved_in(reading: Reading) -> Change:
    if reading.kind is StatementKind.INDIRECT:
        return Change(Kind.MOVED_IN, "reported in the reporter's words before, inside quotation marks here", 0.6)
    return Change(Kind.MOVED_IN, "outside the quotation marks before, inside them here", 0.8)


def _moved_out(reading: Reading) -> Change:
    if reading.kind is StatementKind.INDIRECT:
        return Change(Kind.MOVED_OUT, "quoted before, reported as indirect speech here", changes.MARKED)
    return Change(Kind.MOVED_OUT, "inside the quotation marks before, outside them here", changes.PLAIN)


def _told(base: Reading, other: Reading, *, sure: bool) -> Iterator[Alteration]:
    """What is said of the words: whose they are, in which role, and by which verb they are reported. Unless both name
    the speaker beside the words, it is not `sure` that they mean different ones."""
    if base.speaker and other.speaker and not same_name(base.speaker, other.speaker):
        told = (
            "said by somebody else" if sure else "said by somebody else, if “he” or a role was taken for the right one"
        )
        yield _said(base, other, Kind.SPEAKER, (base.speaker, other.speaker), told, 0.95 if sure else 0.4)
    elif base.role and other.role and not same_role(base.role, other.role):
        yield _said(base, other, Kind.ROLE, (base.role, other.role), "the speaker has another role", 0.3)
    if base.lemma and other.lemma and base.lemma != other.lemma:
        reason, score = stance_change(base.lemma, other.lemma)
        yield _said(base, other, Kind.VERB, (base.lemma, other.lemma), reason, score)


def _said(base: Reading, other: Reading, kind: Kind, words: tuple[str, str], reason: str, score: float) -> Alteration:
    return Alteration(base.statement, other.statement, kind, *words, (), (), reason, score)
