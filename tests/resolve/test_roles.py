"""The role that a phrase says, with its gender and country."""

from collections.abc import Callable

import pytest

from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.roles import after, read_role

Names = Callable[[str], list[str | None]]


def test_a_title_for_either_gender_shows_none(names: Names) -> None:
    assert names("⟦Rep. Dana Orme⟧ said no. Then ⟦she⟧ said yes.") == ["Dana Orme"] * 2


@pytest.mark.parametrize(
    ("phrase", "said", "country"),
    [
        ("the Ukrainian defence minister", "Ukrainian defence minister", "Ukraine"),
        ("an engineer brought in by the town after the flood", "engineer brought in by the town after the flood", None),
        ("the president of Peru", "president of Peru", "Peru"),
        ("a smell of smoke", None, None),
    ],
)
def test_a_phrase_says_a_role_or_none(phrase: str, said: str | None, country: str | None) -> None:
    role = read_role(phrase, lexicon())
    assert (role.text if role else None, role.country if role else None) == (said, country)


def test_a_role_stands_behind_an_age() -> None:
    text = "Mark Pell, 52, an engineer, left."
    role = after(text, 9, len(text), lexicon())
    assert role is not None
    assert role.heads == ("engineer",)
