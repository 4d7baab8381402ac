"""Trains one small network (one hidden layer, logistic output) in plain numpy: Adam (Kingma and Ba 2015) on weighted
rows, the rate falling to nothing. The same rows and seed give the same weights."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.lines import Layer

Numbers = NDArray[np.float32]

RATE: Final = 3e-3
EPOCHS: Final = 10
BATCH: Final = 512
DECAY: Final = 2e-5
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8


def trained(rows: Numbers, wanted: Numbers, counted: Numbers, hidden: int, seed: int) -> Layer:
    """The network that tells rows with `wanted` 1 from those with 0; `counted` is the weight of each row."""
    chance = np.random.default_rng(seed)
    chosen = np.flatnonzero(counted > 0)
    counted = counted / counted[chosen].mean()
    values = _begun(chance, rows.shape[1], hidden)
    means, squares = [np.zeros_like(value) for value in values], [np.zeros_like(value) for value in values]
    steps, step = EPOCHS * -(-len(chosen) // BATCH), 0
    for _ in range(EPOCHS):
        order = chance.permutation(chosen)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            step += 1
            rate = RATE * (1 - step / (steps + 1)) * np.sqrt(1 - _SECOND**step) / (1 - _FIRST**step)
            slopes = _slopes(values, rows[batch], wanted[batch], counted[batch])
            for number, slope in enumerate(slopes):
                means[number] += (1 - _FIRST) * (slope - means[number])
                squares[number] += (1 - _SECOND) * (slope * slope - squares[number])
                change = rate * means[number] / (np.sqrt(squares[number]) + _TINY)
                values[number] -= change.astype(np.float32)
    return Layer(values[0], values[1], values[2], float(values[3][0]))


def _begun(chance: np.random.Generator, features: int, hidden: int) -> list[Numbers]:
    inner = chance.normal(0, np.sqrt(2 / features), (features, hidden)).astype(np.float32)
    outer = chance.normal(0, np.sqrt(1 / hidden), hidden).astype(np.float32)
    return [inner, np.zeros(hidden, np.float32), outer, np.zeros(1, np.float32)]


def _slopes(values: list[Numbers], rows: Numbers, wanted: Numbers, counted: Numbers) -> list[Numbers]:
    inner, offset, outer, level = values
    hidden = np.maximum(rows @ inner + offset, 0)
    found = 1 / (1 + np.exp(-np.clip(hidden @ outer + level, -30, 30)))
    error = (found - wanted) * counted / len(rows)
    back = error[:, None] * outer * (hidden > 0)
    return [rows.T @ back + DECAY * inner, back.sum(axis=0), hidden.T @ error + DECAY * outer, error.sum(keepdims=True)]
