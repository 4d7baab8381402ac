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


@dataclass(slots=True)
class Linked:
    """A cue with the scores of its window."""

    cue: Range
    probability: float
    window: Window
    scores: Floats = field(repr=False)


def link(found: Pieces, network: Network) -> Iterator[Linked]:
    """The cues of an article with the linker's scores, window by window."""
    for window in windows(found):
        ids, marks, mask = inputs(found, window)
        vectors, tags = network.encode(ids, marks, mask)
        cues = list(_cues(found, softmax(tags[0]), window, network.settings))
        if cues:
            firsts = np.array([first for first, _, _ in cues], dtype=np.int64)
            lasts = np.array([last - 1 for _, last, _ in cues], dtype=np.int64)
            scores = network.link(vectors, np.zeros_like(firsts), firsts, lasts, mask)
            offset = window.first - 1
            for (first, last, share), score in zip(cues, scores, strict=True):
                yield Linked((first + offset, last + offset), share, window, score)


def inputs(found: Pieces, window: Window) -> tuple[Ints, Ints, Ints]:
    """ids (1, n), marks (1, n, 3) and mask (1, n) of a window; position 0 is the window's start mark."""
    part = slice(window.first, window.last)
    size = window.last - window.first + 1
    marks = np.zeros((1, size, 3), dtype=np.int64)
    for column, values in enumerate((found.case, found.place, found.position)):
        marks[0, 1:, column] = values[part]
    return np.r_[CLS, found.ids[part]][None], marks, np.ones((1, size), dtype=np.int64)


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


def decode(found: Pieces, linked: Sequence[Linked], settings: Settings) -> list[Found]:
    """Source and content of each cue that has a content, in order of the cues."""
    if not linked:
        return []
    sources = [_source(found, item, settings) for item in linked]
    made = []
    for item, source, content in zip(linked, sources, _contents(found, linked, sources, settings), strict=True):
        if content.ranges:
            evidence = (item.probability, source.probability, source.nothing, *content.evidence)
            made.append(Found(item.cue, source.source, content.ranges, evidence, confidence(evidence, settings)))
    return made


def confidence(evidence: Sequence[float], settings: Settings) -> float:
    """How likely the attribution is right: a logistic model of the logits of its evidence, fitted on dev articles."""
    shares = np.clip(np.array(evidence, dtype=np.float64), BOUND, 1 - BOUND)
    total = settings.weights[0] + float(np.dot(settings.weights[1:], np.log(shares / (1 - shares))))
    return float(1 / (1 + np.exp(-total)))


def _source(found: Pieces, item: Linked, settings: Settings) -> Sourced:
    offset = item.window.first - 1
    begin, end = _log_softmax(item.scores[:, 4]), _log_softmax(item.scores[:, 5])
    nothing = float(begin[0] + end[0]) / 2
    low, high = item.cue[0] - offset, item.cue[1] - offset
    blocked = np.r_[True, found.goes_on[item.window.first : item.window.last] > 0]
    begin = np.where(blocked, IMPOSSIBLE, begin)
    best: tuple[float, int, int] = (IMPOSSIBLE, 0, 0)
    for at in map(int, np.argsort(-begin, kind="stable")[:MOST_STARTS]):
        stop = min(low if at < low else len(end), at + LONGEST_SOURCE)
        if not low <= at < high and stop > at:
            last = at + int(np.argmax(end[at:stop]))
            best = max(best, (float(begin[at] + end[last]) / 2, at, last + 1), key=lambda found: found[0])
    if best[0] == IMPOSSIBLE or nothing + settings.no_source > best[0]:
        return Sourced(None, float(np.exp(nothing)), float(np.exp(nothing)))
    return Sourced((best[1] + offset, best[2] + offset), float(np.exp(best[0])), float(np.exp(nothing)))


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)


def _contents(found: Pieces, linked: Sequence[Linked], sources: Sequence[Sourced], settings: Settings) -> list[Content]:
    """The content of all cues by one Viterbi pass."""
    columns = [np.flatnonzero(found.goes_on[i.window.first : i.window.last] == 0) for i in linked]
    table = np.zeros((max(map(len, columns)), len(linked), 4), dtype=np.float32)
    table[:, :, FIRST:] = IMPOSSIBLE
    for row, (item, column) in enumerate(zip(linked, columns, strict=True)):
        table[: len(column), row] = _label_scores(item, column, sources[row].source, settings)
    paths = viterbi(table, settings.alone)
    return [
        _ranges(item, column, paths[: len(column), row], np.exp(table[: len(column), row]))
        for row, (item, column) in enumerate(zip(linked, columns, strict=True))
    ]


def _label_scores(item: Linked, column: Ints, source: Range | None, settings: Settings) -> Floats:
    """Log shares of the four labels for whole words; neither the cue nor its source can be content."""
    shares = np.log(softmax(item.scores[1:, :4])[column] + 1e-6)
    where = column + item.window.first
    taken = (where >= item.cue[0]) & (where < item.cue[1])
    if source is not None:
        taken |= (where >= source[0]) & (where < source[1])
    shares[taken, FIRST:] = IMPOSSIBLE
    shares[:, FIRST] += settings.begin
    return np.asarray(shares, dtype=np.float32)


def _ranges(item: Linked, column: Ints, path: Ints, shares: Floats) -> Content:
    inside = np.flatnonzero(path != NONE)
    if not len(inside):
        return Content((), (0.0, 0.0, 0.0))
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
    """Best label paths of (n, c, 4) log shares: first and last bound what is inside; a first alone costs `alone`."""
    allowed = _transitions(alone)
    length, count, _ = table.shape
    back = np.zeros((length, count, 4), dtype=np.int8)
    score = table[0] + np.array([0, 0, IMPOSSIBLE, IMPOSSIBLE], dtype=np.float32)
    for at in range(1, length):
        ways = score[:, :, None] + allowed
        back[at] = ways.argmax(1)
        score = ways.max(1) + table[at]
    score[:, INSIDE] = IMPOSSIBLE
    paths = np.zeros((length, count), dtype=np.int64)
    rows = np.arange(count)
    paths[-1] = score.argmax(1)
    for at in range(length - 1, 0, -1):
        paths[at - 1] = back[at, rows, paths[at]]
    return paths


def _transitions(alone: float) -> Floats:
    allowed = np.full((4, 4), IMPOSSIBLE, dtype=np.float32)
    for before in (NONE, LAST):
        allowed[before, [NONE, FIRST]] = 0.0
    for before in (FIRST, INSIDE):
        allowed[before, [INSIDE, LAST]] = 0.0
    allowed[FIRST, [NONE, FIRST]] = -alone
    return allowed
