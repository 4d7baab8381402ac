"""The subcommands of `onrecord review` that decide, on an SQLite archive with the record of tests/conftest.py."""

import getpass
import hashlib
from pathlib import Path

import pytest

from onrecord.archive import ledger, store
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.cli import main
from onrecord.model import Record, Source


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, record: Record, monkeypatch: pytest.MonkeyPatch) -> str:
    where = str(tmp_path / "onrecord.db")
    data = record.article.text.encode()
    source = Source("page.html", data, "text/plain", hashlib.sha256(data).hexdigest())
    with open_archive(where, create=True) as opened, writing(opened) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, store.Read(source, record), keep_bytes=False)
    monkeypatch.setenv("ONRECORD_ARCHIVE", where)
    monkeypatch.setenv("ONRECORD_WHO", "Ann")
    return where


def kept(archive: str) -> list[Decision]:
    with open_archive(archive) as opened, reading(opened) as connection:
        return ledger.all_of(connection)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["accept", "a1#s1"], "1 a1#s1: accept, Ann"),
        (["reject", "a1#s1", "--why", "a title"], "1 a1#s1: reject, Ann (a title)"),
        (["speaker", "a1#s2", "Brandt"], "1 a1#s2: speaker Ilva Brandt, Ann"),
        (["speaker", "a1#s2", "Tide Office", "--kind", "organisation"], "1 a1#s2: speaker Tide Office, Ann"),
        (["speaker", "a1#s2", "Brandt", "--new"], "1 a1#s2: speaker Brandt, Ann"),
        (["speaker", "a1#s2", "--unknown", "--who", "Bob"], "1 a1#s2: speaker unknown, Bob"),
        (["kind", "a1#s1", "mixed"], "1 a1#s1: kind mixed, Ann"),
        (["span", "a1#s1", "--content", "0-5", "--content", "6-14"], "1 a1#s1: span content, Ann"),
        (["span", "a1#s1", "--cue", "admits", "--no-source"], "1 a1#s1: span cue source, Ann"),
        (["merge", "a1/an official", "p1"], "1 a1: merge an official → Ilva Brandt, Ann"),
        (["merge", "an official", "Tom Hale"], "1 the archive: merge an official → Tom Hale, Ann"),
        (["split", "Brandt", "Olaf Brandt", "a1#s1", "a1#s3"], "1 a1: split Ilva Brandt → Olaf Brandt, Ann"),
    ],
)
def test_a_decision_is_kept_and_printed(
    arguments: list[str], line: str, archive: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", *arguments]) == 0
    assert capsys.readouterr().out == f"{line}\n"
    assert [decision.action for decision in kept(archive)] == [arguments[0]]


def test_a_decision_is_undone_by_its_number(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "reject", "a1#s1"]) == 0
    assert main(["review", "undo", "1", "--why", "wrong line"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "2 a1#s1: undo, Ann (wrong line)"
    assert kept(archive)[1].value == {"decision": kept(archive)[0].key}


def test_several_statements_are_all_decided_or_none(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "accept", "a1#s1", "a1#s9"]) == 2
    assert capsys.readouterr().err.startswith("OR404 a1#s9: ")
    assert kept(archive) == []
    assert main(["review", "accept", "a1#s1", "a1#s2"]) == 0
    assert len(kept(archive)) == 2


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["accept", "a1"], "OR301 a1: "),
        (["accept", "#s1"], "OR301 #s1: "),
        (["speaker", "a1#s1"], "OR301 onrecord review speaker: "),
        (["speaker", "a1#s1", "X", "--unknown"], "OR301 onrecord review speaker: "),
        (["speaker", "a1#s1", "X", "--kind", "ghost"], "OR301 onrecord review speaker: "),
        (["span", "a1#s1"], "OR407 a1#s1: "),
        (["span", "a1#s1", "--cue", "said", "--no-cue"], "OR301 onrecord review span: "),
        (["span", "a1#s1", "--cue", "never sung"], "OR407 --cue: "),
        (["span", "a1#s1", "--cue", "was"], "OR407 --cue: "),
        (["span", "a1#s1", "--content", "5-9999"], "OR407 a1#s1: "),
        (["merge", "Nobody", "X"], "OR407 the archive: "),
        (["merge", "a1/Nobody", "X"], "OR407 a1: "),
        (["undo", "7"], "OR404 decision 7: "),
        (["undo", "x"], "OR301 onrecord review undo: "),
        (["praise"], "OR301 onrecord review: "),
    ],
)
def test_what_cannot_be_decided_is_one_error(
    arguments: list[str], start: str, archive: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", *arguments]) == 2
    assert capsys.readouterr().err.startswith(start)
    assert kept(archive) == []


def test_words_that_stand_there_twice_are_not_guessed_at(capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", "span", "a1#s1", "--cue", "never safe"])
    assert "Say which one: 32-42, 59-69." in capsys.readouterr().err


def test_without_a_name_the_one_who_is_logged_in_decides(
    archive: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ONRECORD_WHO")
    monkeypatch.setattr(getpass, "getuser", lambda: "ida")
    assert main(["review", "accept", "a1#s1"]) == 0
    assert kept(archive)[0].who == "ida"


def test_where_nobody_is_logged_in_a_name_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody() -> str:
        raise KeyError("no entry")

    monkeypatch.delenv("ONRECORD_WHO")
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert main(["review", "accept", "a1#s1"]) == 2
    assert capsys.readouterr().err.startswith("OR301 --who: ")


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "accept", "a1#s1", "--archive", str(tmp_path / "none.db")]) == 2
    assert capsys.readouterr().err.startswith("OR401 ")


def test_what_is_printed_of_a_decision_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "speaker", "a1#s2", "Ida\x1b[31m Moss", "--why", "one\ntwo"]) == 0
    assert capsys.readouterr().out == "1 a1#s2: speaker Ida⟨U+001B⟩[31m Moss, Ann (one two)\n"
