"""Keys → pairs of readings worth comparing, bounded however common a key is.

A short posting gives all its pairs; in a long one each reading meets the longest and its neighbours in order of time,
so that a stock phrase costs as much as its readings and not their square. Two readings must share two keys. Nothing is
decided here: a pair is a suggestion.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np

from onrecord.trace.fingerprints import Ints, Keys, Postings, distinct

ALL_PAIRS: Final = 32
NEIGHBOURS: Final = 4
TOO_COMMON: Final = 20_000
LEAST_SHARED: Final = 2
SEASON: Final = 60
_READING_BITS: Final = 27
_MARK_BITS: Final = 8
_AT_ONCE: Final = 8_000_000
_MOST: Final = (1 << _MARK_BITS) - 1


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of readings (`lower` < `higher`), and in how many seasons of sixty days what they share is found: the least
    of the keys that they share, by the readings' days. What is said at one occasion has one or two; a stock phrase has
    many."""

    lower: Ints
    higher: Ints
    seasons: Ints


def suggested(found: Postings, lengths: Ints, days: Ints) -> Candidates:
    """Pairs of readings that share two keys or more. `lengths` counts each reading's words; `days` dates it (any day
    number, negative where unknown)."""
    # What is undated stands last in the order of time.
    times = np.where(days < 0, np.iinfo(np.int64).max, days)
    return _suggested(found, lengths, times, _seasons(found, days))


def pairs(found: Keys, of: Ints, lengths: Ints, times: Ints) -> tuple[Ints, Ints]:
    """The same from keys in order with their readings, as `fingerprints.keys` gives them; `times` orders the readings
    in time (any unit; what is undated last)."""
    starts = np.flatnonzero(np.concatenate([[True], found[1:] != found[:-1]])) if len(found) else np.zeros(0, np.int64)
    sizes = np.diff(np.concatenate([starts, [len(found)]]))
    told = _suggested(Postings(of, starts, sizes), lengths, times, np.zeros(len(starts), np.int64))
    return told.lower, told.higher


def seasons_of(found: Postings, days: Ints, lower: Ints, higher: Ints) -> Ints:
    """In how many seasons what the readings of each pair share is found, 1 where they share no key."""
    seasons, size = _seasons(found, days), max(len(found.starts), 1)
    keys = np.repeat(np.arange(len(found.starts)), found.sizes)
    present = found.of * size + keys
    present.sort()
    bounds = np.searchsorted(present, np.arange(len(days) + 1) * size)
    counts = np.diff(bounds)[lower]
    rows = np.repeat(np.arange(len(lower)), counts)
    offsets = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = present[np.repeat(bounds[lower], counts) + offsets] % size
    wanted = higher[rows] * size + keys
    shared = present[np.minimum(np.searchsorted(present, wanted), len(present) - 1)] == wanted
    least = np.full(len(lower), _MOST)
    np.minimum.at(least, rows[shared], seasons[keys[shared]])
    return np.where(np.isin(np.arange(len(lower)), rows[shared]), least, 1)


def _seasons(found: Postings, days: Ints) -> Ints:
    """In how many seasons each key is found."""
    season = days // SEASON
    latest = int(season.max(initial=0)) + 1
    dated = np.flatnonzero(days[found.of] >= 0)
    keys = np.repeat(np.arange(len(found.starts)), found.sizes)[dated]
    different = distinct(keys * latest + season[found.of[dated]])
    return np.bincount(different // latest, minlength=len(found.starts))


def _suggested(found: Postings, lengths: Ints, times: Ints, seasons: Ints) -> Candidates:
    marks = np.minimum(seasons, _MOST)
    short = np.flatnonzero((found.sizes >= 2) & (found.sizes <= ALL_PAIRS))
    by_size = short[np.argsort(found.sizes[short].astype(np.uint16), kind="stable")]
    bounds = np.searchsorted(found.sizes[by_size], np.arange(2, ALL_PAIRS + 2))
    order = _ranks(times, lengths)
    long = np.flatnonzero((found.sizes > ALL_PAIRS) & (found.sizes <= TOO_COMMON))
    parts = chain(
        (
            part
            for n in range(ALL_PAIRS - 1)
            for part in _all_pairs(found, marks, by_size[bounds[n] : bounds[n + 1]], n + 2)
        ),
        (_windowed(found, marks, int(key), lengths, order) for key in long),
    )
    return _shared(_gathered(parts))


def _gathered(parts: Iterable[Ints]) -> Ints:
    """All suggestions in order. Of those that say the same pair two are enough, so that memory goes with the pairs and
    not with the keys that they share."""
    kept, waiting, count = np.zeros(0, np.int64), [], 0
    for part in parts:
        waiting.append(part)
        count += len(part)
        if count >= max(_AT_ONCE, len(kept)):
            kept, count = _two_of_each(np.concatenate([kept, *waiting])), 0
            waiting.clear()
    return _two_of_each(np.concatenate([kept, *waiting]))


def _two_of_each(packed: Ints) -> Ints:
    packed.sort()
    pair = packed >> _MARK_BITS
    third = np.zeros(len(pair), np.bool_)
    third[2:] = pair[2:] == pair[:-2]
    return packed[~third]


def _ranks(times: Ints, lengths: Ints) -> Ints:
    order = np.lexsort((lengths, times))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _all_pairs(found: Postings, marks: Ints, keys: Ints, size: int) -> Iterator[Ints]:
    """All pairs of the keys with `size` readings; readings of a key are in order, each once."""
    first, second = np.triu_indices(size, 1)
    step = max(1, _AT_ONCE // len(first))
    for begin in range(0, len(keys), step):
        some = keys[begin : begin + step]
        posting = found.of[found.starts[some][:, None] + np.arange(size)]
        yield _packed(posting[:, first].ravel(), posting[:, second].ravel(), np.repeat(marks[some], len(first)))


def _windowed(found: Postings, marks: Ints, key: int, lengths: Ints, order: Ints) -> Ints:
    posting = found.of[found.starts[key] : found.starts[key] + found.sizes[key]]
    longest = posting[np.argmax(lengths[posting])]
    by_time = posting[np.argsort(order[posting])]
    with_longest = _packed(by_time, np.full(len(by_time), longest), marks[key])
    near = [_packed(by_time[:-apart], by_time[apart:], marks[key]) for apart in range(1, NEIGHBOURS + 1)]
    return np.concatenate([with_longest, *near])


def _packed(first: Ints, second: Ints, marks: Ints | np.int64) -> Ints:
    """Two readings, the lower one first, and a mark in one number: up to 2^27 readings."""
    return (((np.minimum(first, second) << _READING_BITS) | np.maximum(first, second)) << _MARK_BITS) | marks


def _shared(packed: Ints) -> Candidates:
    """The pairs that occur often enough, each once with its least mark, from suggestions in order; a reading is no pair
    with itself."""
    pair = packed >> _MARK_BITS
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    counts = np.diff(np.append(first, len(pair)))
    kept = packed[first[counts >= LEAST_SHARED]]
    lower, higher = kept >> (_READING_BITS + _MARK_BITS), (kept >> _MARK_BITS) & ((1 << _READING_BITS) - 1)
    apart = lower != higher
    return Candidates(lower[apart], higher[apart], (kept & _MOST)[apart])
