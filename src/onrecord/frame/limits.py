"""The numbers from which on something is a finding, in one place so that a style guide can set its own.

Adds no judgement: the findings compare with these.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """`dominant_share`: the part of the attributed words, from 0 to 1, with which one source dominates;
    `words_without_statement`: the most words that may go without any attribution; `days_until_change`: the days after
    publication from which on a change is late."""

    dominant_share: float = 0.6
    words_without_statement: int = 150
    days_until_change: int = 30


USUAL: Final = Limits()
