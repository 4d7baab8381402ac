"""What a block's own text looks like, in numbers by which the model tells articles from what stands around them.

Nothing here knows a language: letters, marks, links and lengths are counted, words are not understood. What is learned
of words and class names comes from tables (hints.py). Nothing is judged.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.read.blocks import Block
from onrecord.read.mainblocks import key, linked

Table = NDArray[np.float32]

_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s|$)|[。！？]")
_ENDS: Final = re.compile(r"[.!?…。！？][\"”’'»)\]」』]*$")
_QUOTES: Final = re.compile(r"[“”„«»\"「」]")
_WORDS: Final = re.compile(r"\w+")
_DATE: Final = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:.]\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_ADDRESS: Final = re.compile(r"@\w|https?:|www\.|\.com\b")
_SAMPLE: Final = 240
TAGS: Final = ("p", "div", "li", "h1", "h2", "h3", "h4", "td", "blockquote", "figcaption", "section", "a", "dd", "pre")
_TAG_NUMBERS: Final = {tag: number for number, tag in enumerate(TAGS, 1)}

NAMES: Final = (
    "chars", "words", "word_length", "linked", "links", "upper", "digits", "lower_start", "upper_start", "sentences",
    "ends", "colon", "quotes", "commas", "bars", "date", "address", "mark", "lines", "tag", "copies", "title_words",
    "is_title", "is_described", "stated", "hidden", "question",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What the page says of its article elsewhere: its title and description, the text that it
    states as its data, and whether it says that it is a live blog."""

    title: str | None = None
    description: str | None = None
    stated: str | None = None
    live: bool = False


def lines(page: Sequence[Block], about: About) -> Table:
    """A row of `NAMES` for each block."""
    keys = [key(block.text) for block in page]
    copies = Counter(keys)
    title = frozenset(_WORDS.findall((about.title or "").lower()))
    title_key, described = key(about.title or ""), key(about.description or "").removesuffix("hellip")
    stated = key(about.stated or "")
    rows = [
        (*_shape(block), copies[name], _shared(block.text, title), bool(name) and name == title_key,
         len(name) > 20 and (name in described or (len(described) > 40 and described in name)),
         _is_stated(name, stated), block.place.hidden, "?" in block.text)
        for block, name in zip(page, keys, strict=True)
    ]  # fmt: skip
    return np.array(rows, dtype=np.float32).reshape(len(page), len(NAMES))


def _shape(block: Block) -> tuple[float, ...]:
    text = block.text
    size, words = len(text), text.count(" ") + text.count("\n") + 1
    sample = text[:_SAMPLE]
    shown = len(sample)
    first = text[0]
    return (
        size, words, size / words, linked(block) / size, len(block.links),
        sum(map(str.isupper, sample)) / shown, sum(map(str.isdigit, sample)) / shown,
        first.islower(), first.isupper(), len(_SENTENCE_END.findall(text)), bool(_ENDS.search(text[-5:])),
        text[-1] == ":", len(_QUOTES.findall(text)), text.count(",") / words, "|" in text or "›" in text or "»" in text,
        bool(_DATE.search(sample)), bool(_ADDRESS.search(sample)), not first.isalnum(), text.count("\n"),
        _TAG_NUMBERS.get(block.place.tag, 0),
    )  # fmt: skip


def _shared(text: str, title: frozenset[str]) -> float:
    """Which part of the title's words a short text has."""
    if not title or len(text) > _SAMPLE:
        return 0.0
    return len(title.intersection(_WORDS.findall(text.lower()))) / len(title)


def _is_stated(name: str, stated: str) -> float:
    if not stated:
        return -1.0
    return float(len(name) > 8 and name in stated)
