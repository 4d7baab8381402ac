"""A text given from elsewhere, carried back onto a page's own blocks.

Blocks are paired in order by their letters and digits; what was not paired exactly is found where most of its runs of
three words stand in the text given between its neighbours. Nothing is invented: text that is nowhere on the page is
returned apart.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from itertools import pairwise
from typing import Final

from lxml.html import HtmlElement

from onrecord.read.blocks import Block

_LETTERS: Final = re.compile(r"[\W_]+")
_WORDS: Final = re.compile(r"\w+")
_ENOUGH: Final = 0.7
_CANDIDATES: Final = 12
MAX_ELEMENTS: Final = 60_000


def key(text: str) -> str:
    """The letters and digits of a text in lower case, by which two renderings of it are compared."""
    return _LETTERS.sub("", text.lower())


def matched(blocks: Sequence[Block], chosen: Sequence[str]) -> tuple[list[int], list[str]]:
    """The indices of the blocks that `chosen` names, and the chosen texts that are nowhere on the page."""
    pairs = chain([key(text) for text in chosen], [key(block.text) for block in blocks])
    kept = [index for _, index in pairs]
    missing: list[str] = []
    edges = [(-1, -1), *pairs, (len(chosen), len(blocks))]
    for (q0, p0), (q1, p1) in pairwise(edges):
        texts = chosen[q0 + 1 : q1]
        if texts:
            found, lost = _gap(blocks, range(p0 + 1, p1), texts)
            kept += found
            missing += lost
    return sorted(kept), missing


def chain(chosen: list[str], page: list[str]) -> list[tuple[int, int]]:
    """The longest run of equal keys in the order of both (Hunt and Szymanski 1977), as (chosen, page) pairs."""
    places: dict[str, list[int]] = {}
    for index, name in enumerate(page):
        if name:
            places.setdefault(name, []).append(index)
    ends: list[int] = []
    tails: list[tuple[int, int, object]] = []
    for number, name in enumerate(chosen):
        for index in reversed(places.get(name, [])[:_CANDIDATES]):
            at = bisect_left(ends, index)
            before = tails[at - 1] if at else None
            ends[at : at + 1], tails[at : at + 1] = [index], [(number, index, before)]
    pairs: list[tuple[int, int]] = []
    link: object = tails[-1] if tails else None
    while isinstance(link, tuple):
        pairs.append((link[0], link[1]))
        link = link[2]
    return pairs[::-1]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORDS.findall(text.lower())
    size = min(3, len(words))
    return set(zip(*(words[start:] for start in range(size)), strict=False)) if size else set()


def _gap(blocks: Sequence[Block], places: range, texts: Sequence[str]) -> tuple[list[int], list[str]]:
    wanted = _runs("\n".join(texts))
    found: list[int] = []
    covered: set[tuple[str, ...]] = set()
    for index in places:
        runs = _runs(blocks[index].text)
        if len(runs) > 2 and len(runs & wanted) >= _ENOUGH * len(runs):
            found.append(index)
            covered |= runs
    return found, [text for text in texts if len(_runs(text) & covered) * 2 < len(_runs(text))]


def linked(block: Block) -> int:
    """How many of the block's characters are links."""
    return sum(link.span.end - link.span.start for link in block.links)


def without_scripts(tree: HtmlElement) -> HtmlElement:
    """A copy of the tree with nothing in it that holds no prose, for the tools that copy the tree many times."""
    smaller = copy(tree)
    for element in list(smaller.iter("script", "style", "svg", "iframe")):
        if "ld+json" not in (element.get("type") or ""):
            element.drop_tree()
    return smaller
