"""Which of the pages that a feed announces are to be fetched.

Not those that the archive has, unless the feed says that they were modified since; not what turned out to be no page;
and not what could not be read after several tries. Nothing is fetched or stored here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from onrecord.archive.feeds import now
from onrecord.archive.rows import storable
from onrecord.archive.schema import errors, skipped, sources
from onrecord.errors import OnRecordError
from onrecord.model import Stated
from onrecord.read.addresses import parse
from onrecord.read.entries import Entry, stated

TRIES: Final = 3
"""How often a page that cannot be read is tried."""
AGAIN: Final = timedelta(hours=6)
"""A page that is modified, as its feed says, is fetched again, but not more often than this."""
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class New:
    """A page that a feed announces and that is to be fetched."""

    url: str
    stated: Stated


def new_pages(connection: Connection, entries: Sequence[Entry], where: str) -> tuple[New, ...]:
    """The pages of a feed's entries that are not in the archive, or that were modified since they were fetched."""
    wanted = {url: entry for entry in entries if entry.url and (url := usual(entry.url))}
    there, closed = _fetched(connection, list(wanted)), _closed(connection, list(wanted))
    return tuple(
        New(url, stated(entry, where))
        for url, entry in wanted.items()
        if (_is_modified(entry, there[url]) if url in there else url not in closed)
    )


def usual(url: str) -> str | None:
    """The address as locations have it; `None` for one that cannot be fetched in any case."""
    try:
        return parse(url).url
    except OnRecordError:
        return None


def _is_modified(entry: Entry, fetched: str | None) -> bool:
    """Whether the feed says that the page was modified after it was fetched; one without a time zone does not say."""
    try:
        modified, before = datetime.fromisoformat(entry.modified or ""), datetime.fromisoformat(fetched or "")
    except ValueError:
        return False
    return bool(modified.tzinfo and before.tzinfo) and before < modified and before < now() - AGAIN


def _fetched(connection: Connection, locations: Sequence[str]) -> dict[str, str | None]:
    """When each of these pages was last fetched, of those that are in the archive."""
    found: dict[str, str | None] = {}
    for some in _portions(locations):
        wanted = select(sources.c.location, func.max(func.coalesce(sources.c.last_fetched, sources.c.fetched)))
        wanted = wanted.where(sources.c.location.in_(some)).group_by(sources.c.location)
        found |= {row.location: row[1] for row in connection.execute(wanted)}
    return found


def _closed(connection: Connection, locations: Sequence[str]) -> set[str]:
    """Which of these are no pages, or were tried often enough."""
    found: set[str] = set()
    for some in _portions(locations):
        found.update(connection.scalars(select(skipped.c.location).where(skipped.c.location.in_(some))))
        tried = select(errors.c.location).where(errors.c.location.in_(some)).group_by(errors.c.location)
        found.update(connection.scalars(tried.having(func.count() >= TRIES)))
    return found


def _portions(locations: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(locations), _MANY):
        yield [storable(location) for location in locations[start : start + _MANY]]


def is_open(connection: Connection, pages: Iterable[New]) -> bool:
    """Whether one of these pages is still to be tried."""
    wanted = [page.url for page in pages]
    return not set(wanted) <= (_fetched(connection, wanted).keys() | _closed(connection, wanted))
