"""Two readings of one utterance → every alteration between them, each with its kind, its places, a reason and a score.

The comparison runs from the one (the base, or the parent) to the other: what the other left out, added, changed, moved
into or out of quotation marks, and whom it names. Typography, spelling and contractions are no alterations. A cut at
either end is named, because it is how quotation works, and weighs nothing unless it turns the sense.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from onrecord.model import Alteration, Reading, StatementKind
from onrecord.model import AlterationKind as Kind
from onrecord.spans import Span, Spans
from onrecord.trace import changes, lexicon
from onrecord.trace.changes import Change
from onrecord.trace.hunks import Comparison, Hunk, compare
from onrecord.trace.names import same_name
from onrecord.trace.stances import stance_change
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import Word

CUT: Final = 0.05
_BESIDE: Final = 4
_MOVED: Final = 2
_APART: Final = 40
_MARKS: Final = frozenset('“”"„«»')


def alterations(base: Witnessed, other: Witnessed) -> tuple[Alteration, ...]:
    """What is different in `other`, in the order of its words, then what is said about them. Empty where the two share
    nothing."""
    found = compare(base.words, other.words)
    if found is None:
        return ()
    named = [*_ends(base, other, found), *_inner(base, other, found), *_marks(base, other, found)]
    ordered = sorted(named, key=lambda one: (one.after_spans or one.before_spans)[:1])
    return (*ordered, *_told(base.reading, other.reading))


def _made(
    base: Witnessed, other: Witnessed, change: Change, before: Sequence[Word], after: Sequence[Word]
) -> Alteration:
    """An alteration with the words as they are printed."""
    return Alteration(
        base.reading.statement, other.reading.statement, change.kind,
        _printed(base, before), _printed(other, after), _spans(before), _spans(after), change.reason, change.score,
    )  # fmt: skip


def _printed(witness: Witnessed, words: Sequence[Word]) -> str:
    return " ".join(witness.text[span.start : span.end] for span in _spans(words))


def _spans(words: Sequence[Word]) -> Spans:
    """One span where the words stand side by side; a statement in several parts gives several."""
    return (Span(words[0].span.start, words[-1].span.end),) if words else ()


def _ends(base: Witnessed, other: Witnessed, found: Comparison) -> Iterator[Alteration]:
    for hunk, side in ((found.before, "before"), (found.after, "after")):
        gone, come = base.words[hunk.a : hunk.a_end], other.words[hunk.b : hunk.b_end]
        if gone and come and max(len(gone), len(come)) <= _BESIDE:
            yield _made(base, other, changes.exchanged(gone, come), gone, come)
            continue
        if gone:
            yield _made(base, other, _cut(gone, other.reading, side), gone, ())
        if come:
            yield _made(base, other, _longer(base, come, side), (), come)


def _cut(gone: Sequence[Word], reading: Reading, side: str) -> Change:
    """A cut; in a headline, one that leaves out a word beside it that turns the sense is named so."""
    beside = gone[-_BESIDE:] if side == "before" else gone[:_BESIDE]
    turning = [word.form for word in beside if word.form in lexicon.turning_words()]
    if turning and not any(word.after_end for word in beside[1:]):
        reason = f"cut right {'after' if side == 'before' else 'before'} words with “{turning[0]}”"
        if reading.headline:
            return Change(Kind.TURNED, f"trimmed in a headline, {reason}", changes.TURNING)
        return Change(Kind.CUT, reason, changes.PLAIN)
    return Change(Kind.CUT, f"{len(gone)} words {side} these are not quoted", CUT)


def _longer(base: Witnessed, come: Sequence[Word], side: str) -> Change:
    if _stands_outside(base, come):
        return changes.put_in(come, elsewhere=True)
    return Change(Kind.INSERTION, f"quotes {len(come)} words more {side} these", CUT)


def _inner(base: Witnessed, other: Witnessed, found: Comparison) -> Iterator[Alteration]:
    for hunk in found.inner:
        before, after = base.words[hunk.a : hunk.a_end], other.words[hunk.b : hunk.b_end]
        yield _made(base, other, _change(base, other, hunk), before, after)


def _change(base: Witnessed, other: Witnessed, hunk: Hunk) -> Change:
    before, after = base.words[hunk.a : hunk.a_end], other.words[hunk.b : hunk.b_end]
    if not after:
        return changes.left_out(before, marked=_mark(other, hunk.b), joined=_holds_end(base, hunk))
    if not before:
        return changes.put_in(after, elsewhere=_stands_outside(base, after))
    return changes.exchanged(before, after)


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


def _stands_outside(base: Witnessed, words: Sequence[Word]) -> bool:
    """Whether these words stand in a row, outside quotation marks, beside the base reading: the reporter's own."""
    wanted = [word.form for word in words if not word.bracketed]
    if len(wanted) < _MOVED:
        return False
    outside = [word.form for word in base.around if not word.quoted]
    return any(outside[at : at + len(wanted)] == wanted for at in range(len(outside) - len(wanted) + 1))


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


def _told(base: Reading, other: Reading) -> Iterator[Alteration]:
    """What is said of the words: whose they are, in which role, and by which verb they are reported."""
    if base.speaker and other.speaker and not same_name(base.speaker, other.speaker):
        yield _said(base, other, Kind.SPEAKER, (base.speaker, other.speaker), "said by somebody else", 0.95)
    elif base.role and other.role and base.role.casefold() != other.role.casefold():
        yield _said(base, other, Kind.ROLE, (base.role, other.role), "the speaker has another role", 0.3)
    if base.lemma and other.lemma and base.lemma != other.lemma:
        reason, score = stance_change(base.lemma, other.lemma)
        yield _said(base, other, Kind.VERB, (base.lemma, other.lemma), reason, score)


def _said(base: Reading, other: Reading, kind: Kind, words: tuple[str, str], reason: str, score: float) -> Alteration:
    return Alteration(base.statement, other.statement, kind, *words, (), (), reason, score)
