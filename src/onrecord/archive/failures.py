"""What a database says when it fails → coded errors (OR402, OR403), by its own error codes and never by its words.

Refuses to hide a defect: an error that no user can cause or cure is passed on as it is.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError

from onrecord.errors import OnRecordError

WAIT: Final = 60
"""How many seconds a writer waits for another one."""

_FULL: Final = "Make room on the disk and run it again; what was acknowledged is kept."
_READ_ONLY: Final = "Check that you may write the file and the folder that it is in."
_BUSY: Final = "Another process is writing; run it again later."
DAMAGED: Final = "Restore it from a back-up; docs/archive.md says how to save what can be saved."
_GONE: Final = "Check that the server runs, has this database (else: createdb NAME), and that you may connect to it."
# How the name of an SQLite error, or a PostgreSQL error code, begins, and what to do: of those that keep one from
# writing, and of those that keep one from doing anything.
_UNWRITABLE: Final = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_PERM": _READ_ONLY,
    "SQLITE_CANTOPEN": _READ_ONLY,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "53": _FULL,
    "25006": "Connect to a server that takes changes.",
    "42501": "Ask the owner of the database for the right to write.",
    "55P03": _BUSY,
}
_UNUSABLE: Final = {
    "SQLITE_NOTADB": "Name an archive; this is another file, or it is damaged.",
    "SQLITE_CORRUPT": DAMAGED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "57P": _GONE,
    "08": _GONE,
    "28": "Check the user’s name and the password.",
}


@contextmanager
def told(where: str, *, write: bool) -> Iterator[None]:
    """Raise what the database says inside as OR402 or OR403 of the archive `where`; let anything else pass.

    Where nothing was to be written, what would be OR403 is OR402.
    """
    try:
        yield
    except DBAPIError as error:
        raise translated(error, where, write=write) from error


def translated(error: DBAPIError, where: str, *, write: bool) -> Exception:
    """The coded error for what a database said, or the error itself where it has none."""
    name, detail = name_of(error), str(error.orig).strip().partition("\n")[0]
    remedy = _remedy(_UNWRITABLE, name)
    if remedy and write:
        return OnRecordError("OR403", where, remedy, detail)
    remedy = remedy or _remedy(_UNUSABLE, name)
    remedy = remedy or _without_code(error, name)
    return OnRecordError("OR402", where, remedy, detail) if remedy else error


def _remedy(remedies: Mapping[str, str], name: str) -> str:
    return next((remedy for start, remedy in remedies.items() if name.startswith(start)), "")


def _without_code(error: DBAPIError, name: str) -> str:
    """The remedy of an error that has no code: psycopg's where it did not get as far as an answer of the server,
    Python's own where SQLite gave it what is no text."""
    if error.connection_invalidated:
        return _GONE
    if name or not isinstance(error, OperationalError):
        return ""
    return DAMAGED if isinstance(error.orig, sqlite3.Error) else _GONE


def name_of(error: DBAPIError) -> str:
    """The name of SQLite's error or the code of PostgreSQL's; empty where it has none."""
    return getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or ""
