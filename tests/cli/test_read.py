import json
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.export.json import to_dict
from onrecord.model import Record

pytestmark = pytest.mark.usefixtures("pages")


def test_a_page_is_printed_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "page.html"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("Ferry minister admits pier")
    assert captured.err == ""


def test_json_is_the_record_and_nothing_else(capsys: pytest.CaptureFixture[str], record: Record) -> None:
    assert main(["read", "--json", "page.html"]) == 0
    assert json.loads(capsys.readouterr().out) == to_dict(record)


def test_jsonl_is_one_line_a_page_in_their_order_and_a_bad_page_does_not_stop_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["read", "--jsonl", "a.html", "bad.html", "clean.txt"]) == 2
    captured = capsys.readouterr()
    first, second = (json.loads(line) for line in captured.out.splitlines())
    assert len(first["sheet"]["findings"]) == 2
    assert second["sheet"]["findings"] == []
    assert captured.err == (
        "reading 1 of 3: a.html\n"
        "reading 2 of 3: bad.html\n"
        "OR101 bad.html: there is no file at this path. Check the path.\n"
        "reading 3 of 3: clean.txt\n"
        "3 pages: 2 read, 1 failed\n"
    )


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--json", "a", "b"], "Use --jsonl for several pages"),
        (["--html", "x.html", "a", "b"], "Give one page at a time"),
        (["--json", "--jsonl", "a"], "Give only one of"),
        (["--jsn", "a"], "there is no such option"),
        (["--as", "pdf", "a"], 'Choose from: "html", "text"'),
        (["--min-confidence", "2", "a"], "Give a number from 0 to 1"),
        (["--min-confidence", "nan", "a"], "Give a number from 0 to 1"),
        ([], "requires an argument"),
    ],
)
def test_a_wrong_call_is_a_coded_error_on_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], remedy: str
) -> None:
    assert main(["read", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("OR301 ")
    assert captured.err.count("\n") == 1
    assert remedy in captured.err


def test_html_writes_one_page_and_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "record.html"
    assert main(["read", "--html", str(target), "page.html"]) == 0
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert capsys.readouterr().err == f"wrote {target}\n"


def test_a_page_that_cannot_be_written_is_a_coded_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["read", "--html", str(tmp_path / "no/such/folder.html"), "page.html"]) == 2
    assert capsys.readouterr().err.startswith("OR201 ")


def test_a_single_page_that_cannot_be_read_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "bad.html"]) == 2
    assert capsys.readouterr().err == "OR101 bad.html: there is no file at this path. Check the path.\n"


def test_standard_input_is_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "-"]) == 0
    assert capsys.readouterr().out.startswith("Ferry minister")
