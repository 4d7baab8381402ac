"""The subcommands of `onrecord review` that show and carry decisions, on an SQLite archive."""

import hashlib
import io
import json
import sys
from pathlib import Path

import pytest

from onrecord.archive import store
from onrecord.archive.connect import open_archive, writing
from onrecord.cli import main
from onrecord.model import Record, Source


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, record: Record, monkeypatch: pytest.MonkeyPatch) -> str:
    """The record of tests/conftest.py in one archive; a second one with the same is second.db."""
    data = record.article.text.encode()
    source = Source("page.html", data, "text/plain", hashlib.sha256(data).hexdigest())
    for name in ("onrecord.db", "second.db"):
        with open_archive(str(tmp_path / name), create=True) as opened, writing(opened) as connection:
            run = store.begin_run(connection, "add", {}, "test/1")
            store.put(connection, run, store.Read(source, record), keep_bytes=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)
    monkeypatch.setenv("ONRECORD_WHO", "Ann")
    return "onrecord.db"


def out(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["review", *arguments]) == code
    return capsys.readouterr().out


def test_the_queue_is_listed_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "list", "--limit", "2")
    assert shown.splitlines()[:4] == [
        "a1#s1 confidence 0.88",
        "    The Harbour Post · 2023-08-01 · Ferry minister admits pier “was never safe”",
        "    Ilva Brandt · direct · “said”",
        "    “was never safe,”",
    ]
    assert "a1#s2 confidence 0.88, the speaker has no name" in shown
    assert "a1#s3" not in shown


def test_an_empty_queue_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "list", "--disputed"]) == 0
    assert capsys.readouterr() == ("", "nothing waits\n")


def test_a_confidence_out_of_bounds_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "list", "--below", "7"]) == 2
    assert capsys.readouterr().err.startswith("OR301 --below: ")


def test_the_log_shows_what_counts(capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "reject", "a1#s1")
    out(capsys, "accept", "a1#s1", "--who", "Bob")
    first, second = out(capsys, "log").splitlines()
    assert first.startswith("1 a1#s1: reject, Ann, ")
    assert first.endswith(": overruled by Bob (decision 2): whether it is a statement")
    assert second.endswith("Z: counts")
    assert out(capsys, "log", "a1#s1", "--state", "counts").splitlines() == [second]
    assert out(capsys, "log", "--limit", "1").splitlines() == [second]
    assert out(capsys, "log", "a1#s2") == ""
    assert capsys.readouterr().err == ""


def test_decisions_go_by_a_file_into_another_archive(capsys: pytest.CaptureFixture[str]) -> None:
    out(capsys, "speaker", "a1#s2", "Ida Moss")
    Path("d.jsonl").write_text(out(capsys, "export"), encoding="utf-8")
    assert main(["review", "import", "d.jsonl", "--archive", "second.db"]) == 0
    assert main(["review", "import", "d.jsonl", "--archive", "second.db"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "1 added, 0 there already, 0 refused",
        "0 added, 1 there already, 0 refused",
    ]
    assert out(capsys, "export", "--archive", "second.db") == Path("d.jsonl").read_text(encoding="utf-8")


def test_the_queue_goes_out_and_comes_back_decided(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *rest = [json.loads(line) for line in out(capsys, "export", "--queue").splitlines()]
    assert (first["format"], first["statement"], first["action"]) == ("onrecord-queue/1", "s1", None)
    answered = "".join(json.dumps(line) + "\n" for line in [first | {"action": "reject"}, *rest])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answered.encode())))
    assert main(["review", "import", "-"]) == 0
    assert capsys.readouterr().err == "1 added, 0 there already, 0 refused, 2 lines without a decision\n"


def test_a_bad_line_is_told_and_the_exit_code_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    good = {"action": "reject", "article": "a1", "statement": "s1"}
    Path("d.jsonl").write_text(f"nonsense\n{json.dumps(good)}\n", encoding="utf-8")
    out(capsys, "import", "d.jsonl", code=2)
    assert "1 a1#s1: reject, Ann" in out(capsys, "log")


@pytest.mark.parametrize(("name", "code"), [("none.jsonl", "OR101"), (".", "OR102"), ("a\0b", "OR103")])
def test_a_file_that_cannot_be_read_is_an_error(name: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "import", name]) == 2
    assert capsys.readouterr().err.startswith(code)


def test_limits_are_those_of_the_queue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "export", "--below", "0.5"]) == 2
    assert capsys.readouterr().err.startswith("OR301 onrecord review export: ")
    assert out(capsys, "export", "--queue", "--below", "0.5") == ""
