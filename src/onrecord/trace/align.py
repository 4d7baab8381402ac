"""Pairs of readings → how they fit: the best chain of common runs of words.

A matched word counts its rarity, every break in the chain costs half a rare word, and what is left over at either end
costs nothing: a cut is the normal case, and containment counts, not resemblance. The chain is the local alignment of
Smith and Waterman (1981) with free gaps of any length at a flat price, made from the common runs as they are (a run
that weighs no more than a break could never pay for itself and is left out).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.trace.fingerprints import Encoded, Floats, Ints

BREAK: Final = 0.5
LONGEST: Final = 400
MOST_RUNS: Final = 24
_BITS: Final = 512
_CELLS: Final = 1_000_000
_CHUNK: Final = 20_000
_AT_ONCE: Final = 50_000
_PAIRS: Final = 200_000
_SHIFT: Final = 9


def _no_words() -> Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Fits:
    """One row a pair. `weight` is the matched rarity less the price of breaks, `coverage` its share of the lighter
    reading's; `first` and `second` are the matched intervals [start, end) in words of either reading; `words` counts
    the matched words."""

    weight: Floats
    coverage: Floats
    first: Ints
    second: Ints
    words: Ints = field(default_factory=_no_words)

    def of(self, chosen: Ints | NDArray[np.bool_]) -> "Fits":
        """The rows of some of the pairs."""
        words = self.words[chosen] if len(self.words) else self.words
        return Fits(self.weight[chosen], self.coverage[chosen], self.first[chosen], self.second[chosen], words)


def upper_bound(encoded: Encoded, lower: Ints, higher: Ints, chunk: int = _CHUNK) -> Floats:
    """The rarity that the two readings of each pair can share at most: that of the shorter one's words which the other
    may have, by a signature of 512 bits a reading (Bloom 1970), so that some words count which it has not."""
    bounds = np.zeros(len(lower), dtype=np.float32)
    signatures = _signatures(encoded)
    lengths = encoded.lengths
    for begin in range(0, len(lower), chunk):
        part = slice(begin, begin + chunk)
        straight = lengths[lower[part]] <= lengths[higher[part]]
        shorter, longer = (
            np.where(straight, lower[part], higher[part]),
            np.where(straight, higher[part], lower[part]),
        )
        bounds[part] = _shared_rarity(encoded, signatures, shorter, longer)
    return bounds


def _signatures(encoded: Encoded) -> NDArray[np.uint8]:
    """One bit a word for each reading."""
    signatures = np.zeros((len(encoded), _BITS // 8), np.uint8)
    for begin in range(0, len(encoded), _AT_ONCE):
        rows, ids = _words_of(encoded, np.arange(begin, min(begin + _AT_ONCE, len(encoded))))
        marked = np.zeros((min(_AT_ONCE, len(encoded) - begin), _BITS), np.bool_)
        marked[rows, ids % _BITS] = True
        signatures[begin : begin + _AT_ONCE] = np.packbits(marked, axis=1, bitorder="little")
    return signatures


def _shared_rarity(encoded: Encoded, signatures: NDArray[np.uint8], shorter: Ints, longer: Ints) -> Floats:
    rows, ids = _words_of(encoded, shorter)
    places = ids % _BITS
    hits = (signatures[longer[rows], places >> 3] >> (places & 7)) & 1
    shared = encoded.weights[ids] * hits
    return np.bincount(rows, weights=shared, minlength=len(shorter)).astype(np.float32)


def _words_of(encoded: Encoded, readings: Ints) -> tuple[Ints, Ints]:
    """The words of many readings, each with the place of its reading in `readings`."""
    counts = encoded.lengths[readings]
    rows = np.repeat(np.arange(len(readings)), counts)
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, encoded.ids[np.repeat(encoded.starts[readings], counts) + offsets]


def fits(encoded: Encoded, lower: Ints, higher: Ints) -> Fits:
    """How each pair fits. Readings longer than 400 words are compared by their first 400."""
    count = len(lower)
    weight, words = np.zeros(count, np.float32), np.zeros(count, np.int64)
    first, second = np.zeros((count, 2), np.int64), np.zeros((count, 2), np.int64)
    sums = np.concatenate([[0.0], np.cumsum(encoded.weights[encoded.ids], dtype=np.float64)])
    for begin in range(0, count, _PAIRS):
        part = slice(begin, begin + _PAIRS)
        runs = _all_runs(encoded, sums, lower[part], higher[part])
        weight[part], words[part], first[part], second[part] = _chains(runs, len(lower[part]))
    totals = sums[encoded.starts[1:]] - sums[encoded.starts[:-1]]
    lighter = np.maximum(np.minimum(totals[lower], totals[higher]), 1e-6)
    return Fits(weight, np.minimum(weight / lighter, 1).astype(np.float32), first, second, words)


def _batches(rows: Ints, columns: Ints) -> Iterator[Ints]:
    """Pairs of about the same size together, so that little is padding."""
    # Sixteen bits sort in linear time.
    order = np.argsort(((rows >> 3) * 64 + (columns >> 3)).astype(np.uint16), kind="stable")
    begin = 0
    while begin < len(order):
        size = max(1, _CELLS // max(1, int(rows[order[begin]] * columns[order[begin]])))
        part = order[begin : begin + size]
        area = int(rows[part].max()) * int(columns[part].max())
        end = begin + max(1, min(size, _CELLS // max(1, area)))
        yield order[begin:end]
        begin = end


@dataclass(frozen=True, slots=True)
class _Runs:
    """Common runs in order of pair and place: [i, i_end) of the one reading is [j, j_end) of the other; `base` is where
    the one reading's words begin in the sums of rarity; `sums` are those."""

    pair: Ints
    i: Ints
    j: Ints
    size: Ints
    base: Ints
    sums: NDArray[np.float64]

    def weight(self, skipped: Ints | int = 0) -> NDArray[np.float64]:
        """The rarity of each run without its first words."""
        begin = self.base + self.i
        weight: NDArray[np.float64] = self.sums[begin + self.size] - self.sums[begin + skipped]
        return weight

    def at(self, chosen: Ints | NDArray[np.bool_]) -> "_Runs":
        """Some of the runs."""
        return _Runs(self.pair[chosen], self.i[chosen], self.j[chosen], self.size[chosen], self.base[chosen], self.sums)


