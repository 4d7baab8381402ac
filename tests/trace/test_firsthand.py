"""Who has a quotation first, and who from whom."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.told import put_fixture, told_fixture
from tests.trace.wires import CUT, HILL, WHOLE, news, story

from onrecord.archive.connect import Archive, reading
from onrecord.archive.schema import statements
from onrecord.model import Credit, Outlet, Record
from onrecord.trace import firsthand, index
from onrecord.trace.firsthand import Hand, firsts, hands

__all__ = ["put_fixture", "told_fixture"]

Told = Callable[..., Record]
Put = Callable[..., None]


@pytest.fixture
def press(archive: Archive, told: Told, put: Put) -> Archive:
    lines = [(HILL, None, WHOLE)]
    same_day = told("twin", "Hill", Outlet("Twin"), "2023-02-08", lines)
    put(archive, *news(told), *story(told)[:4], same_day)
    index.catch_up(archive)
    return archive


def of(archive: Archive, article: str) -> tuple[Hand, str | None]:
    (one,) = (one for one in hands(archive, [article]).handed if one.reading.speaker == HILL)
    return one.hand, one.parent.outlet if one.parent else None


def test_a_copy_is_second_hand_and_what_has_the_day_of_another_is_open(press: Archive) -> None:
    assert of(press, "echo")[0] is Hand.INFERRED
    assert of(press, "late") == (Hand.INFERRED, "Echo")
    # The two of one day: the tree begins with one of them, which says nothing about which is older.
    assert Hand.OPEN in {of(press, "wire")[0], of(press, "twin")[0]}


def test_what_is_dated_before_all_others_is_first_hand(archive: Archive, told: Told, put: Put) -> None:
    put(archive, *news(told), *story(told)[:4])
    index.catch_up(archive)
    assert of(archive, "wire") == (Hand.FIRST, None)


def test_a_copy_that_names_its_source_is_credited(archive: Archive, told: Told, put: Put) -> None:
    named = told("lamp", "Hill", Outlet("Lamp"), "2023-02-10", [(HILL, None, CUT)])
    named = replace(named, article=replace(named.article, credits=(Credit("Wire", None, "byline", 0.9),)))
    put(archive, *news(told), story(told)[0], named)
    index.catch_up(archive)
    assert of(archive, "lamp") == (Hand.CREDITED, "Wire")


def test_alterations_come_with_the_reading_they_are_in(press: Archive) -> None:
    found = hands(press, ["echo", "lamp"])
    (one,) = (one for one in found.altered if one.reading.article == "echo")
    assert ("threatens", "menaces") in [(told.before, told.after) for told in one.altered]
    assert found.articles == 2
    assert sum(found.counts.values()) == len(found.handed) == 2


def test_what_nobody_else_has_is_not_counted(press: Archive) -> None:
    assert hands(press, ["news1"]).handed == ()


def places(archive: Archive) -> list[int]:
    with reading(archive) as connection:
        return list(connection.scalars(select(statements.c.place).order_by(statements.c.place.desc())))


def test_outlets_that_had_a_quotation_first_are_counted_alone_or_with_others(press: Archive) -> None:
    with reading(press) as connection:
        found = firsts(connection, places(press))
    assert (found.compared, found.shared) == (5, 1)
    assert [(name, alone, among) for name, alone, among, _ in found.outlets] == [("Twin", 0, 1), ("Wire", 0, 1)]


def test_only_the_newest_are_compared(press: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firsthand, "GROUPED", 2)
    with reading(press) as connection:
        assert firsts(connection, places(press)).compared == 2
        assert firsts(connection, []).outlets == ()
