"""From the network's scores to the source and the content of each reporting word.

Adds nothing to the record by itself: it gives ranges of pieces with their probabilities. Content is the best path of
first, inside and last pieces for each cue (Viterbi); a source is the best pair of first and last piece, or none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from onrecord.attribute.network import Floats, Network, Settings
from onrecord.attribute.pieces import CLS, Ints, Pieces, Window, windows

Range: TypeAlias = tuple[int, int]
CUE_FIRST, CUE_INSIDE = 1, 2
NONE, FIRST, INSIDE, LAST = range(4)
IMPOSSIBLE: Final = -1e6
LONGEST_SOURCE: Final = 60
MOST_STARTS: Final = 4
BOUND: Final = 1e-3
LEAST_SHARE: Final = 1e-6


class Found(NamedTuple):
    """An attribution in piece ranges, with its evidence (probabilities) and how likely it is right."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    evidence: tuple[float, ...]
    confidence: float


class Sourced(NamedTuple):
    """The best source of a cue, its probability, and the probability that there is none."""

    source: Range | None
    probability: float
    nothing: float


class Content(NamedTuple):
    """The content of a cue, with the mean probability of its pieces and those of its edges."""

    ranges: tuple[Range, ...]
    evidence: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Linked:
    """A cue with the log shares of its window (n pieces; m of them, at `words`, begin a word): labels (m, 4) of the
    words, and first and last piece of the source (n + 1 each), where place 0, the start mark, means none."""

    cue: Range
    probability: float
    window: Window
    words: Ints = field(repr=False)
    labels: Floats = field(repr=False)
    begin: Floats = field(repr=False)
    end: Floats = field(repr=False)


def link(found: Pieces, network: Network) -> Iterator[Linked]:
    """The cues of an article with the linker's scores, window by window."""
    for window in windows(found, network.settings.reach):
        vectors, tags = network.encode(*inputs(found, window))
        cues = list(_cues(found, softmax(tags[0]), window, network.settings))
        if cues:
            firsts = np.array([first for first, _, _ in cues], dtype=np.int64)
            lasts = np.array([last - 1 for _, last, _ in cues], dtype=np.int64)
            yield from _linked(found, window, cues, network.link(vectors, firsts, lasts))


def _linked(found: Pieces, window: Window, cues: Sequence[tuple[int, int, float]], scores: Floats) -> Iterator[Linked]:
    """The cues of a window with log shares instead of the linker's scores."""
    offset = window.first - 1
    words = np.flatnonzero(found.goes_on[window.first : window.last] == 0)
    labels = np.log(softmax(scores[:, words + 1, :4]) + LEAST_SHARE, dtype=np.float32)
    pointers = scores[:, :, 4:].transpose(2, 0, 1)
    pointers = pointers - pointers.max(-1, keepdims=True)
    begins, ends = pointers - np.log(np.exp(pointers).sum(-1, keepdims=True))
    for (first, last, share), *row in zip(cues, labels, begins, ends, strict=True):
        yield Linked((first + offset, last + offset), share, window, words, *row)


def inputs(found: Pieces, window: Window) -> tuple[Ints, Ints]:
    """ids (1, n) and marks (1, n, 3) of a window; position 0 is the window's start mark."""
    part = slice(window.first, window.last)
    size = window.last - window.first + 1
    marks = np.zeros((1, size, 3), dtype=np.int64)
    for column, values in enumerate((found.case, found.place, found.position)):
        marks[0, 1:, column] = values[part]
    return np.r_[CLS, found.ids[part]][None], marks


def softmax(scores: Floats) -> Floats:
    """Shares along the last axis."""
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)


def _cues(found: Pieces, shares: Floats, window: Window, settings: Settings) -> Iterator[tuple[int, int, float]]:
    """Cue ranges in window positions, with the probability of their first piece."""
    goes_on = found.goes_on[window.first : window.last]
    begins, inside = shares[:, CUE_FIRST], shares[:, CUE_INSIDE]
    at, stop = window.owned - window.first + 1, window.disowned - window.first + 1
    total = window.last - window.first + 1
    while at < stop:
        if begins[at] < settings.cue or goes_on[at - 1]:
            at += 1
            continue
        end = at + 1
        while end < total and (goes_on[end - 1] or (inside[end] > settings.inside and inside[end] > begins[end])):
            end += 1
        yield at, end, float(begins[at])
        at = end


def decode(linked: Sequence[Linked], settings: Settings) -> list[Found]:
    """Source and content of each cue that has a content, in order of the cues."""
    if not linked:
        return []
    sources = [_source(item, settings) for item in linked]
    made = []
    for item, source, content in zip(linked, sources, _contents(linked, sources, settings), strict=True):
        if content.ranges:
            evidence = (item.probability, source.probability, source.nothing, *content.evidence)
            made.append(Found(item.cue, source.source, content.ranges, evidence, confidence(evidence, settings)))
    return made


