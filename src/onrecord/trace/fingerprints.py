"""Many readings' words → numbers: word ids with their rarity, and the keys by which readings find each other.

A key is a hashed run of three words, or a pair of content words that stand side by side or with one between them: what
survives when a quotation is cut, joined or reworded. Keys decide nothing; they only say which readings to compare
(Leskovec, Backstrom and Kleinberg 2009 and passim use longer runs, which lose the short cuts).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

COMMON_WORDS: Final = 120
LEAST_WEIGHT: Final = 0.05
_A, _B, _C = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ONE: Final = np.uint64(1)

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
    vocabulary: dict[str, int] = {}
    ids: list[int] = []
    starts = [0]
    for forms in readings:
        ids.extend(vocabulary.setdefault(form, len(vocabulary)) for form in forms)
        starts.append(len(ids))
    flat, begins = np.asarray(ids, dtype=np.int64), np.asarray(starts, dtype=np.int64)
    frequencies = _document_frequencies(flat, begins, len(vocabulary))
    content = np.ones(len(vocabulary), dtype=np.bool_)
    # Ties are broken by the word itself: the order in which readings arrive decides nothing.
    names = sorted(vocabulary, key=lambda name: (-int(frequencies[vocabulary[name]]), name))
    content[[vocabulary[name] for name in names[:COMMON_WORDS] if len(starts) > COMMON_WORDS]] = False
    return Encoded(flat, begins, rarity(frequencies, len(starts) - 1), content, vocabulary)


def rarity(frequencies: Ints, count: int) -> Floats:
    """Inverse document frequency, scaled so that a word of one reading has 1, and at least 0.05."""
    scaled = np.log((count + 1) / (frequencies + 0.5)) / np.log(max(count, 1) + 1)
    clipped: Floats = np.clip(scaled, LEAST_WEIGHT, 1).astype(np.float32)
    return clipped


def _document_frequencies(ids: Ints, starts: Ints, size: int) -> Ints:
    owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    pairs = np.unique(owners * max(size, 1) + ids)
    return np.bincount(pairs % max(size, 1), minlength=size).astype(np.int64)


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
    ids = encoded.ids.astype(np.uint64) if names is None else names[encoded.ids]
    owners = np.repeat(np.arange(len(encoded)), encoded.lengths)
    runs, run_owners = _runs_of_three(ids, owners)
    is_content = encoded.content[encoded.ids]
    pairs, pair_owners = _content_pairs(ids[is_content], owners[is_content])
    found, of = np.concatenate([runs | _ONE, pairs & ~_ONE]), np.concatenate([run_owners, pair_owners])
    order = np.lexsort((of, found))
    found, of = found[order], of[order]
    first = np.ones(len(found), dtype=np.bool_)
    first[1:] = (found[1:] != found[:-1]) | (of[1:] != of[:-1])
    return found[first], of[first]


def _runs_of_three(ids: Keys, owners: Ints) -> tuple[Keys, Ints]:
    inside = owners[2:] == owners[:-2]
    return mix(mix(ids[:-2], ids[1:-1]), ids[2:])[inside], owners[2:][inside]


def _content_pairs(ids: Keys, owners: Ints) -> tuple[Keys, Ints]:
    found, of = [], []
    for apart in (1, 2):
        inside = owners[apart:] == owners[:-apart]
        found.append(mix(ids[:-apart], ids[apart:])[inside])
        of.append(owners[apart:][inside])
    return np.concatenate(found), np.concatenate(of)
