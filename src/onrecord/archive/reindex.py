"""Reading stored pages again with this version: newer readings in the place of older ones, and what that changed.

Adds readings, a list of what they changed, and errors; every article keeps its id, and people's corrections stay as
they are. A page that can no longer be read keeps the reading that it has. What this version has read already is left
out, so that a run that was cut short goes on where it stopped when it is started again.
"""

import time
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import Connection, insert, or_, select, update

import onrecord
from onrecord.archive import corrected, ledger, lookup, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.corrected import Placed
from onrecord.archive.decision import Decision, names_in
from onrecord.archive.differences import Change, changes
from onrecord.archive.originals import Origin, Original, originals, reader
from onrecord.archive.pool import Method, answers, cores
from onrecord.archive.runs import method_version
from onrecord.archive.schema import articles, day_of, runs
from onrecord.archive.schema import changes as change_rows
from onrecord.archive.worker import Answer
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source
from onrecord.read.items import Unread

COMMAND: Final = "reindex"
BATCH: Final = 50
SECONDS: Final = 2.0
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read again and how: of pages published from `since` on, of these articles, also what this version has
    read already (`force`), by which method, on how many processes (0: one for each core), and whether only to see."""

    since: str | None = None
    articles: tuple[str, ...] = ()
    force: bool = False
    method: Method | None = None
    jobs: int = 0
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Reread:
    """What became of one article: whence it was read, what that changed, which corrections stand and which have lost
    their words, and the error where it could not be read."""

    article: str
    origin: Origin
    changes: tuple[Change, ...] = ()
    standing: tuple[Placed, ...] = ()
    lost: tuple[Placed, ...] = ()
    error: OnRecordError | None = None

    @property
    def outcome(self) -> str:
        """ "failed", "changed" or "unchanged"."""
        return "failed" if self.error else "changed" if self.changes else "unchanged"


def chosen(connection: Connection, plan: Plan) -> list[str]:
    """The articles that a plan is about, in the order in which they were added. Raises OR404 for an unknown one."""
    query = select(articles.c.id).order_by(articles.c.serial)
    if plan.since is not None:
        query = query.where(articles.c.day >= day_of(plan.since))
    if not plan.force:
        method = method_version(plan.method)
        query = query.where(or_(articles.c.onrecord != onrecord.__version__, articles.c.method != method))
    if not plan.articles:
        return list(connection.scalars(query))
    for article in plan.articles:
        lookup.versions(connection, article)
    portions = (plan.articles[first : first + _MANY] for first in range(0, len(plan.articles), _MANY))
    return [id_ for some in portions for id_ in connection.scalars(query.where(articles.c.id.in_(some)))]


def reindex(archive: Archive, plan: Plan, ids: Sequence[str]) -> Generator[Reread]:
    """Read the articles again and store the new readings, in batches; what became of each, batch by batch.

    Stopped at any moment, the archive holds whole batches, and `chosen` leaves those out. Raises OR403.
    """
    with reading(archive) as connection:
        corrections = _Corrections(ledger.all_of(connection))
    return _looked(archive, plan, ids, corrections) if plan.dry_run else _replaced(archive, plan, ids, corrections)


class _Corrections:
    """People's corrections, as they were when the work began, by what they name."""

    def __init__(self, told: Sequence[Decision]) -> None:
        self._everywhere = [decision for decision in told if decision.article is None]
        self._by_name: dict[str, list[Decision]] = {}
        for decision in told:
            for name in names_in(decision):
                self._by_name.setdefault(name, []).append(decision)

    def placed(self, connection: Connection, record: Record) -> tuple[Placed, ...]:
        """What becomes of those about an article by a reading of it."""
        home = ledger.homes(connection, [record.article.id]).get(record.article.id)
        here = [decision for name in (home.names if home else ()) for decision in self._by_name.get(name, ())]
        told = {decision.key: decision for decision in (*here, *self._everywhere)}
        return corrected.placed(record, told.values(), home.names if home else ()) if told else ()


def _looked(archive: Archive, plan: Plan, ids: Sequence[str], corrections: _Corrections) -> Generator[Reread]:
    """What would become of the articles."""
    for batch in _batches(archive, plan, ids):
        with reading(archive) as connection:
            told = [_compared(connection, original, answer, corrections) for original, answer in batch]
        yield from told


def _compared(connection: Connection, original: Original, answer: Answer, corrections: _Corrections) -> Reread:
    if isinstance(answer, OnRecordError):
        return Reread(original.article, original.origin, error=answer)
    new = replace(answer, article=replace(answer.article, id=original.article))
    return _told(connection, original, lookup.record(connection, original.article), new, corrections)


def _told(connection: Connection, original: Original, old: Record, new: Record, corrections: _Corrections) -> Reread:
    found = corrections.placed(connection, new)
    standing, lost = tuple(one for one in found if not one.lost), tuple(one for one in found if one.lost)
    return Reread(original.article, original.origin, changes(old, new), standing, lost)


def _replaced(archive: Archive, plan: Plan, ids: Sequence[str], corrections: _Corrections) -> Generator[Reread]:
    """What became of the articles, after each batch is stored."""
    with writing(archive) as connection:
        run = store.begin_run(connection, COMMAND, asdict(plan), method_version(plan.method))
    counts, state = Counter[str](), "interrupted"
    try:
        for batch in _batches(archive, plan, ids):
            with writing(archive) as connection:
                told = [_stored(connection, run, original, answer, corrections) for original, answer in batch]
                counts.update(one.outcome for one in told)
                connection.execute(update(runs).where(runs.c.id == run).values(counts=dict(counts)))
            yield from told
        state = "finished"
    finally:
        with writing(archive) as connection:
            store.end_run(connection, run, state, counts)


def _stored(connection: Connection, run: int, original: Original, answer: Answer, corrections: _Corrections) -> Reread:
    """Put a new reading in the place of the old one, and say what that changed."""
    if isinstance(answer, OnRecordError):
        store.put(connection, run, Unread(original.source.location, answer), keep_bytes=False)
        return Reread(original.article, original.origin, error=answer)
    old = store.replace_reading(connection, original.article, answer, run)
    told = _told(connection, original, old, lookup.record(connection, original.article), corrections)
    rows = [{"run_id": run, "article_id": original.article, **asdict(change)} for change in told.changes]
    if rows:
        connection.execute(insert(change_rows), rows)
    return told


def _batches(archive: Archive, plan: Plan, ids: Sequence[str]) -> Iterator[list[tuple[Original, Answer]]]:
    """The originals with what was read from them, by the batch: full by number or by time."""
    batch: list[tuple[Original, Answer]] = []
    begun = time.monotonic()
    with closing(_answered(originals(archive, ids), plan)) as answered:
        for item in answered:
            batch.append(item)
            if len(batch) >= BATCH or time.monotonic() - begun >= SECONDS:
                yield batch
                batch, begun = [], time.monotonic()
    if batch:
        yield batch


def _answered(found: Iterable[Original], plan: Plan) -> Generator[tuple[Original, Answer]]:
    """Every original with its answer, in their order."""
    waiting: deque[Original] = deque()

    def handed() -> Iterator[Source]:
        for original in found:
            waiting.append(original)
            yield original.source

    with closing(answers(handed(), reader(plan.method), plan.jobs or max(2, cores()))) as answered:
        for _, answer in answered:
            if answer is not None:
                yield waiting.popleft(), answer
