"""`onrecord reindex` on an SQLite archive of two invented pages, read by rules in this process."""

import json
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.archive import reindex as work
from onrecord.archive import store
from onrecord.archive.connect import open_archive, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.cli import main
from onrecord.errors import OnRecordError
from onrecord.read.capture import from_bytes
from onrecord.record import read

PAGE = """Pier stays closed

The pier is not safe, the harbour master Ilva Brandt said on Monday.

“We will open it in {month},” she said.
"""
RULES = ["--rules", "--jobs", "1"]


@pytest.fixture(autouse=True)
def ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles of an archive that an older version read, which found the first statement only."""
    found = []
    with open_archive(str(tmp_path / "onrecord.db"), create=True) as opened, writing(opened) as connection:
        run = store.begin_run(connection, "add", {}, "older 1")
        for month in ("May", "June"):
            source = from_bytes(PAGE.format(month=month).encode(), f"{month}.txt")
            record = read(source, None, "rules")
            store.put(
                connection, run, store.Read(source, replace(record, statements=record.statements[:1])), keep_bytes=True
            )
            found.append(record.article.id)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)
    return found


def test_what_changed_is_printed_by_article_and_summed_up(ids: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reindex", *RULES]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"{ids[0]} from kept bytes: 1 added",
        "  + s2 Ilva Brandt: “We will open it in May,”",
        f"{ids[1]} from kept bytes: 1 added",
        "  + s2 Ilva Brandt: “We will open it in June,”",
    ]
    assert told.err.splitlines()[-1] == (
        "2 articles read again: 2 changed; from kept bytes 2; statements: 2 added, 0 gone, 0 changed"
    )


def test_a_second_time_there_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    main(["reindex", *RULES])
    capsys.readouterr()
    assert main(["reindex", *RULES]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("nothing to read again")


def test_a_dry_run_says_that_nothing_was_stored(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["reindex", "--dry-run", *RULES]) == 0
        assert capsys.readouterr().err.splitlines()[-1].endswith("; nothing was stored")


def test_json_lines_tell_everything(ids: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reindex", "--jsonl", "--article", ids[1], *RULES]) == 0
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert list(line) == ["article", "origin", "outcome", "changes", "corrections", "error"]
    assert (line["article"], line["origin"], line["outcome"]) == (ids[1], "kept bytes", "changed")
    (change,) = line["changes"]
    assert (change["kind"], change["before"], change["after"]["id"]) == ("added", None, "s2")
    assert line["corrections"] == {"standing": [], "lost": []}


def test_changed_statements_and_lost_corrections_are_shown(
    ids: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_archive(str(tmp_path / "onrecord.db")) as opened, writing(opened) as connection:
        record = store.record(connection, ids[0])
        span = record.statements[0].content[0]
        other = replace(record.statements[0], speaker=None, content=(span._replace(start=span.start + 4),))
        run = store.begin_run(connection, "add", {}, "older 1")
        store.replace_reading(connection, ids[0], replace(record, statements=(other,)), run)
        decide(connection, Decision("reject", ids[0], "s1", {}, "Ann"))
    assert main(["reindex", "--article", ids[0], *RULES]) == 0
    told = capsys.readouterr()
    assert "  ~ s1 text: pier is not safe → The pier is not safe, speaker: none → Ilva Brandt" in told.out
    assert "  ! decision 1 (reject) is lost: its words are in the text, but this reading has no" in told.out
    assert told.err.splitlines()[-1].endswith("; corrections: 0 stand, 1 lost")


def test_a_page_that_cannot_be_read_makes_the_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = OnRecordError("OR107", "May.txt", "Save it again.")
    monkeypatch.setattr(work, "reader", lambda method: lambda source: failed)
    assert main(["reindex", *RULES]) == 2
    assert capsys.readouterr().err.count("OR107 May.txt: ") == 2


def test_an_interrupt_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: Any) -> Generator[work.Reread]:
        yield work.Reread("a1", "kept bytes")
        raise KeyboardInterrupt

    monkeypatch.setattr(work, "reindex", interrupted)
    assert main(["reindex", *RULES]) == 130
    assert "stopped after 1 article read again" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["--since", "yesterday"], "OR301 --since: "),
        (["--jobs", "-1"], "OR301 --jobs: "),
        (["--fast", "--rules"], "OR301 --fast --rules: "),
        (["--article", "a9"], "OR404 a9: "),
        (["--archive", "none.db"], "OR401 none.db: "),
    ],
)
def test_a_wrong_call_is_one_error(arguments: list[str], start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reindex", *arguments]) == 2
    assert capsys.readouterr().err.startswith(start)
