"""Adding in the background: a job is a run, can be stopped, and leaves no file behind."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from onrecord.archive.connect import Archive, open_archive, reading
from onrecord.archive.ingest import Settings
from onrecord.archive.runs import unfinished
from onrecord.archive.schema import audit, runs
from onrecord.archive.tokens import Scope
from onrecord.errors import OnRecordError
from onrecord.read.capture import from_bytes
from onrecord.read.items import Item, Skipped, Unread
from onrecord.web import jobs as module
from onrecord.web.access import Caller
from onrecord.web.jobs import Jobs, Progress, Work, events, renamed, stored

ANN = Caller("Ann", frozenset({Scope.ADD}), "t1")
RULES = Settings(method="rules")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with open_archive(str(tmp_path / "a.db"), create=True) as made:
        yield made


@pytest.fixture
def jobs(archive: Archive) -> Iterator[Jobs]:
    """Jobs that read in this process."""
    made = Jobs(archive, processes=1)
    yield made
    made.close()


def page(number: int) -> Item:
    text = f"Pier {number}\n\nThe pier is safe, said Ida Moss, the harbour master."
    return from_bytes(text.encode(), f"pasted/{number}")


def work(items: Callable[[], Iterable[Item]], folder: Path | None = None) -> Work:
    return Work(("pasted/1",), items, RULES, folder)


def over(jobs: Jobs, run: int) -> Progress:
    """How a job ended."""
    job = jobs.find(run)
    assert job is not None

    async def heard() -> list[str]:
        return [event async for event in events(jobs, job)]

    assert asyncio.run(heard())[-1].startswith("event: over")
    return job.progress


def test_what_is_sent_is_added_and_the_archive_knows_it_after_a_restart(archive: Archive, jobs: Jobs) -> None:
    bad = Unread("x", OnRecordError("OR104", "x", "Save it again."))
    run = jobs.submit(work(lambda: [page(1), page(2), bad, Skipped("y", "image/png")]), ANN)
    told = over(jobs, run)
    assert told == Progress(run, "finished", {"added": 2, "failed": 1, "skipped": 1}, met=4)
    assert stored(archive, run) == Progress(run, "finished", told.counts)
    assert stored(archive, run + 1) is None


def test_who_added_what_is_in_the_run_and_in_the_log(archive: Archive, jobs: Jobs) -> None:
    run = jobs.submit(work(lambda: [page(1)]), ANN)
    over(jobs, run)
    with reading(archive) as connection:
        row = connection.execute(select(runs)).mappings().one()
        noted = connection.execute(select(audit)).mappings().one()
    assert (row["command"], row["arguments"]) == ("web", {"sources": ["pasted/1"], "who": "Ann"})
    assert (noted["who"], noted["action"], noted["object"]) == ("Ann", "add", f"run {run}")


def test_the_command_line_does_not_go_on_with_a_run_from_here(archive: Archive, jobs: Jobs) -> None:
    begun, gate = threading.Event(), threading.Event()
    run = jobs.submit(work(lambda: _held(begun, gate)), ANN)
    assert begun.wait(30)
    with reading(archive) as connection:
        assert unfinished(connection) is None
    gate.set()
    over(jobs, run)


def _held(begun: threading.Event, gate: threading.Event, number: int = 3) -> Iterator[Item]:
    yield page(0)
    begun.set()
    assert gate.wait(30)
    yield from (page(n) for n in range(1, number))


def test_a_job_that_is_stopped_keeps_what_it_has(archive: Archive, jobs: Jobs) -> None:
    begun, gate = threading.Event(), threading.Event()
    run = jobs.submit(work(lambda: _held(begun, gate)), ANN)
    assert begun.wait(30)
    job = jobs.find(run)
    assert job is not None
    job.stop()
    assert job.progress.state == "stopping"
    gate.set()
    told = over(jobs, run)
    assert (told.state, told.counts) == ("interrupted", {"added": 1})
    assert stored(archive, run) == Progress(run, "interrupted", {"added": 1})


def test_a_job_that_goes_wrong_says_so_and_others_go_on(archive: Archive, jobs: Jobs) -> None:
    def broken() -> Iterator[Item]:
        yield page(1)
        raise ZeroDivisionError

    run = jobs.submit(work(broken), ANN)
    told = over(jobs, run)
    assert told.state == "failed"
    assert told.error.startswith("OR108")
    assert over(jobs, jobs.submit(work(lambda: [page(2)]), ANN)).state == "finished"
    with reading(archive) as connection:
        assert connection.execute(select(runs.c.state).where(runs.c.id == run)).scalar() == "interrupted"


@pytest.mark.parametrize("fails", [False, True])
def test_the_files_of_a_job_go_with_it(jobs: Jobs, tmp_path: Path, fails: bool) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "page.html").write_text("x")

    def items() -> Iterator[Item]:
        yield page(1)
        if fails:
            raise ZeroDivisionError

    over(jobs, jobs.submit(work(items, folder), ANN))
    jobs.close()
    assert not folder.exists()


def test_too_many_jobs_are_refused_and_leave_nothing(
    jobs: Jobs, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAITING", 0)
    gate = threading.Event()
    begun = [threading.Event() for _ in range(module.AT_ONCE)]
    runs_ = [jobs.submit(work(lambda one=one: _held(one, gate)), ANN) for one in begun]  # type: ignore[misc]
    folder = tmp_path / "files"
    folder.mkdir()
    with pytest.raises(OnRecordError, match="OR506"):
        jobs.submit(work(lambda: [page(9)], folder), ANN)
    assert not folder.exists()
    gate.set()
    assert {over(jobs, run).state for run in runs_} == {"finished"}


def test_what_waits_when_the_server_stops_is_not_left_as_running(archive: Archive) -> None:
    jobs = Jobs(archive, processes=1)
    begun, gate = threading.Event(), threading.Event()
    first = jobs.submit(work(lambda: _held(begun, gate)), ANN)
    assert begun.wait(30)
    threading.Timer(0.1, gate.set).start()
    jobs.close()
    assert stored(archive, first) == Progress(first, "interrupted", {"added": 1})
    with pytest.raises(OnRecordError, match="OR506"):
        jobs.submit(work(lambda: [page(9)]), ANN)


def test_progress_is_told_as_events_of_json(jobs: Jobs) -> None:
    run = jobs.submit(work(lambda: [page(1)]), ANN)
    job = jobs.find(run)
    assert job is not None

    async def last() -> str:
        return [event async for event in events(jobs, job)][-1]

    kind, data = asyncio.run(last()).strip().split("\n")
    assert kind == "event: over"
    assert json.loads(data.removeprefix("data: "))["counts"] == {"added": 1}


def test_items_are_told_under_the_name_that_was_given() -> None:
    error = OnRecordError("OR111", "/t/0/file.csv", "Look at /t/0/file.csv.", "/t/0/file.csv is odd")
    items: list[Item] = [
        from_bytes(b"x", "/t/0/file.csv#1"),
        Skipped("/t/0/file.csv#2", "empty"),
        Unread("/t/0/file.csv", error),
    ]
    told = list(renamed(items, "/t/0/file.csv", "upload/ab/a.csv"))
    assert "/t/0" not in str([(one, getattr(one, "error", "")) for one in told])
