"""Adding in the background: what readers upload, paste or name by address goes into the archive as `onrecord add` does.

A job is a run of the archive, so that what has become of it is known after a restart too. Few run at a time, some may
wait, and more are refused (OR506). A job can be told to stop, and then keeps what it has stored. Its files lie in a
folder of its own, under names of ours, and go with it.
"""

import asyncio
import json
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from fastapi import FastAPI, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from onrecord.archive import ingest, runs
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.pool import defect
from onrecord.archive.schema import runs as runs_table
from onrecord.archive.store import begin_run, end_run
from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read.items import Item, Skipped, Unread
from onrecord.web import audit
from onrecord.web.access import Caller

COMMAND: Final = "web"
"""What its runs are called in the archive, so that the command line does not go on with what it cannot read."""
AT_ONCE: Final = 2
WAITING: Final = 16
KEPT: Final = 200
"""How many jobs are remembered besides; of older ones the archive knows."""
BEAT: Final = 0.4
SILENCE: Final = 15.0
LISTENED: Final = 600.0

State: TypeAlias = Literal["waiting", "running", "stopping", "finished", "interrupted", "failed"]


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be added: `items` makes it, `names` says what it is, `folder` goes when it is done."""

    names: tuple[str, ...]
    items: Callable[[], Iterable[Item]]
    settings: ingest.Settings
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: counts by outcome as they are stored, how many inputs were met, and which one the last."""

    run: int
    state: State
    counts: Mapping[str, int] = field(default_factory=dict)
    met: int = 0
    now: str = ""
    error: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {"finished", "interrupted", "failed"}


class Job:
    """A job while this server knows it. Safe for several threads."""

    def __init__(self, run: int, work: Work) -> None:
        self.work = work
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._progress = Progress(run, "waiting")

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    def tell(self, **changes: Any) -> None:
        """Say how far it is; a job that is to stop says so until it has."""
        with self._lock:
            if self._stop.is_set() and changes.get("state") == "running":
                changes["state"] = "stopping"
            self._progress = replace(self._progress, **changes)

    def stop(self) -> None:
        """Have it stop after what it is at."""
        self._stop.set()
        with self._lock:
            if self._progress.state in {"waiting", "running"}:
                self._progress = replace(self._progress, state="stopping")

    @property
    def stopped(self) -> bool:
        """Whether it is to stop."""
        return self._stop.is_set()

    def items(self) -> Iterator[Item]:
        """What it adds, until it is to stop."""
        for met, item in enumerate(self.work.items(), start=1):
            if self.stopped:
                return
            self.tell(met=met, now=_where(item))
            yield item


def _where(item: Item) -> str:
    return item.location if isinstance(item, Source) else item.where


