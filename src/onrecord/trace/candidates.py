"""Keys → pairs of readings worth comparing, bounded however common a key is.

A short posting gives all its pairs; in a long one each reading meets the longest and its neighbours in order of time,
so that a stock phrase costs as much as its readings and not their square. Two readings must share two keys. Nothing is
decided here: a pair is a suggestion.
"""

from typing import Final

import numpy as np

from onrecord.trace.fingerprints import Ints, Keys

ALL_PAIRS: Final = 32
NEIGHBOURS: Final = 4
TOO_COMMON: Final = 20_000
LEAST_SHARED: Final = 2
_CHUNK: Final = 4_000_000


def pairs(found: Keys, of: Ints, lengths: Ints, times: Ints) -> tuple[Ints, Ints]:
    """Pairs (lower, higher index) of readings that share two keys or more.

    `found` and `of` are keys in order with their readings, as `fingerprints.keys` gives them; `lengths` counts each
    reading's words, `times` orders the readings in time (any unit; what is undated last).
    """
    starts = np.flatnonzero(np.concatenate([[True], found[1:] != found[:-1]])) if len(found) else np.zeros(0, np.int64)
    sizes = np.diff(np.concatenate([starts, [len(found)]]))
    packed = [_all_pairs(of, starts, sizes, size) for size in range(2, ALL_PAIRS + 1)]
    long = np.flatnonzero((sizes > ALL_PAIRS) & (sizes <= TOO_COMMON))
    order = _ranks(times, lengths)
    packed += [_windowed(of[starts[g] : starts[g] + sizes[g]], lengths, order) for g in long]
    return _shared(np.concatenate(packed)) if packed else _shared(np.zeros(0, np.int64))


def _ranks(times: Ints, lengths: Ints) -> Ints:
    order = np.lexsort((lengths, times))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _all_pairs(of: Ints, starts: Ints, sizes: Ints, size: int) -> Ints:
    """All pairs of the postings with `size` readings; readings of a posting are in order, each once."""
    where = starts[sizes == size]
    if not len(where):
        return np.zeros(0, np.int64)
    posting = of[where[:, None] + np.arange(size)]
    first, second = np.triu_indices(size, 1)
    return _packed(posting[:, first].ravel(), posting[:, second].ravel())


def _windowed(posting: Ints, lengths: Ints, order: Ints) -> Ints:
    longest = posting[np.argmax(lengths[posting])]
    by_time = posting[np.argsort(order[posting])]
    with_longest = _packed(by_time, np.full(len(by_time), longest))
    near = [_packed(by_time[:-apart], by_time[apart:]) for apart in range(1, NEIGHBOURS + 1)]
    return np.concatenate([with_longest, *near])


def _packed(first: Ints, second: Ints) -> Ints:
    """Two indices in one number, the lower one first."""
    return (np.minimum(first, second) << 32) | np.maximum(first, second)


def _shared(packed: Ints) -> tuple[Ints, Ints]:
    """The pairs that occur often enough, each once; a reading is no pair with itself."""
    packed.sort()
    first = np.flatnonzero(np.concatenate([[True], packed[1:] != packed[:-1]])) if len(packed) else packed
    counts = np.diff(np.concatenate([first, [len(packed)]]))
    kept = packed[first[counts >= LEAST_SHARED]]
    lower, higher = kept >> 32, kept & 0xFFFFFFFF
    return lower[lower != higher], higher[lower != higher]
