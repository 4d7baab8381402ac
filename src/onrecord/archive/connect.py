"""Opening an archive: an SQLite file, or a PostgreSQL database when its address is given.

Adds what several processes need to use one archive at once: a reader sees one state and never waits for a writer, a
writer is alone and waits its turn, and what was acknowledged outlives the process and the power. Refuses a file that is
no archive, and one that a newer OnRecord made; an older one is brought up to date.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from onrecord.archive import engines, migrate
from onrecord.archive.failures import DAMAGED, WAIT, told
from onrecord.errors import OnRecordError

DEFAULT: Final = "onrecord.db"
# Any number will do that no other program uses in the same database.
_WRITER: Final = 7_235_412_901
_NONE: Final = "Check the path, or make an archive with “onrecord add”."


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive. `where` is its path, or its address without the password."""

    where: str
    engine: Engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection; the last process to do so leaves an SQLite archive as a single file."""
        self.engine.dispose()


def open_archive(where: str, *, create: bool = False) -> Archive:
    """The archive at a path or at a “postgresql://…” address; with `create` it is made where there is none.

    Raises OR401 (there is none), OR402 (it is something else, damaged, or the server does not answer), OR403 (it is to
    be made or brought up to date, and cannot be written), OR405 (a newer OnRecord made it), OR115 (no driver).
    """
    archive = Archive(*engines.engine(where, create=create))
    try:
        _prepare(archive, create=create)
    except BaseException:
        archive.close()
        raise
    return archive


def _prepare(archive: Archive, *, create: bool) -> None:
    """See that the tables are there and of this version."""
    state = _state(archive, create=create)
    if state == "none" and not create:
        raise OnRecordError("OR401", archive.where, _NONE)
    if state == "none":
        with told(archive.where, write=True):
            engines.keep_journal(archive.engine)
    if state != "current":
        with writing(archive) as connection:
            migrate.upgrade(connection)


def _state(archive: Archive, *, create: bool) -> migrate.State:
    try:
        with told(archive.where, write=create), archive.engine.begin() as connection:
            return migrate.state(connection, archive.where)
    except (DBAPIError, UnicodeDecodeError) as error:
        # What is asked here is right for every database, unless what it says of itself is damaged.
        raise OnRecordError("OR402", archive.where, DAMAGED) from error


@contextmanager
def reading(archive: Archive) -> Iterator[Connection]:
    """A connection that sees one unchanging state of the archive, whatever is written meanwhile. Raises OR402."""
    with told(archive.where, write=False), archive.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(archive: Archive) -> Iterator[Connection]:
    """A connection in a transaction: what is done in it is all kept when the block ends, or none of it.

    There is one writer at a time; others wait up to a minute. Raises OR403 where the archive cannot be written.
    """
    with told(archive.where, write=True), archive.engine.connect() as connection:
        connection.execution_options(**{engines.BEGIN: "BEGIN IMMEDIATE"})
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
            yield connection
