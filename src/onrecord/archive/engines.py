"""The path or address of an archive → a SQLAlchemy engine that is set up for it.

Decides how safe and how fast the database works, and nothing about what is in it. Connects to nothing by itself.
"""

import json
import os
import sqlite3
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from onrecord.archive.failures import DAMAGED, WAIT
from onrecord.errors import OnRecordError
from onrecord.spans import Span

BEGIN: Final = "onrecord_begin"
"""The execution option of a connection that says how SQLite begins its transactions: "BEGIN IMMEDIATE" for writing."""

_MADE: Final = "Check the path, or make an archive with “onrecord add”."
_PRAGMAS: Final = (
    "PRAGMA foreign_keys = ON",
    # Each commit is on the disk before it is acknowledged: NORMAL would outlive kill -9 but not a power failure, and
    # with one commit for a batch of pages the waiting for the disk is nothing beside the reading of them.
    "PRAGMA synchronous = FULL",
    # The journal is brought into the file every 32 MB: pages that one batch after the other changes are written once.
    "PRAGMA wal_autocheckpoint = 8000",
    # After a long writing the journal is cut back to this many bytes.
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)

# Made once: `json.dumps` makes one anew for each call with these settings.
_encode: Final = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def dumps(value: object) -> str:
    """JSON without spaces; spans, which are most of it, without the encoder, which takes six times as long."""
    if isinstance(value, tuple) and all(type(one) is Span for one in value):
        return f"[{','.join([f'[{start},{end}]' for start, end in value])}]"
    return _encode(value)


def engine(where: str, *, create: bool) -> tuple[str, Engine]:
    """The name to show and the engine for a path or a “postgresql://…” address; with `create` the file may be made.

    Raises OR401 (no such file), OR402 (no file, no address), OR403 (no such folder), OR115 (no driver).
    """
    if where.startswith(("postgresql:", "postgresql+", "postgres:")):
        return _server(where)
    return where, _file(Path(where), create=create)


def _server(address: str) -> tuple[str, Engine]:
    """PostgreSQL, by psycopg; the shown address hides the password."""
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        remedy = "Write it as postgresql://USER:PASSWORD@HOST/DATABASE."
        raise OnRecordError("OR402", "postgresql address", remedy, "it cannot be understood") from None
    shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
    if find_spec("psycopg") is None:
        raise OnRecordError("OR115", shown, "Install it: pip install 'onrecord[postgres]'.", "psycopg is not installed")
    return shown, create_engine(url, json_serializer=dumps)


def _file(path: Path, *, create: bool) -> Engine:
    """SQLite. When a transaction begins is said by us and not by the driver, so that a writer can ask for its turn."""
    _check(path, create=create)
    connect = partial(_connect, path, "rwc" if create else "rw")
    made = create_engine("sqlite://", creator=connect, poolclass=QueuePool, json_serializer=dumps)
    event.listen(made, "begin", _begin)
    return made


def _check(path: Path, *, create: bool) -> None:
    try:
        if path.is_dir():
            raise OnRecordError("OR402", str(path), "Name the archive in it.", "it is a folder")
        if not path.exists() and not create:
            raise OnRecordError("OR401", str(path), _MADE)
    except (OSError, ValueError) as error:
        raise OnRecordError("OR402", str(path), "Choose another path.", str(error)) from None
    if create and not path.parent.is_dir():
        raise OnRecordError("OR403", str(path), "Make the folder first.", "there is no such folder")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{_access(path, mode)}"
    connection = sqlite3.connect(address, WAIT, isolation_level=None, check_same_thread=False, uri=True)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except UnicodeDecodeError as error:
        # Python cannot read SQLite's message, which cites what is damaged.
        connection.close()
        raise OnRecordError("OR402", str(path), DAMAGED) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _access(path: Path, mode: str) -> str:
    """How to open: where neither the file nor the journal beside it can be written, only for reading.

    A file that we cannot write, and that nobody has open, is taken for unchanging, as on a disk of evidence: SQLite
    could not open it otherwise, since it would have to make files beside it.
    """
    if not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        return f"mode={mode}"
    used = any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-shm"))
    return "mode=ro" if used else "mode=ro&immutable=1"


def _begin(connection: Connection) -> None:
    if begin := connection.get_execution_options().get(BEGIN, "BEGIN"):
        connection.exec_driver_sql(begin)


def keep_journal(engine: Engine) -> None:
    """Make SQLite write ahead: readers see the state that they began with, and never wait for the writer.

    It stays so for the file. PostgreSQL is that way by itself.
    """
    if engine.dialect.name == "sqlite":
        # Not possible within a transaction.
        with engine.connect().execution_options(**{BEGIN: ""}) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
