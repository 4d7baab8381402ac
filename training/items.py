"""Training windows with their labels, as numpy arrays.

A window holds whole paragraphs where it can. What an attribution has outside the window is left out; a source outside
is not learned, neither as that source nor as "no source". Changes how quotation marks are written, never the labels.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.attribute.linking import CUE_FIRST, CUE_INSIDE, FIRST, INSIDE, LAST, Range
from onrecord.attribute.pieces import CLS, SEP, Ints
from training.corpus import Document, Example

SOURCE, CONTENT = 3, 4
IGNORED: Final = -100
DOUBLE_OPEN, DOUBLE_CLOSE, SINGLE_OPEN, SINGLE_CLOSE, STRAIGHT, TICK = 1523, 1524, 1520, 1521, 1000, 1005
# Vocabulary ids of “ ” ‘ ’ " '. PolNeAR has few British and few straight marks, so the common ones are rewritten.
STYLES: Final[tuple[tuple[float, Mapping[int, int]], ...]] = (
    (0.20, {DOUBLE_OPEN: STRAIGHT, DOUBLE_CLOSE: STRAIGHT, SINGLE_CLOSE: TICK}),
    (0.30, {DOUBLE_OPEN: SINGLE_OPEN, DOUBLE_CLOSE: SINGLE_CLOSE}),
    (0.40, {DOUBLE_OPEN: TICK, DOUBLE_CLOSE: TICK, SINGLE_CLOSE: TICK}),
    (0.45, {SINGLE_CLOSE: TICK}),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A window of n positions, the first its start mark: ids (n), marks (n, 3), tags (n); for each of c cues its first
    and last piece, content labels (c, n) and the source's first and last piece (0 is none, -100 unknown)."""

    ids: Ints
    marks: Ints
    tags: Ints
    cues: tuple[Range, ...]
    labels: Ints
    sources: tuple[Range, ...]


def spans(document: Document, size: int, rng: random.Random) -> Iterator[Range]:
    """Consecutive windows of at most `size` pieces that end at paragraphs where they can; the first length varies."""
    total = len(document.pieces.ids)
    breaks = np.flatnonzero(document.pieces.ids == SEP) + 1
    first, limit = 0, rng.randint(size // 2, size) if total > size else size
    while first < total:
        last = min(total, first + limit)
        if last < total:
            at = int(breaks[np.searchsorted(breaks, last, side="right") - 1])
            last = at if first + limit // 3 < at <= last else last
        yield first, last
        first, limit = last, size


def item(document: Document, version: Sequence[Example], window: Range, rng: random.Random) -> Item:
    """One window with the labels of one annotator."""
    found, (first, last) = document.pieces, window
    marks = np.zeros((last - first + 1, 3), dtype=np.int64)
    for column, values in enumerate((found.case, found.place, found.position)):
        marks[1:, column] = values[first:last]
    whole = [e for e in version if first <= e.cue[0] and e.cue[1] <= last]
    cues = tuple((e.cue[0] - first + 1, e.cue[1] - first) for e in whole)
    labels = [_labels(document, e, window) for e in whole]
    sources = tuple(_source(e, window) for e in whole)
    ids = restyled(np.r_[CLS, found.ids[first:last]], rng)
    return Item(ids, marks, _tags(version, window), cues, np.array(labels).reshape(-1, len(ids)), sources)


def _local(part: Range, window: Range) -> slice:
    """The positions of a range in its window; empty when it lies outside."""
    first, last = max(part[0], window[0]), min(part[1], window[1])
    return slice(first - window[0] + 1, max(first, last) - window[0] + 1)


def _tags(version: Sequence[Example], window: Range) -> Ints:
    """One tag a piece; where roles meet, the later attribution has it, and its cue before its source and content."""
    tags = np.zeros(window[1] - window[0] + 1, dtype=np.int64)
    for example in version:
        for part in example.content:
            tags[_local(part, window)] = CONTENT
        if example.source:
            tags[_local(example.source, window)] = SOURCE
        if window[0] <= example.cue[0] and example.cue[1] <= window[1]:
            at = _local(example.cue, window)
            tags[at] = CUE_INSIDE
            tags[at.start] = CUE_FIRST
    return tags


def _labels(document: Document, example: Example, window: Range) -> Ints:
    """Content labels of one cue; an edge outside the window is not labelled as an edge."""
    labels = np.zeros(window[1] - window[0] + 1, dtype=np.int64)
    for part in example.content:
        at = _local(part, window)
        if at.start < at.stop:
            labels[at] = INSIDE
            if part[1] <= window[1]:
                labels[max(at.start, _last_word(document.pieces.goes_on, part) - window[0] + 1)] = LAST
            if part[0] >= window[0]:
                labels[at.start] = FIRST
    return labels


def _last_word(goes_on: Ints, part: Range) -> int:
    """The first piece of the last word: labels are read at the first piece of each word."""
    at = part[1] - 1
    while at > part[0] and goes_on[at]:
        at -= 1
    return at


def _source(example: Example, window: Range) -> Range:
    if example.source is None:
        return 0, 0
    if window[0] <= example.source[0] and example.source[1] <= window[1]:
        return example.source[0] - window[0] + 1, example.source[1] - window[0]
    return IGNORED, IGNORED


def restyled(ids: Ints, rng: random.Random) -> Ints:
    """The pieces with their quotation marks in another style, in 45 windows of 100."""
    draw = rng.random()
    change: Mapping[int, int] = next((change for limit, change in STYLES if draw < limit), {})
    made = ids.copy()
    for old, new in change.items():
        made[ids == old] = new
    return made


def batches(items: Sequence[Item], count: int, rng: random.Random) -> Iterator[Sequence[Item]]:
    """Windows of like length together, the groups in random order."""
    order = sorted(items, key=lambda i: len(i.ids) + rng.random() * 40)
    groups = [order[k : k + count] for k in range(0, len(order), count)]
    rng.shuffle(groups)
    yield from groups
