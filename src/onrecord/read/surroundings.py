"""Where a block stands among the others, in numbers: its place on the page, its neighbours, the elements around it, and
the blocks that stand in elements like its own. Nothing is judged.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onrecord.read import elements, lines
from onrecord.read.blocks import BODY, Block
from onrecord.read.lines import Table

Column = NDArray[np.float32]

_COLUMN: Final = {name: number for number, name in enumerate(lines.NAMES)}
_LONGER_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_READ: Final = 600
_PROSE: Final = 80
_LITTLE_LINKED: Final = 0.4
_MOST_OF_TITLE: Final = 0.7
_SHIFTED: Final = (
    ("chars", (-2, -1, 1, 2)), ("linked", (-2, -1, 1, 2)), ("tag", (-2, -1, 1, 2)), ("ends", (-1, 1)),
    ("upper", (-1, 1)),
)  # fmt: skip
_WIDTHS: Final = (3, 8)
_POSITIONS: Final = (
    "at", "place", "count", "total", "chars_before", "prose_before", "prose_of_page", "prose_here", "from_head",
    "from_first", "to_last",
)  # fmt: skip
_ALIKE: Final = (
    "alike_n", "alike_chars", "alike_linked", "alike_prose", "alike_ends", "alike_span", "alike_at",
)  # fmt: skip
_TOPIC: Final = ("topic", "topic_often", "topic_words")
NAMES: Final = (
    *_POSITIONS, *(f"{name}{by:+d}" for name, shifts in _SHIFTED for by in shifts),
    *(f"{kind}_{width}_{side}" for width in _WIDTHS for side in ("before", "after") for kind in ("prose", "linked")),
    *elements.NAMES, *_ALIKE, *_TOPIC,
)  # fmt: skip


def surroundings(page: Sequence[Block], rows: Table) -> Table:
    """A row of `NAMES` for each block; `rows` are those of `lines.lines`."""
    chars, linked = rows[:, 0], rows[:, 0] * rows[:, _COLUMN["linked"]]
    plain = prose(rows)
    own = np.column_stack([chars, linked, plain])
    columns: list[NDArray[Any]] = [*_positions(rows, plain), *_neighbours(rows), *_windows(own)]
    parts = [np.column_stack(columns), elements.elements(page, own), _alike(page, rows, own), _topic(page, plain)]
    return np.hstack(parts, dtype=np.float32)


def prose(rows: Table) -> Column:
    """The characters of each block that reads like prose, 0 for the others."""
    chars = rows[:, 0]
    likely = (chars >= _PROSE) & (rows[:, _COLUMN["linked"]] < _LITTLE_LINKED) & (rows[:, _COLUMN["sentences"]] > 0)
    return np.where(likely, chars, 0).astype(np.float32)


def _positions(rows: Table, plain: Column) -> list[NDArray[Any]]:
    chars, size = rows[:, 0], len(rows)
    total, good = float(chars.sum()) or 1.0, float(plain.sum()) or 1.0
    at = np.arange(size, dtype=np.float32)
    likely = np.flatnonzero(plain)
    first, last = (likely[0], likely[-1]) if len(likely) else (0, size - 1)
    return [
        at, at / size, np.full(size, size), np.full(size, total), (np.cumsum(chars) - chars) / total,
        (np.cumsum(plain) - plain) / good, np.full(size, good / total), plain / good, at - _head(rows), at - first,
        last - at,
    ]  # fmt: skip


def _head(rows: Table) -> int:
    """The block that looks most like the headline: the title's words in a first-level heading, else either; -1 where
    there is none."""
    is_title = rows[:, _COLUMN["is_title"]] > 0
    is_heading = rows[:, _COLUMN["tag"]] == lines.TAGS.index("h1") + 1
    for wanted in (is_title & is_heading, is_heading, is_title, rows[:, _COLUMN["title_words"]] > _MOST_OF_TITLE):
        places = np.flatnonzero(wanted)
        if len(places):
            return int(places[0])
    return -1


def _neighbours(rows: Table) -> list[Column]:
    return [_moved(rows[:, _COLUMN[name]], -by) for name, shifts in _SHIFTED for by in shifts]


def _moved(column: Column, by: int) -> Column:
    moved = np.full(len(column), -1.0, dtype=np.float32)
    if abs(by) < len(column):
        moved[max(by, 0) : len(column) + min(by, 0)] = column[max(-by, 0) : len(column) - max(by, 0)]
    return moved


def _windows(own: Table) -> list[Column]:
    """Which share of the text beside each block is prose and which is linked, on each side of it."""
    at, size, found = np.arange(len(own)), len(own), []
    running = np.vstack([np.zeros(3), np.cumsum(own, axis=0, dtype=np.float64)])
    for width in _WIDTHS:
        before = running[at] - running[np.maximum(at - width, 0)]
        after = running[np.minimum(at + width + 1, size)] - running[at + 1]
        for side in (before, after):
            found += [side[:, 2] / (side[:, 0] + 1), side[:, 1] / (side[:, 0] + 1)]
    return found


def _alike(page: Sequence[Block], rows: Table, own: Table) -> Table:
    """The blocks of the page that stand in elements of the same tag and names, in elements of the same names."""
    groups: dict[tuple[str, str, str], int] = {}
    index = np.array(
        [groups.setdefault((b.place.tag, b.place.names, (b.place.around or BODY).names), len(groups)) for b in page]
    )
    count, chars, linked, plain, ends = (
        np.bincount(index, weights) for weights in (None, *own.T, rows[:, _COLUMN["ends"]])
    )
    total, at = float(plain.sum()) or 1.0, np.arange(len(page))
    first, last = np.full(len(groups), len(page)), np.zeros(len(groups))
    np.minimum.at(first, index, at)
    np.maximum.at(last, index, at)
    groups_rows = [count, chars / count, linked / np.maximum(chars, 1), plain / total, ends / count, last - first]
    return np.column_stack([*(row[index] for row in groups_rows), _nth(index)])


def _topic(page: Sequence[Block], plain: Column) -> Table:
    """Which share of a block's longer words other blocks of prose have too, in how many of those they stand on average,
    and how many such words it has: teasers of other stories speak of something else."""
    words = [set(_LONGER_WORD.findall(block.text[:_READ].lower())) for block in page]
    is_prose = (plain > 0).tolist()
    often = dict(Counter(word for known, own in zip(words, is_prose, strict=True) if own for word in known))
    found = []
    for known, own in zip(words, is_prose, strict=True):
        others = [often.get(word, 0) - own for word in known]
        count = len(others) or 1
        found.append(((len(others) - others.count(0)) / count, sum(others) / count, len(others)))
    return np.array(found, dtype=np.float32)


def _nth(index: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many earlier ones of its own group each has."""
    seen: dict[int, int] = defaultdict(int)
    found = []
    for group in index.tolist():
        found.append(seen[group])
        seen[group] += 1
    return np.array(found)
