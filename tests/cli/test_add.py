"""`onrecord add` from the outside: what it stores, what it says, how it ends."""

import io
import json
import signal
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import main
from onrecord.read import files

SAID = "“The pier is safe,” harbour master Ilva Brandt said. "
Add = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three pages, an image and an empty file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)
    (tmp_path / "pages").mkdir()
    for number in range(3):
        (tmp_path / f"pages/{number}.txt").write_text(f"{SAID} Day {number}.")
    (tmp_path / "pages/photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(10))
    return tmp_path


@pytest.fixture
def add(capsys: pytest.CaptureFixture[str]) -> Add:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["add", *arguments, *([] if "--resume" in arguments else ["--rules"]), "--jobs", "1"])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def rows(query: str, archive: str = "onrecord.db") -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(archive)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_folder_is_stored_in_an_archive_that_is_made(add: Add) -> None:
    assert add("pages") == (0, "onrecord.db: 3 added, 1 skipped\n  1 skipped: a PNG image\n", "")
    assert rows("SELECT location FROM sources ORDER BY id") == [(f"pages/{number}.txt",) for number in range(3)]


def test_adding_the_same_again_changes_nothing(add: Add) -> None:
    add("pages")
    before = rows("SELECT * FROM articles"), rows("SELECT * FROM sources"), rows("SELECT * FROM statements")
    assert add("pages")[:2] == (0, "onrecord.db: 3 unchanged, 1 skipped\n  1 skipped: a PNG image\n")
    assert (rows("SELECT * FROM articles"), rows("SELECT * FROM sources"), rows("SELECT * FROM statements")) == before


@pytest.mark.parametrize("way", ["option", "environment"])
def test_the_archive_can_be_named(add: Add, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setenv("ONRECORD_ARCHIVE", "other.db" if way == "environment" else "neither.db")
    assert add("pages", *(["--archive", "other.db"] if way == "option" else []))[1].startswith("other.db: 3 added")
    assert not Path("onrecord.db").exists()


def test_what_fails_is_told_counted_and_written_to_a_file_and_the_rest_is_stored(add: Add) -> None:
    Path("pages/empty.html").touch()
    code, output, errors = add("pages", "missing.html", "pages/empty.html")
    assert code == 2
    assert output.splitlines()[:3] == [
        "onrecord.db: 3 added, 2 skipped, 2 failed",
        "  1 failed: OR101 there is no file at this path",
        "  1 failed: OR104 the input is empty",
    ]
    assert errors.splitlines() == [
        "OR101 missing.html: there is no file at this path. Check the path; nothing was read.",
        "OR104 pages/empty.html: the input is empty. Save the page again; there is nothing in it.",
        "wrote onrecord-errors-1.jsonl; to read these again: onrecord add --retry onrecord-errors-1.jsonl",
    ]
    lines = [json.loads(line) for line in Path("onrecord-errors-1.jsonl").read_text().splitlines()]
    assert [(line["location"], line["code"]) for line in lines] == [
        ("missing.html", "OR101"),
        ("pages/empty.html", "OR104"),
    ]


def test_the_file_of_errors_can_be_fed_back_in(add: Add) -> None:
    rows_ = ['{"body": "One."}', "{broken", '{"body": "Three."}', "{broken"]
    Path("a.jsonl").write_text("\n".join(rows_))
    assert add("a.jsonl", "--columns", "text=body", "--errors", "bad.jsonl")[1].startswith(
        "onrecord.db: 2 added, 2 failed"
    )
    Path("a.jsonl").write_text("\n".join([*rows_[:3], '{"body": "Four."}']))
    code, output, _ = add("--retry", "bad.jsonl", "--errors", "bad.jsonl")
    assert (code, output.splitlines()[0]) == (2, "onrecord.db: 1 added, 1 failed")
    assert [json.loads(line)["location"] for line in Path("bad.jsonl").read_text().splitlines()] == ["a.jsonl#2"]
    assert rows("SELECT location FROM sources ORDER BY id") == [("a.jsonl#1",), ("a.jsonl#3",), ("a.jsonl#4",)]


def test_a_named_file_of_errors_is_written_though_nothing_failed(add: Add) -> None:
    assert add("pages", "--errors", "bad.jsonl")[2] == ""
    assert Path("bad.jsonl").read_text() == ""


def test_many_failures_are_told_in_a_few_lines(add: Add) -> None:
    code, output, errors = add(*(f"{number}.html" for number in range(25)))
    assert (code, "25 failed: OR101" in output) == (2, True)
    assert len(errors.splitlines()) == 12
    assert errors.splitlines()[10] == "… and 15 more"


def test_many_reasons_for_skipping_are_told_in_a_few_lines(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.read.items import Skipped  # noqa: PLC0415

    monkeypatch.setattr(files, "items", lambda *_: iter([Skipped(f"{n}", f"reason {n:02}\x1b[2J") for n in range(25)]))
    output = add("pages")[1].splitlines()
    assert len(output) == 12
    assert "\x1b" not in output[1]
    assert output[-1] == "  15 skipped for 15 other reasons"


@pytest.mark.parametrize("again", ["resume", "second interrupt"])
def test_an_interrupted_run_says_how_to_go_on_and_does(add: Add, monkeypatch: pytest.MonkeyPatch, again: str) -> None:
    real = files.items

    def interrupting(*arguments: Any) -> Any:
        for number, item in enumerate(real(*arguments)):
            # They are counted in another thread.
            if number == 1 and threading.current_thread() is threading.main_thread():
                for _ in range(1 if again == "resume" else 2):
                    signal.raise_signal(signal.SIGINT)
            yield item

    monkeypatch.setattr(files, "items", interrupting)
    code, output, errors = add("pages", "missing.html", "--archive", "my news.db")
    assert code == 130
    assert errors.splitlines()[-1].endswith("onrecord add --archive 'my news.db' --resume")
    assert output == ("my news.db: 2 added\n" if again == "resume" else "")
    monkeypatch.setattr(files, "items", real)
    code, output, _ = add("--archive", "my news.db", "--resume")
    assert (code, output.splitlines()[0]) == (2, "my news.db: 3 added, 1 skipped, 1 failed")
    code, _, errors = add("--archive", "my news.db", "--resume")
    assert (code, errors[:5]) == (2, "OR408")


def test_without_an_archive_there_is_nothing_to_resume(add: Add) -> None:
    code, _, errors = add("--resume")
    assert (code, errors[:5]) == (2, "OR401")
    assert not Path("onrecord.db").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["pages", "--resume"],
        ["pages", "--retry", "x.jsonl"],
        ["--resume", "--keep-bytes"],
        ["--resume", "--delay", "3"],
        ["pages", "--fast"],
        ["pages", "--jbos"],
        ["pages", "--jobs", "-1"],
        ["pages", "--columns", "text"],
        ["pages", "--delay", "-1"],
        ["pages", "--retry", ""],
    ],
    ids=str,
)
def test_options_that_do_not_go_together_are_refused_before_anything_is_made(add: Add, arguments: list[str]) -> None:
    code, _, errors = add(*arguments)
    assert (code, errors[:5]) == (2, "OR301")
    assert not Path("onrecord.db").exists()


