"""Names in author fields: people, without bios, degrees, roles and codes; agencies told apart."""

import pytest

from onrecord.read.bylines import agency, names, without_agencies


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe & Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Jane Doe, MD, Ph.D.", ("Jane Doe",)),
        ("Jane Doe RN", ("Jane Doe",)),
        ("Dr. Jane Doe", ("Jane Doe",)),
        ("Jane Doe (jdo)", ("Jane Doe",)),
        ("Jane Doe | Dec 3, 2023", ("Jane Doe",)),
        ("Jane Doe Updated March", ("Jane Doe",)),
        ("Ludwig van der Meer", ("Ludwig van der Meer",)),
        ("The Lantern Staff", ("The Lantern Staff",)),
        ("牛镛", ("牛镛",)),
        ("Jane Doe, mother of four who writes about bread", ("Jane Doe",)),
        ("Senior Political Correspondent", ()),
        ("admin", ()),
        ("https://sentinel.example/jane", ()),
        ("jane@sentinel.example", ()),
        ("e.setAttribute('src'), (x)", ()),
        ("", ()),
    ],
)
def test_a_field_gives_its_names_and_nothing_else(written: str, expected: tuple[str, ...]) -> None:
    assert names([written]) == expected


def test_the_outlet_is_no_author_and_a_name_counts_once() -> None:
    assert names(["The Sentinel", "Jane Doe", "JANE DOE"], "The Sentinel") == ("Jane Doe",)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AP", "Associated Press"),
        ("By The Associated Press", "Associated Press"),
        ("Reuters Staff", "Reuters"),
        ("AFP", "Agence France-Presse"),
        ("afp", None),
        ("Ap Smith", None),
    ],
)
def test_an_agency_is_known_by_its_names(written: str, name: str | None) -> None:
    assert agency(written) == name


def test_agencies_are_taken_out_of_a_byline() -> None:
    assert without_agencies(("Jane Doe", "AP", "Associated Press")) == (("Jane Doe",), ("Associated Press",))
