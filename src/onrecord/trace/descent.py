"""The readings of one utterance → for each its most likely parent, or independent, or unknown, with the evidence.

The parent is the reading from which this one can be made most cheaply (cost.py) among those that may be older. A
credit or a link to the parent's outlet speaks for it, and so does the credit of the same agency. What is of one day, or
undated, may be older or younger: where that makes a circle, the cheapest tree decides (arborescence.py), never the
order of arrival. A reading that has words which no other could have given it is independent. Preferring recent parents
was measured and hurts.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.model import Descent, DescentKind
from onrecord.trace import evidence
from onrecord.trace.arborescence import arborescence
from onrecord.trace.cost import Making, at_least, making
from onrecord.trace.moments import Moment, in_order, is_settled, may_precede, moment
from onrecord.trace.witnesses import Witnessed

INDEPENDENT_SHARE: Final = 0.45
COVERED: Final = 0.55
MOST: Final = 400
_TEXTS: Final = 8
_ALIKE: Final = 3
_MARGIN: Final = 6.0
_ROOT: Final = 1_000.0
_OFTEN: Final = 2.0
_MANY: Final = 5
_TIE: Final = 1e-6
_SURE: Final = 0.97
_LEAST: Final = 0.5
_UNSHOWN: Final = 0.6
_OPEN: Final = 0.7
_LIKELY: Final = 0.85

Weight = Callable[[str], float]
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Possible:
    """One possible parent of a reading: what it costs to make the reading from it, less what speaks for it."""

    parent: int
    making: Making
    cost: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The readings of an utterance with what their comparison needs: their words, their times, how often each text is
    printed, and their place in order of time: undated last, of one moment what is printed most often first, then the
    longest, then by statement, so that the order of arrival plays no part."""

    witnesses: Sequence[Witnessed]
    forms: tuple[Forms, ...]
    moments: tuple[Moment | None, ...]
    ranks: tuple[int, ...]
    by_text: dict[Forms, list[int]]
    printed: Counter[Forms]
    weight: Weight


def descent(witnesses: Sequence[Witnessed], weight: Weight) -> tuple[Descent, ...]:
    """The descent of each reading but the first of all, in the order given. `weight` is a word's rarity. Readings
    beyond 400 of one utterance are compared with the 400 oldest."""
    if len(witnesses) < 2:
        return ()
    family = _family(witnesses, weight)
    known: dict[tuple[Forms, Forms], Making] = {}
    possible = [_possible(family, child, known) for child in range(len(witnesses))]
    parents = _parents(family, possible)
    first = min((child for child, parent in parents.items() if parent is None), key=lambda child: family.ranks[child])
    return tuple(
        _judged(family, child, parents[child], possible[child]) for child in range(len(witnesses)) if child != first
    )


def _family(witnesses: Sequence[Witnessed], weight: Weight) -> Family:
    forms = tuple(tuple(word.form for word in one.words) for one in witnesses)
    moments = tuple(moment(one.reading.date) for one in witnesses)
    printed = Counter(forms)
    ordered = sorted(
        range(len(forms)),
        key=lambda n: (in_order(moments[n]), -printed[forms[n]], -len(forms[n]), witnesses[n].reading.statement),
    )
    ranks = [0] * len(ordered)
    by_text: dict[Forms, list[int]] = {}
    for rank, number in enumerate(ordered):
        ranks[number] = rank
        if rank < MOST:
            by_text.setdefault(forms[number], []).append(number)
    return Family(witnesses, forms, moments, tuple(ranks), by_text, printed, weight)


def _possible(family: Family, child: int, known: dict[tuple[Forms, Forms], Making]) -> list[Possible]:
    """The possible parents of a reading, the cheapest first."""
    found: list[Possible] = []
    for texts, (least, text, readings) in enumerate(_older(family, child)):
        if texts >= _TEXTS and least > found[0].cost + _MARGIN:
            break
        pair = (text, family.forms[child])
        if pair not in known:
            known[pair] = making(*pair, family.weight)
        found.extend(_from(family, child, readings, known[pair]))
        found.sort(key=lambda one: (one.cost, family.ranks[one.parent]))
    return found


def _older(family: Family, child: int) -> list[tuple[float, Forms, list[int]]]:
    """The texts of readings that may be older, with the least that they can cost, the cheapest first."""
    texts = []
    for text, readings in family.by_text.items():
        older = [n for n in readings if _may_be_parent(family, n, child)]
        if older:
            texts.append((at_least(text, family.forms[child], family.weight), text, older))
    return sorted(texts, key=lambda one: (one[0], family.ranks[one[2][0]]))


def _may_be_parent(family: Family, parent: int, child: int) -> bool:
    """Whether a reading may be older and stands in another article. What is undated is no parent of what is dated: a
    chain of parents would run back in time through it."""
    one, other = family.moments[parent], family.moments[child]
    if parent == child or family.witnesses[parent].reading.article == family.witnesses[child].reading.article:
        return False
    return (one is not None or other is None) and may_precede(one, other)


def _from(family: Family, child: int, readings: Sequence[int], made: Making) -> Iterator[Possible]:
    """The oldest readings of a text as parents, and any that the child credits or links to."""
    for number, parent in enumerate(readings):
        told, bonus = evidence.speaking(family.witnesses[parent], family.witnesses[child])
        if number < _ALIKE or told:
            yield Possible(parent, made, made.cost - bonus, told)


