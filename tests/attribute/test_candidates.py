"""Candidates: their score, their reason, and whether they become statements."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute.candidates import Candidate, accepted, bucket, reason, score, span
from onrecord.attribute.tokens import Unit
from onrecord.data import table
from onrecord.spans import Span

RULES = [row["rule"] for row in table("en", "rules.tsv")]


def candidate(rule: str, rate: float = 1.0) -> Candidate:
    return Candidate((Span(0, 1),), (Span(2, 3),), (Span(4, 5),), rule, rate)


@pytest.mark.parametrize(("rate", "expected"), [(0.0, 0), (0.19, 0), (0.2, 1), (0.5, 2), (0.79, 3), (0.8, 4), (1.0, 4)])
def test_a_rate_lies_in_one_of_five_buckets(rate: float, expected: int) -> None:
    assert bucket(rate) == expected


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("rate", [0.0, 0.3, 0.5, 0.7, 1.0])
def test_every_rule_has_a_score_between_0_and_1_at_every_rate(rule: str, rate: float) -> None:
    assert 0 <= score(candidate(rule, rate)) <= 1
    assert (rule, str(bucket(rate))) in {(row["rule"], row["rate"]) for row in table("en", "rule_scores.tsv")}


@pytest.mark.parametrize("rule", RULES)
def test_a_reason_names_the_rule_and_what_it_looks_for(rule: str) -> None:
    pattern = next(row["pattern"] for row in table("en", "rules.tsv") if row["rule"] == rule)
    assert reason(candidate(rule)) == f"rule {rule}: {pattern}"
    assert len(pattern) > 15


def test_a_score_below_the_least_of_its_rule_makes_no_statement() -> None:
    for row in table("en", "rule_scores.tsv"):
        made = candidate(row["rule"], int(row["rate"]) / 5 + 0.1)
        least = next(float(rule["least"]) for rule in table("en", "rules.tsv") if rule["rule"] == row["rule"])
        assert accepted(made) is (float(row["score"]) >= least)


def test_a_rule_that_was_never_counted_scores_nothing() -> None:
    assert score(candidate("no such rule")) == 0.0


def test_span_reaches_from_the_first_unit_to_the_end_of_the_last(sentence: Callable[[str], Sequence[Unit]]) -> None:
    assert span(sentence("She said it rained."), 1, 2) == Span(4, 11)
