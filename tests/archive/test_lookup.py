"""What is in the archive is found by its name; on both back ends."""

import hashlib
from dataclasses import replace

import pytest

from onrecord.archive import lookup, schema, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source


def put(archive: Archive, record: Record, location: str, body: bytes, id_: str, fetched: str | None = None) -> None:
    source = Source(location, body, "text/html", hashlib.sha256(body).hexdigest(), fetched=fetched)
    read = store.Read(source, replace(record, article=replace(record.article, id=id_)))
    with writing(archive) as connection:
        store.put(connection, store.begin_run(connection, "add", {}, "test/1"), read, keep_bytes=True)


def test_known_are_the_places_that_something_was_read_from(archive: Archive, record: Record) -> None:
    put(archive, record, "a\ud800.html", b"a", "a1")
    put(archive, record, "b.html", b"b", "a2")
    with reading(archive) as connection:
        assert lookup.known(connection, ["a\ud800.html", "c.html"]) == {"a\ud800.html"}
        assert lookup.known(connection, [f"{n}.html" for n in range(2000)] + ["b.html"]) == {"b.html"}
        assert lookup.known(connection, []) == set()


def test_versions_of_a_page_are_listed_from_any_of_them(archive: Archive, record: Record) -> None:
    put(archive, record, "a.html", b"one", "a1", "2023-01-01T00:00:00Z")
    put(archive, record, "a.html", b"two", "a2", "2023-01-02T00:00:00Z")
    put(archive, record, "b.html", b"other", "a3")
    with reading(archive) as connection:
        found = lookup.versions(connection, "a2")
        assert lookup.versions(connection, "a1") == found
    assert [(v.article_id, v.version, v.current, v.fetched) for v in found] == [
        ("a1", 1, False, "2023-01-01T00:00:00Z"),
        ("a2", 2, True, "2023-01-02T00:00:00Z"),
    ]


def test_texts_are_given_of_those_that_are_there(archive: Archive, record: Record) -> None:
    put(archive, record, "a.html", b"a", "a1")
    with reading(archive) as connection:
        assert lookup.texts(connection, ["a1", "a9"]) == {"a1": record.article.text}


def test_what_is_not_there_is_an_error_with_its_code(archive: Archive) -> None:
    with reading(archive) as connection:
        for look in (lookup.record, lookup.versions, lookup.capture):
            with pytest.raises(OnRecordError, match="OR404 a9"):
                look(connection, "a9")


def test_damaged_rows_are_an_error_with_its_code(archive: Archive, record: Record) -> None:
    put(archive, record, "a.html", b"a", "a1")
    with writing(archive) as connection:
        connection.execute(schema.articles.update().values(body={"speakers": ["p9"]}))
        connection.execute(schema.captures.update().values(data=b"nothing compressed"))
    with reading(archive) as connection:
        with pytest.raises(OnRecordError, match="OR402 a1"):
            lookup.record(connection, "a1")
        with pytest.raises(OnRecordError, match="OR402"):
            lookup.capture(connection, hashlib.sha256(b"a").hexdigest())