def _parents(family: Family, possible: Sequence[Sequence[Possible]]) -> dict[int, int | None]:
    """The parent of each reading in the cheapest tree; at least one has none."""
    root = len(possible)
    edges: dict[int, dict[int, float]] = {}
    # What is printed most is rather the first than a copy's slip: where time does not tell, the tree begins there.
    for child, several in enumerate(possible):
        often = min(family.printed[family.forms[child]], _MANY)
        edges[child] = {root: _ROOT + _TIE * family.ranks[child] - _OFTEN * often}
        for one in several:
            edges[child].setdefault(one.parent, one.cost + _TIE * family.ranks[one.parent])
    chosen = arborescence(edges)
    return {child: None if parent == root else parent for child, parent in chosen.items()}


def _judged(family: Family, index: int, parent: int | None, possible: Sequence[Possible]) -> Descent:
    child = family.witnesses[index].reading
    if parent is None:
        return Descent(None, child.statement, DescentKind.UNKNOWN, 0.0, ("no other reading is known to be older",))
    best = next(one for one in possible if one.parent == parent)
    new = _new_share(family, index, best)
    if not best.evidence and _is_independent(family, index, best, new):
        reason = f"{round(100 * new)}% of its words stand in no older reading that it could be made from"
        return Descent(None, child.statement, DescentKind.INDEPENDENT, round(min(_SURE, 0.5 + new / 2), 4), (reason,))
    others = [one for one in possible if family.forms[one.parent] != family.forms[parent]]
    mixed = evidence.contamination(
        family.forms, index, best.parent, best.making, [one.parent for one in others], family.weight
    )
    innovations = evidence.innovation(family.forms, index, parent, [one.parent for one in others], family.weight)
    around = evidence.surroundings(family.witnesses[parent], family.witnesses[index])
    is_shown = bool(best.evidence or innovations or around)
    told = (
        *best.evidence,
        *_made(best, len(family.forms[index])),
        *innovations,
        *around,
        *(f"{text}, as {family.witnesses[n].reading.statement} has: perhaps made from both" for text, n in mixed),
        *_alike(family, index, parent),
        *(() if is_shown else ("nothing else shows a copy: both may have the words from one occasion",)),
        evidence.order(family.witnesses[parent].reading, child, family.moments[parent], family.moments[index]),
    )
    most = _most(family, index, best) if is_shown else _UNSHOWN
    score = min(_score(best, others, _rivals(family, index, parent)), most)
    return Descent(
        family.witnesses[parent].reading.statement, child.statement, DescentKind.COPIED,
        round(score / 2 if mixed else score, 4), tuple(told),
    )  # fmt: skip


def _most(family: Family, index: int, best: Possible) -> float:
    """The highest score that the evidence allows. Without a credit to the parent or a link the copy may be the other
    one where the order in time is open, and a few words of the reporter's in common may be what anybody would write."""
    agency = evidence.agency(family.witnesses[best.parent].reading, family.witnesses[index].reading)
    if len(best.evidence) > (agency is not None):
        return _SURE
    if not is_settled(family.moments[best.parent], family.moments[index]):
        return _OPEN
    taken = evidence.is_taken_over(family.witnesses[best.parent], family.witnesses[index])
    return _SURE if taken else _LIKELY


def _new_share(family: Family, index: int, best: Possible) -> float:
    """The share of the reading's words that its parent lacks; words that stand beside the parent's, outside the
    quotation, are not new."""
    beside = {word.form for word in family.witnesses[best.parent].around}
    new = [word for word in best.making.new if word not in beside]
    return len(new) / max(len(family.forms[index]), 1)


def _is_independent(family: Family, index: int, best: Possible, new: float) -> bool:
    """Whether too much is new; not where all of the parent's words are in it, as where two utterances were joined."""
    shorter = min(len(family.forms[index]), len(family.forms[best.parent]))
    return best.making.matched == 0 or (new > INDEPENDENT_SHARE and best.making.matched < COVERED * shorter)


def _made(best: Possible, words: int) -> tuple[str, ...]:
    if best.making.cost == 0:
        return ("the same words",)
    matched = f"{best.making.matched} of its {words} words in the same order"
    return (matched,) if not best.making.new else (matched, f"new: {' '.join(best.making.new[:8])}")


def _rivals(family: Family, index: int, parent: int) -> list[int]:
    """Readings with the parent's words that may be older than this one as well."""
    return [n for n in family.by_text.get(family.forms[parent], ()) if n != parent and _may_be_parent(family, n, index)]


def _alike(family: Family, index: int, parent: int) -> tuple[str, ...]:
    """How many other readings could be the parent as well; of one agency's report, how many copies there are."""
    rivals = _rivals(family, index, parent)
    agency = evidence.agency(family.witnesses[parent].reading, family.witnesses[index].reading)
    if agency:
        copies = sum(1 for one in family.witnesses if agency in one.reading.credits)
        return (f"one origin, {agency}, of which {copies} readings here are copies",)
    return (f"{len(rivals)} other older readings have the same words: any of them may be the parent",) if rivals else ()


def _score(best: Possible, others: Sequence[Possible], rivals: Sequence[int]) -> float:
    """How far the parent stands out: against the next one with another text, since of readings with the same words any
    may be the parent."""
    margin = max(0.0, min(1.0, (others[0].cost - best.cost) / 4)) if others else 1.0
    base = _LEAST + (_SURE - _LEAST) * margin
    return base if best.evidence else base / (1 + len(rivals)) ** 0.5
