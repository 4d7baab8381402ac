"""Lines of CSV that no spreadsheet takes for formulas."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.api import cells

SIGNS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize("text", [*SIGNS, "=1+1", "@SUM(A1)", "'=1", "''-1", "\t=1", "＝1"])
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cells.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'twas", " =1", "“no”", "1-2", "…-"])
def test_anything_else_stays_as_it_is(text: str) -> None:
    assert cells.harmless(text) == text


@given(st.text(alphabet=f"'a1,;\"{SIGNS}"))
def test_no_cell_begins_like_a_formula_and_each_can_be_had_back(text: str) -> None:
    made = cells.harmless(text)
    assert made[:1] not in SIGNS or made == ""
    assert (made[1:] if re.match(f"'+[{re.escape(SIGNS)}]", made) else made) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (True, "true"), (3, 3), (0.25, 0.25), ([], ""), ([[1, 5], [7, 9]], "1-5 7-9"),
        (["Ann", "Bob"], "Ann; Bob"), (["=1"], "'=1"), ({"name": "Ann"}, '{"name": "Ann"}'),
    ],
)  # fmt: skip
def test_every_value_has_its_cell(value: object, cell: object) -> None:
    assert cells.cell(value) == cell


def test_lines_are_read_back_as_they_were() -> None:
    rows: list[dict[str, object]] = [{"a": 'x "y", z', "b": None, "c": 1}, {"a": "two\nlines", "b": "", "c": 2.5}]
    names = ("a", "b", "c")
    read = list(csv.reader(io.StringIO(cells.header(names) + cells.lines(rows, names), newline="")))
    assert read == [list(names), ['x "y", z', "", "1"], ["two\nlines", "", "2.5"]]