def _padded(encoded: Encoded, readings: Ints, empty: int) -> NDArray[np.int32]:
    lengths = np.minimum(encoded.lengths[readings], LONGEST)
    places = np.arange(int(lengths.max(initial=1)))
    inside = places[None, :] < lengths[:, None]
    at = np.where(inside, encoded.starts[readings][:, None] + places, 0)
    return np.where(inside, encoded.ids[at], empty).astype(np.int32)


def _runs(encoded: Encoded, sums: NDArray[np.float64], lower: Ints, higher: Ints) -> _Runs:
    """The common runs that weigh more than a break."""
    down, across = _padded(encoded, lower, -1), _padded(encoded, higher, -2)
    pair, cell = np.divmod(np.flatnonzero(down[:, :, None] == across[:, None, :]), down.shape[1] * across.shape[1])
    i, j = np.divmod(cell, across.shape[1])
    # By pair and diagonal: a run is what goes up by one.
    span = down.shape[1] + across.shape[1]
    cells = ((pair * span + j - i + down.shape[1]) << _SHIFT) | i
    cells.sort()
    starts = np.flatnonzero(np.diff(cells, prepend=-2) != 1)
    size = np.diff(np.append(starts, len(cells)))
    first = cells[starts]
    pair, i = (first >> _SHIFT) // span, first & ((1 << _SHIFT) - 1)
    runs = _Runs(pair, i, i + (first >> _SHIFT) % span - down.shape[1], size, encoded.starts[lower[pair]], sums)
    return _in_order(runs.at(runs.weight() > BREAK))


