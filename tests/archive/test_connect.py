"""Opening archives, and several processes in one: each of these runs on both back ends where both have it."""

import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select

from onrecord.archive import connect, engines, schema, store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source

# Adds articles to an archive one transaction at a time; says what is acknowledged. Arguments: the archive, a pickled
# record, the first letter of the articles' ids, how many; then what is done after opening and in the last transaction.
WRITER = """
import os, pickle, resource, sys, time
from dataclasses import replace
from onrecord.archive import store
from onrecord.archive.connect import open_archive, writing
from onrecord.errors import OnRecordError
from onrecord.model import Source
where, pickled, letter, number, prepare, last = sys.argv[1:]
record = pickle.load(open(pickled, "rb"))
def read(n):
    article = replace(record.article, id=f"{letter}{n}", text=record.article.text + "x" * 5000)
    return store.Read(Source(article.id, b"x", "text/plain", "0"), replace(record, article=article))
try:
    with open_archive(where) as archive:
        exec(prepare)
        for n in range(int(number)):
            with writing(archive) as connection:
                run = store.begin_run(connection, "add", {}, "test/1")
                store.put(connection, run, read(n), keep_bytes=False)
                if n == int(number) - 1:
                    exec(last)
            print(f"{letter}{n}", flush=True)
except OnRecordError as error:
    print(error, flush=True)
"""


@pytest.fixture
def pickled(record: Record, tmp_path: Path) -> str:
    path = tmp_path / "record.pickle"
    path.write_bytes(pickle.dumps(record))
    return str(path)


@contextmanager
def writer(
    where: str, pickled: str, letter: str, number: int, prepare: str = "", last: str = ""
) -> Iterator[subprocess.Popen[str]]:
    """A process that writes; it is ended with the block."""
    call = [sys.executable, "-c", WRITER, where, pickled, letter, str(number), prepare, last]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(call, stdout=subprocess.PIPE, encoding="utf-8", env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return process.stdout.read().split("\n")[:-1]


def put(archive: Archive, record: Record, id_: str) -> None:
    read = store.Read(Source(id_, b"x", "text/plain", "0"), replace(record, article=replace(record.article, id=id_)))
    with writing(archive) as connection:
        store.put(connection, store.begin_run(connection, "add", {}, "test/1"), read, keep_bytes=False)


def stored(archive: Archive) -> tuple[int, int]:
    """How many articles and statements there are, seen at one moment."""
    with reading(archive) as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.articles, schema.statements)
        )  # type: ignore[return-value]


def assert_sound(archive: Archive) -> None:
    """The file's own structure and both full-text indexes are whole, and the record of every article is there."""
    if archive.engine.dialect.name == "sqlite":
        with writing(archive) as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            for table in ("statements", "articles"):
                connection.exec_driver_sql(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")
    with reading(archive) as connection:
        for id_ in connection.scalars(select(schema.articles.c.id)).all():
            store.record(connection, id_)


def test_an_archive_is_made_when_asked_and_opened_again(nowhere: str) -> None:
    with open_archive(nowhere, create=True):
        pass
    with open_archive(nowhere) as archive:
        assert stored(archive) == (0, 0)
    with open_archive(nowhere, create=True) as archive:
        assert stored(archive) == (0, 0)


def test_where_there_is_no_archive_there_is_an_error_and_nothing_is_made(nowhere: str) -> None:
    for _ in range(2):
        with pytest.raises(OnRecordError, match="OR401"):
            open_archive(nowhere)
    assert "://" in nowhere or not Path(nowhere).exists()


def test_an_archive_in_one_file_when_nobody_has_it_open(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a?#%20ä.db"), create=True) as archive:
        stored(archive)
    assert [path.name for path in tmp_path.iterdir()] == ["a?#%20ä.db"]


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"OR402.*folder"):
        open_archive(str(tmp_path), create=True)


def test_an_archive_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"OR403.*no such folder"):
        open_archive(str(tmp_path / "no/new.db"), create=True)


@pytest.mark.parametrize("name", ["\0", "x" * 5000])
def test_a_name_that_no_file_can_have_is_an_error(name: str) -> None:
    with pytest.raises(OnRecordError, match=r"OR40[123]"):
        open_archive(name, create=True)


