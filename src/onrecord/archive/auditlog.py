"""What was done to the archive from elsewhere, by whom and when: rows that are only ever added.

The database itself refuses to change or remove one. Holds no address of anybody, and decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from onrecord.archive.decision import now
from onrecord.archive.schema import audit


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that was done: when (UTC), by whom, what ("review.accept"), and to what ("a0011#s3")."""

    id: int
    at: str
    who: str
    action: str
    object: str
    detail: dict[str, Any]


def add(connection: Connection, who: str, action: str, object_: str, detail: Mapping[str, Any]) -> None:
    """Note one thing, within the transaction that does it: both are kept, or neither."""
    row = {"at": now(), "who": who, "action": action, "object": object_, "detail": dict(detail)}
    connection.execute(insert(audit).values(row))


def latest(connection: Connection, limit: int = 100, before: int | None = None) -> tuple[Noted, ...]:
    """What was noted last, the newest first; `before` goes on below the id that a page ended with."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(audit.c.id < before)
    return tuple(Noted(**row) for row in connection.execute(query).mappings())
