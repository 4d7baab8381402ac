"""Words as they are compared: what is folded away, what is kept, and where each stands."""

import pytest

from onrecord.spans import Span
from onrecord.trace.words import form, forms, words, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"),
        ("realise", "realize"),
        ("organisation", "organization"),
        ("travelled", "traveled"),
        ("centre", "center"),
        ("don’t", "don't"),
        ("Gómez", "gomez"),
        ("2,000", "2000"),
        ("judgement", "judgment"),
        ("ＦＯＵＲ", "four"),
    ],
)
def test_spelling_and_typography_are_folded_away(one: str, other: str) -> None:
    assert form(one) == form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("it's", "its"), ("four", "for"), ("hour", "or"), ("raise", "raze"), ("2.5", "25"), ("advise", "advice")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert form(one) != form(other)


def test_words_have_their_places_in_the_article() -> None:
    found = words("“We’ll go,” now", 10)
    assert [(word.form, word.span) for word in found] == [
        ("we'll", Span(11, 16)),
        ("go", Span(17, 19)),
        ("now", Span(22, 25)),
    ]


def test_brackets_ellipses_and_sentence_ends_are_marks_on_the_words_beside_them() -> None:
    found = words("It [the plan] failed … badly. We […] left")
    assert [word.form for word in found if word.bracketed] == ["the", "plan"]
    assert [word.form for word in found if word.after_gap] == ["badly", "left"]
    assert [word.form for word in found if word.after_end] == ["We".lower()]


def test_a_full_stop_inside_a_name_ends_no_sentence() -> None:
    assert not any(word.after_end for word in words("It rose by 2.5 per cent in the u.s. economy"))


def test_words_inside_quotation_marks_are_marked() -> None:
    text = "that it “was wrong” then"
    found = words_of(text, [Span(0, len(text))], [Span(8, 19)])
    assert [word.form for word in found if word.quoted] == ["was", "wrong"]


def test_forms_are_those_of_words() -> None:
    text = "“We [all] don’t realise … the 2,000 colours.”"
    assert forms(text) == [word.form for word in words(text)]


def test_a_title_and_an_initial_end_no_sentence() -> None:
    found = words("He met Mr. Roe and A. Hill. Nobody came to No. Ten")
    assert [word.form for word in found if word.after_end] == ["nobody"]


def test_capitals_are_kept_as_a_mark() -> None:
    assert [word.form for word in words("In Lower Wenn it rains") if word.capital] == ["in", "lower", "wenn"]
