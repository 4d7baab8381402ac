"""Whether two readings that fit are the same utterance: a score from what they share, and the reason in words.

Containment counts, not resemblance: the matched words' rarity, and its share of the lighter reading. What is far apart
in time, said by somebody else, or made of common words needs more. A score under the threshold is "not enough to say
so", never "not said".
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.trace.align import Fits
from onrecord.trace.fingerprints import Floats, Ints

LEAST_WEIGHT: Final = 0.9
LEAST_COVERAGE: Final = 0.5
_FAR: Final = 60


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of readings with what the judgement rests on, a row a pair: how they fit, the days between them (−1 where
    either is undated), and whether their speakers are the same (1), different (−1) or unknown (0)."""

    fits: Fits
    days: Ints
    speakers: Ints


def possible(bound: Floats, lighter: Floats) -> NDArray[np.bool_]:
    """Which pairs could be accepted at all, by the most that they can share: what need not be aligned."""
    return (bound >= LEAST_WEIGHT) & (bound >= LEAST_COVERAGE * lighter)


def accepted(pairs: Pairs) -> NDArray[np.bool_]:
    """Which pairs are the same utterance."""
    weight, coverage = pairs.fits.weight, pairs.fits.coverage
    strong = (coverage >= 0.5) & (weight >= 3)
    near = pairs.days <= _FAR
    usual = ((weight >= 2) & (coverage >= 0.55)) | ((weight >= 1.6) & (coverage >= 0.7))
    short = (weight >= 1.2) & (coverage >= 0.95)
    return strong | (near & (usual | short) & (pairs.speakers >= 0)) | (usual & (pairs.speakers > 0))
