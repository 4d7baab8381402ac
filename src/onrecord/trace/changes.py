"""One difference between two readings → what sort of change it is, with the reason and how much it can matter.

A change is weighed by what it does to the sense as far as word lists can say: a negation, a condition or a hedge that
comes or goes, a number, a date, a place, a word that sounds harsher by people's ratings. What is marked as the
reporter's own, by brackets or an ellipsis, weighs little. Whether a change was meant, and who is right, is not judged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from onrecord.model import AlterationKind as Kind
from onrecord.trace import lexicon
from onrecord.trace.words import Word

MARKED: Final = 0.1
SLIGHT: Final = 0.15
PLAIN: Final = 0.4
UNMARKED: Final = 0.5
JOINED: Final = 0.6
TELLING: Final = 0.7
TURNING: Final = 0.9
_HARSHER: Final = 0.8
_SLIP: Final = 0.8
_LONG: Final = 5
_OPENS: Final = "that"
_IN: Final = frozenset({"in", "at", "near", "outside", "across"})

Words = Sequence[Word]


@dataclass(frozen=True, slots=True)
class Change:
    """A kind of alteration, the reason in a plain sentence, and the score."""

    kind: Kind
    reason: str
    score: float


def left_out(words: Words, *, marked: str, joined: bool) -> Change:
    """Words of the one reading that the other lacks inside. `marked` says by what the other shows it ("an ellipsis"),
    empty where nothing does; `joined` that the end of a sentence was left out with them."""
    forms, count = _forms(words), _count(words)
    if marked:
        return _turned(words, Change(Kind.OMISSION, f"{count} left out, and {marked} shows it", MARKED), PLAIN)
    if forms in lexicon.fillers():
        return Change(Kind.OMISSION, f"“{' '.join(forms)}” left out, which speakers say between words", MARKED)
    if lexicon.titles().issuperset(forms):
        return Change(Kind.OMISSION, "a title left out", MARKED)
    if joined:
        return _turned(
            words,
            Change(
                Kind.JOIN, f"sentences that were apart printed as one passage: {count} between them left out", JOINED
            ),
        )
    return _turned(words, Change(Kind.OMISSION, f"{count} left out without a mark", PLAIN))


def put_in(words: Words, elsewhere: bool) -> Change:
    """Words that only the other reading has inside. `elsewhere` says that they stand outside the quotation marks beside
    the one reading."""
    count = _count(words)
    if all(word.bracketed for word in words):
        return Change(Kind.INSERTION, f"{count} added in square brackets, as the reporter's own", MARKED)
    if elsewhere and any(word.quoted for word in words):
        return Change(
            Kind.MOVED_IN, f"{count} of the reporter's, outside the quotation marks before, stand inside", 0.8
        )
    if lexicon.titles().issuperset(_forms(words)):
        return Change(Kind.INSERTION, "a title added", MARKED)
    return _turned(words, Change(Kind.INSERTION, f"{count} added", UNMARKED if _content(words) else SLIGHT))


def exchanged(before: Words, after: Words, near: tuple[Words, Words] = ((), ())) -> Change:
    """Words that stand in the place of others; `near` are the other reading's words before and behind them."""
    one, other = _forms(before), _forms(after)
    if all(word.bracketed for word in after):
        return Change(Kind.SUBSTITUTION, "replaced in square brackets, as the reporter's own", MARKED)
    if sorted(one) == sorted(other):
        return Change(Kind.TRANSPOSITION, "the same words in another order", PLAIN)
    if shift := _shifted(one, other, quoted=any(word.quoted for word in after)):
        return shift
    named = _day_of_month(one, other, near) or _named_change(one, other) or _renamed(before, after, near[0])
    return named or _turned_either(before, after) or _coloured(one, other) or _worded(one, other)


def _day_of_month(one: tuple[str, ...], other: tuple[str, ...], near: tuple[Words, Words]) -> Change | None:
    """A number beside the name of a month."""
    beside = [word.form for word in (*near[0][-1:], *near[1][:1])]
    if len(one) != 1 or len(other) != 1 or not all(_is_number(words[0]) for words in (one, other)):
        return None
    return _another(Kind.DATE, "date", one, other) if any(map(_is_date, beside)) else None


def _renamed(before: Words, after: Words, near: Words) -> Change | None:
    """A name for another one, a place's where “in” or the like stands before it."""
    if any(word.after_end or not (word.capital or word.form in lexicon.common_words()) for word in (*before, *after)):
        return None
    if not (_content(before) and _content(after)) or not near:
        return None
    behind = next((word.form for word in near[::-1] if not word.capital), "")
    one, other = (lexicon.places().get(" ".join(_forms(words))) for words in (before, after))
    if one and one == other:
        return None
    if (one and other) or behind in _IN:
        return Change(Kind.PLACE, "another place", TURNING)
    return Change(Kind.SUBSTITUTION, "another name", TURNING)


