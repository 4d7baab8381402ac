"""Which names can be one person's."""

import pytest

from onrecord.trace.names import key, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Hill", "Hill"),
        ("Ann Hill", "ANN HILL"),
        ("Ann Hill", "A. Hill"),
        ("Ann Mary Hill", "Ann Hill"),
        ("Zoë Müller", "Zoe Muller"),
        ("Hill", "Hill"),
        ("Charles Hill", "Chuck Hill"),
        ("Joseph Hill", "Joe Hill"),
    ],
)
def test_forms_of_one_name_fit(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ann Hill", "Bob Hill"), ("Ann Hill", "Ann Roe"), ("Hill", "Roe"), ("", "Hill")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(other, one)


def test_a_name_without_letters_has_no_words() -> None:
    assert key("…") == ()
