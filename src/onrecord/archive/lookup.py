"""What is in the archive, by its name: records as they were stored, versions of a page, bytes.

Adds nothing and searches nothing; human corrections are not applied here.
"""

import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping, Table, func, select

from onrecord.archive import rows
from onrecord.archive.failures import DAMAGED
from onrecord.archive.schema import articles, captures, dropped, sources, speakers, statements
from onrecord.errors import OnRecordError
from onrecord.model import Record

# How many names a query asks for at once.
_MANY: Final = 500
_LOOK: Final = "Look it up with “onrecord find”."


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page: the article that was read from it, and when it was captured and added (UTC)."""

    article_id: str
    version: int
    current: bool
    fetched: str | None
    added: str


def known(connection: Connection, locations: Collection[str]) -> set[str]:
    """Which of these locations something was read from and stored."""
    by_stored = {rows.storable(location): location for location in locations}
    return {
        by_stored[found]
        for some in _portions(list(by_stored))
        for found in connection.scalars(select(sources.c.location).where(sources.c.location.in_(some)))
    }


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (names[start : start + _MANY] for start in range(0, len(names), _MANY))


def record(connection: Connection, article_id: str) -> Record:
    """All that was read from a page, as the machine read it. Raises OR404, or OR402 where its rows are damaged."""
    try:
        return _record(connection, article_id)
    except (ValueError, KeyError, TypeError) as error:
        raise OnRecordError("OR402", article_id, DAMAGED, f"the rows of this article: {error}") from error


def _record(connection: Connection, article_id: str) -> Record:
    row = _article(connection, article_id)
    by_id = {one["id"]: rows.speaker_of(one) for one in _parts(connection, speakers, article_id, "id")}
    return Record(
        article=rows.article_of(row, _parts(connection, dropped, article_id, "ordinal")),
        statements=tuple(map(rows.statement_of, _parts(connection, statements, article_id, "place"))),
        speakers=tuple(by_id[id_] for id_ in row["body"]["speakers"]),
        sheet=rows.sheet_of(row),
    )


def _article(connection: Connection, article_id: str) -> RowMapping:
    row = connection.execute(select(articles).where(articles.c.id == article_id)).mappings().first()
    if row is None:
        raise OnRecordError("OR404", article_id, _LOOK)
    return row


def _parts(connection: Connection, table: Table, article_id: str, order: str) -> Sequence[RowMapping]:
    query = select(table).where(table.c.article_id == article_id).order_by(table.c[order])
    return connection.execute(query).mappings().all()


def current(connection: Connection) -> Iterator[str]:
    """The ids of the articles that are the newest of their page, in the order in which they were added."""
    yield from connection.scalars(select(articles.c.id).where(articles.c.current).order_by(articles.c.serial))


def texts(connection: Connection, article_ids: Collection[str]) -> dict[str, str]:
    """The texts of articles by id, of those that are there."""
    query = select(articles.c.id, articles.c.text)
    return {
        id_: text
        for some in _portions(list(article_ids))
        for id_, text in connection.execute(query.where(articles.c.id.in_(some)))
    }


def versions(connection: Connection, article_id: str) -> tuple[Version, ...]:
    """Every version of the page that an article was read from, in the order in which they were added. Raises OR404."""
    page = _article(connection, article_id)["page_id"]
    fetched, added = func.max(func.coalesce(sources.c.last_fetched, sources.c.fetched)), func.min(sources.c.added)
    columns = (articles.c.id, articles.c.version, articles.c.current)
    query = select(*columns, fetched, added).join(sources, sources.c.article_id == articles.c.id)
    query = query.where(articles.c.page_id == page).group_by(*columns).order_by(articles.c.version)
    return tuple(Version(*row) for row in connection.execute(query))


def capture(connection: Connection, sha256: str) -> bytes:
    """The bytes of a page as they were captured. Raises OR404 where they were not kept."""
    data = connection.execute(select(captures.c.data).where(captures.c.sha256 == sha256)).scalar()
    if data is None:
        raise OnRecordError("OR404", sha256, "Add the page again with the bytes kept.", "its bytes were not kept")
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise OnRecordError("OR402", sha256, DAMAGED, f"the kept bytes: {error}") from error
