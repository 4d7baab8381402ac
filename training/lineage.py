"""Fit the rule by which two readings are one utterance on pairs that were judged by hand.

    python -m training.lineage --version 2 [--shared ../shared] [--out src/onrecord/data/lineage/judge.toml]

A logistic regression of seven features (onrecord.trace.judge) with a penalty on large coefficients, by Newton's method,
on the pairs in even lines of eval/lineage-labels.jsonl. A pair is accepted where seven in ten are likely right: the
labels lie near the decision, where the precision of what is accepted is higher than that. The odd lines are for
reporting (`python -m eval.lineage --real`). The labels hold no text.
"""

import argparse
from pathlib import Path
from typing import Final

import numpy as np
from eval.real import judged
from numpy.typing import NDArray

from onrecord.trace.judge import FEATURES, features

Floats = NDArray[np.float64]
PENALTY: Final = 0.5
THRESHOLD: Final = 0.7
SIGNS: Final = (1, 1, -1, -1, 1, 1, -1)
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


def fit_signed(values: Floats, same: NDArray[np.bool_]) -> tuple[float, Floats]:
    """The same without the features whose coefficient has the wrong sign, one after the other: what speaks for a pair
    must not count against it because a sample is small."""
    kept = np.ones(values.shape[1], np.bool_)
    while True:
        coefficients = np.zeros(values.shape[1])
        intercept, coefficients[kept] = fit(values[:, kept], same)
        wrong = np.where(kept, coefficients * np.array(SIGNS), 0)
        if wrong.min() >= 0:
            return intercept, coefficients
        kept[wrong.argmin()] = False


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/data/lineage/judge.toml"))
    parser.add_argument("--version", required=True, help="the version of the rule, which every trace names")
    chosen = parser.parse_args()
    told = judged(chosen.shared)
    even = np.arange(len(told.same)) % 2 == 0
    intercept, coefficients = fit_signed(features(told.pairs)[even], told.same[even])
    lines = [f"{name} = {value:.4f}" for name, value in zip(FEATURES, coefficients.tolist(), strict=True)]
    chosen.out.write_text(
        f'{_HEADER}version = "{chosen.version}"\n'
        f"intercept = {intercept:.4f}\nthreshold = {THRESHOLD}\n\n[coefficients]\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
