"""Pairs of readings → how they fit: the best chain of common runs of words.

A matched word counts its rarity, every break in the chain costs half a rare word, and what is left over at either end
costs nothing: a cut is the normal case, and containment counts, not resemblance. The chain is the local alignment of
Smith and Waterman (1981) with free gaps of any length at a flat price.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.trace.fingerprints import Encoded, Floats, Ints

BREAK: Final = np.float32(0.5)
LONGEST: Final = 400
_NEVER: Final = np.float32(-1e9)
_CELLS: Final = 3_000_000


@dataclass(frozen=True, slots=True)
class Fits:
    """One row a pair. `weight` is the matched rarity less the price of breaks, `coverage` its share of the lighter
    reading's; `first` and `second` are the matched intervals [start, end) in words of either reading."""

    weight: Floats
    coverage: Floats
    first: Ints
    second: Ints


def upper_bound(encoded: Encoded, lower: Ints, higher: Ints, chunk: int = 2_000_000) -> Floats:
    """The rarity that the two readings of each pair can share at most: the rarity of the words that both have."""
    bounds = np.zeros(len(lower), dtype=np.float32)
    for begin in range(0, len(lower), chunk):
        part = slice(begin, begin + chunk)
        bounds[part] = _shared_rarity(encoded, lower[part], higher[part])
    return bounds


def _shared_rarity(encoded: Encoded, lower: Ints, higher: Ints) -> Floats:
    """A word of the higher reading counts when it is among the lower one's; looked up in one sorted list of
    (reading, word)."""
    size = max(len(encoded.vocabulary), 1)
    owners = np.repeat(np.arange(len(encoded)), encoded.lengths)
    present = np.unique(owners * size + encoded.ids)
    begins, counts = encoded.starts[higher], encoded.lengths[higher]
    rows = np.repeat(np.arange(len(higher)), counts)
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    ids = encoded.ids[np.repeat(begins, counts) + offsets]
    wanted = lower[rows] * size + ids
    at = np.minimum(np.searchsorted(present, wanted), len(present) - 1)
    hits = present[at] == wanted
    return np.bincount(rows[hits], weights=encoded.weights[ids[hits]], minlength=len(higher)).astype(np.float32)


def fits(encoded: Encoded, lower: Ints, higher: Ints) -> Fits:
    """How each pair fits. Readings longer than 400 words are compared by their first 400."""
    count = len(lower)
    weight, first, second = np.zeros(count, np.float32), np.zeros((count, 2), np.int64), np.zeros((count, 2), np.int64)
    lengths = np.minimum(encoded.lengths, LONGEST)
    short_first = lengths[lower] <= lengths[higher]
    rows, columns = np.where(short_first, lower, higher), np.where(short_first, higher, lower)
    for batch in _batches(lengths[rows], lengths[columns]):
        score, of_row, of_column = _chains(encoded, rows[batch], columns[batch])
        weight[batch] = score
        straight = short_first[batch][:, None]
        first[batch] = np.where(straight, of_row, of_column)
        second[batch] = np.where(straight, of_column, of_row)
    totals = encoded.weight_of()
    lighter = np.maximum(np.minimum(totals[lower], totals[higher]), np.float32(1e-6))
    return Fits(weight, np.minimum(weight / lighter, 1).astype(np.float32), first, second)


def _batches(rows: Ints, columns: Ints) -> Iterator[Ints]:
    """Pairs of about the same size together, so that little is padding."""
    order = np.lexsort((columns, rows))
    begin = 0
    while begin < len(order):
        end = begin + 1
        step = max(1, _CELLS // max(int(columns[order[begin:]].max()), 1) // 8)
        end = min(len(order), begin + step)
        yield order[begin:end]
        begin = end


def _padded(encoded: Encoded, readings: Ints, empty: int) -> tuple[Ints, Ints]:
    lengths = np.minimum(encoded.lengths[readings], LONGEST)
    places = np.arange(int(lengths.max(initial=1)))
    inside = places[None, :] < lengths[:, None]
    ids = np.where(inside, encoded.ids[np.where(inside, encoded.starts[readings][:, None] + places, 0)], empty)
    return ids, lengths


def _chains(encoded: Encoded, rows: Ints, columns: Ints) -> tuple[Floats, Ints, Ints]:
    """The best chain of every pair at once: one step of the recurrence for each word of the shorter readings.

    `match` is the best chain that ends with the words at hand, `best` the best one up to there; where a chain starts
    and ends goes along as one number each (row * 512 + column).
    """
    down, _ = _padded(encoded, rows, -1)
    across, _ = _padded(encoded, columns, -2)
    count, width = across.shape
    best = np.zeros((count, width + 1), np.float32)
    match = np.full((count, width + 1), _NEVER, np.float32)
    best_from, best_to = np.full((count, width + 1), -1, np.int32), np.zeros((count, width + 1), np.int32)
    match_from = np.full((count, width + 1), -1, np.int32)
    steps = np.arange(width, dtype=np.int32)
    for row in range(down.shape[1]):
        word = down[:, row]
        same = across == word[:, None]
        fresh = best[:, :-1] - BREAK
        goes_on = match[:, :-1] > fresh
        value = np.where(goes_on, match[:, :-1], fresh) + encoded.weights[np.maximum(word, 0)][:, None]
        begun = np.where(goes_on, match_from[:, :-1], best_from[:, :-1])
        begun = np.where(begun < 0, row * 512 + steps, begun)
        match[:, 1:] = np.where(same, value, _NEVER)
        match_from[:, 1:] = begun
        better = match[:, 1:] > best[:, 1:]
        best[:, 1:] = np.where(better, match[:, 1:], best[:, 1:])
        best_from[:, 1:] = np.where(better, begun, best_from[:, 1:])
        best_to[:, 1:] = np.where(better, (row + 1) * 512 + steps + 1, best_to[:, 1:])
        _carry(best, best_from, best_to)
    score = np.where(best[:, -1] > 0, best[:, -1] + BREAK, 0).astype(np.float32)
    start, end = np.maximum(best_from[:, -1], 0), best_to[:, -1]
    return score, np.stack([start // 512, end // 512], 1), np.stack([start % 512, end % 512], 1)


def _carry(best: Floats, origin: NDArray[np.int32], end: NDArray[np.int32]) -> None:
    """Carry the best chain so far to the right, with where it starts and ends."""
    highest = np.maximum.accumulate(best, axis=1)
    rises = best >= highest
    rises[:, 1:] &= best[:, 1:] > highest[:, :-1]
    rises[:, 0] = True
    source = np.maximum.accumulate(np.where(rises, np.arange(best.shape[1]), 0), axis=1)
    best[:] = highest
    origin[:] = np.take_along_axis(origin, source, 1)
    end[:] = np.take_along_axis(end, source, 1)
