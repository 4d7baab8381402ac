"""What it costs to make one text from another: the measure by which the most likely parent of a reading is chosen.

A cut costs little, an omission more, and every word that the parent lacks its rarity: a copy cannot restore what its
parent lost, so the parent of a reading is among those from which it can be made cheaply. Shared innovations, the common
errors of textual criticism (Maas 1927), come out of the same sum: a reading that has one is cheap to make only from
another that has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

CUT: Final = 1.0
OMISSION: Final = 2.0
CHANGE: Final = 1.5
NOTHING_SHARED: Final = 60.0
_RARE: Final = 0.5
_END_WORD: Final = 2.0

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Making:
    """The cost of making a text from another, how many words they match in, and the words that had to be added or
    changed."""

    cost: float
    matched: int
    new: tuple[str, ...]


def making(parent: Sequence[str], child: Sequence[str], weight: Weight) -> Making:
    """What it costs to make `child` from `parent`, both as the forms of their words; `weight` is a word's rarity, from
    0 to 1."""
    if tuple(parent) == tuple(child):
        return Making(0.0, len(child), ())
    runs = _runs(parent, child, weight)
    if not runs:
        return Making(NOTHING_SHARED, 0, tuple(child))
    (first_a, first_b, _), (last_a, last_b, last_size) = runs[0], runs[-1]
    cut = first_a > 0 or last_a + last_size < len(parent)
    ends = [*child[:first_b], *child[last_b + last_size :]]
    cost = CUT * cut + sum(_END_WORD + 2 * weight(word) for word in ends)
    new = list(ends)
    for (a, b, size), (next_a, next_b, _) in pairwise(runs):
        added = child[b + size : next_b]
        new += added
        if added:
            cost += CHANGE + sum(1 + 2 * weight(word) for word in added)
        elif next_a > a + size:
            cost += OMISSION
    return Making(cost, sum(size for _, _, size in runs), tuple(new))


def _runs(parent: Sequence[str], child: Sequence[str], weight: Weight) -> list[tuple[int, int, int]]:
    """The common runs of words; a single common word alone is no run."""
    blocks = SequenceMatcher(None, list(parent), list(child), autojunk=False).get_matching_blocks()
    return [(a, b, size) for a, b, size in blocks if size > 1 or (size == 1 and weight(child[b]) > _RARE)]


def at_least(parent: Sequence[str], child: Sequence[str], weight: Weight) -> float:
    """What making the child must cost at least: every word that the parent lacks."""
    had = set(parent)
    return sum(1 + 2 * weight(word) for word in child if word not in had)
