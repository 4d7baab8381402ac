"""Where an article of the archive came from: its captures, its versions, what read it, and what people corrected.

Adds nothing, and changes nothing. Refuses a name that nothing in the archive has (OR404), or several have.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from onrecord.archive import decisions, lookup
from onrecord.archive.corrected import Placed
from onrecord.archive.lookup import Version
from onrecord.archive.schema import articles, captures, pages, runs, sources
from onrecord.errors import OnRecordError
from onrecord.model import Record

_SHORTEST: Final = 4
_LOOK: Final = "“onrecord find” shows the ids of statements, “onrecord find --articles” those of articles."


@dataclass(frozen=True, slots=True)
class Captured:
    """One place where the article was found: times are UTC, `kept` says whether its bytes are in the archive."""

    location: str
    url: str | None
    media_type: str
    sha256: str
    fetched: str | None
    last_fetched: str | None
    record: str | None
    stated: str | None
    added: str
    run: int
    command: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an article came from, and which versions of OnRecord and of what attributes read it (when: UTC)."""

    version: int
    current: bool
    onrecord: str
    method: str
    read_at: str
    captured: tuple[Captured, ...]
    versions: tuple[Version, ...]
    corrections: tuple[Placed, ...]


def named(connection: Connection, name: str) -> tuple[str, str | None]:
    """The ids of the article and of the statement that a name means: “ID”, “ID#s3”, the beginning of an id, or the
    address or the location of a page, whose newest version is meant. Raises OR404."""
    if (found := _article(connection, name)) is not None:
        return found, None
    article, _, statement = name.rpartition("#")
    if article and (found := _article(connection, article)) is not None:
        return found, statement or None
    raise OnRecordError("OR404", name, _LOOK)


def _article(connection: Connection, name: str) -> str | None:
    by_id = select(articles.c.id).where(articles.c.id == name)
    by_page = select(articles.c.id).join(pages).where((pages.c.key == name) | (pages.c.url == name), articles.c.current)
    by_place = select(articles.c.id).join(sources, sources.c.article_id == articles.c.id)
    by_place = by_place.where(sources.c.location == name).order_by(articles.c.version.desc())
    for query in (by_id, by_page, by_place):
        if (found := connection.execute(query.limit(1)).scalar()) is not None:
            return str(found)
    return _begins(connection, name)


def _begins(connection: Connection, name: str) -> str | None:
    """The one article whose id begins so. Raises OR404 where there are several."""
    if len(name) < _SHORTEST or not name.isalnum():
        return None
    query = select(articles.c.id).where(articles.c.id.startswith(name, autoescape=True)).order_by(articles.c.id)
    found = connection.scalars(query.limit(2)).all()
    if len(found) > 1:
        raise OnRecordError("OR404", name, "Give more of the id.", f"{found[0]} and {found[1]} both begin so")
    return str(found[0]) if found else None


def provenance(connection: Connection, article: str) -> tuple[Record, Provenance]:
    """An article's record as people have corrected it, and where it came from. Raises OR404."""
    seen = decisions.view(connection, lookup.record(connection, article))
    names = ("version", "current", "onrecord", "method", "read_at")
    query = select(*(articles.c[name] for name in names)).where(articles.c.id == article)
    made = connection.execute(query).mappings().one()
    versions = lookup.versions(connection, article)
    return seen.record, Provenance(
        **made, captured=_captured(connection, article), versions=versions, corrections=seen.placed
    )


def _captured(connection: Connection, article: str) -> tuple[Captured, ...]:
    names = ("location", "url", "media_type", "sha256", "fetched", "last_fetched", "record", "stated", "added")
    columns = [sources.c[name] for name in names]
    kept = captures.c.sha256.is_not(None).label("kept")
    joined = sources.join(runs, runs.c.id == sources.c.run_id).outerjoin(
        captures, captures.c.sha256 == sources.c.sha256
    )
    query = select(*columns, runs.c.id.label("run"), runs.c.command, kept).select_from(joined)
    rows = connection.execute(query.where(sources.c.article_id == article).order_by(sources.c.id)).mappings()
    return tuple(
        Captured(**{**row, "stated": (row["stated"] or {}).get("origin"), "kept": bool(row["kept"])}) for row in rows
    )
