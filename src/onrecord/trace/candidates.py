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
from numpy.typing import NDArray

from onrecord.trace.fingerprints import Ints, Keys, Postings, distinct

ALL_PAIRS: Final = 24
NEIGHBOURS: Final = 4
TOO_COMMON: Final = 20_000
LEAST_SHARED: Final = 2
SEASON: Final = 60
_READING_BITS: Final = 27
_MARK_BITS: Final = 8
_AT_ONCE: Final = 8_000_000
_WINDOWED: Final = 1_000_000
_TOGETHER: Final = 3
_MOST: Final = (1 << _MARK_BITS) - 1


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of readings (`lower` < `higher`), and in how many seasons of sixty days what they share is found at most:
    the least of the keys that they share, by the readings' days. What is said at one occasion has one or two; a stock
    phrase has many. `seasons_of` counts closer."""

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
    """In how many seasons what the readings of each pair share is found, 1 where they share no key: the seasons of the
    readings that have the three rarest of the shared keys. In a large collection every key is found at all times, and
    what they make together is not."""
    # Entries are in order of key and reading.
    packed = np.repeat(np.arange(len(found.starts)) * len(days), found.sizes) + found.of
    pair, key = _shared_keys(found, packed, len(days), lower, higher)
    order = np.lexsort((found.sizes[key], pair))
    pair, key = pair[order], key[order]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    counts = np.diff(np.append(first, len(pair)))
    rows, at = _expanded(found.starts[key[first]], found.sizes[key[first]])
    member = found.of[at]
    for rank in range(1, _TOGETHER):
        other = key[np.minimum(first + rank, len(key) - 1)][rows]
        kept = (counts[rows] <= rank) | _has(packed, other * len(days) + member)
        rows, member = rows[kept], member[kept]
    seasons = np.ones(len(lower), np.int64)
    seasons[pair[first]] = np.maximum(in_seasons(rows, days[member], len(first)), 1)
    return seasons


def _shared_keys(found: Postings, packed: Ints, count: int, lower: Ints, higher: Ints) -> tuple[Ints, Ints]:
    """The keys that the readings of each pair share, with the pair's number. `packed` are the entries, each as its key
    times `count` and its reading."""
    asked = np.zeros(count, np.bool_)
    asked[lower] = True
    entries = np.flatnonzero(asked[found.of])
    own, key = found.of[entries], packed[entries] // count
    order = np.argsort(own, kind="stable")
    own, key = own[order], key[order]
    bounds = np.searchsorted(own, np.stack([lower, lower + 1]))
    pair, at = _expanded(bounds[0], bounds[1] - bounds[0])
    shared = _has(packed, key[at] * count + higher[pair])
    return pair[shared], key[at[shared]]


def _has(packed: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """Which of the wanted are there."""
    has: NDArray[np.bool_] = packed[np.minimum(np.searchsorted(packed, wanted), len(packed) - 1)] == wanted
    return has


def _expanded(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """The row and the place of each entry of some ranges."""
    rows = np.repeat(np.arange(len(sizes)), sizes)
    return rows, np.arange(len(rows)) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)


def in_seasons(rows: Ints, days: Ints, count: int) -> Ints:
    """How many different seasons each of `count` rows has, by the days of its entries (negative where unknown)."""
    latest = int(days.max(initial=0)) // SEASON + 1
    dated = days >= 0
    different = distinct(rows[dated] * latest + days[dated] // SEASON)
    return np.bincount(different // latest, minlength=count)


def _seasons(found: Postings, days: Ints) -> Ints:
    """In how many seasons each key is found."""
    return in_seasons(np.repeat(np.arange(len(found.starts)), found.sizes), days[found.of], len(found.starts))


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
        _windowed(found, marks, long, lengths, order) if len(long) else (),
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


def _windowed(found: Postings, marks: Ints, keys: Ints, lengths: Ints, order: Ints) -> Iterator[Ints]:
    """The pairs of keys with many readings: each reading with the longest of its key, and with its neighbours in
    time."""
    by_order = np.argsort(order)
    ends = np.cumsum(found.sizes[keys])
    for part in np.split(keys, np.flatnonzero(np.diff(ends // _WINDOWED)) + 1):
        rows, at = _expanded(found.starts[part], found.sizes[part])
        longest = found.of[at][_greatest(lengths[found.of[at]], np.cumsum(found.sizes[part]) - found.sizes[part])]
        in_time = (rows << _READING_BITS) | order[found.of[at]]
        in_time.sort()
        rows, reading = in_time >> _READING_BITS, by_order[in_time & ((1 << _READING_BITS) - 1)]
        mark = marks[part][rows]
        yield _packed(reading, longest[rows], mark)
        for apart in range(1, NEIGHBOURS + 1):
            near = np.flatnonzero(rows[apart:] == rows[:-apart])
            yield _packed(reading[near], reading[near + apart], mark[near])


def _greatest(values: Ints, starts: Ints) -> Ints:
    """Where the greatest value of each range is, the first of those."""
    places = np.arange(len(values))
    best = np.maximum.reduceat((values << _READING_BITS) | (places[::-1]), starts) if len(starts) else starts
    greatest: Ints = len(values) - 1 - (best & ((1 << _READING_BITS) - 1))
    return greatest


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
