"""What an archive holds, in numbers, and whether it is whole.

Adds nothing to the archive and repairs nothing by itself. That a page's bytes are still those that were captured is
checked by their hash, that a record is complete by what its article says of it, and the rest by the database itself.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, false, func, select, text, true
from sqlalchemy.exc import DBAPIError

from onrecord.archive import migrate
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.schema import (
    articles,
    captures,
    decisions,
    errors,
    feeds,
    pages,
    runs,
    skipped,
    sources,
    speakers,
    statements,
)
from onrecord.errors import OnRecordError

_COUNTED: Final = (pages, articles, statements, speakers, sources, captures, errors, skipped, decisions, feeds, runs)
# How much of each sort of damage is listed.
_LISTED: Final = 20


@dataclass(frozen=True, slots=True)
class About:
    """An archive in numbers: rows by table, articles that are an older version of their page, articles by what read
    them ("OnRecord 0.1.0, tagger/1"), the size on the disk in bytes, and the version of the tables."""

    where: str
    engine: str
    tables: str
    bytes: int
    counts: Mapping[str, int]
    old_articles: int
    read_by: Mapping[str, int]
    first_added: str | None
    last_added: str | None


def about(archive: Archive) -> About:
    """An archive in numbers, all of one moment."""
    with reading(archive) as connection:
        added = connection.execute(select(func.min(sources.c.added), func.max(sources.c.added))).one()
        return About(
            where=archive.where,
            engine=_engine(connection),
            tables=str(connection.scalar(text(f"SELECT version_num FROM {migrate.VERSION_TABLE}"))),
            bytes=_size(connection, archive.where),
            counts={table.name: _count(connection, table) for table in _COUNTED},
            old_articles=_count(connection, articles, articles.c.current == false()),
            read_by=_read_by(connection),
            first_added=added[0],
            last_added=added[1],
        )


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def _engine(connection: Connection) -> str:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.dialect.name]
    return f"{name} {'.'.join(map(str, connection.dialect.server_version_info or ()))}"


def _size(connection: Connection, where: str) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    # What was written last stands in a file beside the archive until it is moved over.
    return sum(path.stat().st_size for path in (Path(where), Path(f"{where}-wal")) if path.exists())


def _read_by(connection: Connection) -> dict[str, int]:
    made = articles.c.onrecord, articles.c.method
    found = connection.execute(select(*made, func.count()).group_by(*made).order_by(*made))
    return {f"OnRecord {onrecord}, {method}": number for onrecord, method, number in found}


def damages(archive: Archive) -> Iterator[str]:
    """What is wrong with an archive, a line each; nothing for one that is whole. Reads all of it once."""
    if archive.engine.dialect.name == "sqlite":
        yield from _file_damages(archive)
    with reading(archive) as connection:
        yield from _incomplete(connection)
        yield from _versions(connection)
    yield from _changed_bytes(archive)


def _file_damages(archive: Archive) -> Iterator[str]:
    """What SQLite itself finds, by its own checks."""
    with reading(archive) as connection:
        found = connection.exec_driver_sql(f"PRAGMA integrity_check({_LISTED})").scalars().all()
        yield from (f"the file: {line}" for line in found if line != "ok")
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        yield from (f"a row of {row[0]} belongs to no row of {row[2]}" for row in orphans[:_LISTED])
    for table in ("statements", "articles"):
        if not _index_is_whole(archive, table):
            yield f"the full-text index of {table} does not match its table: run “onrecord archive --repair”"


def _index_is_whole(archive: Archive, table: str) -> bool:
    """FTS5's own check, which is written as an insertion; where nothing can be written it is left out."""
    command = f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)"
    try:
        with writing(archive) as connection:
            connection.exec_driver_sql(command)
    except OnRecordError as error:
        return error.code != "OR402"
    except DBAPIError:
        return False
    return True


def _incomplete(connection: Connection) -> Iterator[str]:
    """Articles that do not have the statements that they say they have."""
    there = func.count(statements.c.place)
    query = select(articles.c.id, articles.c.statements, there).outerjoin(statements)
    query = query.group_by(articles.c.id, articles.c.statements).having(there != articles.c.statements)
    for id_, said, found in connection.execute(query.limit(_LISTED)):
        yield f"article {id_} has {found} statements and should have {said}"


def _versions(connection: Connection) -> Iterator[str]:
    """Pages that have not exactly one current version."""
    query = select(articles.c.page_id).where(articles.c.current == true())
    query = query.group_by(articles.c.page_id).having(func.count() > 1)
    for page in connection.execute(query.limit(_LISTED)).scalars():
        yield f"page {page} has several current versions"
    shown = select(articles.c.page_id).where(articles.c.current == true())
    query = select(articles.c.page_id).distinct().where(articles.c.page_id.not_in(shown))
    for page in connection.execute(query.limit(_LISTED)).scalars():
        yield f"page {page} has no current version"


def _changed_bytes(archive: Archive) -> Iterator[str]:
    """Kept bytes that are no longer those of their hash. One page is in memory at a time."""
    query = select(captures.c.sha256, captures.c.data).execution_options(yield_per=10)
    with reading(archive) as connection, closing(connection.execute(query)) as found:
        for sha256, data in found:
            if not _same(sha256, data):
                yield f"the kept bytes of {sha256} are not those that were captured"


def _same(sha256: str, data: bytes) -> bool:
    try:
        return hashlib.sha256(zlib.decompress(data)).hexdigest() == sha256
    except zlib.error:
        return False
