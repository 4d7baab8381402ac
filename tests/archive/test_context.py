"""Where words stand in a text, and what stands around them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.context import fitting, keywords, marks
from onrecord.archive.query import parse
from onrecord.errors import OnRecordError
from onrecord.spans import Span

TEXT = "The minister’s taxes rose.\n\nGómez said the tax cuts, cuts in taxes, help 😀 immigrants."


def marked(text: str, typed: str) -> list[str]:
    (spans,) = marks([text], parse(typed))
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tax", ["taxes", "tax", "taxes"]),
        ("“tax cut”", ["tax cuts"]),
        ("gomez", ["Gómez"]),
        ("immigra*", ["immigrants"]),
        ("cut OR help -tax", ["cuts", "cuts", "help"]),
        ("“the ta*”", ["the tax"]),
        ("nothing", []),
        ("", []),
    ],
)
def test_words_and_phrases_are_found_in_any_form_with_their_places(typed: str, found: list[str]) -> None:
    assert marked(TEXT, typed) == found


def test_each_text_has_its_own_spans() -> None:
    assert marks(["a tax", "none", "tax tax"], parse("tax")) == [(Span(2, 5),), (), (Span(0, 3), Span(4, 7))]


@given(st.text(), st.text())
def test_hostile_texts_and_words_are_no_error_and_spans_fit(text: str, typed: str) -> None:
    try:
        words = parse(typed)
    except OnRecordError:
        return
    (spans,) = marks([text], words)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end < other.start for one, other in pairwise(spans))


def test_marks_of_our_own_in_a_text_are_text() -> None:
    assert marks(["\x01 tax \x02\0 tax"], parse("tax")) == [(Span(2, 5), Span(9, 12))]


def test_a_keyword_has_whole_words_around_it_within_its_paragraph() -> None:
    text = "First of all.\n\nThe old pier was never safe at night.\n\nLast."
    (span,) = marks([text], parse("pier"))[0]
    (keyword,) = keywords(text, [span], 12)
    assert (keyword.before, keyword.match, keyword.after) == ("The old ", "pier", " was never ")
    (near,) = keywords(text, [span], 5)
    assert (near.before, near.after) == (" old ", " was ")
    (none,) = keywords(text, [span], 0)
    assert (none.before, none.after) == ("", "")


def test_only_the_first_places_are_keywords() -> None:
    assert len(keywords("tax " * 9, marks(["tax " * 9], parse("tax"))[0], 5, most=3)) == 3


def test_names_fit_word_for_word_and_beginnings_of_words_as_written() -> None:
    rows = [{"text": "the immigrants", "name": "Ida Waters"}, {"text": "immigration", "name": "Water Board"}]
    assert fitting(rows, {}, {"name": parse("waters")}) == [True, False]
    assert fitting(rows, {}, {"name": parse("ida OR board -water")}) == [True, False]
    assert fitting(rows, {"text": parse("immigrat*")}, {}) == [False, True]
    assert fitting(rows, {"text": parse("immigrat* OR immigrant")}, {}) == [True, True]
    assert fitting(rows, {"text": parse("-immigrat*")}, {}) == [True, False]
    assert fitting([], {}, {"name": parse("ida")}) == []


def test_with_stems_whole_words_are_compared_as_well() -> None:
    rows = [{"text": "taxes fall"}, {"text": "duties fall"}]
    assert fitting(rows, {"text": parse("tax fall")}, {}) == [True, True]
    assert fitting(rows, {"text": parse("tax fall")}, {}, stems=True) == [True, False]
    assert fitting(rows, {"text": parse("fall -tax")}, {}, stems=True) == [False, True]
