"""Which runs of capitalised words are names, and of what."""

from collections.abc import Callable

import pytest

from onrecord.resolve import mentions
from onrecord.resolve.lexicon import lexicon
from onrecord.spans import Span

Names = Callable[[str], list[str | None]]


def found(text: str) -> list[tuple[str, str]]:
    return [(" ".join(m.words), m.sort) for m in mentions.find(text, [Span(0, len(text))], lexicon())]


@pytest.mark.parametrize(
    ("text", "name", "sort"),
    [
        ("They met Jane Q. Harrow there.", "Jane Q. Harrow", "person"),
        ("They met Sen. Orme there.", "Orme", "person"),
        ("They saw Jean-Luc O’Dell’s car.", "Jean-Luc O’Dell", "person"),
        (
            "He joined the Department of Health and Human Services.",
            "Department of Health and Human Services",
            "organisation",
        ),
        ("He joined the University of Easton.", "University of Easton", "organisation"),
        ("He flew to Ukraine.", "Ukraine", "place"),
        ("A gift to Easton Bank was late.", "Easton Bank", "organisation"),
    ],
)
def test_names_are_found_and_sorted(text: str, name: str, sort: str) -> None:
    assert (name, sort) in found(text)


@pytest.mark.parametrize(
    "text", ["The plan failed.", "On Monday it rained.", "The Prime Minister left.", "Officials left."]
)
def test_what_is_no_name_is_left_out(text: str) -> None:
    assert found(text) == []


def test_a_word_that_only_begins_the_sentence_is_not_part_of_the_name() -> None:
    assert ("Jane Harrow", "person") in found(
        "Yesterday Jane Harrow left. She asked a friend. Asked Jane Harrow left again."
    )


def test_a_line_in_title_case_gives_no_names() -> None:
    assert found("Harrow Slams Plan For New Bridge Tax") == []


def test_a_shouted_verb_is_no_name(names: Names) -> None:
    assert names("⟦Harbour boss⟧ ADMITS fleet is lost\n\nIt was late.") == ["Harbour boss"]
