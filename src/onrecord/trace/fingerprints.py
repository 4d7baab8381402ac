"""Many readings' words → numbers: word ids with their rarity, and the keys by which readings find each other.

A key is a hashed run of three words, or a pair of content words that stand side by side or with one between them: what
survives when a quotation is cut, joined or reworded. Keys decide nothing; they only say which readings to compare
(Leskovec, Backstrom and Kleinberg 2009 and passim use longer runs, which lose the short cuts).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Final

import numpy as np
from numpy.typing import NDArray

COMMON_WORDS: Final = 120
LEAST_WEIGHT: Final = 0.05
FITTED: Final = 130_000
_A, _B, _C = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ONE: Final = np.uint64(1)
_AT_ONCE: Final = 50_000

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Readings as numbers. Reading i has the words `ids[starts[i]:starts[i + 1]]`; `weights[w]` is word w's rarity over
    all readings, from 0.05 to 1; `vocabulary` names the words. `content[w]` is false for the most common words."""

    ids: Ints
    starts: Ints
    weights: Floats
    content: NDArray[np.bool_]
    vocabulary: dict[str, int]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """How many words each reading has."""
        return np.diff(self.starts)

    def weight_of(self) -> Floats:
        """The summed rarity of each reading's words."""
        totals = np.concatenate([[0.0], np.cumsum(self.weights[self.ids], dtype=np.float64)])
        weight: Floats = (totals[self.starts[1:]] - totals[self.starts[:-1]]).astype(np.float32)
        return weight


def encode(readings: Iterable[Sequence[str]]) -> Encoded:
    """The readings, each as its words' forms, as numbers. Rarity is that of the word among these readings: to compare
    readings across runs, give all of the archive's."""
    ids, starts, vocabulary = numbered(readings)
    size = len(starts) - 1
    frequencies = _document_frequencies(ids, starts, len(vocabulary))
    content = np.ones(len(vocabulary), dtype=np.bool_)
    if size >= COMMON_WORDS:
        content[_most_common(frequencies, list(vocabulary))] = False
    return Encoded(ids, starts, rarity(frequencies, size), content, vocabulary)


def numbered(readings: Iterable[Sequence[str]]) -> tuple[Ints, Ints, dict[str, int]]:
    """The words of all readings as numbers, where each reading begins among them (and the last ends), and the number of
    each word."""
    kept = readings if isinstance(readings, Sequence) else list(readings)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    ids = np.fromiter(map(numbers.__getitem__, chain.from_iterable(kept)), np.int64)
    return ids, np.cumsum([0, *map(len, kept)], dtype=np.int64), dict(numbers)


def _most_common(frequencies: Ints, names: Sequence[str]) -> list[int]:
    """The most common words; ties are broken by the word itself: the order in which readings arrive decides nothing."""
    least = np.sort(frequencies)[-COMMON_WORDS:][:1].min(initial=0)
    ranked = sorted(
        np.flatnonzero(frequencies >= least).tolist(), key=lambda word: (-int(frequencies[word]), names[word])
    )
    return ranked[:COMMON_WORDS]


def rarity(frequencies: Ints, count: int) -> Floats:
    """Inverse document frequency, scaled so that a word of one reading has 1, and at least 0.05. In a collection larger
    than the one that the judgement was fitted on a word that is as common weighs the same, and does not get lighter
    with every reading that is added."""
    scaled = np.log((count + 1) / (frequencies + 0.5)) / np.log(min(max(count, 1), FITTED) + 1)
    clipped: Floats = np.clip(scaled, LEAST_WEIGHT, 1).astype(np.float32)
    return clipped


def _document_frequencies(ids: Ints, starts: Ints, size: int) -> Ints:
    owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    pairs = distinct(owners * max(size, 1) + ids)
    return np.bincount(pairs % max(size, 1), minlength=size).astype(np.int64)


def distinct(values: Ints) -> Ints:
    """The different values, in order; the given array is sorted in place (numpy's own `unique` is many times slower on
    millions of numbers)."""
    values.sort()
    return values[np.flatnonzero(np.diff(values, prepend=values[:1] - 1))]


def mix(first: Keys, second: Keys) -> Keys:
    """A hash of two hashes (the finaliser of SplitMix64, Steele and others 2014)."""
    value = first * _A + second + _ONE
    value ^= value >> np.uint64(30)
    value *= _B
    value ^= value >> np.uint64(27)
    value *= _C
    result: Keys = value ^ (value >> np.uint64(31))
    return result


