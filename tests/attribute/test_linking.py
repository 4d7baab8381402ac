"""Decoding scores: Viterbi paths, and a confidence that rises with its evidence."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from onrecord.attribute.linking import FIRST, INSIDE, LAST, NONE, confidence, decode, softmax, viterbi
from onrecord.attribute.network import Settings

SETTINGS = Settings("0", 0.2, 0.4, 0.0, 0.3, 0.0, 0.0, 0.3, (-1.0, 0.5, 0.1, -0.1, 0.5, 0.1, 0.1))


def path(labels: list[int], strength: float = 5.0) -> list[int]:
    """The best path where each place favours one label."""
    table = np.zeros((len(labels), 4, 1), dtype=np.float32)
    for place, label in enumerate(labels):
        table[place, label, 0] = strength
    return [int(label) for label in viterbi(table)[:, 0]]


@pytest.mark.parametrize(
    "labels",
    [[NONE, FIRST, INSIDE, LAST, NONE], [FIRST, LAST, FIRST, INSIDE, LAST], [NONE, NONE], [NONE, FIRST, NONE]],
)
def test_a_path_that_is_allowed_is_taken(labels: list[int]) -> None:
    assert path(labels) == labels


@pytest.mark.parametrize("labels", [[NONE, INSIDE, NONE], [LAST, NONE], [NONE, FIRST, INSIDE]])
def test_content_always_begins_with_a_first_and_does_not_stop_inside(labels: list[int]) -> None:
    found = path(labels)
    assert found != labels
    for before, after in zip([NONE, *found], [*found, NONE], strict=True):
        assert (before in (FIRST, INSIDE)) or after not in (INSIDE, LAST)


def total(table: np.ndarray[tuple[int, ...], np.dtype[np.float32]], labels: Sequence[int]) -> float:
    """What a path is worth; nothing where it is not allowed."""
    pairs = list(zip([NONE, *labels], [*labels, NONE], strict=True))
    if any((before in (FIRST, INSIDE)) < (after in (INSIDE, LAST)) for before, after in pairs):
        return -np.inf
    if any(before == INSIDE and after in (NONE, FIRST) for before, after in pairs):
        return -np.inf
    return float(sum(table[place, label, 0] for place, label in enumerate(labels)))


@pytest.mark.parametrize("seed", range(20))
def test_the_best_path_is_the_best_of_all_allowed_paths(seed: int) -> None:
    table = np.random.default_rng(seed).normal(size=(5, 4, 1)).astype(np.float32)
    best = max(product(range(4), repeat=5), key=lambda labels: total(table, labels))
    assert viterbi(table)[:, 0].tolist() == list(best)


def test_confidence_is_a_share_that_rises_with_its_evidence() -> None:
    low = confidence((0.3, 0.5, 0.5, 0.5, 0.5, 0.5), SETTINGS)
    high = confidence((0.99, 0.9, 0.1, 0.95, 0.9, 0.9), SETTINGS)
    assert 0 < low < high < 1
    assert 0 < confidence((0.0, 1.0, 0.0, 1.0, 0.0, 1.0), SETTINGS) < 1


def test_softmax_gives_shares_even_for_far_scores() -> None:
    shares = softmax(np.array([[-1e4, 0.0, 1e4]], dtype=np.float32))
    assert shares.sum() == pytest.approx(1)


def test_nothing_linked_is_nothing_found() -> None:
    assert decode([], SETTINGS) == []
