"""Reporting nouns: whose claim it is, and where what is claimed ends."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute import nominal
from onrecord.attribute.candidates import Candidate
from onrecord.attribute.cues import verbs
from onrecord.attribute.tokens import Unit
from onrecord.spans import Span

Sentence = Callable[[str], Sequence[Unit]]


def lines(text: str, found: Sequence[Candidate]) -> list[str]:
    """Candidates as "rule: source | cue | content"."""
    parts = [
        (c.rule, *(" + ".join(text[a:b] for a, b in role) for role in (c.source, c.cue, c.content))) for c in found
    ]
    return [f"{rule}: {source} | {cue} | {content}" for rule, source, cue, content in parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The claim that the dam was safe was met with laughter.", "noun:  | claim | that the dam was safe"),
        ("They laughed at the claim that the dam was safe.", "noun:  | claim | that the dam was safe"),
        ("They laughed at Brandt’s claim that the dam was safe.", "noun-owner: Brandt | claim | that the dam was safe"),
        (
            "They laughed at the minister’s repeated claim that the dam was safe.",
            "noun-owner: the minister | claim | that the dam was safe",
        ),
        (
            "They laughed at his insistence that the dam was safe.",
            "noun-owner: his | insistence | that the dam was safe",
        ),
        (
            "They recalled repeated statements by Brandt that the dam was safe.",
            "noun-agent: Brandt | statements | that the dam was safe",
        ),
        (
            "They recalled a warning from the council on Monday that the dam was weak.",
            "noun-agent: the council | warning | that the dam was weak",
        ),
        ("There was a report that “the dam is weak”.", "noun:  | report | that “the dam is weak”"),
    ],
)
def test_a_reporting_noun_with_a_clause(sentence: Sentence, text: str, expected: str) -> None:
    assert lines(text, nominal.find(sentence(text), [], verbs(sentence(text)))) == [expected]


@pytest.mark.parametrize("verb", ["failed to calm the town", "angered the town"])
def test_the_clause_ends_before_the_main_verb_of_any_kind(sentence: Sentence, verb: str) -> None:
    text = f"Repeated statements by Ilva Brandt that the dam was safe {verb}."
    assert lines(text, nominal.find(sentence(text), [], verbs(sentence(text)))) == [
        "noun-agent: Ilva Brandt | statements | that the dam was safe"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The claim was wrong.",
        "The claim, that day, was wrong.",
        "The fact that it was late is clear.",
        "The claims of the past are gone.",
        "The claim is that.",
    ],
)
def test_a_noun_without_a_clause_of_its_own_reports_nothing(sentence: Sentence, text: str) -> None:
    assert nominal.find(sentence(text), [], verbs(sentence(text))) == []


def test_what_another_candidate_took_is_left_alone(sentence: Sentence) -> None:
    text = "They laughed at the claim that the dam was safe."
    taken = Candidate((Span(30, 47),), (Span(5, 12),), (), "passive", 1.0)
    assert nominal.find(sentence(text), [taken], verbs(sentence(text))) == []
