"""Migrations run on the connection, and within the transaction, that they are given."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import inspect

from onrecord.archive import engines, migrate
from onrecord.archive.connect import Archive, reading, writing


def test_what_is_migrated_in_a_transaction_that_fails_is_not_there(nowhere: str) -> None:
    archive = Archive(*engines.engine(nowhere, create=True))
    with archive:
        with suppress(InterruptedError), writing(archive) as connection:
            migrate.upgrade(connection)
            assert "articles" in inspect(connection).get_table_names()
            raise InterruptedError
        with reading(archive) as connection:
            assert inspect(connection).get_table_names() == []


def test_nobody_needs_a_settings_file_or_finds_one_made(nowhere: str, tmp_path: Path) -> None:
    with Archive(*engines.engine(nowhere, create=True)) as archive, writing(archive) as connection:
        migrate.upgrade(connection)
    assert not list(tmp_path.glob("*.ini"))
