import pytest

from onrecord.export.csl import date, name, to_list
from onrecord.export.told import Told
from onrecord.model import Dated


def test_a_statement_is_cited_with_who_said_what(told: Told) -> None:
    (item,) = to_list(told, told.record.statements[0])
    assert (item["id"], item["type"]) == ("a0011223344556677#s1", "article-newspaper")
    assert item["container-title"] == "Harbour Post"
    assert item["note"].startswith("Ilva Brandt: “The pier stays shut,”")
    assert "note" not in to_list(told)[0]


@pytest.mark.parametrize(
    ("value", "parts"),
    [("2031-05-06T07:08:09Z", [2031, 5, 6]), ("2031-05", [2031, 5]), ("2031", [2031]), ("soon", None)],
)
def test_a_date_has_the_parts_that_are_known(value: str, parts: list[int] | None) -> None:
    assert date(Dated(value, "json-ld")) == (parts and {"date-parts": [parts]})


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ada Vane", {"family": "Vane", "given": "Ada"}),
        ("Ada van der Vane", {"family": "van der Vane", "given": "Ada"}),
        ("Ada B. Vane", {"family": "Vane", "given": "Ada B."}),
        ("Staff", {"literal": "Staff"}),
        ("", {"literal": ""}),
    ],
)
def test_a_name_is_split_before_its_family_name(written: str, parts: dict[str, str]) -> None:
    assert name(written) == parts
