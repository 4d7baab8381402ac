"""Items → the archive: pages are read on all cores and stored in batches, in the order in which they came.

Adds what was read, what failed and what was skipped, each batch with the run's counts in one transaction: after a crash
the archive holds whole batches, and the counts are theirs. Refuses to stop for one bad page. An interrupt from the
keyboard waits until the batch is stored.
"""

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection, or_, select, update
from sqlalchemy.exc import DBAPIError

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.failures import translated
from onrecord.archive.pool import Format, Method, answers, cores, defect, reader
from onrecord.archive.rows import storable
from onrecord.archive.schema import articles, captures, runs, sources
from onrecord.archive.store import Read, end_run, put
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source
from onrecord.read.capture import article_id
from onrecord.read.items import Item, Skipped, Unread

BATCH: Final = 100
"""Most items of one transaction."""
SECONDS: Final = 2.0
"""How long a batch may wait for more."""
WEIGHT: Final = 50_000_000
"""Most bytes of one batch, about."""

State: TypeAlias = Literal["finished", "interrupted"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How pages are added: as HTML or text whatever they look like, attributed by which method, with their bytes kept
    or not, and on how many processes (0: one for each processor)."""

    as_: Format | None = None
    method: Method | None = None
    keep_bytes: bool = False
    jobs: int = 0


DEFAULTS: Final = Settings()


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended: its id, its state, and its counts by outcome."""

    run: int
    state: State
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class There:
    """A page that is in the archive just as it is, so that it need not be read."""

    where: str


Kept: TypeAlias = Read | Unread | Skipped
Outcome: TypeAlias = Kept | There
Progress: TypeAlias = Callable[[Mapping[str, int]], None]


Put: TypeAlias = Callable[..., str]


def silent(counts: Mapping[str, int]) -> None:
    """Progress that is not shown."""


def ingest(
    archive: Archive, items: Iterable[Item], run: int, settings: Settings = DEFAULTS, progress: Progress = silent
) -> Summary:
    """Read and store all items of a run that `begin_run` or `go_on` began; `progress` has the counts of each batch.

    After an interrupt from the keyboard the batch is stored and the summary says "interrupted"; a second interrupt does
    not wait. Raises OR403 where the archive cannot be written: what was stored until then is whole.
    """
    with reading(archive) as connection:
        counts = Counter(connection.execute(select(runs.c.counts).where(runs.c.id == run)).scalar_one())
    with _stoppable() as stopped, closing(_outcomes(archive, items, settings)) as outcomes:
        for batch in _batches(outcomes, stopped):
            counts = _stored(archive, run, batch, counts, settings)
            progress(counts)
        state: State = "interrupted" if stopped() else "finished"
    with writing(archive) as connection:
        end_run(connection, run, state, counts)
    return Summary(run, state, counts)


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Whether an interrupt was asked for, instead of the interrupt; the second one comes as it always does."""
    asked = threading.Event()

    def ask(number: int, _: FrameType | None) -> None:
        asked.set()
        signal.signal(number, before)

    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    before = signal.getsignal(signal.SIGINT) or signal.default_int_handler
    signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def _outcomes(archive: Archive, items: Iterable[Item], settings: Settings) -> Generator[Outcome]:
    """What becomes of each item, in their order."""
    read = reader(settings.as_, settings.method)
    unknown = _unless_there(archive, items, settings)
    answered = answers(unknown, read, settings.jobs or max(2, cores()))
    with closing(answered):
        for item, answer in answered:
            if not isinstance(item, Source):
                yield item
            elif isinstance(answer, Record):
                yield Read(item, answer)
            elif answer is not None:
                yield Unread(item.location, answer)


def _unless_there(archive: Archive, items: Iterable[Item], settings: Settings) -> Iterator[Item | There]:
    """The items, those marked that are in the archive just as they are; a new archive is not asked."""
    with reading(archive) as connection:
        empty = connection.execute(select(sources.c.id).limit(1)).first() is None
    for item in items:
        there = not empty and isinstance(item, Source) and _is_there(archive, item, settings)
        yield There(item.location) if there and isinstance(item, Source) else item


def _is_there(archive: Archive, source: Source, settings: Settings) -> bool:
    """Whether just this was read from just there, and is what the archive shows of its page."""
    wanted = select(sources.c.id).join(articles, articles.c.id == sources.c.article_id)
    wanted = wanted.where(sources.c.location == storable(source.location), articles.c.id == article_id(source))
    if source.fetched:
        # A page found unchanged at a later time is news: it was still there.
        wanted = wanted.where(or_(sources.c.fetched == source.fetched, sources.c.last_fetched == source.fetched))
    if settings.keep_bytes:
        wanted = wanted.join(captures, captures.c.sha256 == sources.c.sha256)
    with reading(archive) as connection:
        return connection.execute(wanted.where(articles.c.current).limit(1)).first() is not None


def _batches(outcomes: Iterable[Outcome], stopped: Callable[[], bool]) -> Iterator[list[Outcome]]:
    """The outcomes by the batch: full by number, by weight or by time, and the last one when it is to stop."""
    batch: list[Outcome] = []
    weight, begun = 0, time.monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        weight += _weight(outcome)
        if stopped():
            break
        if len(batch) >= BATCH or weight >= WEIGHT or time.monotonic() - begun >= SECONDS:
            yield batch
            batch, weight, begun = [], 0, time.monotonic()
    if batch:
        yield batch


def _weight(outcome: Outcome) -> int:
    return len(outcome.source.data) + 4 * len(outcome.record.article.text) if isinstance(outcome, Read) else 0


def _stored(
    archive: Archive, run: int, batch: Sequence[Outcome], counts: Mapping[str, int], settings: Settings
) -> Counter[str]:
    """The counts after the batch is stored; where something in it cannot be, all but that, which then has failed."""
    try:
        return _store(archive, run, batch, counts, settings.keep_bytes, put)
    except Exception as error:
        if isinstance(error, OnRecordError) and error.code.startswith("OR4"):
            raise
        return _store(archive, run, batch, counts, settings.keep_bytes, partial(_put_safely, archive.where))


def _store(
    archive: Archive, run: int, batch: Sequence[Outcome], counts: Mapping[str, int], keep_bytes: bool, put: Put
) -> Counter[str]:
    """Store a batch and the counts after it in one transaction."""
    after = Counter(counts)
    with writing(archive) as connection:
        for outcome in batch:
            known = isinstance(outcome, There)
            after["unchanged" if known else put(connection, run, outcome, keep_bytes=keep_bytes)] += 1
        connection.execute(update(runs).where(runs.c.id == run).values(counts=dict(after)))
    return after


def _put_safely(where: str, connection: Connection, run: int, outcome: Kept, *, keep_bytes: bool) -> str:
    """Store one outcome; one that cannot be stored for a reason of its own is stored as failed."""
    try:
        with connection.begin_nested():
            return put(connection, run, outcome, keep_bytes=keep_bytes)
    except Exception as error:
        if isinstance(error, DBAPIError) and isinstance(translated(error, where, write=True), OnRecordError):
            raise
        location = outcome.source.location if isinstance(outcome, Read) else outcome.where
        failed = error if isinstance(error, OnRecordError) else defect(error, location)
        return put(connection, run, Unread(location, failed), keep_bytes=False)