def _all_runs(encoded: Encoded, sums: NDArray[np.float64], lower: Ints, higher: Ints) -> _Runs:
    """The common runs of many pairs, in order."""
    lengths = np.minimum(encoded.lengths, LONGEST)
    found = []
    for batch in _batches(lengths[lower], lengths[higher]):
        runs = _runs(encoded, sums, lower[batch], higher[batch])
        found.append(replace(runs, pair=batch[runs.pair]))
    order = np.argsort(_column(found, "pair"), kind="stable")
    pair, i, j, size, base = (_column(found, name)[order] for name in ("pair", "i", "j", "size", "base"))
    return _Runs(pair, i, j, size, base, sums)


def _column(found: Sequence[_Runs], name: str) -> Ints:
    """One field of several as one."""
    return np.concatenate([np.zeros(0, np.int64), *(getattr(runs, name) for runs in found)])


def _in_order(runs: _Runs) -> _Runs:
    """By pair and place; of a pair with very many runs the heaviest."""
    counts = np.bincount(runs.pair)
    if counts.max(initial=0) > MOST_RUNS:
        runs = runs.at(np.lexsort((runs.j, runs.i, -runs.weight(), runs.pair)))
        counts = np.bincount(runs.pair)
        rank = np.arange(len(runs.pair)) - np.repeat(np.cumsum(counts) - counts, counts)
        runs = runs.at(rank < MOST_RUNS)
    return runs.at(np.argsort((runs.pair << 2 * _SHIFT) | (runs.i << _SHIFT) | runs.j))


def _chains(runs: _Runs, count: int) -> tuple[Floats, Ints, Ints, Ints]:
    """The best chain of each of `count` pairs: its weight, its words, and its interval in either reading."""
    weight, words = np.zeros(count, np.float32), np.zeros(count, np.int64)
    first, second = np.zeros((count, 2), np.int64), np.zeros((count, 2), np.int64)
    counts = np.bincount(runs.pair, minlength=count)
    begins = np.cumsum(counts) - counts
    for several in np.unique(counts[counts > 0]).tolist():
        pairs = np.flatnonzero(counts == several)
        weight[pairs], words[pairs], first[pairs], second[pairs] = _best(runs, begins[pairs], several)
    return weight, words, first, second


def _best(runs: _Runs, begins: Ints, several: int) -> tuple[NDArray[np.float64], Ints, Ints, Ints]:
    """The best chain of pairs with as many runs each: the runs one after the other, each after the best before it.
    Where two overlap, the later one loses its first words."""
    steps = [runs.at(begins + number) for number in range(several)]
    score = np.stack([step.weight() for step in steps])
    words = np.stack([step.size for step in steps])
    from_i, from_j = np.stack([step.i for step in steps]), np.stack([step.j for step in steps])
    for k, step in enumerate(steps):
        for p, before in enumerate(steps[:k]):
            over = np.maximum(np.maximum(before.i + before.size - step.i, before.j + before.size - step.j), 0)
            left = np.minimum(over, step.size)
            value = score[p] - BREAK + step.weight(left)
            better = (over < step.size) & (value > score[k])
            score[k] = np.where(better, value, score[k])
            words[k] = np.where(better, words[p] + step.size - left, words[k])
            from_i[k], from_j[k] = np.where(better, from_i[p], from_i[k]), np.where(better, from_j[p], from_j[k])
    best, at = np.argmax(score, axis=0), np.arange(len(begins))
    to_i = np.stack([step.i + step.size for step in steps])[best, at]
    to_j = np.stack([step.j + step.size for step in steps])[best, at]
    return (
        score[best, at], words[best, at],
        np.stack([from_i[best, at], to_i], 1), np.stack([from_j[best, at], to_j], 1),
    )  # fmt: skip
