"""Hashes with numbers in the archive: what was added is found, however many parts it was added in."""

import random

import numpy as np
import pytest

from onrecord.archive.connect import Archive, reading, writing
from onrecord.trace import segments
from onrecord.trace.segments import Entries, entries


def some(seed: int, size: int) -> Entries:
    chance = random.Random(seed)
    hashes = np.array([chance.getrandbits(64) for _ in range(size)], np.uint64)
    return entries(hashes, np.array([chance.getrandbits(60) for _ in range(size)], np.int64))


def pairs(found: Entries) -> list[tuple[int, int]]:
    return list(zip(found.hashes.tolist(), found.numbers.tolist(), strict=True))


def test_entries_are_in_order_of_hash_and_number() -> None:
    found = entries(np.array([9, 3, 9], np.uint64), np.array([5, 1, 2], np.int64))
    assert pairs(found) == [(3, 1), (9, 2), (9, 5)]


@pytest.mark.parametrize("sizes", [[1], [3000], [2000, 5, 5, 1], [10] * 12])
def test_what_was_added_in_several_parts_is_found(archive: Archive, sizes: list[int]) -> None:
    parts = [some(seed, size) for seed, size in enumerate(sizes)]
    for part in parts:
        with writing(archive) as connection:
            segments.add(connection, "key", part)
    expected = sorted(pair for part in parts for pair in pairs(part))
    with reading(archive) as connection:
        assert pairs(segments.everything(connection, "key")) == expected
        wanted = np.array([hash_ for hash_, _ in expected[::3]], np.uint64)
        assert pairs(segments.look_up(connection, "key", wanted)) == expected[::3]


def test_a_hash_may_have_several_numbers_and_the_highest_bits_do_not_overflow(archive: Archive) -> None:
    most = np.uint64((1 << 64) - 1)
    with writing(archive) as connection:
        segments.add(connection, "key", entries(np.array([0, most, most], np.uint64), np.array([1, 2, 3], np.int64)))
    with reading(archive) as connection:
        assert pairs(segments.look_up(connection, "key", np.array([most], np.uint64))) == [
            (int(most), 2),
            (int(most), 3),
        ]
        assert not len(segments.look_up(connection, "key", np.array([7], np.uint64)))
        assert not len(segments.look_up(connection, "word", np.array([most], np.uint64)))
        assert not len(segments.look_up(connection, "key", np.zeros(0, np.uint64)))


def test_there_are_few_parts_however_often_is_added(archive: Archive) -> None:
    with writing(archive) as connection:
        for seed in range(60):
            segments.add(connection, "key", some(seed, 10))
        assert len(segments._parts(connection, "key")) <= 4


def test_all_is_forgotten_at_once(archive: Archive) -> None:
    with writing(archive) as connection:
        segments.add(connection, "key", some(1, 2000))
        segments.forget(connection)
        assert not len(segments.everything(connection, "key"))
