"""Other ways to find the pairs that are worth comparing, each followed by OnRecord's own verification.

MinHash with locality-sensitive hashing, by datasketch and by rensa at the settings that did best on these collections
(the extra `bench`), and runs of words as passim has them (Smith, Cordell and Mullen 2015), written small. So what is
compared is the finding of candidates; the decision is the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from onrecord.trace import fingerprints
from onrecord.trace.fingerprints import Encoded, Ints, mix
from onrecord.trace.groups import components, without_splices
from onrecord.trace.rows import Row
from onrecord.trace.utterances import collapse, first_days, group, judged

Groups = Sequence[Sequence[int]]
Finder = Callable[[Sequence[tuple[str, ...]], Encoded], tuple[Ints, Ints]]
_THRESHOLD: Final = 0.3
_PERMUTATIONS: Final = 128
_BANDS, _ROWS = 40, 3
_RUN: Final = 5
_COMMON: Final = 100


def _shingles(forms: Sequence[str]) -> list[str]:
    """Pairs of words side by side."""
    return [f"{a} {b}" for a, b in pairwise(forms)]


def datasketch(texts: Sequence[tuple[str, ...]], _: Encoded) -> tuple[Ints, Ints]:
    """Candidates by datasketch's MinHash LSH."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 (an extra)

    made = MinHash.bulk(([shingle.encode() for shingle in _shingles(forms)] for forms in texts), num_perm=_PERMUTATIONS)
    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    for number, one in enumerate(made):
        index.insert(number, one, check_duplication=False)
    return _pairs((number, index.query(one)) for number, one in enumerate(made))


def rensa(texts: Sequence[tuple[str, ...]], _: Encoded) -> tuple[Ints, Ints]:
    """Candidates by rensa's MinHash LSH."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 (an extra)

    made = []
    for forms in texts:
        one = RMinHash(num_perm=_BANDS * _ROWS, seed=7)
        one.update(_shingles(forms))
        made.append(one)
    index = RMinHashLSH(threshold=_THRESHOLD, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
    for number, one in enumerate(made):
        index.insert(number, one)
    return _pairs((number, index.query(one)) for number, one in enumerate(made))


def _pairs(found: Iterable[tuple[int, Iterable[int]]]) -> tuple[Ints, Ints]:
    packed = np.fromiter(_packed(found), np.int64)
    return packed >> 32, packed & 0xFFFFFFFF


def _packed(found: Iterable[tuple[int, Iterable[int]]]) -> Iterator[int]:
    return (number << 32 | other for number, others in found for other in others if other > number)


def runs(_: Sequence[tuple[str, ...]], encoded: Encoded) -> tuple[Ints, Ints]:
    """Candidates by runs of five words that at most a hundred texts have."""
    ids = encoded.ids.astype(np.uint64)
    owners = np.repeat(np.arange(len(encoded)), encoded.lengths)
    run = ids[: len(ids) - _RUN + 1]
    for offset in range(1, _RUN):
        run = mix(run, ids[offset : len(ids) - _RUN + 1 + offset])
    inside = owners[: len(run)] == owners[_RUN - 1 :]
    order = np.argsort(run[inside], kind="stable")
    key, of = run[inside][order], owners[: len(run)][inside][order]
    bounds = np.flatnonzero(np.diff(key, prepend=~key[:1], append=~key[-1:]))
    parts = [of[a:b] for a, b in pairwise(bounds.tolist()) if 1 < b - a <= _COMMON]
    packed = [(np.minimum(x, y) << 32) | np.maximum(x, y) for x, y in map(_both, parts)]
    different = fingerprints.distinct(np.concatenate(packed)) if packed else np.zeros(0, np.int64)
    lower, higher = different >> 32, different & 0xFFFFFFFF
    return lower[lower != higher], higher[lower != higher]


def _both(members: Ints) -> tuple[Ints, Ints]:
    first, second = np.triu_indices(len(members), 1)
    return members[first], members[second]


def grouped(finder: Finder, rows: Sequence[Row]) -> Groups:
    """The utterances by another way to find candidates."""
    strings = collapse(rows)
    encoded = fingerprints.encode(strings.forms)
    days = first_days(rows, strings)
    lower, higher = finder(strings.forms, encoded)
    one, other, fit = judged(encoded, strings, rows, days, lower, higher)
    keep = without_splices(len(encoded), one, other, fit, days)
    labels = components(len(encoded), one[keep], other[keep])
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [[row for string in part for row in strings.rows[string]] for part in np.split(order, cuts)]


METHODS: Final[dict[str, Callable[[Sequence[Row]], Groups]]] = {
    "onrecord": group,
    "datasketch": lambda rows: grouped(datasketch, rows),
    "rensa": lambda rows: grouped(rensa, rows),
    "runs": lambda rows: grouped(runs, rows),
}
