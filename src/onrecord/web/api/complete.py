"""All that fits a search, one after the other: what a search shows page by page, from one state of the archive.

Adds nothing to what the search finds, and leaves nothing out: there are as many as the pages show together. Little is
in memory at a time, however many there are.
"""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection

from onrecord.archive.context import WIDTH
from onrecord.archive.criteria import Criteria, Query, criteria, of_statements, on_articles
from onrecord.archive.hits import article_hits, statement_hits
from onrecord.archive.listing import Cursor, Kept, Listing, Row, collect
from onrecord.archive.presented import corrections
from onrecord.archive.search import article_candidates, candidates, kept_statements
from onrecord.export.found import article_dict, statement_dict

BATCH: Final = 200
"""How many results are in memory at a time."""

Dicts = Iterator[list[dict[str, Any]]]


def statements(connection: Connection, query: Query, width: int = WIDTH) -> Dicts:
    """Every statement that fits, some at a time, as a search tells of it. Raises OR406."""
    wanted, batches = _statements(connection, query)
    for rows in batches:
        yield [statement_dict(hit) for hit in statement_hits(connection, rows, wanted.words, width)]


def _statements(connection: Connection, query: Query) -> tuple[Criteria, Iterator[list[Row]]]:
    wanted, people = criteria(query), corrections(connection)
    kept = partial(kept_statements, connection, wanted, people)
    return wanted, _batches(candidates(connection, wanted, people, ranked=False), kept)


def articles(connection: Connection, query: Query, width: int = WIDTH) -> Dicts:
    """Every article that fits, some at a time. Raises OR406."""
    wanted, inner = on_articles(query), of_statements(query)
    for rows in _batches(*article_candidates(connection, query, wanted, inner, ranked=False)):
        yield [article_dict(hit) for hit in article_hits(connection, rows, wanted.words, width)]


def _batches(listing: Listing, kept: Kept) -> Iterator[list[Row]]:
    at: Cursor | None = listing.first(0)
    while at is not None:
        rows, at = collect(listing, kept, at, BATCH, BATCH + 1)
        yield rows


def speakers(connection: Connection, query: Query) -> Dicts:
    """Every speaker in every article, with how many of the statements that fit are theirs. Raises OR406.

    Statements of an article come one after the other, so that no more than one article is kept.
    """
    _, batches = _statements(connection, query)
    spoken = (row for rows in batches for row in rows if row["speaker_called"] is not None)
    for _, rows in groupby(spoken, key=lambda row: row["article_id"]):
        yield list(_by_speaker(rows))


def _by_speaker(rows: Iterator[Row]) -> Iterator[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        told = found.setdefault(row["speaker_id"], _speaker(row))
        told["statements"] += 1
    yield from found.values()


def _speaker(row: Row) -> dict[str, Any]:
    names = {"name": "called", "kind": "kind", "role": "role", "country": "country", "wikidata": "wikidata"}
    return {
        "article": row["article_id"],
        "id": row["speaker_id"],
        **{name: row[f"speaker_{column}"] for name, column in names.items()},
        "aliases": list(row["speaker_aliases"] or ()),
        "statements": 0,
        "title": row["article_title"],
        "outlet": {"name": row["article_outlet_name"], "domain": row["article_outlet_domain"]},
        "published": row["article_published"],
        "url": row["article_url"],
    }
