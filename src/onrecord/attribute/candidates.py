"""A statement in the making: what the rules of a sentence pass on before neighbours are joined.

Adds nothing to the record by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from onrecord.attribute.tokens import Unit
from onrecord.data import table
from onrecord.spans import Span, Spans

RULES: Final = "rules 1"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Content, cue and source as code point spans, the rule that found them, and the rate of the reporting word.

    A candidate of the tagger brings its own `confidence` and says on what `evidence` it rests.
    """

    content: Spans
    cue: Spans
    source: Spans
    rule: str
    rate: float
    confidence: float | None = None
    evidence: str = ""
    method: str = RULES


class Found(NamedTuple):
    """A candidate, and the unit of the sentence at which the search goes on."""

    candidate: Candidate
    taken: int


def span(units: Sequence[Unit], first: int, last: int) -> Span:
    """The code points of units `first` to `last`, both included."""
    return Span(units[first].start, units[last].end)


def score(candidate: Candidate, language: str = "en") -> float:
    """How often the rule was right in the training articles, at this rate of the reporting word; the tagger's own
    confidence where it made the candidate."""
    if candidate.confidence is not None:
        return candidate.confidence
    return _scores(language).get((candidate.rule, bucket(candidate.rate)), 0.0)


def bucket(rate: float) -> int:
    """The fifth in which a rate lies, 0 to 4."""
    return min(4, int(rate * 5))


@cache
def _scores(language: str) -> dict[tuple[str, int], float]:
    return {(row["rule"], int(row["rate"])): float(row["score"]) for row in table(language, "rule_scores.tsv")}


def accepted(candidate: Candidate, language: str = "en") -> bool:
    """Whether the candidate's score makes it a statement, by the least score of its rule."""
    if candidate.confidence is not None:
        return True
    return score(candidate, language) >= _least(language)[candidate.rule]


def reason(candidate: Candidate, language: str = "en") -> str:
    """The rule and what it looks for, in words."""
    if candidate.evidence:
        return f"{candidate.rule}: {candidate.evidence}"
    return f"rule {candidate.rule}: {_rules(language)[candidate.rule]['pattern']}"


@cache
def _least(language: str) -> dict[str, float]:
    return {rule: float(row["least"]) for rule, row in _rules(language).items()}


@cache
def _rules(language: str) -> dict[str, dict[str, str]]:
    return {row["rule"]: row for row in table(language, "rules.tsv")}
