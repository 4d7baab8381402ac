"""Reporting clauses that stand after, inside or around their content, transcript lines and announcements."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute.beside import ANNOUNCED, announcement, closes_itself, ends_clause, left_of, speaker_colon
from onrecord.attribute.tokens import Unit

Found = Callable[..., list[str]]
Sentence = Callable[[str], Sequence[Unit]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is late,” Brandt said.", "after-quotation: Brandt | said | “It is late,”"),
        ("“It is late”, Brandt said.", "after-quotation: Brandt | said | “It is late”"),
        ("“Is it late?” Brandt asked.", "after-quotation: Brandt | asked | “Is it late?”"),
        ("“It is late,” Brandt told reporters.", "after-quotation: Brandt | told | “It is late,”"),
        ("“It is late,” Brandt has said.", "after-quotation: Brandt | has said | “It is late,”"),
        ("“It is late,” she said on Monday in Wenn.", "after-quotation: she | said | “It is late,”"),
        ("“It is late,” said Brandt.", "inverted-after-quotation: Brandt | said | “It is late,”"),
        ("‘It is late’, said Brandt.", "inverted-after-quotation: Brandt | said | ‘It is late’"),
        ("«It is late», said Brandt.", "inverted-after-quotation: Brandt | said | «It is late»"),
        (
            "“It is late,” said Brandt, the minister.",
            "inverted-after-quotation: Brandt, the minister | said | “It is late,”",
        ),
        ("The dam is safe, Brandt said.", "after-clause: Brandt | said | The dam is safe"),
        ("The dam is safe, said Brandt.", "inverted-after-clause: Brandt | said | The dam is safe"),
        ("But the dam is safe, Brandt said.", "after-clause: Brandt | said | the dam is safe"),
        ("Said Brandt: “It is late.”", "fronted: Brandt | Said | “It is late.”"),
    ],
)
def test_a_clause_after_its_content(candidates_of: Found, text: str, expected: str) -> None:
    assert candidates_of(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The dam,” Brandt said, “is safe.”", "after-quotation: Brandt | said | “The dam,” + “is safe.”"),
        ("“The dam,” said Brandt, “is safe.”", "inverted-after-quotation: Brandt | said | “The dam,” + “is safe.”"),
        ("“The dam,” she told them, “is safe.”", "after-quotation: she | told | “The dam,” + “is safe.”"),
        ("The dam, Brandt said, is safe.", "inside-clause: Brandt | said | The dam + is safe"),
        ("The dam, Brandt has said, is safe.", "inside-clause: Brandt | has said | The dam + is safe"),
    ],
)
def test_a_clause_inside_its_content(candidates_of: Found, text: str, expected: str) -> None:
    assert candidates_of(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “experts” met on Monday.",
        "The “Sea Lark” sailed on Monday.",
        "“The Long Tide” won the prize.",
        "They played “The Long Tide” and left.",
        "“The dam is safe” is what the poster on the wall had.",
    ],
)
def test_a_quotation_without_a_reporting_clause_is_nobody_s(candidates_of: Found, text: str) -> None:
    assert candidates_of(text) == []


def test_a_verb_of_no_list_reports_a_quotation_that_waits_for_its_clause(candidates_of: Found) -> None:
    assert candidates_of("“It is far too late,” Brandt grizzled.") == [
        "any-verb-after-quotation: Brandt | grizzled | “It is far too late,”"
    ]
    assert candidates_of("“It is far too late” Brandt grizzled.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt: the dam is safe", "Brandt | : | the dam is safe"),
        ("Ilva Brandt: The dam is safe.", "Ilva Brandt | : | The dam is safe"),
        ("BRANDT: The dam is safe.", "BRANDT | : | The dam is safe"),
        ("Brandt: Dam is ‘safe’, and will hold", "Brandt | : | Dam is ‘safe’, and will hold"),
    ],
)
def test_a_headline_with_a_name_and_a_colon_is_that_speaker_s(candidates_of: Found, text: str, expected: str) -> None:
    assert candidates_of(text, headline=True) == [f"speaker-colon: {expected}"]


@pytest.mark.parametrize("headline", [True, False])
def test_a_name_a_colon_and_a_quotation_are_that_speaker_s_words(candidates_of: Found, headline: bool) -> None:
    assert candidates_of("Ilva Brandt: “The dam is safe”", headline=headline) == [
        "speaker-colon: Ilva Brandt | : | “The dam is safe”"
    ]


def test_a_name_and_a_colon_in_a_list_make_no_speaker(sentence: Sentence) -> None:
    assert speaker_colon(sentence("Ilva Brandt: minister of transport since May"), headline=False) is None


@pytest.mark.parametrize("headline", [True, False])
@pytest.mark.parametrize(
    "text", ["note: the dam is safe", "The end: the dam is safe", "At 10:30 the dam was safe", ": no", "No: no: no: no"]
)
def test_a_colon_after_something_else_makes_no_speaker(sentence: Sentence, text: str, headline: bool) -> None:
    assert speaker_colon(sentence(text), headline) is None


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Ilva Brandt issued the following statement:", "Ilva Brandt", "issued the following statement"),
        ("The council wrote on Monday:", "The council", "wrote on Monday"),
    ],
)
def test_an_announcement_waits_for_its_content(sentence: Sentence, text: str, source: str, cue: str) -> None:
    found = announcement(sentence(text))
    assert found is not None
    assert found.rule == ANNOUNCED
    assert found.content == ()
    assert [text[a:b] for a, b in (*found.source, *found.cue)] == [source, cue]


@pytest.mark.parametrize(
    "text", ["Ilva Brandt issued a statement.", "And so:", "so :", ":", "Brandt wrote: it is late"]
)
def test_what_does_not_end_in_a_colon_or_names_nobody_announces_nothing(sentence: Sentence, text: str) -> None:
    assert announcement(sentence(text)) is None


@pytest.mark.parametrize(
    ("text", "closes"),
    [("“No,”", True), ("“No.”", True), ("“No?”", True), ("“No…”", True), ("“No”", False), ("‘No’", False)],
)
def test_a_quotation_closes_itself_when_its_mark_stands_inside(sentence: Sentence, text: str, closes: bool) -> None:
    (unit,) = sentence(text)
    assert closes_itself(unit) is closes


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("said .", True),
        ("said", True),
        ("said, and left", True),
        ("said on Monday", True),
        ("said quietly", True),
        ("said “no”", True),
        ("said that it was late", False),
        ("said it was late", False),
    ],
)
def test_a_clause_ends_where_no_content_can_follow(sentence: Sentence, text: str, ends: bool) -> None:
    assert ends_clause(sentence(text), 1) is ends


def test_left_of_leaves_out_the_joining_word_and_the_comma(sentence: Sentence) -> None:
    text = "And, the dam is safe, he said"
    units = sentence(text)
    assert [text[a:b] for a, b in left_of(units, 7)] == ["the dam is safe"]
    assert left_of(units, 0) == ()
