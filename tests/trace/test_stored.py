"""Statements as the trace compares them, as people have corrected them."""

from collections.abc import Callable

from onrecord.archive import decisions
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.model import Outlet, Record
from onrecord.trace import stored
from onrecord.trace.rows import UNDATED, Row

POST = Outlet("The Harbour Post", "harbour-post.example")
WORDS = "“the pier was never safe,”"

Told = Callable[..., Record]
Put = Callable[..., None]


def rows(archive: Archive) -> list[Row]:
    with reading(archive) as connection:
        return list(stored.all_rows(connection, stored.corrections(connection)))


def test_a_row_says_whose_words_they_are_when_and_where(archive: Archive, told: Told, put: Put) -> None:
    put(
        archive, told("a1", "Pier", POST, "2023-08-01", [("Ilva Brandt", None, WORDS), ("an official", None, "it was")])
    )
    put(archive, told("a2", "Pier", Outlet(), None, [("Ilva Brandt", None, "the pier holds")]))
    undated, first, second = rows(archive)
    assert (first.statement, first.forms) == ("a1#s1", ("the", "pier", "was", "never", "safe"))
    assert (first.day, first.speaker, first.outlet, first.quoted) == (738733, "ilva brandt", "The Harbour Post", True)
    assert (second.speaker, second.quoted) == ("", False)
    assert (undated.day, undated.outlet) == (UNDATED, "")


def test_what_people_rejected_is_left_out_and_speakers_are_the_corrected_ones(
    archive: Archive, told: Told, put: Put
) -> None:
    put(archive, told("a1", "Pier", POST, "2023-08-01", [("Ilva Brandt", None, WORDS), ("Tom Reed", None, "it holds")]))
    with writing(archive) as connection:
        decisions.decide(connection, Decision("reject", "a1", "s2", {}, "Ann Vale", "no statement"))
        value = {"name": "Olaf Brandt", "kind": "person", "new": True}
        decisions.decide(connection, Decision("speaker", "a1", "s1", value, "Ann Vale", "her brother"))
    assert [(row.statement, row.speaker) for row in rows(archive)] == [("a1#s1", "olaf brandt")]


def test_rows_are_found_by_place_and_by_article(archive: Archive, told: Told, put: Put) -> None:
    put(
        archive,
        told("a1", "Pier", POST, None, [("Ilva Brandt", None, "the pier holds"), ("Tom Reed", None, "it holds")]),
    )
    every = rows(archive)
    with reading(archive) as connection:
        people = stored.corrections(connection)
        assert stored.rows_at(connection, people, [every[1].place, 12345]) == [every[1]]
        assert stored.rows_of(connection, people, ["a1", "none"]) == every


def test_a_record_that_is_not_in_the_archive_gives_the_same_rows_elsewhere(
    archive: Archive, told: Told, put: Put
) -> None:
    record = told("a1", "Pier", POST, "2023-08-01", [("Ilva Brandt", None, WORDS), ("an official", None, "it was")])
    put(archive, record)
    outside = stored.record_rows(record)
    assert [row.place for row in outside] == [-1, -2]
    assert [row.statement for row in outside] == [row.statement for row in rows(archive)]
    for one, other in zip(outside, rows(archive), strict=True):
        assert (one.forms, one.day, one.speaker, one.outlet, one.quoted) == (
            other.forms, other.day, other.speaker, other.outlet, other.quoted,
        )  # fmt: skip
