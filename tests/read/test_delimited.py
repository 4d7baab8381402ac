"""Records of separated values, well-formed or not."""

import io

import pytest

from onrecord.read import delimited
from onrecord.read.delimited import records


def read(text: str) -> list[list[str] | str]:
    return list(records(io.BytesIO(text.encode())))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_the_header_most_names(delimiter: str) -> None:
    assert read(f"a{delimiter}b c{delimiter}d\n1{delimiter}2{delimiter}3\n") == [
        ["a", "b c", "d"], ["1", "2", "3"],
    ]  # fmt: skip


def test_a_first_line_may_name_the_separator() -> None:
    assert read("sep=;\r\na;b\r\n1,5;2\r\n") == [["a", "b"], ["1,5", "2"]]


def test_cells_may_have_many_lines_and_blank_lines_are_no_records() -> None:
    assert read('a,b\n\n"x\ny ""z""",2\n\n') == [["a", "b"], ['x\ny "z"', "2"]]


def test_a_quotation_mark_that_is_never_closed_costs_one_line() -> None:
    found = read('a\n"x\ny\nz\n')
    assert found == [["a"], "a quotation mark is opened and not closed", ["y"], ["z"]]


def test_a_record_that_is_too_long_is_given_up_and_its_lines_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_BYTES", 50)
    found = read('a\n"x\n' + "y" * 30 + "\n" + "z" * 30 + "\n1\n")
    assert found == [["a"], "a quotation mark is opened and not closed", ["y" * 30], ["z" * 30], ["1"]]


def test_lines_are_read_again_only_so_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_MOST_REWINDS", 2)
    found = read("a\n" + '"x\n' * 2 + "y\n" + '"x\n' * 3)
    assert sum(isinstance(one, str) for one in found) <= 3


def test_nothing_has_no_records() -> None:
    assert read("") == []
