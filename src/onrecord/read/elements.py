"""The elements around the blocks, in numbers: how much text each holds, how much of it is linked and how much prose.

Sums over an element are differences of running sums over the page, since its blocks stand in a row. The main element is
the deepest with most of the prose, as in Readability; its branches are the elements one step below it, or for blocks
outside it the largest element that does not hold it. Nothing is judged.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.read.blocks import BODY, Block, Place
from onrecord.read.lines import Table

Ints = NDArray[np.int64]

_MOSTLY: Final = 0.65
_ABOVE: Final = ("article", "main", "aside", "header", "footer", "figure", "blockquote", "table", "ul", "form")
_COLUMNS: Final = {tag: column for column, tag in enumerate(_ABOVE)}
_SUMS: Final = ("n", "chars", "linked", "prose")
_LEVELS: Final = ("own", "around", "branch")
NAMES: Final = (
    *(f"{level}_{name}" for level in _LEVELS for name in (*_SUMS, "share")), "depth", "below_main", "within_main",
    *(f"in_{tag}" for tag in _ABOVE), "in_hidden",
)  # fmt: skip


class Elements(NamedTuple):
    """The elements that hold blocks, outer ones first: `of_block` and `around` are places in this list; the blocks of
    an element are those from `first` up to `last`."""

    places: list[Place]
    of_block: Ints
    around: Ints
    first: Ints
    last: Ints


def elements(page: Sequence[Block], own: Table) -> Table:
    """A row of `NAMES` for each block; `own` has a column for each of the block's characters, linked characters and
    characters of prose."""
    found = _found(page)
    sums = _sums(own, found)
    total = np.maximum(sums[0], 1.0)
    main = _main(found, sums)
    below, branch = _branches(found, main)
    text = np.maximum(sums[:, 1], 1.0)
    ratios = np.column_stack(
        [sums[:, 0], sums[:, 1] / total[1], sums[:, 2] / text, sums[:, 3] / text, sums[:, 3] / total[3]]
    )
    at = found.of_block
    depth = np.array([place.depth for place in found.places])
    columns = [ratios[at], ratios[found.around[at]], ratios[branch[at]], depth[at, None], below[at, None]]
    return np.hstack([*columns, below[at, None] >= 0, _inside(found)[at]]).astype(np.float32)


def _found(page: Sequence[Block]) -> Elements:
    numbers: dict[int, int] = {BODY.number: 0}
    places, around, first = [BODY], [0], [0]
    of_block = []
    for index, block in enumerate(page):
        missing: list[Place] = []
        walk: Place | None = block.place
        while walk is not None and walk.number not in numbers:
            missing.append(walk)
            walk = walk.around
        for place in reversed(missing):
            numbers[place.number] = len(places)
            places.append(place)
            around.append(numbers[place.around.number] if place.around else 0)
            first.append(index)
        of_block.append(numbers[block.place.number])
    return Elements(places, np.array(of_block), np.array(around), np.array(first), _last(of_block, around))


def _last(of_block: Sequence[int], around: Sequence[int]) -> Ints:
    last = [0] * len(around)
    for index in range(len(of_block) - 1, -1, -1):
        number = of_block[index]
        while not last[number]:
            last[number] = index + 1
            number = around[number]
    return np.array(last)


def _sums(own: Table, found: Elements) -> NDArray[np.float64]:
    """For each element: blocks, characters, linked characters, characters of prose."""
    counted = np.column_stack([np.ones(len(own)), own]).astype(np.float64)
    running = np.vstack([np.zeros(counted.shape[1]), np.cumsum(counted, axis=0)])
    return np.asarray(running[found.last] - running[found.first])


def _main(found: Elements, sums: NDArray[np.float64]) -> int:
    enough = sums[:, 3] >= max(_MOSTLY * sums[0, 3], 1.0)
    depth = np.array([place.depth for place in found.places])
    return int(np.argmax(np.where(enough, depth, -1))) if enough.any() else 0


def _branches(found: Elements, main: int) -> tuple[Ints, Ints]:
    """How far each element is below the main one (-1 outside it), and the branch that it belongs to."""
    above, walk = {0}, main
    while walk:
        above.add(walk)
        walk = int(found.around[walk])
    below, branch = [-1] * len(found.places), list(range(len(found.places)))
    below[main] = 0
    for number, outer in enumerate(found.around.tolist()):
        if number == main or number in above:
            continue
        if below[outer] >= 0:
            below[number] = below[outer] + 1
        if outer not in above:
            branch[number] = branch[outer]
    return np.array(below), np.array(branch)


def _inside(found: Elements) -> NDArray[np.float64]:
    """For each tag of `_ABOVE`, how many steps above each element one is, or -1; and whether any is hidden."""
    rows: list[list[float]] = []
    for place, around in zip(found.places, found.around.tolist(), strict=True):
        row = [step + 1 if step >= 0 else -1 for step in rows[around][:-1]] if rows else [-1] * len(_ABOVE)
        if place.tag in _COLUMNS:
            row[_COLUMNS[place.tag]] = 0
        rows.append([*row, float(place.hidden) or (rows[around][-1] if rows else 0.0)])
    return np.array(rows, dtype=np.float64)
