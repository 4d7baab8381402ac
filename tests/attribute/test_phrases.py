"""Noun phrases beside a reporting verb: whose words they may be."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute.phrases import Phrase, after, before
from onrecord.attribute.tokens import Unit

Sentence = Callable[[str], Sequence[Unit]]


def forms(units: Sequence[Unit]) -> list[str]:
    return [unit.form for unit in units]


def words(text: str, units: Sequence[Unit], phrase: Phrase | None) -> str | None:
    return None if phrase is None else text[units[phrase.first].start : units[phrase.last].end]


def subject(sentence: Sentence, text: str) -> str | None:
    units = sentence(text)
    return words(text, units, before(units, forms(units).index("said")))


def inverted_subject(sentence: Sentence, text: str) -> str | None:
    units = sentence(text)
    return words(text, units, after(units, forms(units).index("said") + 1))


@pytest.mark.parametrize(
    "phrase",
    [
        "She",
        "Everyone",
        "Ilva Brandt",
        "Ilva J. Brandt",
        "Mr. Brandt",
        "The transport minister",
        "Transport Minister Ilva Brandt",
        "Brandt’s spokesman",
        "Two officials",
        "The 54-year-old",
        "One of them",
        "The head of the council",
        "The council of elders in Wenn",
        "The Tolven Valley Courier",
        "Ann Hill and Robert Pike",
        "Ann Hill, Robert Pike and Jo Low",
        "Ilva Brandt, the transport minister,",
        "Ilva Brandt, a professor of law at Sellmouth,",
        "The minister, Ilva Brandt,",
        "Ilva Brandt (Labour)",
    ],
)
def test_the_subject_before_a_verb_is_taken_whole(sentence: Sentence, phrase: str) -> None:
    assert subject(sentence, f"{phrase} said no") == phrase.rstrip(",")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilva Brandt, who runs the dam, said no", "Ilva Brandt"),
        ("Ilva Brandt, 54, said no", "Ilva Brandt"),
        ("Ilva Brandt — the minister — said no", "Ilva Brandt"),
        ("Ilva Brandt on Monday said no", "Ilva Brandt"),
        ("Ilva Brandt late on Monday said no", "Ilva Brandt"),
        ("Ilva Brandt also said no", "Ilva Brandt"),
        ("Then she said no", "she"),
        ("They told him she said no", "she"),
        ("Nobody knew and he said no", "he"),
    ],
)
def test_what_does_not_belong_to_the_subject_is_left_out(sentence: Sentence, text: str, expected: str) -> None:
    assert subject(sentence, text) == expected


@pytest.mark.parametrize("text", ["said no", "And said no", "Quickly said no", ", said no"])
def test_where_no_noun_stands_there_is_no_subject(sentence: Sentence, text: str) -> None:
    assert subject(sentence, text) is None


@pytest.mark.parametrize("phrase", ["The newly elected mayor", "AT&T"])
def test_the_subject_is_not_cut_in_its_middle(sentence: Sentence, phrase: str) -> None:
    assert subject(sentence, f"{phrase} said no") == phrase


def test_a_subject_reaches_no_further_left_than_the_floor(sentence: Sentence) -> None:
    units = sentence("Transport Minister Ilva Brandt said no")
    phrase = before(units, 4, 2)
    assert phrase is not None
    assert forms(units[phrase.first : phrase.last + 1]) == ["ilva", "brandt"]
    assert before(units, 2, 2) is None


def test_the_head_is_the_noun_before_the_apposition(sentence: Sentence) -> None:
    units = sentence("Ilva Brandt, the transport minister, said no")
    phrase = before(units, forms(units).index("said"))
    assert phrase is not None
    assert units[phrase.head].form == "brandt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” said she.", "she"),
        ("“No,” said Ilva Brandt.", "Ilva Brandt"),
        ("“No,” said Mr. Brandt.", "Mr. Brandt"),
        ("“No,” said Ilva Brandt on Monday.", "Ilva Brandt"),
        ("“No,” said Ilva Brandt, and left.", "Ilva Brandt"),
        ("“No,” said the minister, who left.", "the minister"),
        ("“No,” said the head of the council.", "the head of the council"),
        ("“No,” said Ann Hill and Robert Pike.", "Ann Hill and Robert Pike"),
        ("“No,” said Ilva Brandt, the transport minister.", "Ilva Brandt, the transport minister"),
        (
            "“No,” said Ilva Brandt, a professor of law at Sellmouth, on Monday.",
            "Ilva Brandt, a professor of law at Sellmouth",
        ),
        ("“No,” said quickly.", None),
        ("She said that it was so.", None),
        ("She said", None),
    ],
)
def test_the_subject_after_an_inverted_verb(sentence: Sentence, text: str, expected: str | None) -> None:
    assert inverted_subject(sentence, text) == expected


def test_a_phrase_is_never_longer_than_the_limit(sentence: Sentence) -> None:
    units = sentence("dog " * 150 + "said no")
    phrase = before(units, 150)
    assert phrase is not None
    assert phrase.last - phrase.first <= 40
    inverted = after(units, 0)
    assert inverted is not None
    assert inverted.last < 40
