"""The third version of the tables: tokens, what was least certain, and a log to which rows are only added."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from onrecord.archive import auditlog, migrate, tokens
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.tokens import Scope

TABLES = ("tokens", "audit")
INDEX = "statements_confidence"


def test_an_archive_of_the_second_version_gets_the_tables_and_their_guard(nowhere: str) -> None:
    with open_archive(nowhere, create=True) as archive, writing(archive) as connection:
        for what in (*(f"TABLE {table}" for table in TABLES), f"INDEX {INDEX}"):
            connection.execute(text(f"DROP {what}"))
        connection.execute(text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0002'"))
    with open_archive(nowhere) as archive:
        with reading(archive) as connection:
            found = inspect(connection)
            assert set(TABLES) <= set(found.get_table_names())
            assert INDEX in {one["name"] for one in found.get_indexes("statements")}
        with writing(archive) as connection:
            tokens.create(connection, "Ann Vale", {Scope.READ})
            auditlog.add(connection, "Ann Vale", "login", "t1", {})
        with pytest.raises(DBAPIError, match="rows are only added"), archive.engine.begin() as connection:
            connection.execute(text("DELETE FROM audit"))
