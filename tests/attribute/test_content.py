"""Where content after its reporting word begins and ends."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute.content import content_end, content_start, past_hearer, subject_clause_end
from onrecord.attribute.cues import verbs
from onrecord.attribute.tokens import Unit

Sentence = Callable[[str], Sequence[Unit]]


def forms(units: Sequence[Unit]) -> list[str]:
    return [unit.form for unit in units]


def content(sentence: Sentence, text: str) -> str | None:
    """What the first reporting word of the sentence reports."""
    units = sentence(text)
    marks = verbs(units)
    first = content_start(units, marks[0])
    if first is None:
        return None
    return text[units[first].start : units[content_end(units, first, marks[0], marks)].end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said that it was late.", "that it was late"),
        ("She said it was late.", "it was late"),
        ("She said: “It is late.”", "“It is late.”"),
        ("She said on Monday that it was late.", "that it was late"),
        ("She told him that it was late.", "that it was late"),
        ("She told the council on Monday that it was late.", "that it was late"),
        ("She told the crowd, “It is late.”", "“It is late.”"),
        ("She asked him whether it was late.", "whether it was late"),
    ],
)
def test_content_begins_past_the_hearer_and_the_time(sentence: Sentence, text: str, expected: str) -> None:
    assert content(sentence, text) == expected


def test_a_pronoun_after_the_hearer_begins_the_content(sentence: Sentence) -> None:
    assert content(sentence, "She told reporters it was late.") == "it was late"


def test_nothing_after_the_reporting_word_is_no_content(sentence: Sentence) -> None:
    assert content(sentence, "She said.") is None
    assert content(sentence, "So she said") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said it was late, according to Pike.", "it was late"),
        ("She said it was late; he left.", "it was late"),
        ("She said it was late and denied it.", "it was late"),
        ("She said it was late, but Pike said it was early.", "it was late"),
        ("She said it was late, while Pike claimed it was early.", "it was late"),
        ("She said it was late, adding that it was dark.", "it was late"),
        ("While she said it was late, Pike said it was early.", "it was late"),
    ],
)
def test_content_ends_before_another_report(sentence: Sentence, text: str, expected: str) -> None:
    assert content(sentence, text) == expected


@pytest.mark.parametrize(
    "words",
    ["he told them it was late", "it was “good” and cheap", "it was late — and dark", "it was late, cold and dark"],
)
def test_content_reaches_to_the_end_of_the_sentence_else(sentence: Sentence, words: str) -> None:
    assert content(sentence, f"She said {words}.") == words


def test_past_hearer_stays_where_nobody_is_told(sentence: Sentence) -> None:
    units = sentence("She told he was late.")
    assert past_hearer(units, 2) == 2
    units = sentence("She told the crowd on Monday that it was late.")
    assert units[past_hearer(units, 2)].form == "that"


def test_a_clause_inside_a_subject_ends_before_the_main_verb(sentence: Sentence) -> None:
    units = sentence("The claim that the water was safe was met with laughter.")
    that = forms(units).index("that")
    last = subject_clause_end(units, that, len(units) - 2)
    assert forms(units[that : last + 1]) == ["that", "the", "water", "was", "safe"]


def test_a_clause_with_one_verb_ends_with_the_sentence(sentence: Sentence) -> None:
    units = sentence("They laughed at the claim that the water was safe.")
    assert subject_clause_end(units, forms(units).index("that"), len(units) - 2) == len(units) - 2