def test_standard_input_can_be_added(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SAID.encode())))
    assert add("-")[:2] == (0, "onrecord.db: 1 added\n")


def test_pages_are_taken_for_what_is_said_and_kept_with_their_bytes(add: Add) -> None:
    Path("a.html").write_text(f"<p>{SAID}</p>")
    add("a.html", "--as", "text", "--keep-bytes")
    assert rows("SELECT text LIKE '<p>%' FROM articles") == [(1,)]
    assert rows("SELECT count(*) FROM captures") == [(1,)]


def test_what_a_feed_in_a_file_names_is_fetched_only_when_asked(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def items(names: Any, options: Any, skip: Any) -> Any:
        asked.append(options.web)
        return iter(())

    monkeypatch.setattr(files, "items", items)
    add("feed.xml")
    add("feed.xml", "--fetch", "--archive", "two.db")
    add("feed.xml", "--delay", "7", "--archive", "three.db")
    assert [web and web.delay for web in asked if web] == [1.0, 7.0]
    assert asked[0] is None


def test_an_archive_that_cannot_be_written_is_told_with_how_to_go_on(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.archive import ingest  # noqa: PLC0415
    from onrecord.errors import OnRecordError  # noqa: PLC0415

    def full(*_: Any) -> None:
        raise OnRecordError("OR403", "onrecord.db", "Make room.", "disk full")

    monkeypatch.setattr(ingest, "_store", full)
    code, _, errors = add("pages")
    assert code == 2
    assert errors.splitlines() == [
        "stopped; what was added is kept. Go on with: onrecord add --archive onrecord.db --resume",
        "OR403 onrecord.db: the archive cannot be written (disk full). Make room.",
    ]
