"""Whom he and she mean where nothing shows the gender of the name."""

from collections.abc import Callable

import pytest

from onrecord.model import Speaker, Statement

Names = Callable[[str], list[str | None]]
Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]
Read = Callable[[str], Found]


@pytest.mark.parametrize(
    "before",
    [
        "Engineer Zhiet Orvell has already moved his tools.",
        "Zhiet Orvell, 52, was speaking to the evening news.",
        "In the end, engineer Zhiet Orvell has moved his tools.",
    ],
)
def test_the_only_person_of_the_sentence_before_is_meant(names: Names, before: str) -> None:
    assert names(f"It rained.\n\n{before} “I moved it twice. I won’t again,” ⟦he⟧ said.") == ["Zhiet Orvell"]


@pytest.mark.parametrize(
    "before",
    [
        "Engineer Zhiet Orvell met Mark Pell.",
        "Engineer Zhiet Orvell moved her tools.",
        "Mark Pell, a pilot, said no. Engineer Zhiet Orvell has gone home.",
        "The pilot of the town met engineer Zhiet Orvell.",
        "Zhiet Orvell was closed.",
    ],
)
def test_another_person_or_sign_leaves_it_unknown(names: Names, before: str) -> None:
    marked = before.replace("Mark Pell, a pilot,", "⟦Mark Pell⟧, a smith,")
    assert names(f"It rained.\n\n{marked} “I moved it twice,” ⟦he⟧ said.")[-1] is None


def test_whoever_was_he_is_not_she_later(names: Names) -> None:
    marked = "Engineer Zhiet Orvell has moved. ⟦He⟧ said no.\n\nEngineer Zhiet Orvell has moved. ⟦She⟧ said yes."
    assert names(marked) == ["Zhiet Orvell", None]


def test_he_and_she_go_to_the_subject_of_their_gender(names: Names) -> None:
    assert names(
        "⟦Mary Coll⟧ said the bridge was safe.\n\nShe met John Park on Monday. ⟦She⟧ said it was cheap. ⟦He⟧ disagreed."
    ) == ["Mary Coll", "Mary Coll", "John Park"]


def test_two_equally_near_people_leave_the_pronoun_unknown_with_a_reason(read: Read) -> None:
    found, done, _ = read("The dinner was late. With Peter Ash and Paul Birch it was loud. ⟦He⟧ said it was wrong.")
    assert found == [None]
    assert "; speaker unknown: " in done[0].reason


def test_a_name_inside_quotation_marks_is_no_antecedent(names: Names) -> None:
    assert names("⟦Peter Ash⟧ said: “Paul Birch lied to us.”\n\n⟦He⟧ added that it was late.") == ["Peter Ash"] * 2


def test_an_unnamed_subject_stands_before_the_name(names: Names) -> None:
    assert names("⟦Peter Ash⟧ spoke first.\n\nThe officer then opened the gate. ⟦He⟧ said it was late.")[1] is None


def test_it_is_the_body_that_the_sentence_before_begins_with(names: Names) -> None:
    assert names("Eastmere Gas gave no answer. ⟦It⟧ has said before that the pipe is safe.") == ["Eastmere Gas"]