def test_another_file_is_no_archive_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Notes. " * 1000)
    for create in (False, True):
        with pytest.raises(OnRecordError, match="OR402"):
            open_archive(str(path), create=create)
    assert path.read_text() == "Notes. " * 1000


def test_another_program_s_database_is_no_archive_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OnRecordError, match=r"OR402.*“notes”"):
        open_archive(str(path), create=True)
    assert path.read_bytes() == before


def test_tables_of_another_program_with_our_names_are_left_alone_on_a_server(bare_database: str) -> None:
    with psycopg.connect(bare_database) as connection:
        connection.execute("CREATE TABLE pages (id int)")
        connection.execute("CREATE TABLE unrelated (id int)")
    with pytest.raises(OnRecordError, match=r"OR402.*“pages”"):
        open_archive(bare_database, create=True)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_is_told_or_read_and_never_crashes(
    model_file: Path, tmp_path: Path, record: Record, seed: int
) -> None:
    path = tmp_path / "damaged.db"
    shutil.copy(model_file, path)
    with open_archive(str(path)) as archive:
        put(archive, record, "a1")
    data, chance = bytearray(path.read_bytes()), random.Random(seed)
    if seed == 0:
        data = data[: len(data) // 2]
    for start in (chance.randrange(0 if seed % 2 else 100, len(data)) for _ in range(40)):
        data[start : start + 200] = chance.randbytes(200)
    path.write_bytes(data)
    # Any other error would be a defect.
    with suppress(OnRecordError), open_archive(str(path)) as archive, reading(archive) as connection:
        assert store.record(connection, "a1").article.id == "a1"


def test_a_file_that_lost_its_end_is_an_error(archive_file: Path) -> None:
    archive_file.write_bytes(archive_file.read_bytes()[:5000])
    with pytest.raises(OnRecordError, match="OR402"):
        open_archive(str(archive_file))


@pytest.mark.parametrize("broken", [b"\xff\xfeEATE TABLE runs", b"CREATE NOTHING r"])
def test_a_file_that_says_nonsense_of_itself_is_an_error(archive_file: Path, broken: bytes) -> None:
    data = archive_file.read_bytes()
    assert data.count(b"CREATE TABLE runs") == 1
    archive_file.write_bytes(data.replace(b"CREATE TABLE runs", broken.ljust(17)))
    for create in (False, True):
        with pytest.raises(OnRecordError, match="OR402"):
            open_archive(str(archive_file), create=create)


@pytest.fixture
def archive_file(model_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(model_file, tmp_path / "onrecord.db"))


def test_an_archive_of_a_newer_onrecord_is_not_touched(where: str) -> None:
    with open_archive(where) as archive, writing(archive) as connection:
        connection.exec_driver_sql("UPDATE onrecord_version SET version_num = '9999'")
    for create in (False, True):
        with pytest.raises(OnRecordError, match=r"OR405.*9999"):
            open_archive(where, create=create)


def test_what_is_written_in_a_block_that_fails_is_not_kept(archive: Archive, record: Record) -> None:
    put(archive, record, "a1")
    with suppress(InterruptedError), writing(archive) as connection:
        connection.execute(schema.statements.delete())
        raise InterruptedError
    assert stored(archive) == (1, 3)


def test_a_reader_sees_one_state_while_another_connection_writes(where: str, record: Record) -> None:
    with open_archive(where) as mine, open_archive(where) as theirs:
        with reading(mine) as connection:
            count = select(func.count()).select_from(schema.articles)
            assert connection.execute(count).scalar() == 0
            put(theirs, record, "a1")
            assert connection.execute(count).scalar() == 0
        assert stored(mine) == (1, 3)


def test_a_reader_does_not_wait_for_a_writer(where: str, record: Record) -> None:
    with open_archive(where) as mine, open_archive(where) as theirs, writing(theirs) as connection:
        connection.execute(schema.feeds.insert(), {"url": "x", "failures": 0})
        assert stored(mine) == (0, 0)


def test_a_writer_that_waits_too_long_is_told_so(where: str, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "WAIT", 0.1)
    monkeypatch.setattr(connect, "WAIT", 0.1)
    told = pytest.raises(OnRecordError, match=r"OR403.*Another process is writing")
    with open_archive(where) as mine, open_archive(where) as theirs, writing(theirs), told:
        put(mine, record, "a1")


def test_a_reader_cannot_write_on_a_server(database: str) -> None:
    with open_archive(database) as archive, pytest.raises(OnRecordError, match="OR402"), reading(archive) as connection:
        connection.execute(schema.articles.delete())


def test_two_writing_processes_and_a_reader_get_along(where: str, pickled: str) -> None:
    seen = []
    with open_archive(where) as archive:
        with writer(where, pickled, "a", 15) as one, writer(where, pickled, "b", 15) as other:
            while one.poll() is None or other.poll() is None:
                seen.append(stored(archive))
            assert said(one) == [f"a{n}" for n in range(15)]
            assert said(other) == [f"b{n}" for n in range(15)]
        assert stored(archive) == (30, 90)
        assert seen == sorted(seen)
        assert all(statements == 3 * articles for articles, statements in seen)
        with reading(archive) as connection:
            assert set(connection.scalars(select(schema.articles.c.serial))) == set(range(1, 31))
        assert_sound(archive)


def test_a_writer_killed_in_mid_transaction_leaves_what_it_acknowledged(where: str, pickled: str) -> None:
    last = "print('writing', flush=True); time.sleep(600)"
    with writer(where, pickled, "a", 4, last=last) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline().strip() for _ in range(4)]
        assert acknowledged == ["a0", "a1", "a2", "writing"]
        process.kill()
        process.wait()
    with open_archive(where) as archive:
        assert stored(archive) == (3, 9)
        assert_sound(archive)
    # The next one goes on where that one was.
    with writer(where, pickled, "b", 1) as process:
        assert said(process) == ["b0"]


