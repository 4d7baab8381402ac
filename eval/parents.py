"""Descent against the true ancestry: how often the parent named is the nearest ancestor in the collection, or has its
words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from eval.simulator import Report
from eval.witnesses import DAYS, EXACT, name_of, witness
from onrecord.trace import fingerprints
from onrecord.trace.descent import descent
from onrecord.trace.words import forms

FAMILIES: Final = 600
_SMALLEST, _LARGEST = 3, 60


#: A report, its nearest ancestor in the collection, and the one that is named; −1 where there is none.
Named = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Mode:
    """How times are known, and what share of the reports is missing."""

    name: str
    times: str
    missing: float


MODES: Final = (
    Mode("exact", EXACT, 0), Mode("days", DAYS, 0), Mode("exact-missing", EXACT, 0.3), Mode("days-missing", DAYS, 0.3),
)  # fmt: skip


def parents(reports: Sequence[Report], mode: Mode, seed: int = 7) -> dict[str, float]:
    """Shares in per cent of the reports that have an ancestor, over families of 3 to 60."""
    random = Random(seed)
    families: defaultdict[int, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        families[report.family].append(number)
    fitting = [members for members in families.values() if _SMALLEST <= len(members) <= _LARGEST]
    weight = _weights(reports)
    very = same = total = 0
    for members in random.sample(fitting, min(FAMILIES, len(fitting))):
        kept = [number for number in members if random.random() >= mode.missing]
        told = _named(reports, kept, mode, weight)
        total += sum(1 for _, parent, _ in told if parent >= 0)
        very += sum(1 for _, parent, named in told if named == parent >= 0)
        same += _same_words(reports, told, mode)
    return {
        f"parent.{mode.name}.very": 100 * very / max(total, 1),
        f"parent.{mode.name}.text": 100 * same / max(total, 1),
    }


def _same_words(reports: Sequence[Report], told: Sequence[Named], mode: Mode) -> int:
    """How many parents have the true one's words. Reports with the same words and the same date are the same to
    anybody: of those it is counted how many have each parent's words, whichever they are."""
    true, named = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for number, parent, other in told:
        words = " ".join(forms(reports[number].text))
        alike = (words, str(number if mode.times == EXACT else int(reports[number].time)))
        true[(*alike, " ".join(forms(reports[parent].text)) if parent >= 0 else "")] += 1
        named[(*alike, " ".join(forms(reports[other].text)) if other >= 0 else "")] += 1
    return sum((true & named).values()) - sum(n for key, n in (true & named).items() if not key[2])


def _weights(reports: Sequence[Report]) -> Callable[[str], float]:
    encoded = fingerprints.encode([forms(report.text) for report in reports])
    return lambda word: float(encoded.weights[encoded.vocabulary[word]]) if word in encoded.vocabulary else 1.0


def _named(reports: Sequence[Report], kept: Sequence[int], mode: Mode, weight: Callable[[str], float]) -> list[Named]:
    numbers = {name_of(number): number for number in kept}
    ordered = sorted(numbers)
    witnesses = [witness(numbers[name], reports[numbers[name]], mode.times) for name in ordered]
    found = {one.child: one.parent for one in descent(witnesses, weight)}
    parents = ((name, found.get(name)) for name in ordered)
    return [
        (numbers[name], _ancestor(reports, numbers[name], set(kept)), numbers[parent] if parent else -1)
        for name, parent in parents
    ]


def _ancestor(reports: Sequence[Report], number: int, kept: set[int]) -> int:
    """The nearest ancestor that is in the collection; −1 where there is none."""
    parent = reports[number].parent
    while parent >= 0 and parent not in kept:
        parent = reports[parent].parent
    return parent
