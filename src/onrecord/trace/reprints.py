"""Several texts → the runs of words that one outlet prints again and again: captions, lists of videos, standing notes.

What stands in an outlet's articles of three days or more does not show that one of them was made from another, nor does
what one article prints twice. Adds nothing to a record; another outlet that takes a standing passage over is judged as
ever.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

LEAST_DAYS: Final = 3

Run = tuple[str, ...]
Printed = tuple[str, date, Sequence[str]]


def runs(forms: Sequence[str], length: int) -> list[Run]:
    """The runs of so many words, in order."""
    return [tuple(forms[at : at + length]) for at in range(len(forms) - length + 1)]


def printed_twice(forms: Sequence[str], length: int) -> set[Run]:
    """The runs of so many words that one text has more than once, as a gallery has its captions."""
    return {run for run, count in Counter(runs(forms, length)).items() if count > 1}


def printed_again(texts: Iterable[Printed], length: int) -> Mapping[str, frozenset[Run]]:
    """For each outlet the runs of so many words that its articles of three days or more have. Texts are given as
    outlet, day and words."""
    by_outlet: defaultdict[str, list[Printed]] = defaultdict(list)
    for printed in texts:
        by_outlet[printed[0]].append(printed)
    return {outlet: _again(several, length) for outlet, several in by_outlet.items() if _is_often(several)}


def _is_often(several: Sequence[Printed]) -> bool:
    return len({day for _, day, _ in several}) >= LEAST_DAYS


def _again(several: Sequence[Printed], length: int) -> frozenset[Run]:
    days: defaultdict[Run, set[date]] = defaultdict(set)
    for _, day, forms in several:
        for run in set(runs(forms, length)):
            days[run].add(day)
    return frozenset(run for run, known in days.items() if len(known) >= LEAST_DAYS)