def keys(encoded: Encoded, names: Keys | None = None) -> tuple[Keys, Ints]:
    """Every key with the reading that has it, each pair once, in order of key. `names` gives each word's own hash,
    which does not depend on the other readings, for keys that are kept."""
    found, of = _keys(encoded, 0, len(encoded), names)
    order = np.lexsort((of, found))
    found, of = found[order], of[order]
    first = np.ones(len(found), dtype=np.bool_)
    first[1:] = (found[1:] != found[:-1]) | (of[1:] != of[:-1])
    return found[first], of[first]


def _keys(encoded: Encoded, begin: int, end: int, names: Keys | None = None) -> tuple[Keys, Ints]:
    """The keys of readings [begin, end), not in order, some of them twice."""
    words = encoded.ids[encoded.starts[begin] : encoded.starts[end]]
    ids = words.astype(np.uint64) if names is None else names[words]
    owners = np.repeat(np.arange(begin, end), encoded.lengths[begin:end])
    runs, first = _runs_of_three(ids, owners)
    is_content = encoded.content[words]
    content_owners = owners[is_content]
    pairs, one, _ = _content_pairs(ids[is_content], content_owners)
    return np.concatenate([runs | _ONE, pairs & ~_ONE]), np.concatenate([owners[first], content_owners[one]])


@dataclass(frozen=True, slots=True)
class Placed:
    """Keys in order, with the reading that has each and the places in `Encoded.ids` of the three words that it is made
    of (of a pair the second stands twice). What a reading has twice is there twice."""

    keys: Keys
    of: Ints
    words: Ints


def placed(encoded: Encoded, names: Keys) -> Placed:
    """Every key with its words; `names` as for `keys`."""
    ids, owners = names[encoded.ids], np.repeat(np.arange(len(encoded)), encoded.lengths)
    runs, first = _runs_of_three(ids, owners)
    content = np.flatnonzero(encoded.content[encoded.ids])
    pairs, one, other = _content_pairs(ids[content], owners[content])
    covered = np.concatenate([first[:, None] + np.arange(3), content[np.stack([one, other, other], 1)]])
    found = np.concatenate([runs | _ONE, pairs & ~_ONE])
    order = np.argsort(found, kind="stable")
    return Placed(found[order], owners[covered[order, 0]], covered[order])


@dataclass(frozen=True, slots=True)
class Postings:
    """The readings of each key that two or more of them have: those of key k are `of[starts[k]:starts[k] + sizes[k]]`,
    in order."""

    of: Ints
    starts: Ints
    sizes: Ints


def postings(encoded: Encoded) -> Postings:
    """The keys that readings share. The hash of a key and the number of its reading are sorted as one number of 64
    bits: of 100 million keys among a million readings four in a million meet another key's hash, which the alignment
    then sees."""
    bits = max(1, len(encoded).bit_length())
    parts = [_packed(encoded, begin, bits) for begin in range(0, len(encoded), _AT_ONCE)]
    packed = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    del parts
    packed.sort()
    packed = packed[np.flatnonzero(np.diff(packed, prepend=~packed[:1]))]
    key = packed >> np.uint64(bits)
    again = key[1:] == key[:-1]
    shared = np.zeros(len(key), np.bool_)
    shared[1:] = again
    shared[:-1] |= again
    key, packed = key[shared], packed[shared]
    starts = np.flatnonzero(np.diff(key, prepend=~key[:1]))
    of = (packed & np.uint64((1 << bits) - 1)).astype(np.int64)
    return Postings(of, starts, np.diff(np.append(starts, len(of))))


def _packed(encoded: Encoded, begin: int, bits: int) -> Keys:
    found, of = _keys(encoded, begin, min(begin + _AT_ONCE, len(encoded)))
    return (found << np.uint64(bits)) | of.astype(np.uint64)


def _runs_of_three(ids: Keys, owners: Ints) -> tuple[Keys, Ints]:
    """The runs, and the place of the first word of each."""
    first = np.flatnonzero(owners[2:] == owners[:-2])
    return mix(mix(ids[:-2], ids[1:-1]), ids[2:])[first], first


def _content_pairs(ids: Keys, owners: Ints) -> tuple[Keys, Ints, Ints]:
    """The pairs, and the places of both words of each."""
    found, one, other = [], [], []
    for apart in (1, 2):
        first = np.flatnonzero(owners[apart:] == owners[:-apart])
        found.append(mix(ids[:-apart], ids[apart:])[first])
        one.append(first)
        other.append(first + apart)
    return np.concatenate(found), np.concatenate(one), np.concatenate(other)
