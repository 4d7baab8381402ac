"""The readings of one utterance → for each its most likely parent, or independent, or unknown, with the evidence.

The parent is the reading from which this one can be made most cheaply (cost.py) among those that may be older. A credit
or a link to the parent's outlet speaks for it, a word that only the two share as well. Where no order in time is known,
or two parents are as cheap and differ in what they explain, it says unknown rather than choose; a reading that has
words which no other could have given it is independent. Preferring recent parents was measured and hurts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from onrecord.model import Descent, DescentKind, Reading
from onrecord.trace.cost import Making, making
from onrecord.trace.witnesses import Witnessed

INDEPENDENT_SHARE: Final = 0.35
CREDIT: Final = 3.0
LINK: Final = 4.0
MOST: Final = 400
_SURE: Final = 0.97
_LEAST: Final = 0.5

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Possible:
    """One possible parent of a reading: what it costs to make the reading from it, less what speaks for it."""

    parent: int
    making: Making
    cost: float
    evidence: tuple[str, ...]


def descent(witnesses: Sequence[Witnessed], weight: Weight) -> tuple[Descent, ...]:
    """The descent of each reading but the earliest, in the order given (oldest first, undated last, as utterances have
    them). `weight` is a word's rarity. Readings beyond 400 of one utterance are compared with the first 400."""
    forms = [tuple(word.form for word in one.words) for one in witnesses]
    return tuple(_of(index, witnesses, forms, weight) for index in range(1, len(witnesses)))


def _of(index: int, witnesses: Sequence[Witnessed], forms: Sequence[tuple[str, ...]], weight: Weight) -> Descent:
    child = witnesses[index].reading
    older = [i for i in range(min(len(witnesses), MOST)) if i != index and _may_precede(witnesses, i, index)]
    if not older:
        return Descent(None, child.statement, DescentKind.UNKNOWN, 0.0, ("no other reading is known to be older",))
    possible = sorted((_possible(i, witnesses, index, forms, weight) for i in older), key=lambda p: (p.cost, p.parent))
    return _judged(possible, witnesses, index, forms)


def _may_precede(witnesses: Sequence[Witnessed], parent: int, child: int) -> bool:
    """Whether a reading may be older than another: by date, and in the order given where both are of one day or one of
    them is undated."""
    one, other = _day(witnesses[parent].reading), _day(witnesses[child].reading)
    if one is None or other is None or one == other:
        return parent < child
    return one < other


def _day(reading: Reading) -> date | None:
    try:
        return date.fromisoformat((reading.date or "")[:10])
    except ValueError:
        return None


def _possible(
    parent: int, witnesses: Sequence[Witnessed], child: int, forms: Sequence[tuple[str, ...]], weight: Weight
) -> Possible:
    made = making(forms[parent], forms[child], weight)
    evidence, bonus = [], 0.0
    if _names(witnesses[child], witnesses[parent].reading):
        bonus += CREDIT
        evidence.append(f"credits {witnesses[parent].reading.outlet}")
    if _links(witnesses[child], witnesses[parent].reading):
        bonus += LINK
        evidence.append(f"links to {witnesses[parent].reading.url}")
    return Possible(parent, made, made.cost - bonus, tuple(evidence))


def _names(child: Witnessed, parent: Reading) -> bool:
    """Whether the child credits the parent's outlet: by a credit of its article, or by its name beside the words."""
    if not parent.outlet or parent.outlet == child.reading.outlet:
        return False
    name = parent.outlet.casefold().removeprefix("the ")
    return any(name == one.casefold().removeprefix("the ") for one in child.reading.credits) or (
        len(name) > 2 and name in child.context.casefold()
    )


def _links(child: Witnessed, parent: Reading) -> bool:
    return parent.url is not None and any(_address(link) == _address(parent.url) for link in child.links)


def _address(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def _judged(
    possible: Sequence[Possible], witnesses: Sequence[Witnessed], index: int, forms: Sequence[tuple[str, ...]]
) -> Descent:
    best, child = possible[0], witnesses[index].reading
    new = len(best.making.new) / max(len(forms[index]), 1)
    if not best.evidence and (best.making.matched == 0 or new > INDEPENDENT_SHARE):
        share = round(100 * new)
        reason = f"{share}% of its words stand in no older reading that it could be made from"
        return Descent(None, child.statement, DescentKind.INDEPENDENT, round(min(_SURE, 0.5 + new / 2), 4), (reason,))
    score = _score(possible, forms)
    parent = witnesses[best.parent].reading
    evidence = (*best.evidence, *_told(best, forms, index), *_shared(possible, forms, index), *_dates(parent, child))
    return Descent(parent.statement, child.statement, DescentKind.COPIED, score, evidence)


def _score(possible: Sequence[Possible], forms: Sequence[tuple[str, ...]]) -> float:
    """How far the best parent stands out: against the next one with another text, since of two readings with the same
    words either may be the parent."""
    best = possible[0]
    alike = sum(1 for other in possible if forms[other.parent] == forms[best.parent] and other.cost <= best.cost)
    rival = next((p for p in possible[1:] if forms[p.parent] != forms[best.parent]), None)
    margin = 1.0 if rival is None else min(1.0, (rival.cost - best.cost) / 4)
    base = _LEAST + (_SURE - _LEAST) * margin
    return round(base if best.evidence else base / alike**0.5, 4)


def _told(best: Possible, forms: Sequence[tuple[str, ...]], index: int) -> tuple[str, ...]:
    if best.making.cost == 0:
        return ("the same words",)
    matched = f"{best.making.matched} of its {len(forms[index])} words in the same order"
    return (matched,) if not best.making.new else (matched, f"new: {' '.join(best.making.new[:8])}")


def _shared(possible: Sequence[Possible], forms: Sequence[tuple[str, ...]], index: int) -> tuple[str, ...]:
    """What only the parent has in common with the reading: a common innovation."""
    best = possible[0]
    others = [forms[p.parent] for p in possible[1:] if forms[p.parent] != forms[best.parent]]
    if not others:
        return ()
    elsewhere = {pair for other in others for pair in pairwise(other)}
    parent = set(pairwise(forms[best.parent]))
    only = [pair for pair in pairwise(forms[index]) if pair in parent and pair not in elsewhere]
    return (f"“{' '.join(only[0])}” stands in no other older reading",) if only else ()


def _dates(parent: Reading, child: Reading) -> tuple[str, ...]:
    if _day(parent) is None or _day(child) is None:
        return ("the order in time is not known for certain: one of the two is undated",)
    return (f"printed on {(parent.date or '')[:10]}, before or on {(child.date or '')[:10]}",)
