"""`onrecord trace` finds, says when it finds nothing, and refuses what it cannot do."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from tests.export.test_trace import SCHEMA
from tests.told import put, told
from tests.trace.wires import CUT, HILL, WHOLE, copied, news, story

from onrecord.archive.connect import open_archive
from onrecord.cli import main
from onrecord.errors import OnRecordError
from onrecord.model import Record
from onrecord.trace import index

Capture = pytest.CaptureFixture[str]
Told = Callable[..., Record]


@pytest.fixture(autouse=True)
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive that the command finds by itself."""
    path = tmp_path / "press.db"
    with open_archive(str(path), create=True) as archive:
        put(archive, *news(told), *story(told)[:4], *copied(told))
    monkeypatch.setenv("ONRECORD_ARCHIVE", str(path))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([CUT], 0),
        (["an orchard of quinces behind the old observatory"], 1),
        (["no comment"], 2),
        ([], 2),
        ([CUT, "--statement", "wire#s1"], 2),
        (["--statement", "wire#s1"], 0),
        (["--statement", "news3#s1"], 1),
        (["--statement", "wire"], 2),
        (["--statement", "wire#s9"], 2),
        (["--article", "wire"], 0),
        (["--article", "news3"], 1),
        (["--article", "none.html"], 2),
        (["--all"], 2),
        (["--all", "--jsonl"], 0),
        ([CUT, "--json", "--jsonl"], 2),
        ([CUT, "--limit", "0"], 2),
        ([CUT, "--archive", "none.db"], 2),
    ],
)
def test_the_exit_code_tells_something_from_nothing_and_from_errors(arguments: list[str], code: int) -> None:
    assert main(["trace", *arguments]) == code


def test_the_view_says_which_report_is_earliest_who_copied_and_what_was_changed(capsys: Capture) -> None:
    assert main(["trace", WHOLE]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Ann Hill · 4 readings in 4 outlets\n")
    assert "earliest   2023-02-08, Wire: the earliest in this archive of 12 articles\n" in out
    assert "\nCollation with A\n" in out
    assert "threatens ] menaces B D\n" in out
    assert "   C: words 6–15 of 15\n" in out
    assert "├─ B Echo, 2023-02-09: copied (" in out
    assert "│  └─ D Late, 2023-08-02: copied (" in out
    assert "“threatens” → “menaces”" in out


def test_nothing_found_is_said(capsys: Capture) -> None:
    assert main(["trace", "an orchard of quinces behind the old observatory"]) == 1
    assert capsys.readouterr().out == "No reading of these words is among the 12 articles of this archive.\n"


def test_an_article_shows_what_it_was_made_from(capsys: Capture) -> None:
    assert main(["trace", "--article", "later"]) == 0
    out = capsys.readouterr().out
    assert "made from  Boats · Wire · 2023-02-08 · first\n" in out
    assert "credit     gives no credit\n" in out
    assert "changed    changed-date: “2023-02-08” → “2023-05-08”: dated 89 days later\n" in out
    assert main(["trace", "--article", "wire"]) == 0
    assert "    onrecord trace --statement wire#s1\n" in capsys.readouterr().out


def test_a_file_that_is_not_in_the_archive_is_traced(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "draft.txt").write_text(f"Strait\n\n{WHOLE.replace('“we', '“We')} Ann Hill said on Friday.\n")
    assert main(["trace", "--article", "draft.txt", "--rules", "--json"]) == 0
    (utterance,) = json.loads(capsys.readouterr().out)["utterances"]
    assert {one["article"] for one in utterance["readings"]} > {"wire", "echo", "lamp", "late"}


def test_json_keeps_to_the_schema_and_lines_are_its_parts(capsys: Capture) -> None:
    assert main(["trace", "--article", "later", "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    jsonschema.validate(whole, SCHEMA)
    assert main(["trace", "--article", "later", "--jsonl"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == whole["derivations"]


def test_all_is_every_utterance_then_every_derivation(capsys: Capture) -> None:
    assert main(["trace", "--all", "--jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(len(one["readings"]) > 1 for one in lines if "readings" in one)
    assert ["readings" in one for one in lines] == sorted(("readings" in one for one in lines), reverse=True)
    assert [(one["article"], one["from"]) for one in lines if "from" in one] == [("later", "first")]


def test_hostile_text_cannot_steer_the_terminal(press: Path, capsys: Capture) -> None:
    evil = told("evil", "Title", replace(story(told)[0].article.outlet, name="E\x1b[31mvil"), "2023-02-11", [])
    with open_archive(str(press)) as archive:
        words = WHOLE.replace("hand over", "hand\x1b[2J\u202e over")
        put(archive, told("bad", "Title", evil.article.outlet, "2023-02-11", [(HILL, None, words)]))
    assert main(["trace", WHOLE]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "⟨U+202E⟩" in out


def test_an_archive_that_cannot_be_written_is_traced_as_far_as_it_is_indexed(
    press: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise OnRecordError("OR403", str(press), "Check the rights.")

    monkeypatch.setattr(index, "catch_up", refused)
    assert main(["trace", WHOLE]) == 1
    assert "12 articles are not in the index yet" in capsys.readouterr().err
