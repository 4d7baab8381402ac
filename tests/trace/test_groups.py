"""Connected readings, and the readings that join two utterances."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.trace.align import Fits
from onrecord.trace.groups import components, without_splices

EDGES = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20)


@given(EDGES)
def test_connected_nodes_share_a_label_in_any_order(edges: list[tuple[int, int]]) -> None:
    def labels(order: list[tuple[int, int]]) -> list[int]:
        first, second = (np.array([edge[side] for edge in order], np.int64) for side in (0, 1))
        return [int(label) for label in components(12, first, second)]

    found = labels(edges)
    assert all(found[a] == found[b] for a, b in edges)
    assert all(found[label] == label for label in found)
    assert labels(edges[::-1]) == found


def test_nodes_without_edges_are_their_own() -> None:
    none = np.zeros(0, np.int64)
    assert components(3, none, none).tolist() == [0, 1, 2]


def splice(days: list[int]) -> list[bool]:
    """Readings 0–1 are one utterance, 3–4 another; reading 2 joins words of both."""
    first, second = np.array([0, 0, 1, 2, 2, 3]), np.array([1, 2, 2, 3, 4, 4])
    fits = Fits(
        np.array([5, 4, 4, 3, 3, 5], np.float32),
        np.ones(6, np.float32),
        np.array([[0, 9], [0, 9], [0, 9], [9, 15], [9, 15], [0, 9]]),
        np.array([[0, 9], [0, 9], [0, 9], [0, 6], [0, 6], [0, 9]]),
    )
    return [bool(kept) for kept in without_splices(5, first, second, fits, np.array(days))]


def test_a_splice_of_two_utterances_stays_with_the_heavier_side() -> None:
    assert splice([0, 0, 60, 60, 60]) == [True, True, True, False, False, True]


def test_parts_of_one_speech_on_one_day_stay_together() -> None:
    assert all(splice([0, 0, 0, 0, 0]))
