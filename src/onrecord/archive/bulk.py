"""Many rows into one table, past what SQLAlchemy does with each: SQLite takes them as tuples, in the table's order.

Adds nothing to them. The statement and what has to be written as JSON are worked out once for a table; other databases
take their rows as ever.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Insert, Table, insert
from sqlalchemy.dialects import sqlite

from onrecord.archive.engines import dumps


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, each of which names every column of the table."""
    if connection.dialect.name != "sqlite":
        connection.execute(_insert(table), rows)
        return
    statement, columns, written = _plan(table)
    values = [list(columns(row)) for row in rows]
    for row in values:
        for at in written:
            row[at] = dumps(row[at])
    connection.exec_driver_sql(statement, list(map(tuple, values)))


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@cache
def _plan(table: Table) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]], tuple[int, ...]]:
    """The statement, what takes its values from a row in their order, and which of them are JSON."""
    names = [column.name for column in table.columns]
    written = tuple(at for at, column in enumerate(table.columns) if isinstance(column.type, JSON))
    return str(insert(table).compile(dialect=sqlite.dialect())), itemgetter(*names), written
