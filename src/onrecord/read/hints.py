"""What the words of a block and the names of the elements around it tell of whether it belongs to an article.

Two tables, counted over development pages: for a class name (or a part of one), and for a word, the log-odds that what
carries it is the article's, every site counted once. Neither table holds a text; an unknown name or word says nothing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from onrecord.read.blocks import Block, Place
from onrecord.read.lines import Table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PART: Final = re.compile(r"[a-z]+")
_WORD: Final = re.compile(r"[^\W\d_]+|[|›»©•]")
_READ: Final = 400
_MOST_WORDS: Final = 40
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_FAR: Final = 99.0

Odds = Mapping[str, float]
_Ends = dict[str, tuple[float, float]]

NAMES: Final = (
    "h_own_max", "h_own_min", "h_around_max", "h_around_min", "h_chain_max", "h_chain_min", "h_chain_sum", "h_known",
    "h_above_min", "w_mean", "w_min", "w_max", "w_known", "w_second", "w_first",
    "w_mean-1", "w_mean+1", "w_min-1", "w_min+1", "w_heading_mean", "w_heading_min", "from_heading",
)  # fmt: skip


def tables(folder: "Traversable") -> tuple[Odds, Odds]:
    """The log-odds of names and of words in a folder's two tables."""
    return _table(folder.joinpath("names.tsv")), _table(folder.joinpath("words.tsv"))


def _table(path: "Traversable") -> Odds:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#")
    next(rows)
    return {name: float(odds) for name, odds in rows}


def parts(names: str) -> tuple[str, ...]:
    """The class names of an element and the parts that those are made of, each once."""
    found: list[str] = []
    for name in names.split():
        found.append(name)
        pieces = _PART.findall(name)
        if pieces != [name]:
            found += [piece for piece in pieces if len(piece) > 2]
    return tuple(dict.fromkeys(found))


def words(text: str) -> list[str]:
    """The first different words of a text, and the marks that menus are made with."""
    return list(dict.fromkeys(_WORD.findall(text[:_READ].lower())))[:_MOST_WORDS]


def hints(page: Sequence[Block], names: Odds, of_words: Odds) -> Table:
    """A row of `NAMES` for each block."""
    told: dict[int, _Told] = {}
    ends: _Ends = {}
    rows = [(*_of_place(block.place, names, told, ends), *_of_words(block.text, of_words)) for block in page]
    own = np.array(rows, dtype=np.float32).reshape(len(page), 15)
    beside = [_moved(own[:, column], by) for column in (9, 10) for by in (1, -1)]
    return np.column_stack([own, *beside, _under(page, own)]).astype(np.float32)


class _Told(NamedTuple):
    """What an element's names tell (most, least), and those of it and all around it: most, least, sum, how many."""

    own: tuple[float, float]
    most: float
    least: float
    sum: float
    known: int


def _of_place(place: Place, names: Odds, told: dict[int, _Told], ends: _Ends) -> tuple[float, ...]:
    waiting: list[Place] = []
    walk: Place | None = place
    while walk is not None and walk.number not in told:
        waiting.append(walk)
        walk = walk.around
    for element in reversed(waiting):
        if element.names not in ends:
            ends[element.names] = _named(element.names, names)
        told[element.number] = _within(element, ends[element.names], told)
    own, outer = told[place.number], place.around or place
    above = outer.around or outer
    return (*own.own, *told[outer.number].own, own.most, own.least, own.sum, own.known, told[above.number].own[1])


def _named(written: str, names: Odds) -> tuple[float, float]:
    """The most and the least that any of an element's names tells; 0 where none is known."""
    odds = [names[part] for part in parts(written) if part in names]
    return (max(odds), min(odds)) if odds else (0.0, 0.0)


def _within(place: Place, own: tuple[float, float], told: dict[int, _Told]) -> _Told:
    (high, low), known = own, own != (0.0, 0.0)
    if place.around is None:
        return _Told(own, high, low, high + low, int(known))
    outer = told[place.around.number]
    return _Told(own, max(high, outer.most), min(low, outer.least), outer.sum + high + low, outer.known + known)


def _of_words(text: str, odds: Odds) -> tuple[float, ...]:
    found = words(text)
    told = sorted(odds[word] for word in found if word in odds)
    if not told:
        return (0.0,) * 6
    second = told[1] if len(told) > 1 else 0.0
    return sum(told) / len(told), told[0], told[-1], len(told), second, odds.get(found[0], 0.0)


def _moved(column: Table, by: int) -> Table:
    moved = np.zeros(len(column), dtype=np.float32)
    if abs(by) < len(column):
        moved[max(by, 0) : len(column) + min(by, 0)] = column[max(-by, 0) : len(column) - max(by, 0)]
    return moved


def _under(page: Sequence[Block], own: Table) -> Table:
    """What the words of the heading above each block tell, and how far above it is."""
    found = np.zeros((len(page), 3), dtype=np.float32)
    mean, least, at = 0.0, 0.0, -1
    for number, block in enumerate(page):
        found[number] = (mean, least, number - at if at >= 0 else _FAR)
        if block.place.tag in _HEADINGS:
            mean, least, at = float(own[number, 9]), float(own[number, 10]), number
    return found
