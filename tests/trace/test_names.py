"""Which names can be one person's."""

import pytest

from onrecord.trace.names import key, same_name, same_role


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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Harry Roe", "Senators Roe", True),
        ("Mayor Ann Hill", "Ann Hill", True),
        ("Justice Department", "Defence Department", False),
        ("Ann Hill", "Mary Hill", False),
    ],
)
def test_an_office_in_front_is_no_part_of_a_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sen.", "Kentucky senator", True),
        ("front-runner of the party", "party frontrunner", True),
        ("President", "U.S. President", True),
        ("mayor of Zaria", "minister of defence", False),
    ],
)
def test_a_role_that_only_says_less_is_no_other_role(one: str, other: str, same: bool) -> None:
    assert same_role(one, other) is same
