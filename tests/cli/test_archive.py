"""`onrecord archive`, and which archive a command takes."""

import json
import sqlite3
from pathlib import Path

import pytest

from onrecord.archive import store
from onrecord.archive.connect import open_archive, writing
from onrecord.cli import main
from onrecord.cli.archive import opened
from onrecord.model import Record, Source


@pytest.fixture
def path(tmp_path: Path, record: Record) -> str:
    """An archive with one article."""
    made = str(tmp_path / "news.db")
    with open_archive(made, create=True) as archive, writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, store.Read(Source("p", b"x", "text/html", "0"), record), keep_bytes=False)
    return made


def test_an_archive_is_described(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "--archive", path]) == 0
    out, err = capsys.readouterr()
    assert "1 page from 1 place" in out
    assert "3 statements, 0 corrections by people" in out
    assert "test/1: 1 article" in out
    assert err == ""


def test_as_json_too(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "--archive", path, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["counts"]["statements"], shown["damage"]) == (3, None)


def test_a_whole_archive_is_found_whole(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "--archive", path, "--check"]) == 0
    assert capsys.readouterr().out.endswith("checked    whole\n")


def test_damage_ends_with_1_and_an_index_can_be_repaired(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO statements_fts(statements_fts) VALUES ('delete-all')")
    connection.execute("INSERT INTO statements_fts(rowid, text) VALUES (5, 'words of no statement')")
    connection.commit()
    connection.close()
    assert main(["archive", "--archive", path, "--check"]) == 1
    assert "--repair" in capsys.readouterr().out
    assert main(["archive", "--archive", path, "--check", "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["damage"]) == 1
    assert main(["archive", "--archive", path, "--repair", "--check"]) == 0
    out, err = capsys.readouterr()
    assert err == "the full-text indexes were made anew\n"
    assert out.endswith("checked    whole\n")


def test_the_environment_names_the_archive_where_no_option_does(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ARCHIVE", path)
    with opened(None) as archive:
        assert archive.where == path


def test_without_either_it_is_the_one_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)
    monkeypatch.chdir(tmp_path)
    with opened(None, create=True) as archive:
        assert archive.where == "onrecord.db"
    assert (tmp_path / "onrecord.db").exists()


def test_where_there_is_none_it_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "--archive", str(tmp_path / "none.db")]) == 2
    assert capsys.readouterr().err.startswith("OR401")
