"""What databases say when they fail, in coded errors: the server is made to say it, SQLite's names are given."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.failures import told, translated
from onrecord.errors import OnRecordError


class Said(sqlite3.OperationalError):
    """An error of SQLite by its name."""

    def __init__(self, name: str) -> None:
        super().__init__("what it says\nand more")
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", "OR403"),
        ("SQLITE_IOERR_WRITE", "OR403"),
        ("SQLITE_READONLY_DIRECTORY", "OR403"),
        ("SQLITE_BUSY_SNAPSHOT", "OR403"),
        ("SQLITE_CANTOPEN", "OR403"),
        ("SQLITE_NOTADB", "OR402"),
        ("SQLITE_CORRUPT_VTAB", "OR402"),
    ],
)
def test_sqlite_s_errors_have_codes(name: str, code: str) -> None:
    error = translated(OperationalError("", None, Said(name)), "x.db", write=True)
    assert isinstance(error, OnRecordError)
    assert (error.code, error.where, error.detail) == (code, "x.db", "what it says")
    read = translated(OperationalError("", None, Said(name)), "x.db", write=False)
    assert isinstance(read, OnRecordError)
    assert read.code == "OR402"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "OR403"),  # disk full
        ("53200", "OR403"),  # out of memory
        ("25006", "OR403"),  # a read-only server
        ("42501", "OR403"),  # no right to write
        ("57014", None),  # cancelled
        ("57P01", "OR402"),  # shut down
        ("XX001", "OR402"),  # data corrupted
    ],
)
def test_the_server_s_errors_have_codes(database: str, state: str, code: str | None) -> None:
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'said' USING ERRCODE = '{state}'; END $$"
    expected = pytest.raises(OnRecordError, match=code) if code else pytest.raises(DBAPIError)
    with open_archive(database) as archive, expected, writing(archive) as connection:
        connection.exec_driver_sql(raising)


def test_a_defect_is_not_hidden() -> None:
    with pytest.raises(IntegrityError), told("x.db", write=True):
        raise IntegrityError("", None, sqlite3.IntegrityError("NOT NULL constraint failed"))


def test_a_server_that_goes_away_is_told(database: str) -> None:
    gone = pytest.raises(OnRecordError, match="OR402")
    with open_archive(database) as archive, open_archive(database) as other, gone, reading(archive) as connection:
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with writing(other) as second:
            second.exec_driver_sql(f"SELECT pg_terminate_backend({number})")
        connection.exec_driver_sql("SELECT 1")
