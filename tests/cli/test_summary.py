from pathlib import Path

import pytest
from sqlalchemy import create_engine

from onrecord.archive.connect import Archive, open_archive, writing
from onrecord.archive.ingest import Summary
from onrecord.archive.store import begin_run, put
from onrecord.cli.jobs import Job
from onrecord.cli.summary import again, beside, conclude
from onrecord.errors import OnRecordError
from onrecord.read.items import Unread


def named(where: str) -> Archive:
    return Archive(where, create_engine("sqlite://"))


@pytest.mark.parametrize(
    ("where", "file"),
    [
        ("onrecord.db", "onrecord-errors-3.jsonl"),
        ("a/news.2024.db", "a/news.2024-errors-3.jsonl"),
        ("postgresql://me:***@host/news", "onrecord-errors-3.jsonl"),
    ],
)
def test_a_file_of_errors_lies_beside_the_archive_and_has_the_number_of_its_run(where: str, file: str) -> None:
    assert beside(named(where), 3) == file


def test_the_command_to_go_on_can_be_pasted_into_a_shell() -> None:
    assert again(named("a b's.db")) == """onrecord add --archive 'a b'"'"'s.db' --resume"""


def test_what_comes_from_an_input_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_archive("a.db", create=True) as archive:
        with writing(archive) as connection:
            run = begin_run(connection, "add", {}, "rules 1")
            error = OnRecordError("OR101", "x", "Check.", "\x1b[2J")
            put(connection, run, Unread("a\x1b[2J\nb.html", error), keep_bytes=False)
        assert conclude(archive, Summary(run, "finished", {"failed": 1}), Job([])) == 2
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert len(shown.err.splitlines()) == 2


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db"), create=True) as archive:
        with writing(archive) as connection:
            run = begin_run(connection, "add", {}, "rules 1")
        with pytest.raises(OnRecordError, match="OR201"):
            conclude(archive, Summary(run, "finished", {}), Job([]), str(tmp_path / "no/x.jsonl"))
