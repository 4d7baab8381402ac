"""Which of a page's blocks are the article: trafilatura's choice of text, carried back onto the page's own blocks.

trafilatura names the text; the blocks give it exactly as it stands on the page, with its links in place. Blocks are
paired in order by their letters and digits; what was not paired exactly is kept where most of its three-word runs stand
in the text chosen between its neighbours. Nothing is invented: text that trafilatura took from elsewhere (JSON-LD) is
returned apart.
"""

import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from copy import copy
from itertools import pairwise
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from onrecord.read.blocks import Block

_LETTERS: Final = re.compile(r"[\W_]+")
_WORDS: Final = re.compile(r"\w+")
_CHOSEN_BLOCKS: Final = frozenset(("p", "head", "item", "quote", "cell", "code", "table", "row", "list", "div"))
_ENOUGH: Final = 0.7
_CANDIDATES: Final = 12
_SIBLINGS: Final = 3
_PROSE: Final = 60
MAX_ELEMENTS: Final = 60_000


def chosen_text(tree: HtmlElement, *, fast: bool = False) -> list[str]:
    """trafilatura's main text of the page, block by block; empty where it finds none or fails. The tree is not
    changed."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import

    try:
        document = bare_extraction(tree, include_comments=False, include_tables=True, include_links=False, fast=fast)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, etree.LxmlError):
        return []
    body = getattr(document, "body", None)
    return _leaves(body) if body is not None else []


def _leaves(body: etree._Element) -> list[str]:
    texts: list[str] = [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _CHOSEN_BLOCKS:
            texts.append("")
        elif element.tag == "lb" and event == "start":
            texts[-1] += "\n"
        texts[-1] += (element.text if event == "start" else element.tail) or ""
    return [text for text in texts if text.strip()]


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


def with_siblings(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """The kept blocks and those below the first that stand in the same element with the same class names as three or
    more kept paragraphs, read like prose, and were missed."""
    counts = Counter((blocks[i].tag, blocks[i].names) for i in kept if blocks[i].tag == "p" and blocks[i].names.strip())
    marks = {mark for mark, count in counts.items() if count >= _SIBLINGS}
    below = range(kept[0], len(blocks)) if kept and marks else range(0)
    prose = (i for i in below if len(blocks[i].text) >= _PROSE and linked(blocks[i]) * 3 <= len(blocks[i].text))
    return sorted({*kept, *(i for i in prose if (blocks[i].tag, blocks[i].names) in marks)})


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