def assert_full_disk_is_told(path: Path, pickled: str, prepare: str) -> None:
    with writer(str(path), pickled, "a", 500, prepare=prepare) as process:
        *acknowledged, error = said(process)
    assert error.startswith("OR403")
    assert "Make room" in error
    with open_archive(str(path)) as archive:
        assert stored(archive)[0] == len(acknowledged)
        assert_sound(archive)
    with writer(str(path), pickled, "b", 3) as process:
        assert said(process) == ["b0", "b1", "b2"]


def test_a_file_that_may_not_grow_is_told_and_stays_sound(archive_file: Path, pickled: str) -> None:
    limit = archive_file.stat().st_size + 300_000
    assert_full_disk_is_told(archive_file, pickled, f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))")


def test_a_full_disk_is_told_and_the_archive_stays_sound(archive_file: Path, pickled: str) -> None:
    """SQLite's own limit gives the error that it gives on a full disk."""
    prepare = (
        "from sqlalchemy import event\n"
        "event.listen(archive.engine, 'checkout', lambda c, *_: c.execute('PRAGMA max_page_count = 120'))"
    )
    assert_full_disk_is_told(archive_file, pickled, prepare)


# Opens archives in a folder that it may not write, as a user who is not the owner.
UNPRIVILEGED = """
import os, sys
from onrecord.archive import store
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.errors import OnRecordError
from pathlib import Path
there, new = sys.argv[1:]
# Where the user may not read Python's own files, all that is needed must be there before.
with open_archive(str(Path(there).parent / "writable/warm.db"), create=True) as warm, writing(warm) as connection:
    store.begin_run(connection, "add", {}, "test/1")
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
with open_archive(there) as archive:
    with reading(archive) as connection:
        print(store.record(connection, "a1").article.id)
    try:
        with writing(archive) as connection:
            store.begin_run(connection, "add", {}, "test/1")
    except OnRecordError as error:
        print(error)
try:
    open_archive(new, create=True)
except OnRecordError as error:
    print(error)
"""


def test_in_a_read_only_folder_an_archive_can_be_read_and_writing_is_an_error(record: Record) -> None:
    # Not pytest's folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="onrecord-") as name:
        folder = Path(name)
        path = folder / "onrecord.db"
        (folder / "writable").mkdir()
        with open_archive(str(path), create=True) as archive:
            put(archive, record, "a1")
        path.chmod(0o444)
        folder.chmod(0o555)
        call = [sys.executable, "-c", UNPRIVILEGED, str(path), str(folder / "new.db")]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(call, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False)
        folder.chmod(0o755)
        path.chmod(0o644)
        assert done.stderr == ""
        read, write, make = done.stdout.splitlines()
        assert read == "a1"
        assert write.startswith("OR403")
        assert make.startswith("OR403")
        with open_archive(str(path)) as archive:
            assert_sound(archive)
