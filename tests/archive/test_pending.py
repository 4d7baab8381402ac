"""What changes an article is noted for the trace, once, in the same transaction."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select

from onrecord.archive import decisions, pending, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.schema import trace_pending
from onrecord.model import Outlet, Record

Told = Callable[..., Record]
Put = Callable[..., None]


def noted(archive: Archive) -> list[int]:
    with reading(archive) as connection:
        return list(connection.scalars(select(trace_pending.c.serial).order_by(trace_pending.c.serial)))


def page(told: Told, id_: str, words: str = "the ferries will wait") -> Record:
    return told(id_, "Ferries", Outlet("Post"), "2023-08-01", [("Ilva Brandt", None, words)])


@pytest.fixture
def emptied(archive: Archive, told: Told, put: Put) -> Archive:
    """An archive with two articles that the trace has looked at."""
    put(archive, page(told, "a1"), page(told, "a2"))
    assert noted(archive) == [1, 2]
    with writing(archive) as connection:
        connection.execute(delete(trace_pending))
    return archive


def test_an_article_is_noted_once_and_an_unknown_one_not_at_all(emptied: Archive) -> None:
    with writing(emptied) as connection:
        for name in ("a2", "a2", "none"):
            pending.note(connection, name)
    assert noted(emptied) == [2]


def test_adding_the_same_again_notes_nothing(emptied: Archive, told: Told, put: Put) -> None:
    put(emptied, page(told, "a1"))
    assert noted(emptied) == []


def test_reading_again_a_new_version_and_a_correction_are_noted(emptied: Archive, told: Told, put: Put) -> None:
    with writing(emptied) as connection:
        run = store.begin_run(connection, "reindex", {}, "test/2")
        store.replace_reading(connection, "a2", page(told, "a2", "the ferries will not wait"), run)
    assert noted(emptied) == [2]
    put(emptied, page(told, "a3", "the ferries have gone"), page="a1.txt")
    assert noted(emptied) == [1, 2, 3]
    with writing(emptied) as connection:
        connection.execute(delete(trace_pending))
        value: dict[str, Any] = {}
        decisions.decide(connection, Decision("reject", "a3", "s1", value, "Ann Vale", "no statement"))
    assert noted(emptied) == [3]
