"""Whether two readings that fit are the same utterance: a score from what they share, and the reason in words.

Containment counts, not resemblance: the matched words' rarity, and its share of the lighter reading. What is found in
many seasons is a stock phrase, and needs more; so does what is far apart in time or said by somebody else. A score
under the threshold is "not enough to say so", never "not said". The coefficients are data (data/lineage/judge.toml),
fitted on pairs that were judged by hand (training/lineage.py).
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.trace.align import Fits
from onrecord.trace.fingerprints import Floats, Ints

LEAST_WEIGHT: Final = 0.8
LEAST_COVERAGE: Final = 0.45
UNKNOWN_DAYS: Final = 30
NEAR: Final = 3
DOUBTLESS: Final = 4.0
_STOCK: Final = 4
_FAR: Final = 60

# Raised with whatever changes which readings are grouped or which parent they are given.
LINEAGE: Final = "1"

FEATURES: Final = ("rarity", "coverage", "seasons", "days", "near", "same-speaker", "other-speaker")


def _unknown() -> Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of readings with what the judgement rests on, a row a pair: how they fit, the days between them (−1 where
    either is undated), whether their speakers are the same (1), different (−1) or unknown (0), and in how many seasons
    what they share is found (candidates.py; none given counts as one)."""

    fits: Fits
    days: Ints
    speakers: Ints
    seasons: Ints = field(default_factory=_unknown)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely it is that two readings are one utterance, from 0 to 1, and why."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A logistic rule: its version, a coefficient for each feature, and the score from which a pair is accepted."""

    version: str
    intercept: float
    coefficients: tuple[float, ...]
    threshold: float


@cache
def rule() -> Rule:
    """The rule as it was fitted."""
    told = tomllib.loads(files("onrecord.data").joinpath("lineage", "judge.toml").read_text(encoding="utf-8"))
    coefficients = tuple(told["coefficients"][name] for name in FEATURES)
    return Rule(told["version"], told["intercept"], coefficients, told["threshold"])


def method() -> str:
    """The version of what groups readings and infers their descent, and of the fitted rule: "lineage 1, judge 1"."""
    return f"lineage {LINEAGE}, judge {rule().version}"


def possible(bound: Floats, lighter: Floats) -> NDArray[np.bool_]:
    """Which pairs could be accepted at all, by the most that they can share: what need not be aligned."""
    return (bound >= LEAST_WEIGHT) & (bound >= LEAST_COVERAGE * lighter)


def features(pairs: Pairs) -> NDArray[np.float64]:
    """What the rule weighs, a row a pair, in the order of FEATURES. How common the words are and how far apart they
    were printed counts less the more is shared: nobody says thirty rare words again by chance."""
    weight = np.maximum(pairs.fits.weight, 0.1)
    seasons = pairs.seasons if len(pairs.seasons) else np.ones(len(pairs.days))
    days = np.where(pairs.days < 0, UNKNOWN_DAYS, pairs.days)
    doubt = np.exp(-weight / DOUBTLESS)
    return np.stack(
        [
            np.log(weight), pairs.fits.coverage, np.log(np.maximum(seasons, 1)) * doubt, np.log1p(days) * doubt,
            days <= NEAR, pairs.speakers > 0, pairs.speakers < 0,
        ],
        axis=1,
    ).astype(np.float64)  # fmt: skip


def scores(pairs: Pairs, by: Rule | None = None) -> NDArray[np.float64]:
    """How likely each pair is one utterance; 0 where too little is shared for that to be asked."""
    by = by or rule()
    likely = 1 / (1 + np.exp(-(features(pairs) @ np.array(by.coefficients) + by.intercept)))
    asked = (pairs.fits.weight >= LEAST_WEIGHT) & (pairs.fits.coverage >= LEAST_COVERAGE)
    found: NDArray[np.float64] = np.where(asked, likely, 0.0)
    return found


def accepted(pairs: Pairs) -> NDArray[np.bool_]:
    """Which pairs are the same utterance."""
    same: NDArray[np.bool_] = scores(pairs) >= rule().threshold
    return same


def hopeful(
    bound: Floats, lighter: Floats, days: Ints, speakers: Ints, seasons: Ints | None = None
) -> NDArray[np.bool_]:
    """Which pairs could be accepted, by the most that they can share; without `seasons` if that is found in one. The
    others need not be aligned: more that is shared never lowers a score."""
    nowhere = np.zeros((len(bound), 2), np.int64)
    coverage = np.minimum(bound / np.maximum(lighter, 1e-6), 1).astype(np.float32)
    fits = Fits(bound, coverage, nowhere, nowhere)
    return accepted(Pairs(fits, days, speakers, _unknown() if seasons is None else seasons))


def judgement(pairs: Pairs, row: int) -> Judgement:
    """The score of one pair, with what speaks for it and against it."""
    one = slice(row, row + 1)
    seasons = pairs.seasons[one]
    alone = Pairs(pairs.fits.of(np.array([row])), pairs.days[one], pairs.speakers[one], seasons)
    parts = [f"{round(100 * float(pairs.fits.coverage[row]))}% of the shorter reading's words by rarity"]
    if len(seasons) and seasons[0] >= _STOCK:
        parts.append(f"words that are found in {int(seasons[0])} seasons")
    if pairs.days[row] > _FAR:
        parts.append(f"{int(pairs.days[row])} days apart")
    parts += {1: ["the same speaker"], -1: ["another speaker"]}.get(int(pairs.speakers[row]), [])
    return Judgement(round(float(scores(alone)[0]), 4), ", ".join(parts))
