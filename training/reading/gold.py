"""Gold pages → labelled blocks: which words of a page are its article's, by aligning the page with the gold text.

Runs of three words are aligned in the order of both (Hunt and Szymanski 1977), so that a teaser that repeats a
sentence of the article is not taken for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from eval.pages import Page
from numpy.typing import NDArray

from onrecord.read.blocks import Block, blocks
from onrecord.read.choice import about_page
from onrecord.read.decode import decode
from onrecord.read.html import parse
from onrecord.read.lines import About
from onrecord.read.mainblocks import chain
from onrecord.read.metadata import metadata

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A page's blocks, what the page says of itself, the number of words of each block and the share of them that is
    the article's."""

    page: Page
    blocks: tuple[Block, ...]
    about: About
    words: NDArray[np.float64]
    share: NDArray[np.float64]


def example(page: Page) -> Example | None:
    """The labelled page, or `None` where nothing is on it."""
    tree = parse(decode(page.data).text, page.name)
    found = tuple(blocks(tree, page.url))
    if not found:
        return None
    words, share = labels(found, page.body)
    return Example(page, found, about_page(tree, metadata(tree, page.url)), words, share)


def labels(page: Sequence[Block], body: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The number of words of each block, and the share of them that stands in the gold body in the same order."""
    on_page = [_WORD.findall(block.text) for block in page]
    own = np.repeat(np.arange(len(page)), [len(words) for words in on_page])
    flat, gold = [word for words in on_page for word in words], _WORD.findall(body)
    covered = np.zeros(len(flat))
    for _, at in chain(_runs(gold), _runs(flat)):
        covered[at : at + _RUN] = 1
    count = np.bincount(own, minlength=len(page)).astype(np.float64)
    return count, np.bincount(own, covered, len(page)) / np.maximum(count, 1)


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
