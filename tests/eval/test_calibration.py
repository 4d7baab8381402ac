"""Confidence against the share that is right."""

import pytest
from eval.calibration import Bin, binned, expected_error, lines


def test_bins_are_of_equal_width_and_empty_ones_are_left_out() -> None:
    found = [(0.95, True), (1.0, True), (0.25, False), (0.2, True)]
    low, high = binned(found)
    assert tuple(low) == pytest.approx((2, 0.225, 0.5))
    assert tuple(high) == pytest.approx((2, 0.975, 1.0))


def test_the_error_is_the_gap_weighted_by_the_statements() -> None:
    assert expected_error([Bin(3, 0.9, 0.8), Bin(1, 0.4, 0.8)]) == pytest.approx((3 * 0.1 + 0.4) / 4)


def test_confidence_that_is_the_share_right_has_no_error() -> None:
    assert expected_error(binned([(0.5, True), (0.5, False)])) == 0.0


def test_without_statements_the_error_is_nought() -> None:
    assert expected_error(binned([])) == 0.0
    assert list(lines("rules", []))[-1] == "rules.error          0.0 %"


def test_a_figure_is_one_line_in_per_cent() -> None:
    assert list(lines("tagger", [Bin(4, 0.9, 0.75)])) == [
        "tagger.confidence    90.0 %  of 4",
        "tagger.right         75.0 %  of 4",
        "tagger.error         15.0 %",
    ]
