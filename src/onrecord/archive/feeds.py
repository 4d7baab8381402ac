"""The feeds that are followed: which, when each is to be asked again, and how it last went.

Adds to the archive what makes a poll cheap (ETag, Last-Modified) and polite (the time of the next). It asks no feed and
waits for nothing.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.archive.rows import storable
from onrecord.archive.schema import feeds
from onrecord.errors import OnRecordError
from onrecord.read.addresses import parse


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed as the archive knows it; times are UTC. `next_poll` is `None` for one that is not asked any more, `note`
    says in a few words how the last poll went."""

    url: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    polled: str | None = None
    next_poll: str | None = None
    failures: int = 0
    note: str | None = None


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def stamp(time: datetime) -> str:
    """A time in UTC as the archive writes it, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def follow(connection: Connection, urls: Iterable[str]) -> int:
    """Follow these addresses from now on; how many were not followed before. Raises OR121, and then follows none."""
    wanted = dict.fromkeys(parse(url).url for url in urls)
    there = {one.url for one in followed(connection)}
    new = [_row(Followed(url, next_poll=stamp(now()))) for url in wanted if url not in there]
    if new:
        connection.execute(insert(feeds), new)
    return len(new)


def forget(connection: Connection, url: str) -> None:
    """Follow a feed no more; the pages that it brought stay. Raises OR404 where it is not followed, OR121."""
    if not connection.execute(delete(feeds).where(feeds.c.url.in_([url, parse(url).url]))).rowcount:
        raise OnRecordError("OR404", url, "“onrecord follow --list” shows what is followed.")


def followed(connection: Connection) -> tuple[Followed, ...]:
    """All feeds that are followed, by address."""
    return tuple(Followed(**row) for row in connection.execute(select(feeds).order_by(feeds.c.url)).mappings())


def due(connection: Connection, limit: int) -> tuple[Followed, ...]:
    """The feeds that are to be asked now, those that wait longest first, at most `limit`."""
    wanted = select(feeds).where(feeds.c.next_poll <= stamp(now())).order_by(feeds.c.next_poll, feeds.c.url)
    return tuple(Followed(**row) for row in connection.execute(wanted.limit(limit)).mappings())


def wait(connection: Connection) -> float | None:
    """The seconds until the next feed is due, 0 where one is; `None` where none will ever be."""
    first = connection.execute(select(func.min(feeds.c.next_poll))).scalar()
    return max(0.0, (datetime.fromisoformat(first) - now()).total_seconds()) if first else None


def change(connection: Connection, url: str, after: Followed) -> None:
    """Store the new state of a feed, under its new address where it has moved."""
    if after.url != url:
        connection.execute(delete(feeds).where(feeds.c.url == after.url))
    connection.execute(update(feeds).where(feeds.c.url == url).values(**_row(after)))


def unfold(connection: Connection, url: str, listed: Iterable[str]) -> None:
    """Follow the feeds that a list names instead of the list."""
    connection.execute(delete(feeds).where(feeds.c.url == url))
    follow(connection, listed)


def _row(one: Followed) -> dict[str, Any]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in asdict(one).items()}
