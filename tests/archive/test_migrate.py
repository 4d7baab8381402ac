"""An archive's tables are those that the code describes, and an older archive is brought up to date with all in it."""

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from onrecord.archive import migrate, schema, store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source

NEXT = '''
"""A version after the newest, for the tests."""

import sqlalchemy as sa
from alembic import op
from onrecord.archive import fulltext

revision = "9999"
down_revision = "{head}"

def upgrade() -> None:
    fulltext.drop(op.get_bind())
    op.add_column("pages", sa.Column("note", sa.Text()))
    with op.batch_alter_table("statements") as table:
        table.alter_column("confidence", existing_type=sa.Float(), type_=sa.Numeric(), nullable=False)
    fulltext.remake(op.get_bind())
'''


@pytest.fixture
def newer_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An OnRecord that knows another version of the tables."""
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "r9999_note.py").write_text(NEXT.format(head=migrate.HEAD))
    config = migrate._config

    def with_next() -> Config:
        made = config()
        own = ScriptDirectory.from_config(made).versions
        made.set_main_option("path_separator", "newline")
        made.set_main_option("version_locations", f"{own}\n{folder}")
        return made

    monkeypatch.setattr(migrate, "_config", with_next)
    monkeypatch.setattr(migrate, "HEAD", "9999")


def put(archive: Archive, record: Record) -> None:
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, store.Read(Source("p", b"x", "text/html", "0"), record), keep_bytes=False)


def found(archive: Archive, words: str) -> list[str]:
    """The ids of the statements that the full-text index has for the words."""
    sqlite = "JOIN statements_fts f ON f.rowid = s.place WHERE f.text MATCH :words"
    server = "WHERE search @@ phraseto_tsquery('onrecord', :words)"
    with reading(archive) as connection:
        rest = sqlite if connection.dialect.name == "sqlite" else server
        query = text(f"SELECT s.id FROM statements s {rest} ORDER BY s.place")
        return list(connection.execute(query, {"words": words}).scalars())


def test_the_newest_version_is_the_one_that_is_asked_for() -> None:
    assert migrate.revisions()[0] == migrate.HEAD


def test_a_migrated_archive_has_exactly_the_tables_that_are_described(archive: Archive) -> None:
    with reading(archive) as connection:
        options = {"version_table": migrate.VERSION_TABLE, "include_name": migrate.ours, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []


def test_an_archive_that_is_up_to_date_is_left_as_it_is(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "upgrade", lambda connection: pytest.fail("migrated"))
    open_archive(where, create=True).close()


@pytest.mark.parametrize("create", [False, True])
def test_an_older_archive_is_brought_up_to_date_with_all_that_is_in_it(
    nowhere: str, record: Record, create: bool, request: pytest.FixtureRequest
) -> None:
    with open_archive(nowhere, create=True) as archive:
        put(archive, record)
    request.getfixturevalue("newer_version")
    with open_archive(nowhere, create=create) as archive:
        with reading(archive) as connection:
            assert "note" in {column["name"] for column in inspect(connection).get_columns("pages")}
            assert store.record(connection, "a1") == record
        assert found(archive, "money had gone") == ["s2", "s3"]
        put(archive, replace(record, article=replace(record.article, id="a2")))
        assert found(archive, "was never safe") == ["s1", "s1"]


def test_what_a_newer_onrecord_migrated_is_refused_by_an_older_one(
    nowhere: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    with monkeypatch.context() as newer:
        request.getfixturevalue("newer_version")
        open_archive(nowhere, create=True).close()
        newer.undo()
    monkeypatch.undo()
    with pytest.raises(OnRecordError, match=r"OR405.*version 9999, this OnRecord knows \d{4}"):
        open_archive(nowhere)


def made(where: str) -> None:
    open_archive(where, create=True).close()


def test_processes_that_make_the_same_archive_at_once_get_along(nowhere: str) -> None:
    context = multiprocessing.get_context("spawn")
    several = [context.Process(target=made, args=(nowhere,)) for _ in range(4)]
    for process in several:
        process.start()
    for process in several:
        process.join(60)
    assert [process.exitcode for process in several] == [0, 0, 0, 0]
    open_archive(nowhere).close()
