"""Putting what was read into the archive, and getting it out again as it was.

Adds to each row which run, and so which version of OnRecord and of what attributes, made it. A page fetched again and
found changed gets a new version beside the old one; the same thing put twice is there once. Overwrites nothing but a
reading, by a newer reading of the same page, and gives the old one back when it does.
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

import onrecord
from onrecord.archive import bulk, pending, rows
from onrecord.archive.fulltext import CURRENT, OLD
from onrecord.archive.lookup import Version, capture, known, record, texts, versions
from onrecord.archive.schema import (
    ORDINAL_BITS,
    articles,
    captures,
    dropped,
    errors,
    pages,
    runs,
    skipped,
    sources,
    speakers,
    statements,
)
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source
from onrecord.read.items import Skipped, Unread

__all__ = [
    "Outcome", "Read", "Version", "begin_run", "capture", "end_run", "known", "now", "put", "record", "replace_reading",
    "texts", "versions",
]  # fmt: skip

Outcome: TypeAlias = Literal["added", "changed", "unchanged", "failed", "skipped"]


def _largest(column: Column[int]) -> ColumnElement[int]:
    return func.coalesce(select(func.max(column)).scalar_subquery(), 0)


# The article if it is there, where its page belongs, and the numbers that follow. There is one writer at a time and
# none of its numbers is lost, so that what is stored after a crash is numbered as without it.
_STATE: Final = (
    select(
        articles.c.id,
        articles.c.page_id,
        articles.c.current,
        select(pages.c.id).where(pages.c.key == bindparam("key")).scalar_subquery().label("page"),
        (_largest(pages.c.id) + 1).label("next_page"),
        (_largest(sources.c.id) + 1).label("next_source"),
        (_largest(articles.c.serial) + 1).label("next_serial"),
        runs.c.onrecord,
        runs.c.method,
    )
    .select_from(runs.outerjoin(articles, articles.c.id == bindparam("article")))
    .where(runs.c.id == bindparam("run"))
)
# Made once: it takes longer to say than to do.
_INSERT: Final = {table: insert(table) for table in (pages, sources, articles)}
# What PostgreSQL can keep in a sorted index, however many bytes its characters take.
_LONGEST_KEY: Final = 500
_MOST: Final = (1 << ORDINAL_BITS) - 1
# On pages of 150 kB, level 1 leaves 24 % of them in 0.9 ms each, level 6 leaves 20 % in 2.2 ms.
_LEVEL: Final = 1


@dataclass(frozen=True, slots=True)
class Read:
    """One page that was read."""

    source: Source
    record: Record


def begin_run(connection: Connection, command: str, arguments: Mapping[str, Any], method: str) -> int:
    """The id of a new run; `arguments` are what it needs to be resumed, `method` the version of what attributes."""
    row = {"command": command, "arguments": dict(arguments), "method": method, "state": "running", "counts": {}}
    row |= {"onrecord": onrecord.__version__, "started": now()}
    return int(connection.execute(insert(runs).returning(runs.c.id), row).scalar_one())


def end_run(connection: Connection, run: int, state: str, counts: Mapping[str, int]) -> None:
    """Say how a run ended ("finished", "interrupted"), and its counts by outcome."""
    values = {"state": state, "counts": dict(counts), "finished": now()}
    connection.execute(update(runs).where(runs.c.id == run).values(values))


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def put(connection: Connection, run: int, outcome: Read | Unread | Skipped, *, keep_bytes: bool) -> Outcome:
    """Store one outcome of reading, within the transaction of the connection.

    Returns "added" for a page that was not known, "changed" for a new version of one that was, or where an older one is
    back, "unchanged" for what was there already, "failed" and "skipped" for what could not be or was not to be read.
    With `keep_bytes` the page's bytes are kept, also of one that is unchanged.
    """
    if isinstance(outcome, Unread):
        error = outcome.error
        row = {"location": outcome.where, "code": error.code, "detail": error.detail, "remedy": error.remedy}
        return _note(connection, errors, run, row, "failed")
    if isinstance(outcome, Skipped):
        return _note(connection, skipped, run, {"location": outcome.where, "reason": outcome.reason}, "skipped")
    if keep_bytes:
        _keep(connection, outcome.source)
    asked = {"article": outcome.record.article.id, "key": _key(outcome.source), "run": run}
    state = connection.execute(_STATE, asked).mappings().one()
    is_there = state["id"] is not None
    return _again(connection, run, outcome.source, state) if is_there else _first(connection, run, outcome, state)


def _note(connection: Connection, table: Table, run: int, row: rows.Row, outcome: Outcome) -> Outcome:
    """Add a row of what was not read, unless this run said the same before."""
    row = {name: rows.storable(value) for name, value in row.items()} | {"run_id": run}
    same = select(table.c.id).where(*(table.c[name] == value for name, value in row.items()))
    if connection.execute(same).first() is None:
        connection.execute(insert(table), row | ({"at": now()} if "at" in table.c else {}))
    return outcome


def _keep(connection: Connection, source: Source) -> None:
    """Keep the bytes, once."""
    if connection.execute(select(captures.c.sha256).where(captures.c.sha256 == source.sha256)).first() is None:
        row = {"sha256": source.sha256, "encoding": "zlib", "data": zlib.compress(source.data, _LEVEL)}
        connection.execute(insert(captures), row)


def _again(connection: Connection, run: int, source: Source, there: RowMapping) -> Outcome:
    """What was read is there already: note where and when it was found again, and whether that makes it newest."""
    newest = None if there["current"] else _current(connection, there["page_id"])
    back = newest is not None and _later(source.fetched, _last_fetched(connection, newest))
    _found_again(connection, run, source, there)
    if newest is None or not back:
        return "unchanged"
    _mark(connection, newest, current=False)
    _mark(connection, there["id"], current=True)
    return "changed"


def _found_again(connection: Connection, run: int, source: Source, there: RowMapping) -> None:
    mine = sources.c.location == rows.storable(source.location), sources.c.article_id == there["id"]
    before = connection.execute(select(sources.c.fetched, sources.c.last_fetched).where(*mine)).first()
    if before is None:
        own = {"id": _next(connection, sources.c.id), "page_id": there["page_id"], "article_id": there["id"]}
        _add_source(connection, source, own, run)
    elif _later(source.fetched, max(filter(None, before), default=None)):
        connection.execute(update(sources).where(*mine).values(last_fetched=source.fetched))


def _first(connection: Connection, run: int, read: Read, following: RowMapping) -> Outcome:
    """What was read is new: a version of its page, and the current one unless a later capture is there."""
    source, article_id = read.source, read.record.article.id
    known_page = following["page"] is not None
    page = int(following["page"]) if known_page else _add_page(connection, source, following["next_page"])
    own = _version(connection, page, source) if known_page else {"version": 1, "current": True}
    own |= {"page_id": page, "run_id": run, "onrecord": following["onrecord"], "method": following["method"]}
    _add_article(connection, read.record, following["next_serial"], own)
    _add_source(connection, source, {"id": following["next_source"], "page_id": page, "article_id": article_id}, run)
    return "changed" if known_page else "added"


def _key(source: Source) -> str:
    """What makes two captures captures of one page."""
    key = rows.storable(source.url or source.location)
    return key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}#{hashlib.sha256(key.encode()).hexdigest()}"


def _add_page(connection: Connection, source: Source, id_: int) -> int:
    url = rows.storable(source.url) if source.url else None
    row = {"id": id_, "key": _key(source), "url": url, "first_seen": source.fetched or now()}
    connection.execute(_INSERT[pages], row)
    return id_


def _version(connection: Connection, page: int, source: Source) -> rows.Row:
    """The number of a new version of a page, and whether it is now the current one."""
    newest = _current(connection, page)
    current = newest is None or not _later(_last_fetched(connection, newest), source.fetched)
    if newest is not None and current:
        _mark(connection, newest, current=False)
    return {"version": _next(connection, articles.c.version, articles.c.page_id == page), "current": current}


def _next(connection: Connection, column: Column[int], *where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.max(column)).where(*where)).scalar() or 0) + 1


def _current(connection: Connection, page: int) -> str | None:
    """The article that is the current version of a page."""
    return connection.execute(select(articles.c.id).where(articles.c.page_id == page, articles.c.current)).scalar()


def _last_fetched(connection: Connection, article_id: str) -> str | None:
    """When the article was last found somewhere, as far as that is known."""
    latest = func.max(func.coalesce(sources.c.last_fetched, sources.c.fetched))
    return connection.execute(select(latest).where(sources.c.article_id == article_id)).scalar()


def _later(one: str | None, other: str | None) -> bool:
    """Whether both times are known and the first is the later one."""
    return one is not None and other is not None and one > other


def _mark(connection: Connection, article_id: str, *, current: bool) -> None:
    """Make an article its page's current version, or an old one; the index of its statements is to say the same."""
    before, after = (OLD, CURRENT) if current else (CURRENT, OLD)
    connection.execute(update(articles).where(articles.c.id == article_id).values(current=current))
    facets = func.replace(statements.c.facets, before, after)
    connection.execute(update(statements).where(statements.c.article_id == article_id).values(facets=facets))
    pending.note(connection, article_id)


