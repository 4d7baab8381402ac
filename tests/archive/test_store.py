"""Putting what was read into the archive: once, with its versions, and by whom; on both back ends."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Table, select

import onrecord
from onrecord.archive import schema, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.store import Read, put
from onrecord.errors import OnRecordError
from onrecord.model import Dated, Record, Source
from onrecord.read.items import Skipped, Unread

MON, TUE, WED = (f"2023-08-0{day}T10:00:00Z" for day in (1, 2, 3))
URL = "https://harbour-post.example/pier"
FAILED = Unread("gone.html", OnRecordError("OR101", "gone.html", "Check the path.", "nothing\0there"))


def source(location: str = "page.html", url: str | None = None, fetched: str | None = None, body: str = "x") -> Source:
    data = body.encode()
    return Source(location, data, "text/html", hashlib.sha256(data).hexdigest(), url, fetched=fetched)


def named(record: Record, id_: str) -> Record:
    return replace(record, article=replace(record.article, id=id_))


def put_all(archive: Archive, *outcomes: Read | Unread | Skipped, keep_bytes: bool = False) -> list[str]:
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {"names": ["x"]}, "test/1")
        return [put(connection, run, outcome, keep_bytes=keep_bytes) for outcome in outcomes]


def rows(archive: Archive, table: Table, *names: str) -> list[tuple[Any, ...]]:
    columns = [table.c[name] for name in names]
    with reading(archive) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*table.primary_key.columns))]


def current(archive: Archive) -> dict[str, bool]:
    return {id_: is_current for id_, is_current in rows(archive, schema.articles, "id", "current")}  # noqa: C416 - types


def facets(archive: Archive) -> set[tuple[str, str]]:
    return {(id_, words.split()[-1]) for id_, words in rows(archive, schema.statements, "article_id", "facets")}


def test_what_was_put_comes_back_as_it_was(archive: Archive, record: Record) -> None:
    assert put_all(archive, Read(source(), record)) == ["added"]
    with reading(archive) as connection:
        assert store.record(connection, "a1") == record


def test_the_same_put_again_changes_nothing(archive: Archive, record: Record) -> None:
    read = Read(source(), record)
    tables = (schema.pages, schema.sources, schema.articles, schema.statements, schema.speakers, schema.dropped)
    put_all(archive, read)
    before = [rows(archive, table, *table.c.keys()) for table in tables]
    assert put_all(archive, read, read) == ["unchanged", "unchanged"]
    assert [rows(archive, table, *table.c.keys()) for table in tables] == before


def test_the_same_page_at_two_places_is_one_article_with_two_sources(archive: Archive, record: Record) -> None:
    assert put_all(archive, Read(source("a.html"), record), Read(source("b.html"), record)) == ["added", "unchanged"]
    assert rows(archive, schema.sources, "location", "article_id") == [("a.html", "a1"), ("b.html", "a1")]
    assert len(rows(archive, schema.articles, "id")) == 1


def test_a_page_that_changed_gets_a_new_version_and_the_old_one_stays(archive: Archive, record: Record) -> None:
    first, second = Read(source(url=URL), record), Read(source(url=URL, body="y"), named(record, "a2"))
    assert put_all(archive, first, second) == ["added", "changed"]
    assert rows(archive, schema.articles, "id", "version", "current") == [("a1", 1, False), ("a2", 2, True)]
    assert facets(archive) == {("a1", "old"), ("a2", "current")}
    with reading(archive) as connection:
        assert store.record(connection, "a1") == record


def test_a_file_that_changed_in_its_place_is_a_new_version_too(archive: Archive, record: Record) -> None:
    outcomes = put_all(archive, Read(source(), record), Read(source(body="y"), named(record, "a2")))
    assert outcomes == ["added", "changed"]


def test_an_older_capture_that_is_added_later_does_not_become_the_current_version(
    archive: Archive, record: Record
) -> None:
    newer, older = Read(source(url=URL, fetched=TUE), record), Read(source("b", URL, MON, "y"), named(record, "a2"))
    assert put_all(archive, newer, older) == ["added", "changed"]
    assert current(archive) == {"a1": True, "a2": False}
    assert facets(archive) == {("a1", "current"), ("a2", "old")}


def test_a_page_that_says_again_what_it_said_before_has_its_first_version_back(
    archive: Archive, record: Record
) -> None:
    first, second = Read(source(URL, URL, MON), record), Read(source(URL, URL, TUE, "y"), named(record, "a2"))
    back = Read(source(URL, URL, WED), record)
    assert put_all(archive, first, second, back) == ["added", "changed", "changed"]
    assert current(archive) == {"a1": True, "a2": False}
    assert facets(archive) == {("a1", "current"), ("a2", "old")}
    # Read once more, as after a crash, nothing changes any more.
    assert put_all(archive, first, second, back) == ["unchanged"] * 3
    assert current(archive) == {"a1": True, "a2": False}


def test_when_the_same_was_last_found_is_kept_beside_when_it_first_was(archive: Archive, record: Record) -> None:
    put_all(archive, *(Read(source(URL, URL, fetched), record) for fetched in (TUE, WED, MON)))
    assert rows(archive, schema.sources, "fetched", "last_fetched") == [(TUE, WED)]


def test_what_could_not_be_read_is_kept_with_its_error_once_a_run(archive: Archive) -> None:
    assert put_all(archive, FAILED, FAILED) == ["failed", "failed"]
    put_all(archive, FAILED)
    kept = ("gone.html", "OR101", "nothing\ufffdthere", "Check the path.")
    assert rows(archive, schema.errors, "run_id", "location", "code", "detail", "remedy") == [(1, *kept), (2, *kept)]


def test_what_is_no_page_is_kept_with_the_reason_once_a_run(archive: Archive) -> None:
    assert put_all(archive, Skipped("a.png", "image/png"), Skipped("a.png", "image/png")) == ["skipped", "skipped"]
    assert rows(archive, schema.skipped, "location", "reason") == [("a.png", "image/png")]


def test_bytes_are_kept_when_asked_for_also_of_a_page_that_is_there(archive: Archive, record: Record) -> None:
    read = Read(source(body="<p>Ä</p>"), record)
    put_all(archive, read)
    with reading(archive) as connection, pytest.raises(OnRecordError, match="OR404"):
        store.capture(connection, read.source.sha256)
    put_all(archive, read, read, keep_bytes=True)
    with reading(archive) as connection:
        assert store.capture(connection, read.source.sha256) == read.source.data


def test_each_row_says_which_versions_made_it(archive: Archive, record: Record) -> None:
    put_all(archive, Read(source(), record))
    assert rows(archive, schema.articles, "onrecord", "method", "run_id") == [(onrecord.__version__, "test/1", 1)]
    assert rows(archive, schema.runs, "command", "arguments", "state", "counts") == [
        ("add", {"names": ["x"]}, "running", {})
    ]


def test_a_run_ends_with_its_counts(archive: Archive) -> None:
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.end_run(connection, run, "finished", {"added": 3})
    assert rows(archive, schema.runs, "state", "counts") == [("finished", {"added": 3})]
    assert rows(archive, schema.runs, "finished") != [(None,)]


def test_the_same_pages_in_the_same_order_have_the_same_numbers_after_a_rolled_back_batch(
    archive: Archive, record: Record
) -> None:
    put_all(archive, Read(source("a"), record))
    with suppress(InterruptedError), writing(archive) as connection:
        put(connection, 1, Read(source("b"), named(record, "a2")), keep_bytes=False)
        raise InterruptedError
    put_all(archive, Read(source("b"), named(record, "a2")), Read(source("c"), named(record, "a3")))
    assert rows(archive, schema.pages, "id", "key") == [(1, "a"), (2, "b"), (3, "c")]
    assert rows(archive, schema.sources, "id", "location") == [(1, "a"), (2, "b"), (3, "c")]
    assert rows(archive, schema.articles, "serial", "id") == [(1, "a1"), (2, "a2"), (3, "a3")]


def test_a_newer_reading_takes_the_place_of_the_old_one_which_is_given_back(archive: Archive, record: Record) -> None:
    put_all(archive, Read(source(), record))
    article = replace(record.article, id="other", published=Dated("2024-02-02", "json-ld"), title="Anew", dropped=())
    newer = Record(article, record.statements[:1], record.speakers[:1], record.sheet)
    with writing(archive) as connection:
        run = store.begin_run(connection, "reindex", {}, "test/2")
        assert store.replace_reading(connection, "a1", newer, run) == record
    with reading(archive) as connection:
        assert store.record(connection, "a1") == named(newer, "a1")
    day = schema.day_of("2024-02-02")
    assert rows(archive, schema.articles, "place", "method", "version", "current", "run_id") == [
        (schema.place(day, 1), "test/2", 1, True, run)
    ]
    assert rows(archive, schema.statements, "place") == [(schema.place(day, 1, 1),)]


def test_a_newer_reading_of_an_old_version_stays_old(archive: Archive, record: Record) -> None:
    put_all(archive, Read(source(), record), Read(source(body="y"), named(record, "a2")))
    with writing(archive) as connection:
        store.replace_reading(connection, "a1", record, 1)
    assert facets(archive) == {("a1", "old"), ("a2", "current")}


def test_a_reading_of_what_is_not_there_cannot_be_replaced(archive: Archive, record: Record) -> None:
    with writing(archive) as connection, pytest.raises(OnRecordError, match="OR404"):
        store.replace_reading(connection, "a9", record, 1)


def test_more_statements_than_places_are_refused(
    archive: Archive, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_MOST", 2)
    with pytest.raises(OnRecordError, match="OR109"):
        put_all(archive, Read(source(), record))
