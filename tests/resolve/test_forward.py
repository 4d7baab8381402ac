"""Early descriptions of somebody who is named only further on."""

from collections.abc import Callable

import pytest

from onrecord.model import Speaker, Statement

Names = Callable[[str], list[str | None]]
Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]

BODY = "The rain fell for a week. ⟦Orlandan Trade Minister Zhiet Orvell⟧ said it would stop."


@pytest.mark.parametrize("source", ["Orlandan minister", "Minister", "Trade minister", "Orland’s trade minister"])
def test_a_headline_s_role_is_that_of_the_only_holder_named_later(names: Names, source: str) -> None:
    assert names(f"⟦{source}⟧ says rain will stop\n\nIt was late.\n\n{BODY}") == ["Zhiet Orvell"] * 2


@pytest.mark.parametrize("source", ["Finance minister", "Norlander minister", "Former minister"])
def test_a_word_that_was_not_said_of_the_name_keeps_them_apart(names: Names, source: str) -> None:
    assert names(f"⟦{source}⟧ says rain will stop\n\nIt was late.\n\n{BODY}") == [source, "Zhiet Orvell"]


def test_two_holders_leave_the_role_untied(names: Names) -> None:
    marked = (
        f"⟦Minister⟧ says rain will stop\n\n{BODY}\n\nFinance Minister Mark Pell was out of the country for a week."
    )
    assert names(marked)[0] == "Minister"


def test_another_rank_is_another_office(names: Names) -> None:
    assert names("⟦Minister⟧ says no\n\nIt was late.\n\nDeputy Minister Mark Pell was out.") == ["Minister"]


def test_a_description_further_down_waits_for_nobody(names: Names) -> None:
    marked = f"It was late.\n\nIt was cold.\n\nIt was wet. ⟦The minister⟧ left.\n\n{BODY}"
    assert names(marked) == ["The minister", "Zhiet Orvell"]


@pytest.mark.parametrize(
    "following",
    ["Zhiet Orvell, 52, was on the evening news.", "“It will stop,” ⟦Zhiet Orvell⟧ told the hall."],
)
@pytest.mark.parametrize("source", ["Orland’s tired trade minister", "The trade minister", "Its trade minister"])
def test_the_name_that_opens_the_next_paragraph_is_probably_meant(names: Names, source: str, following: str) -> None:
    marked = f"⟦{source}⟧ has said that the rain will stop.\n\n{following}\n\nThen ⟦the minister⟧ left."
    assert set(names(marked)) == {"Zhiet Orvell"}


@pytest.mark.parametrize(
    "marked",
    [
        "⟦The minister⟧ has met Mark Pell.\n\nZhiet Orvell, 52, was on the evening news.",
        "Zhiet Orvell sang\n\n⟦The minister⟧ has left.\n\nZhiet Orvell, 52, was on the evening news.",
        "⟦The minister⟧ has left.\n\nZhiet Orvell was on the evening news.",
        "⟦The minister⟧ has left.\n\nZhiet Orvell, 52, an engineer, was on the evening news.",
        "⟦The minister⟧ has left.\n\nThe evening news was about a man called Zhiet Orvell, 52.",
    ],
)
def test_somebody_else_in_between_or_no_sign_leaves_it_untied(names: Names, marked: str) -> None:
    assert names(marked) == ["The minister"]


def test_the_answer_says_that_it_is_less_sure(read: Callable[[str], Found]) -> None:
    _, done, _ = read("⟦The minister⟧ has left.\n\nZhiet Orvell, 52, was on the evening news.")
    assert done[0].confidence < 1
    assert "probably" in done[0].reason


def test_a_headline_follows_a_role_that_the_text_gives_with_its_owner(names: Names) -> None:
    marked = (
        "⟦Orlandan minister⟧ says rain will stop\n\nOrland expects sun, ⟦its trade minister⟧ has said.\n\n"
        "“It will stop,” ⟦Zhiet Orvell⟧ told the hall."
    )
    assert set(names(marked)) == {"Zhiet Orvell"}
