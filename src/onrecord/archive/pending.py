"""Which articles the trace has yet to look at: noted in the same transaction as what changes them.

Adds a number of the article to a list, which the trace empties (trace/index.py). Reads and judges nothing.
"""

from typing import Final

from sqlalchemy import Connection, insert, select

from onrecord.archive.schema import articles, trace_pending

_ADD: Final = insert(trace_pending)


def note(connection: Connection, article_id: str) -> None:
    """The trace is to look at this article, once; nothing where there is none of this id."""
    wanted = select(articles.c.serial).where(
        articles.c.id == article_id, articles.c.serial.not_in(select(trace_pending.c.serial))
    )
    connection.execute(insert(trace_pending).from_select(["serial"], wanted))


def note_new(connection: Connection, serial: int) -> None:
    """The same for an article that was added just now, by its number."""
    connection.execute(_ADD, {"serial": serial})
