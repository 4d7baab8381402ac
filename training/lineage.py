"""Fit the rule by which two readings are one utterance on pairs that were judged by hand.

    python -m training.lineage [--shared ../shared] [--out src/onrecord/data/lineage/judge.toml]

A logistic regression of seven features (onrecord.trace.judge) with a penalty on large coefficients, by Newton's method,
on the pairs in even lines of eval/lineage-labels.jsonl; the threshold is the lowest at which 92 % of what is accepted
there is right. The odd lines are for reporting (`python -m eval.lineage --real`). The labels hold no text.
"""

import argparse
from pathlib import Path
from typing import Final

import numpy as np
from eval.real import judged
from numpy.typing import NDArray

from onrecord.trace.judge import FEATURES, Rule, features, scores

Floats = NDArray[np.float64]
PENALTY: Final = 0.5
PRECISION: Final = 0.92
_STEPS: Final = 50
_HEADER: Final = """# How two readings are judged to be one utterance: a logistic rule (onrecord.trace.judge).
# Made by training/lineage.py from eval/lineage-labels.jsonl; Apache-2.0 as the rest of OnRecord.
"""


def fit(values: Floats, same: NDArray[np.bool_], penalty: float = PENALTY) -> tuple[float, Floats]:
    """The intercept and the coefficients, for features as they are; the penalty works on features scaled to one."""
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
    design = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    weights, penalties = np.zeros(design.shape[1]), np.diag([0.0, *[penalty] * values.shape[1]])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (likely - same) + penalties @ weights
        curve = (design * (likely * (1 - likely))[:, None]).T @ design + penalties
        weights = weights - np.linalg.solve(curve, slope)
    coefficients = weights[1:] / spread
    return float(weights[0] - mean @ coefficients), coefficients


def threshold(found: Floats, same: NDArray[np.bool_], precision: float = PRECISION) -> float:
    """The lowest score from which at least this share is right."""
    for score in np.unique(found):
        if same[found >= score].mean() >= precision:
            return float(score)
    return 1.0


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/lineage/judge.toml"))
    chosen = parser.parse_args()
    told = judged(chosen.shared)
    even = np.arange(len(told.same)) % 2 == 0
    intercept, coefficients = fit(features(told.pairs)[even], told.same[even])
    ruled = Rule(intercept, tuple(coefficients.tolist()), 0.0)
    least = threshold(scores(told.pairs, ruled)[even], told.same[even])
    lines = [f"{name} = {value:.4f}" for name, value in zip(FEATURES, coefficients.tolist(), strict=True)]
    chosen.out.write_text(
        f"{_HEADER}intercept = {intercept:.4f}\nthreshold = {least - 5e-5:.4f}\n\n[coefficients]\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