class Jobs:
    """The jobs of one server."""

    def __init__(self, archive: Archive, processes: int = 2) -> None:
        self._archive, self._processes = archive, processes
        self._jobs: OrderedDict[int, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(AT_ONCE, "onrecord-add")
        self.closing = threading.Event()

    def submit(self, work: Work, caller: Caller) -> int:
        """Begin a run for it, and have it done in its turn; the number of the run. Raises OR506 where too many wait.

        In the folder of `work` nothing is left, also where it is refused.
        """
        try:
            with self._lock:
                return self._submitted(work, caller)
        except BaseException:
            _clear(work)
            raise

    def _submitted(self, work: Work, caller: Caller) -> int:
        if self.closing.is_set() or sum(not job.progress.over for job in self._jobs.values()) >= AT_ONCE + WAITING:
            raise OnRecordError("OR506", "what is added", "Try again when less is waiting.", "30")
        with writing(self._archive) as connection:
            method = runs.method_version(work.settings.method)
            run = begin_run(connection, COMMAND, {"sources": list(work.names), "who": caller.name}, method)
            audit.note(connection, caller, "add", f"run {run}", {"sources": list(work.names)})
        self._jobs[run] = job = Job(run, work)
        self._forget()
        self._threads.submit(self._done, run, job)
        return run

    def _forget(self) -> None:
        over = [run for run, job in self._jobs.items() if job.progress.over]
        for run in over[: max(0, len(over) - KEPT)]:
            del self._jobs[run]

    def find(self, run: int) -> Job | None:
        """The job of a run, if this server knows it."""
        return self._jobs.get(run)

    def _done(self, run: int, job: Job) -> None:
        """Do a job, whatever happens."""
        try:
            self._add(run, job)
        except Exception as error:
            told = error if isinstance(error, OnRecordError) else defect(error, f"run {run}")
            self._give_up(run)
            job.tell(state="failed", error=str(told))
        finally:
            _clear(job.work)

    def _add(self, run: int, job: Job) -> None:
        job.tell(state="running")
        settings = replace(job.work.settings, jobs=self._processes)
        summary = ingest.ingest(self._archive, job.items(), run, settings, lambda counts: job.tell(counts=dict(counts)))
        if job.stopped:
            with writing(self._archive) as connection:
                end_run(connection, run, "interrupted", summary.counts)
        job.tell(state="interrupted" if job.stopped else "finished", counts=dict(summary.counts), now="")

    def _give_up(self, run: int) -> None:
        """Say in the archive that a run was cut short, if it can be said."""
        with suppress(OnRecordError), writing(self._archive) as connection:
            counts = connection.execute(select(runs_table.c.counts).where(runs_table.c.id == run)).scalar_one()
            end_run(connection, run, "interrupted", counts)

    def close(self) -> None:
        """Stop every job, and wait for those that are at something."""
        self.closing.set()
        for job in list(self._jobs.values()):
            job.stop()
        self._threads.shutdown()


def _clear(work: Work) -> None:
    if work.folder is not None:
        shutil.rmtree(work.folder, ignore_errors=True)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The jobs of an application while it is served, within the time that its archive is open."""
    app.state.jobs = made = Jobs(app.state.room.archive)
    try:
        yield
    finally:
        await run_in_threadpool(made.close)


def of(request: Request) -> Jobs:
    """The jobs of the server that answers a request."""
    jobs = request.app.state.jobs
    assert isinstance(jobs, Jobs)
    return jobs


def stored(archive: Archive, run: int) -> Progress | None:
    """What the archive says of a run that came from here; one that nobody brought to its end was cut short."""
    with reading(archive) as connection:
        wanted = select(runs_table).where(runs_table.c.id == run, runs_table.c.command == COMMAND)
        row = connection.execute(wanted).mappings().first()
    if row is None:
        return None
    return Progress(run, "finished" if row["state"] == "finished" else "interrupted", row["counts"])


async def events(jobs: Jobs, job: Job) -> AsyncIterator[str]:
    """The progress of a job as server-sent events, whenever it changes, until it is over.

    Ends by itself after some minutes or when the server is to stop; a browser then asks again.
    """
    told, said, begun = None, time.monotonic(), time.monotonic()
    while not jobs.closing.is_set() and time.monotonic() - begun < LISTENED:
        progress = job.progress
        if progress != told:
            told, said = progress, time.monotonic()
            yield f"event: {'over' if progress.over else 'progress'}\ndata: {json.dumps(asdict(progress))}\n\n"
        elif time.monotonic() - said > SILENCE:
            said = time.monotonic()
            yield ": still there\n\n"
        if progress.over:
            return
        await asyncio.sleep(BEAT)


def renamed(items: Iterable[Item], real: str, shown: str) -> Iterator[Item]:
    """The items of a file under the name that its sender gave it, instead of the place where we keep it."""
    for item in items:
        if isinstance(item, Source):
            yield replace(item, location=_named(item.location, real, shown))
        elif isinstance(item, Skipped):
            yield replace(item, where=_named(item.where, real, shown))
        else:
            yield Unread(_named(item.where, real, shown), _error(item.error, real, shown))


def _named(where: str, real: str, shown: str) -> str:
    return where.replace(real, shown)


def _error(error: OnRecordError, real: str, shown: str) -> OnRecordError:
    return error.reworded(lambda part: _named(part, real, shown))
