"""The logistic rule that judges pairs of readings."""

import numpy as np
from training.lineage import SIGNS, fit, fit_signed

from onrecord.trace.judge import FEATURES


def test_what_tells_the_two_sorts_apart_gets_the_weight() -> None:
    random = np.random.default_rng(1)
    values = random.normal(size=(400, 2)) * (1, 50)
    same = values[:, 0] + 0.3 * random.normal(size=400) > 0.5
    intercept, coefficients = fit(values, same)
    told = values @ coefficients + intercept > 0
    assert (told == same).mean() > 0.9
    assert abs(coefficients[1]) < abs(coefficients[0]) / 20


def test_a_coefficient_of_the_wrong_sign_is_left_out() -> None:
    random = np.random.default_rng(2)
    values = random.normal(size=(300, len(FEATURES)))
    same = values[:, 1] - values[:, 0] > 0
    _, coefficients = fit_signed(values, same)
    assert coefficients[0] == 0
    assert coefficients[1] > 0
    assert (coefficients * np.array(SIGNS) >= 0).all()
