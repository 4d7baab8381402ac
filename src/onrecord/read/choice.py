"""Which of a page's blocks are its article: two looks by boosted trees that were learned from real pages.

The first look judges each block by its text, its neighbours and the elements around it; the second looks again with
what the first thought of all the others, which is how the start and the end of the article are found. It says how
likely each block is the article's and changes no text. See docs/reading-model-card.md.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from onrecord.read import hints, lines, secondlook, surroundings
from onrecord.read.articlebody import is_live, stated
from onrecord.read.blocks import Block
from onrecord.read.lines import About, Table
from onrecord.read.metadata import Metadata

LIKELY: Final = 0.45

Chances = NDArray[np.float64]


def likely(page: Sequence[Block], about: About) -> Chances:
    """How likely each block is the article's, from 0 to 1. The same blocks always give the same numbers."""
    if not page:
        return np.zeros(0)
    rows = with_hints(page, plain_rows(page, about), hints.shipped())
    first = _logistic(_run("first.onnx", rows))
    return _logistic(_run("second.onnx", second_rows(page, first, rows)))


def plain_rows(page: Sequence[Block], about: About) -> Table:
    """What the first look sees of each block without knowing any word or name."""
    own = lines.lines(page, about)
    return np.hstack([own, surroundings.surroundings(page, own)])


def with_hints(page: Sequence[Block], rows: Table, odds: tuple[hints.Odds, hints.Odds]) -> Table:
    """What the first look sees of each block: `rows` and what its names and words tell."""
    return np.hstack([rows, hints.hints(page, *odds)])


def second_rows(page: Sequence[Block], first: Chances, rows: Table) -> Table:
    """What the second look sees: the first look's numbers, and what it made of them."""
    return np.hstack([secondlook.second_look(page, first, rows[:, 1].astype(np.float64)), rows])


def names() -> tuple[str, ...]:
    """The names of the first look's columns."""
    return (*lines.NAMES, *surroundings.NAMES, *hints.NAMES)


def about_page(tree: HtmlElement, about: Metadata) -> About:
    """What the page says of its article outside the text that is shown."""
    return About(about.title, about.description, stated(tree), is_live(tree))


def version() -> str:
    """The version of the model that ships, as its card names it."""
    return str(_settings()["version"])


@cache
def _settings() -> dict[str, Any]:
    content = files("onrecord.data").joinpath("reading", "settings.json").read_text(encoding="utf-8")
    return dict(json.loads(content))


@cache
def _session(name: str) -> Any:
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - slow to import

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    data = files("onrecord.data").joinpath("reading", name).read_bytes()
    return InferenceSession(data, options, providers=["CPUExecutionProvider"])


def _run(name: str, rows: Table) -> Chances:
    (scores,) = _session(name).run(None, {"rows": np.ascontiguousarray(rows, dtype=np.float32)})
    return np.asarray(scores, dtype=np.float64).ravel()


def _logistic(scores: Chances) -> Chances:
    return 1 / (1 + np.exp(-scores))