def confidence(evidence: Sequence[float], settings: Settings) -> float:
    """How likely the attribution is right: a logistic model of the logits of its evidence, fitted on dev articles."""
    shares = np.clip(np.array(evidence, dtype=np.float64), BOUND, 1 - BOUND)
    total = settings.weights[0] + float(np.dot(settings.weights[1:], np.log(shares / (1 - shares))))
    return float(1 / (1 + np.exp(-total)))


def _source(item: Linked, settings: Settings) -> Sourced:
    offset, begin, end = item.window.first - 1, item.begin, item.end
    nothing = float(begin[0] + end[0]) / 2
    low, high = item.cue[0] - offset, item.cue[1] - offset
    best: tuple[float, int, int] = (IMPOSSIBLE, 0, 0)
    likeliest = np.argsort(-begin[item.words + 1], kind="stable")[:MOST_STARTS]
    for at in (item.words[likeliest] + 1).tolist():
        stop = min(low if at < low else len(end), at + LONGEST_SOURCE)
        if not low <= at < high and stop > at:
            last = at + int(np.argmax(end[at:stop]))
            best = max(best, (float(begin[at] + end[last]) / 2, at, last + 1), key=lambda found: found[0])
    if best[0] == IMPOSSIBLE or nothing + settings.no_source > best[0]:
        return Sourced(None, float(np.exp(nothing)), float(np.exp(nothing)))
    return Sourced((best[1] + offset, best[2] + offset), float(np.exp(best[0])), float(np.exp(nothing)))


def _contents(linked: Sequence[Linked], sources: Sequence[Sourced], settings: Settings) -> list[Content]:
    """The content of all cues by one Viterbi pass."""
    table = np.zeros((max(len(item.words) for item in linked), 4, len(linked)), dtype=np.float32)
    table[:, FIRST:] = IMPOSSIBLE
    for row, (item, source) in enumerate(zip(linked, sources, strict=True)):
        here = table[: len(item.words), :, row]
        here[:] = item.labels
        here[:, FIRST] += settings.begin
        for first, last in (item.cue, source.source or item.cue):
            low, high = np.searchsorted(item.words, (first - item.window.first, last - item.window.first))
            here[low:high, FIRST:] = IMPOSSIBLE
    paths = viterbi(table, settings.alone)
    return [
        _ranges(item, paths[: len(item.words), row], table[: len(item.words), :, row])
        for row, item in enumerate(linked)
    ]


def _ranges(item: Linked, path: Ints, logs: Floats) -> Content:
    inside = np.flatnonzero(path != NONE)
    if not len(inside):
        return Content((), (0.0, 0.0, 0.0))
    shares, column = np.exp(logs), item.words
    starts = [int(k) for k in inside if path[k] == FIRST]
    made: list[Range] = []
    for start in starts:
        end = start
        while end + 1 < len(path) and path[end] != LAST and path[end + 1] in (INSIDE, LAST):
            end += 1
        last = int(column[end + 1]) if end + 1 < len(column) else item.window.last - item.window.first
        made.append((int(column[start]) + item.window.first, last + item.window.first))
    mean = float((1 - np.minimum(shares[inside, NONE], 1)).mean())
    endings = shares[inside][path[inside] == LAST, LAST]
    ending = float(endings.mean()) if len(endings) else 0.5
    return Content(tuple(made), (mean, float(shares[starts, FIRST].mean()), ending))


def viterbi(table: Floats, alone: float = 0.0) -> Ints:
    """Best label paths (n, c) of (n, 4, c) log shares: first and last bound a content; a first alone costs `alone`.

    Before each word a path is outside or inside a content, and two labels lead from either, so that a step is the
    greater of two sums. Of labels that are as good the earlier is taken.
    """
    length, _, count = table.shape
    ways = np.empty((length, 2, 2, count), dtype=np.float32)
    np.maximum(table[:, NONE], table[:, FIRST] - alone, out=ways[:, 0, 0])
    ways[:, 0, 1], ways[:, 1, 0], ways[:, 1, 1] = table[:, LAST], table[:, FIRST], table[:, INSIDE]
    before = np.empty((length + 1, 2, count), dtype=np.float32)
    before[0] = [[0.0], [IMPOSSIBLE]]
    for at in range(length):
        np.maximum.reduce(ways[at] + before[at], axis=1, out=before[at + 1])
    outside = _outermost(table, before, alone)
    inside = np.where(before[:-1, 0] + table[:, FIRST] >= before[:-1, 1] + table[:, INSIDE], FIRST, INSIDE)
    paths = np.empty((length, count), dtype=np.int64)
    label = np.zeros(count, dtype=np.int64)
    for at in range(length - 1, -1, -1):
        label = paths[at] = np.where(label < INSIDE, outside[at], inside[at])
    return paths


def _outermost(table: Floats, before: Floats, alone: float) -> Ints:
    """The best label (n, c) of each word after which a path is outside."""
    none, last = before[:-1, 0] + table[:, NONE], before[:-1, 1] + table[:, LAST]
    only = before[:-1, 0] + table[:, FIRST] - alone
    return np.where(none >= np.maximum(only, last), NONE, np.where(only >= last, FIRST, LAST))
