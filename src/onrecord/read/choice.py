"""Which of a page's blocks are its article: boosted trees that were learned from real pages judge each block.

They see its text, its neighbours, the elements around it, and what its words and names tell (lines.py, surroundings.py,
hints.py); what says the article's text a second time is not taken. This says how likely each block is the article's,
and changes no text. See docs/reading-model-card.md.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from onrecord.read import hints, lines, surroundings
from onrecord.read.articlebody import is_live, stated
from onrecord.read.blocks import Block
from onrecord.read.lines import About, Table
from onrecord.read.mainblocks import key
from onrecord.read.metadata import Metadata

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LIKELY: Final = 0.45
MOST_BLOCKS: Final = 20_000
_LESS_LIKELY: Final = 0.3
_SURE: Final = 0.8
_UNSURE: Final = 0.2
_NEAR: Final = 3
_QUOTATION: Final = re.compile(r"[“\"«„「](?:[^\s“”\"«»„」]+\s+){3}")
_MANY: Final = 600
_PART: Final = 0.1
_SEVERAL: Final = 3
_LINE: Final = 40
_MOSTLY: Final = 0.6

Chances = NDArray[np.float64]


class Model(NamedTuple):
    """The trees, the tables of names and words that they were learned with, and their version."""

    trees: Any
    odds: tuple[hints.Odds, hints.Odds]
    version: str


@cache
def model(folder: Path | None = None) -> Model:
    """The model in a folder; without one, that which ships. On one thread: the same on any machine's number of them."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - slow to import

    where: Traversable = folder or files("onrecord.data").joinpath("reading")
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    data = where.joinpath("trees.onnx").read_bytes()
    trees = InferenceSession(data, options, providers=["CPUExecutionProvider"])
    settings = json.loads(where.joinpath("settings.json").read_text(encoding="utf-8"))
    return Model(trees, hints.tables(where), str(settings["version"]))


def likely(page: Sequence[Block], about: About) -> Chances:
    """How likely each block is the article's, from 0 to 1. The same blocks always give the same numbers. What stands
    after the first twenty thousand blocks is not judged and gets 0."""
    if not page:
        return np.zeros(0)
    known, judged = model(), page[:MOST_BLOCKS]
    (scores,) = known.trees.run(None, {"rows": with_hints(judged, plain_rows(judged, about), known.odds)})
    return np.pad(logistic(scores.ravel().astype(np.float64)), (0, len(page) - len(judged)))


def logistic(scores: Chances) -> Chances:
    """The chance that a sum of the trees' leaves stands for."""
    return np.asarray(1 / (1 + np.exp(-scores)))


def chosen(page: Sequence[Block], chances: Chances, least: float = LIKELY) -> list[int]:
    """The blocks that are likely enough; among them and close around, also less likely ones that quote, since a lost
    quotation costs most here. A page without any sure block is unlike those learned from: half of its best chance is
    enough there. Without any that says again what several others say: some pages carry the whole article
    once more, in one piece, for other programs."""
    best = float(chances.max(initial=0.0))
    least = min(least, best / 2) if _UNSURE < best < _SURE else least
    found = _with_quoting(page, chances, [index for index, chance in enumerate(chances) if chance > least])
    enough = max(_MANY, _PART * sum(len(page[index].text) for index in found))
    long = [index for index in found if len(page[index].text) >= enough]
    if not long:
        return found
    keys = {index: key(page[index].text) for index in found}
    again = {index for index in long if _says_again(index, keys)}
    return [index for index in found if index not in again]


def _with_quoting(page: Sequence[Block], chances: Chances, found: list[int]) -> list[int]:
    if not found:
        return found
    near = range(max(0, found[0] - _NEAR), min(len(page), found[-1] + _NEAR + 1))
    quoting = (i for i in near if chances[i] > _LESS_LIKELY and _QUOTATION.search(page[i].text))
    return sorted({*found, *quoting})


def _says_again(index: int, keys: dict[int, str]) -> bool:
    own = keys[index]
    others = {name for other, name in keys.items() if other != index and _LINE <= len(name) < len(own) and name in own}
    return len(others) >= _SEVERAL and sum(map(len, others)) >= _MOSTLY * len(own)


def plain_rows(page: Sequence[Block], about: About) -> Table:
    """What is seen of each block without knowing any word or name."""
    own = lines.lines(page, about)
    return np.hstack([own, surroundings.surroundings(page, own)])


def with_hints(page: Sequence[Block], rows: Table, odds: tuple[hints.Odds, hints.Odds]) -> Table:
    """All that is seen of each block: `rows` and what its names and words tell."""
    return np.hstack([rows, hints.hints(page, *odds)], dtype=np.float32)


def names() -> tuple[str, ...]:
    """The names of the columns that the trees see."""
    return (*lines.NAMES, *surroundings.NAMES, *hints.NAMES)


def about_page(tree: HtmlElement, about: Metadata) -> About:
    """What the page says of its article outside the text that is shown."""
    return About(about.title, about.description, stated(tree), is_live(tree))
