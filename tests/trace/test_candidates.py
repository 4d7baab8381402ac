"""Pairs worth comparing: complete for short postings, bounded for long ones."""

import numpy as np

from onrecord.trace.candidates import ALL_PAIRS, SEASON, pairs, seasons_of, suggested
from onrecord.trace.fingerprints import Ints, Keys, Postings


def postings(*groups: list[int]) -> tuple[Keys, Ints]:
    found = np.concatenate([np.full(len(group), key, np.uint64) for key, group in enumerate(groups, 1)])
    return found, np.concatenate([np.asarray(group, np.int64) for group in groups])


def candidates(count: int, *groups: list[int]) -> set[tuple[int, int]]:
    found, of = postings(*groups)
    lower, higher = pairs(found, of, np.full(count, 9), np.arange(count))
    return set(zip(lower.tolist(), higher.tolist(), strict=True))


def test_two_shared_keys_make_a_pair_and_one_does_not() -> None:
    assert candidates(4, [0, 2], [0, 1, 2], [1, 3]) == {(0, 2)}


def test_a_long_posting_gives_no_more_pairs_than_its_length_allows() -> None:
    many = list(range(ALL_PAIRS * 10))
    found = candidates(len(many), many, many)
    assert len(many) <= len(found) <= 5 * len(many)
    assert {0} < {reading for pair in found for reading in pair}


def test_nothing_gives_no_pairs() -> None:
    empty = np.zeros(0, np.int64)
    lower, higher = pairs(np.zeros(0, np.uint64), empty, empty, empty)
    assert len(lower) == len(higher) == 0


def test_a_pair_has_the_seasons_of_the_rarest_words_that_it_shares() -> None:
    of = np.array([0, 1, 2, 3, 0, 1, 2, 0, 1])
    found = Postings(of, np.array([0, 4, 7]), np.array([4, 3, 2]))
    days = np.array([0, 1, 2 * SEASON, 5 * SEASON])
    told = suggested(found, np.full(4, 9), days)
    seasons = dict(zip(zip(told.lower.tolist(), told.higher.tolist(), strict=True), told.seasons.tolist(), strict=True))
    assert seasons == {(0, 1): 1, (0, 2): 2, (1, 2): 2}
    assert seasons_of(found, days, told.lower, told.higher).tolist() == told.seasons.tolist()
    assert seasons_of(found, days, np.array([0]), np.array([3])).tolist() == [3]
