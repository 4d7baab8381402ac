"""Reporting clauses of one sentence: what is reported, by which words, as whose."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute import clauses
from onrecord.attribute.candidates import accepted
from onrecord.attribute.tokens import Unit
from onrecord.spans import overlaps

Found = Callable[[str], list[str]]
Sentence = Callable[[str], Sequence[Unit]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt said that the dam was safe.", "content-after-that: Brandt | said | that the dam was safe"),
        ("Brandt said the dam was safe.", "content-after-clause: Brandt | said | the dam was safe"),
        ("Brandt said: “The dam is safe.”", "content-after-quoted: Brandt | said | “The dam is safe.”"),
        (
            "Brandt said the dam was “as safe as houses”.",
            "content-after-partly-quoted: Brandt | said | the dam was “as safe as houses”",
        ),
        ("Brandt called the dam “a marvel”.", "content-after-partly-quoted: Brandt | called | the dam “a marvel”"),
        ("Brandt vowed to repair the dam.", "content-after-to: Brandt | vowed | to repair the dam"),
        ("Brandt asked whether the dam was safe.", "content-after-that: Brandt | asked | whether the dam was safe"),
        ("Brandt told Pike that the dam was safe.", "content-after-that: Brandt | told | that the dam was safe"),
        (
            "Brandt told the council on Monday that the dam was safe.",
            "content-after-that: Brandt | told | that the dam was safe",
        ),
        (
            "Brandt did not say whether the dam was safe.",
            "content-after-that: Brandt | did not say | whether the dam was safe",
        ),
        (
            "Brandt has been quoted as saying that the dam was safe.",
            "content-after-that: Brandt | has been quoted as saying | that the dam was safe",
        ),
        (
            "Brandt, the transport minister, said the dam was safe.",
            "content-after-clause: Brandt, the transport minister | said | the dam was safe",
        ),
        (
            "Two officials familiar with the matter said the dam was safe.",
            "content-after-clause: Two officials familiar with the matter | said | the dam was safe",
        ),
        (
            "“No one knows,” Pike left and Brandt said that the dam was safe.",
            "content-after-that: Brandt | said | that the dam was safe",
        ),
    ],
)
def test_a_clause_before_its_content(candidates_of: Found, text: str, expected: str) -> None:
    assert candidates_of(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to Brandt, the dam is safe.", "according-to: Brandt | According to | the dam is safe"),
        ("The dam is safe, according to Brandt.", "according-to: Brandt | according to | The dam is safe"),
        (
            "The dam is “quite safe”, according to the council.",
            "according-to: the council | according to | The dam is “quite safe”",
        ),
        ("“The dam is safe,” according to Brandt.", "according-to: Brandt | according to | “The dam is safe,”"),
    ],
)
def test_according_to_names_the_source(candidates_of: Found, text: str, expected: str) -> None:
    assert candidates_of(text) == [expected]


def test_the_clause_after_according_to_is_no_apposition(candidates_of: Found) -> None:
    assert candidates_of("According to Robert Pike, the spillway leaks.") == [
        "according-to: Robert Pike | According to | the spillway leaks"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was claimed by Brandt that the dam was safe.",
            "passive-that: Brandt | was claimed | that the dam was safe",
        ),
        (
            "It was said that the dam was safe.",
            "passive-without-agent-that:  | was said | that the dam was safe",
        ),
    ],
)
def test_a_passive_names_its_agent_or_nobody(candidates_of: Found, text: str, expected: str) -> None:
    assert candidates_of(text) == [expected]


def test_a_relative_pronoun_and_the_noun_before_it_are_one_source(sentence: Sentence) -> None:
    text = "Ilva Brandt, who said the dam was safe, left the hall."
    (found,) = clauses.find(sentence(text))
    assert [text[a:b] for a, b in found.source] == ["Ilva Brandt", "who"]
    assert text[slice(*found.content[0])].startswith("the dam was safe")


def test_content_of_a_relative_clause_ends_with_it(candidates_of: Found) -> None:
    assert candidates_of("Ilva Brandt, who said the dam was safe, left the hall.") == [
        "content-after-clause: Ilva Brandt + who | said | the dam was safe"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Brandt said the dam was safe and denied any neglect.",
            ["Brandt | said | the dam was safe", "Brandt | denied | any neglect"],
        ),
        (
            "Brandt said the dam was safe, adding that it would hold.",
            ["Brandt | said | the dam was safe", "Brandt | adding | that it would hold"],
        ),
        (
            "Brandt said the dam was safe, but Pike said it was not.",
            ["Brandt | said | the dam was safe", "Pike | said | it was not"],
        ),
        (
            "Brandt said the dam was safe, while Pike insisted that it was not.",
            ["Brandt | said | the dam was safe", "Pike | insisted | that it was not"],
        ),
    ],
)
def test_several_reports_of_one_sentence_stay_apart(candidates_of: Found, text: str, expected: list[str]) -> None:
    assert [line.partition(": ")[2] for line in candidates_of(text)] == expected


def test_a_participle_shares_the_subject_of_its_sentence(candidates_of: Found) -> None:
    assert candidates_of("Brandt left, saying the dam was safe.") == [
        "content-after-participle: Brandt | saying | the dam was safe"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The bank opened at nine and the dam was shut.",
        "Nobody came.",
        "The claims were numerous.",
        "She said.",
        "“No.”",
        ".",
        "!?",
    ],
)
def test_a_sentence_without_a_report_gives_nothing(candidates_of: Found, text: str) -> None:
    assert candidates_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Brandt said he said she said that Pike said: “No,” she said, “he said ‘no’,” said Hill.",
        "Told by Brandt, according to Hill, who said so, adding that he said no, the claim that it rained fell.",
        "“A,” said “B,” said “C,” said “D,” said.",
    ],
)
def test_contents_of_accepted_reports_do_not_cross(sentence: Sentence, text: str) -> None:
    found = [c for c in clauses.find(sentence(text)) if accepted(c)]
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            assert not any(overlaps(a, b) for a in one.content for b in other.content)
