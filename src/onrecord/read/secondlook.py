"""What the first look at all blocks tells of each one: the likely article before, after and around it, in numbers.

An article is one stretch of a page, seldom several. How much of what is likely stands before and after a block, and how
much of what is unlikely parts it from that, is what shows where an article starts and ends.
"""

from collections.abc import Hashable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.read.blocks import BODY, Block
from onrecord.read.lines import Table

NAMES: Final = (
    "p", "p-1", "p+1", "p-2", "p+2", "p_before_3", "p_after_3", "p_before_8", "p_after_8", "mass_before", "mass_after",
    "mass", "p_own", "p_around", "p_above", "p_alike", "from_first", "to_last", "unlikely_from_first",
    "unlikely_to_last", "best_after", "best_before", "p_heading", "gap_before", "gap_after",
)  # fmt: skip
_LIKELY: Final = 0.5
_NEAR: Final = 5
_WORDS: Final = 8
_HEADINGS: Final = frozenset(("h2", "h3", "h4"))

Numbers = NDArray[np.float64]


def second_look(page: Sequence[Block], likely: Numbers, words: Numbers) -> Table:
    """A row of `NAMES` for each block, from the chance that it is the article's and its number of words."""
    mass, size = likely * words, len(page)
    total = float(mass.sum()) or 1.0
    so_far, at = np.cumsum(mass), np.arange(size)
    first, last = _ends(likely, words)
    unlikely = np.cumsum((1 - likely) * words)
    columns = [
        likely, *(_moved(likely, by) for by in (1, -1, 2, -2)),
        *(_share(mass, words, width, after=after) for width in (3, 8) for after in (False, True)),
        (so_far - mass) / total, (total - so_far) / total, np.full(size, total),
        *_groups(page, mass, words),
        at - first, last - at, unlikely - unlikely[first], unlikely[last] - unlikely,
        _best(likely[::-1])[::-1], _best(likely), _headings(page, likely),
        _gap(likely, words), _gap(likely[::-1], words[::-1])[::-1],
    ]  # fmt: skip
    return np.column_stack(columns).astype(np.float32)


def _ends(likely: Numbers, words: Numbers) -> tuple[int, int]:
    sure = np.flatnonzero((likely > _LIKELY) & (words > _WORDS))
    return (int(sure[0]), int(sure[-1])) if len(sure) else (0, len(likely) - 1)


def _moved(column: Numbers, by: int) -> Numbers:
    moved = np.full(len(column), -1.0)
    if abs(by) < len(column):
        moved[max(by, 0) : len(column) + min(by, 0)] = column[max(-by, 0) : len(column) - max(by, 0)]
    return moved


def _share(mass: Numbers, words: Numbers, width: int, *, after: bool) -> Numbers:
    """The likely share of the words of the blocks beside each block, on one side."""
    at = np.arange(len(mass))
    low = at + 1 if after else np.maximum(at - width, 0)
    high = np.minimum(at + width + 1, len(mass)) if after else at
    sums = [np.concatenate([[0.0], np.cumsum(column)]) for column in (mass, words)]
    return (sums[0][high] - sums[0][low]) / (sums[1][high] - sums[1][low] + 1)


def _groups(page: Sequence[Block], mass: Numbers, words: Numbers) -> list[Numbers]:
    """The likely share of the words in each block's own element, the two around it, and in elements like it."""
    own, around, above, alike = [], [], [], []
    for block in page:
        place = block.place
        outer = place.around or BODY
        own.append(place.number)
        around.append(outer.number)
        above.append((outer.around or BODY).number)
        alike.append((place.tag, place.names, outer.names))
    return [_by_group(group, mass, words) for group in (own, around, above, alike)]


def _by_group(group: Sequence[Hashable], mass: Numbers, words: Numbers) -> Numbers:
    numbers: dict[Hashable, int] = {}
    index = np.array([numbers.setdefault(name, len(numbers)) for name in group])
    return (np.bincount(index, mass) / np.bincount(index, words))[index]


def _best(likely: Numbers) -> Numbers:
    """The likeliest of the few blocks before each."""
    padded = np.concatenate([np.zeros(_NEAR), likely])
    return np.lib.stride_tricks.sliding_window_view(padded, _NEAR)[: len(likely)].max(axis=1)


def _headings(page: Sequence[Block], likely: Numbers) -> Numbers:
    """How likely the heading above each block is."""
    found, current = np.zeros(len(page)), 0.0
    for number, block in enumerate(page):
        found[number] = current
        if block.place.tag in _HEADINGS:
            current = float(likely[number])
    return found


def _gap(likely: Numbers, words: Numbers) -> Numbers:
    """The words between each block and the last likely one before it."""
    sure = (likely > _LIKELY) & (words > _WORDS)
    sums = np.cumsum(words)
    ends = np.maximum.accumulate(np.where(sure, sums, 0.0))
    return np.concatenate([[0.0], sums[:-1] - ends[:-1]])