def _another(kind: Kind, what: str, one: Iterable[str], other: Iterable[str]) -> Change:
    return Change(kind, f"another {what}: “{' '.join(one)}” became “{' '.join(other)}”", TURNING)


def _shifted(one: tuple[str, ...], other: tuple[str, ...], *, quoted: bool) -> Change | None:
    # “that” opens the clause of indirect speech and is no word of the speaker's.
    one, other = (tuple(word for word in words if word != _OPENS) for words in (one, other))
    known = lexicon.shifts()
    if len(one) != len(other) or any((a, b) not in known for a, b in zip(one, other, strict=True) if a != b):
        return None
    if quoted:
        return Change(Kind.SHIFT, "tense or person changed inside the quotation marks", UNMARKED)
    return Change(Kind.SHIFT, "tense or person as in indirect speech", MARKED)


def _named_change(one: tuple[str, ...], other: tuple[str, ...]) -> Change | None:
    """A number, a date or a place for another one."""
    for kind, is_one, what in (
        (Kind.DATE, _is_date, "date"),
        (Kind.PLACE, _is_place, "place"),
        (Kind.SUBSTITUTION, _is_number, "number"),
    ):
        left, right = [w for w in one if is_one(w)], [w for w in other if is_one(w)]
        if left and right and left != right and not _same_country(left, right):
            return _another(kind, what, left, right)
    return None


def _is_date(form: str) -> bool:
    return form in lexicon.date_words() or (len(form) == 4 and form[:2] in {"19", "20"} and form.isdigit())


def _is_place(form: str) -> bool:
    return form in lexicon.places()


def _same_country(one: list[str], other: list[str]) -> bool:
    """Whether they are names of the same countries: “America” and “Americans”."""
    known = lexicon.places()
    return all(word in known for word in (*one, *other)) and [known[w] for w in one] == [known[w] for w in other]


def _is_number(form: str) -> bool:
    return form[0].isdigit()


def _turned_either(before: Words, after: Words) -> Change | None:
    gone = _turning(before) - _turning(after)
    come = _turning(after) - _turning(before)
    if not gone and not come:
        return None
    if _are_negations(gone) and _are_negations(come):
        return None
    told = " and ".join([*(f"“{w}” is gone" for w in sorted(gone)), *(f"“{w}” came in" for w in sorted(come))])
    negated = _are_negations(gone) or _are_negations(come)
    return Change(Kind.SUBSTITUTION, told, TURNING if negated else TELLING)


def _are_negations(words: frozenset[str]) -> bool:
    """Whether one of them negates; one negation for another turns nothing."""
    return any(lexicon.turning_words()[word] == "negation" for word in words)


def _coloured(one: tuple[str, ...], other: tuple[str, ...]) -> Change | None:
    """Harsher or softer, where the ratings differ clearly: of both sides, or of one word that stands for another."""
    if len(one) > _LONG or len(other) > _LONG:
        return None
    ratings = lexicon.valences()
    left, right = ([ratings[w] for w in words if w in ratings] for words in (one, other))
    single = all(sum(word not in lexicon.common_words() for word in words) == 1 for words in (one, other))
    if not (left and right) and not (single and (left or right)):
        return None
    difference = min(right, default=0.0) - min(left, default=0.0)
    if abs(difference) < _HARSHER:
        return None
    way = "harsher" if difference < 0 else "softer"
    return Change(Kind.SUBSTITUTION, f"a {way} word by people's ratings ({difference:+.1f} on a scale of 8)", TELLING)


def _worded(one: tuple[str, ...], other: tuple[str, ...]) -> Change:
    # A word that was broken by copying may stand as several.
    if 1 in (len(one), len(other)) and SequenceMatcher(None, "".join(one), "".join(other)).ratio() >= _SLIP:
        return Change(Kind.SUBSTITUTION, "another form of the word, or a slip", SLIGHT)
    if len(one) > _LONG or len(other) > _LONG:
        return Change(Kind.SUBSTITUTION, "said in other words", UNMARKED)
    return Change(Kind.SUBSTITUTION, "another word", PLAIN if len(one) == len(other) == 1 else UNMARKED)


def _turned(words: Words, change: Change, score: float = TURNING) -> Change:
    """The same change, weighed more where one of the words turns or weakens a sense."""
    found = [word for word in dict.fromkeys(_forms(words)) if word in _turning(words)]
    if not found or len(words) > 3 * _LONG:
        return change
    negated = any(lexicon.turning_words()[word] == "negation" for word in found)
    quoted = ", ".join(f"“{word}”" for word in found[:3])
    return Change(change.kind, f"{change.reason}; among them {quoted}", score if negated else min(score, TELLING))


def _turning(words: Words) -> frozenset[str]:
    return frozenset(word.form for word in words if word.form in lexicon.turning_words())


def _content(words: Words) -> bool:
    return any(word.form not in lexicon.common_words() for word in words)


def _forms(words: Words) -> tuple[str, ...]:
    return tuple(word.form for word in words)


def _count(words: Words) -> str:
    return f"{len(words)} word{'s' * (len(words) != 1)}"
