"""The full-text indexes of both back ends as one: which rows of a table fit, and how well.

Adds nothing to what `fulltext` keeps. What is looked for comes as fields of words, never as text for a database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Table,
    bindparam,
    column,
    func,
    literal_column,
    table,
)

from onrecord.archive.fulltext import ARTICLES, COLUMN, CONFIGURATION, STATEMENTS
from onrecord.archive.query import Fields, to_fts5, to_tsquery
from onrecord.archive.schema import articles, statements

_COLUMNS: Final = {statements.name: STATEMENTS, articles.name: ARTICLES}
# How much a word in each column counts for relevance, in the order of the columns; as PostgreSQL's weights, in theirs.
_BM25: Final = {statements.name: "1.0, 0.5, 0.0, 0.0", articles.name: "4.0, 1.0"}
_RANK: Final = {statements.name: "{0.0, 0.0, 0.5, 1.0}", articles.name: "{0.0, 0.0, 0.25, 1.0}"}


@dataclass(frozen=True, slots=True)
class Matches:
    """The rows that fit: `rows` to select from, `place` of each, the `condition` to be among them, and `rank`, which
    is less the better a row fits."""

    rows: FromClause
    place: ColumnElement[int]
    condition: ColumnElement[bool]
    rank: ColumnElement[float]


def matches(connection: Connection, of: Table, ways: Sequence[Fields]) -> Matches | None:
    """What fits any of the ways; `None` where none of them wants a word, so that the index has nothing to say."""
    if connection.dialect.name == "postgresql":
        # How to find a word depends on how common it is, which a plan for any word cannot know.
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_custom_plan")
        return _postgresql(of, ways)
    wanted = [expression for fields in ways if (expression := to_fts5(fields))]
    if not wanted:
        return None
    name = f"{of.name}_fts"
    rows = table(name, column("rowid", BigInteger))
    fits = literal_column(name).op("MATCH", is_comparison=True)(bindparam(None, " OR ".join(f"({w})" for w in wanted)))
    return Matches(rows, rows.c.rowid, fits, literal_column(f"bm25({name}, {_BM25[of.name]})", Float))


def _postgresql(of: Table, ways: Sequence[Fields]) -> Matches | None:
    weights = dict(zip(_COLUMNS[of.name], "ABCD", strict=False))
    wanted = [expression for fields in ways if (expression := to_tsquery(fields, weights))]
    if not wanted:
        return None
    query = func.to_tsquery(
        literal_column(f"'{CONFIGURATION}'::regconfig"), bindparam(None, " | ".join(f"({w})" for w in wanted))
    )
    search: ColumnElement[str] = literal_column(f"{of.name}.{COLUMN}")
    rank = func.ts_rank(literal_column(f"'{_RANK[of.name]}'::float4[]"), search, query, 1, type_=Float)
    return Matches(of, of.c.place, search.op("@@", is_comparison=True)(query), -rank)
