"""All that fits a search, on both back ends, as many as its pages show."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection
from tests.archive.conftest import archive, database, model_file, server, where

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.criteria import Query
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.people import find_people
from onrecord.archive.search import find_articles, find_statements
from onrecord.export.found import article_dict, statement_dict
from onrecord.web.api import complete

__all__ = ["archive", "database", "model_file", "server", "where"]

QUERIES = [
    Query(), Query("the"), Query("dam*"), Query(speaker="brandt"), Query(kind="direct", outlet="post"),
    Query(about="money"), Query(all_versions=True),
]  # fmt: skip


def shown(connection: Connection, query: Query, find: Any, tell: Callable[[Any], dict[str, Any]]) -> Iterator[Any]:
    after = None
    while True:
        page = find(connection, query, 2, after)
        yield from map(tell, page.hits)
        if not page.next:
            return
        after = page.next


def flat(some: Iterator[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [one for part in some for one in part]


@pytest.fixture(params=[False, True], ids=["as read", "corrected"])
def read(request: pytest.FixtureRequest, library: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(complete, "BATCH", 2)
    if request.param:
        with writing(library) as connection:
            decide(connection, Decision("reject", "a1", "s1", who="Ann"))
            decide(connection, Decision("speaker", "a4", "s1", {"name": "Olaf Brandt"}, who="Ann"))
            decide(connection, Decision("merge", None, None, {"name": "Water Board", "into": "Ida Waters"}, who="Ann"))
    return library


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.words or query.speaker or query.outlet or "all")
def test_there_are_as_many_statements_as_the_search_shows(read: Archive, query: Query) -> None:
    with reading(read) as connection:
        found = flat(complete.statements(connection, query))
        assert found == list(shown(connection, query, find_statements, statement_dict))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.words or query.speaker or query.outlet or "all")
def test_there_are_as_many_articles_as_the_search_shows(read: Archive, query: Query) -> None:
    with reading(read) as connection:
        found = flat(complete.articles(connection, query))
        assert found == list(shown(connection, query, find_articles, article_dict))


def test_speakers_have_the_statements_that_the_search_of_speakers_counts(read: Archive) -> None:
    with reading(read) as connection:
        rows = flat(complete.speakers(connection, Query()))
        people = find_people(connection, Query(speaker="brandt")).people
    assert people
    for person in people:
        own = [row for row in rows if (row["name"], row["kind"]) == (person.name, person.kind)]
        assert (len(own), sum(row["statements"] for row in own)) == (person.articles, person.statements)
    assert len({(row["article"], row["id"]) for row in rows}) == len(rows)
