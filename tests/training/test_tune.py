"""The confidence and its calibration error."""

import numpy as np
import pytest
from training.tune import calibration_error, chances, design, logistic


def test_a_confidence_that_keeps_its_word_has_no_error() -> None:
    assert calibration_error(np.full(10, 0.8), np.array([1.0] * 8 + [0.0] * 2)) == pytest.approx(0.0)


def test_a_confidence_that_boasts_is_off_by_what_it_boasts() -> None:
    assert calibration_error(np.full(10, 0.95), np.array([1.0] * 5 + [0.0] * 5)) == pytest.approx(0.45)


def test_the_logistic_model_finds_the_share_of_right_ones() -> None:
    evidence = [(0.9,)] * 100 + [(0.1,)] * 100
    y = np.array([1.0] * 90 + [0.0] * 10 + [1.0] * 20 + [0.0] * 80)
    x = design(evidence)
    found = chances(x, logistic(x, y, ridge=1e-6))
    assert found[0] == pytest.approx(0.9, abs=1e-3)
    assert found[-1] == pytest.approx(0.2, abs=1e-3)