def _add_source(connection: Connection, source: Source, own: rows.Row, run: int) -> None:
    connection.execute(_INSERT[sources], rows.source_row(source) | own | {"run_id": run, "added": now()})


def _add_article(connection: Connection, record: Record, serial: int, own: rows.Row) -> None:
    row = rows.article_row(record, serial) | own
    connection.execute(_INSERT[articles], row | {"id": record.article.id, "read_at": now()})
    _add_parts(connection, record.article.id, record, row["place"], current=own["current"])
    pending.note_new(connection, serial)


def _add_parts(connection: Connection, article_id: str, record: Record, first: int, *, current: bool) -> None:
    """The rows of an article in other tables."""
    if len(record.statements) > _MOST:
        raise OnRecordError("OR109", article_id, "Split the text into its articles.", f"more than {_MOST} statements")
    parts = (
        (speakers, [rows.speaker_row(article_id, speaker) for speaker in record.speakers]),
        (statements, rows.statement_rows(article_id, record, first, current=current)),
        (dropped, rows.dropped_rows(article_id, record.article)),
    )
    for table, made in parts:
        if made:
            bulk.add(connection, table, made)


def replace_reading(connection: Connection, article_id: str, new: Record, run: int) -> Record:
    """Put a newer reading of the same page in the place of the stored one, and give that one back.

    The article keeps its id, its page and its version, also where `new` has another id; its decisions stay as they are.
    Raises OR404.
    """
    old = record(connection, article_id)
    mine = articles.c.id == article_id
    serial, current = connection.execute(select(articles.c.serial, articles.c.current).where(mine)).one()
    for table in (statements, speakers, dropped):
        connection.execute(delete(table).where(table.c.article_id == article_id))
    row = rows.article_row(new, serial)
    made = connection.execute(select(runs.c.onrecord, runs.c.method).where(runs.c.id == run)).mappings().one()
    connection.execute(update(articles).where(mine).values(row | dict(made) | {"run_id": run, "read_at": now()}))
    _add_parts(connection, article_id, new, row["place"], current=current)
    pending.note(connection, article_id)
    return old
