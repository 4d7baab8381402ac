"""The network ships with the package, says its version, and gives the same scores on one thread and on two."""

import numpy as np

from onrecord.attribute import network

IDS = np.array([[101, 2632, 2056, 2009, 1012, 102]], dtype=np.int64)
MARKS = np.zeros((1, 6, 3), dtype=np.int64)


def test_no_language_without_a_model_is_available() -> None:
    assert network.available("en")
    assert not network.available("xx")


def test_settings_name_a_version_and_hold_shares() -> None:
    settings = network.settings()
    assert settings.version
    assert all(0 <= share <= 1 for share in (settings.cue, settings.inside, settings.confidence, settings.overlap))
    assert len(settings.weights) == 7


def test_scores_have_a_row_a_piece_and_do_not_depend_on_threads() -> None:
    one, two = network.load(), network.load("en", 2)
    vectors, tags = one.encode(IDS, MARKS)
    assert vectors.shape == (1, 6, 384)
    assert tags.shape == (1, 6, 5)
    assert np.array_equal(tags, two.encode(IDS, MARKS)[1])
    place = np.array([2], dtype=np.int64)
    scores = one.link(vectors, place, place)
    assert scores.shape == (1, 6, 6)
