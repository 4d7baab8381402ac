"""What an archive holds is counted, and what is damaged in it is told."""

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import update

import onrecord
from onrecord.archive import migrate, schema, store
from onrecord.archive.about import about, damages
from onrecord.archive.connect import Archive, writing
from onrecord.archive.store import Read
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source
from onrecord.read.items import Skipped, Unread


@pytest.fixture
def filled(archive: Archive, record: Record) -> Archive:
    """Two versions of one page, with bytes, and one that could not be read and one that is none."""

    def read(body: bytes, id_: str) -> Read:
        source = Source("p.html", body, "text/html", hashlib.sha256(body).hexdigest())
        return Read(source, replace(record, article=replace(record.article, id=id_)))

    outcomes: list[Read | Unread | Skipped] = [read(b"one", "a1"), read(b"two", "a2"), Skipped("x.png", "image/png")]
    outcomes.append(Unread("y.html", OnRecordError("OR101", "y.html", "Check the path.")))
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        for outcome in outcomes:
            store.put(connection, run, outcome, keep_bytes=True)
    return archive


def test_an_archive_is_counted(filled: Archive) -> None:
    found = about(filled)
    assert found.where == filled.where
    assert found.tables == migrate.HEAD
    assert found.bytes > 10_000
    assert dict(found.counts) == {
        "pages": 1, "articles": 2, "statements": 6, "speakers": 4, "sources": 2, "captures": 2, "errors": 1,
        "skipped": 1, "decisions": 0, "feeds": 0, "runs": 1,
    }  # fmt: skip
    assert found.old_articles == 1
    assert found.read_by == {f"OnRecord {onrecord.__version__}, test/1": 2}
    assert found.first_added is not None
    assert found.last_added is not None


def test_an_empty_archive_is_counted_and_whole(archive: Archive) -> None:
    found = about(archive)
    assert set(found.counts.values()) == {0}
    assert found.first_added is None
    assert list(damages(archive)) == []


def test_an_archive_that_is_whole_has_no_damage(filled: Archive) -> None:
    assert list(damages(filled)) == []


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (update(schema.captures).values(data=b"x"), "are not those that were captured"),
        (schema.statements.delete().where(schema.statements.c.id == "s2"), "has 2 statements and should have 3"),
        (update(schema.articles).values(current=False), "page 1 has no current version"),
        (update(schema.articles).values(current=True), "page 1 has several current versions"),
    ],
    ids=["bytes", "statements", "no version", "two versions"],
)
def test_damage_is_told(filled: Archive, damage: object, told: str) -> None:
    with writing(filled) as connection:
        connection.execute(damage)  # type: ignore[call-overload]
    assert any(told in line for line in damages(filled))


def test_an_index_that_does_not_match_its_table_is_told(filled: Archive) -> None:
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its index itself")
    with writing(filled) as connection:
        connection.exec_driver_sql("INSERT INTO statements_fts(rowid, text) VALUES (5, 'words of no statement')")
    assert any("index of statements" in line for line in damages(filled))
