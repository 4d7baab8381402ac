"""What `onrecord add` leaves behind when it is killed, when the disk is full, and where it may not write."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from onrecord.archive.connect import Archive, open_archive, reading
from onrecord.archive.schema import runs

KILLS = {"sqlite": 20, "postgresql": 4}
FAILURES = 2
SEED = 20_260_101
Contents = dict[str, list[dict[str, Any]]]
Read = Callable[[Archive], Contents]


class Forking:
    """The process that has everything loaded, and the runs that are forked from it."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forking.py"))], env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, folder: Path, *arguments: str, kill_after: float | None = None, **settings: Any) -> int:
        """The exit code of a run, or -9 where it was killed after so many seconds."""
        assert self.process.stdin
        assert self.process.stdout
        wanted = {"folder": str(folder), "arguments": ["add", *arguments], **settings}
        print(json.dumps(wanted), file=self.process.stdin, flush=True)
        child = int(self.process.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            # Where it has ended by itself its number is still its own, unless it was waited for.
            if Path(f"/proc/{child}").exists():
                os.killpg(child, signal.SIGKILL)
        return int(self.process.stdout.readline())

    def close(self) -> None:
        for stream in (self.process.stdin, self.process.stdout):
            assert stream
            stream.close()
        self.process.wait()


@pytest.fixture(scope="module")
def forking() -> Iterator[Forking]:
    made = Forking()
    yield made
    made.close()


def write_collection(folder: Path) -> None:
    """Pages, rows of a table, and all that can go wrong with them."""
    folder.mkdir()
    for number in range(10):
        said = f"“The pier is safe on day {number},” harbour master Ilva Brandt said. She denied that “it ever leaked”."
        (folder / f"{number:02}.txt").write_text(said)
        (folder / f"{number:02}.html").write_text(
            f"<html><h1>Day {number}</h1><p>{said} {'It rained. ' * 20}</p></html>"
        )
    (folder / "empty.txt").write_text("")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    rows = [
        json.dumps({"text": f"Row {n}. “No,” Tom Reed said.", "url": f"https://a.example/{n % 15}"}) for n in range(40)
    ]
    rows[7], rows[9] = "{broken", json.dumps({"text": "  "})
    (folder / "rows.jsonl").write_text("\n".join(rows))


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to work in, with the pages in a folder of it."""
    folder = tmp_path_factory.mktemp("crash")
    write_collection(folder / "pages")
    return folder


def arguments(where: str) -> list[str]:
    return ["pages", "missing.html", "--rules", "--jobs", "1", "--archive", where]


def contents_of(where: str, read: Read) -> Contents:
    with open_archive(where) as archive:
        return read(archive)


@pytest.fixture(scope="module")
def undisturbed(forking: Forking, collection: Path, contents: Read) -> tuple[Contents, float]:
    """What an archive holds after a run that nobody stopped, and how long such a run takes."""
    forking.run(collection, *arguments("first.db"))
    begun = time.monotonic()
    assert forking.run(collection, *arguments("whole.db")) == 2
    passed = time.monotonic() - begun
    found = contents_of(str(collection / "whole.db"), contents)
    assert (len(found["articles"]) > 40, len(found["errors"]), len(found["skipped"])) == (True, 2, 3)
    return found, passed


def go_on(forking: Forking, folder: Path, where: str, kill_after: float | None = None) -> int:
    """Go on with what was killed, as one is told to; where it was killed before it began, begin, and where all was done
    before the end came, there is nothing to do."""
    again = ["--resume", "--archive", where, "--jobs", "1"]
    code = forking.run(folder, *again, kill_after=kill_after)
    said = (folder / "errors.txt").read_text()
    if "OR408" in said and is_finished(str(folder / where) if "://" not in where else where):
        return FAILURES
    if "OR401" in said or "OR408" in said:
        code = forking.run(folder, *arguments(where), kill_after=kill_after)
    return code


def is_finished(where: str) -> bool:
    with open_archive(where) as archive, reading(archive) as connection:
        return connection.execute(select(runs.c.id).where(runs.c.state == "finished")).first() is not None


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
def test_killed_at_any_moment_and_resumed_it_holds_what_an_undisturbed_run_does(
    backend: str, forking: Forking, collection: Path, undisturbed: tuple[Contents, float], contents: Read,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """Killed once or again and again, from the first moment to the last."""
    expected, whole = undisturbed
    chance = random.Random(SEED)
    kills = turns = 0
    while kills < KILLS[backend]:
        turns += 1
        where = f"{turns}.db" if backend == "sqlite" else fresh(request, turns)
        most = kills + chance.randint(1, 4)
        code = forking.run(collection, *arguments(where), kill_after=chance.uniform(0, whole))
        while code == -signal.SIGKILL:
            kills += 1
            code = go_on(forking, collection, where, None if kills >= most else chance.uniform(0, whole))
        assert code == FAILURES
        path = str(collection / where) if backend == "sqlite" else where
        found = contents_of(path, contents)
        assert {name: rows for name, rows in found.items() if rows != expected[name]} == {}
        assert contents_of(path, contents) == expected
        assert turns < 200


def fresh(request: pytest.FixtureRequest, number: int) -> str:
    """The address of a database of its own, which goes with its server."""
    server = request.getfixturevalue("server")
    server.ask(f"CREATE DATABASE crash_{number}")
    return str(server.address(f"crash_{number}"))


def test_processes_killed_together_with_their_reading_processes_leave_nothing_half_done(
    forking: Forking, collection: Path, undisturbed: tuple[Contents, float], contents: Read
) -> None:
    expected, _ = undisturbed
    command = [sys.executable, "-m", "onrecord", "add", "pages", "missing.html", "--rules", "--archive", "two.db"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [*command, "--jobs", "2"], cwd=collection, env=environment, start_new_session=True, stderr=subprocess.DEVNULL
    )
    journal = collection / "two.db-wal"
    # Until the archive is made and its first pages are stored.
    while process.poll() is None and not (journal.exists() and journal.stat().st_size > 300_000):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert go_on(forking, collection, "two.db") == 2
    assert contents_of(str(collection / "two.db"), contents) == expected


def test_on_a_full_disk_it_says_so_and_goes_on_when_there_is_room(
    forking: Forking, collection: Path, undisturbed: tuple[Contents, float], contents: Read
) -> None:
    expected, _ = undisturbed
    code = forking.run(collection, *arguments("full.db"), limit=600_000)
    said = (collection / "errors.txt").read_text()
    assert code == 2, said
    assert "OR403 full.db: the archive cannot be written" in said
    assert "onrecord add --archive full.db --resume" in said
    stored = contents_of(str(collection / "full.db"), contents)
    assert 0 < len(stored["articles"]) < len(expected["articles"])
    assert go_on(forking, collection, "full.db") == 2
    assert contents_of(str(collection / "full.db"), contents) == expected


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that everybody may enter and nobody may write, with an archive in it."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
    write_collection(folder / "pages")
    open_archive(str(folder / "onrecord.db"), create=True).close()
    for name in ("output.txt", "errors.txt"):
        (folder / name).touch(0o666)
        (folder / name).chmod(0o666)
    for path in (folder, folder / "pages"):
        path.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    (folder / "pages").chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("where", ["onrecord.db", "new.db"])
def test_in_a_folder_that_cannot_be_written_it_says_so_and_touches_nothing(
    forking: Forking, read_only: Path, where: str
) -> None:
    (read_only / "onrecord.db").chmod(0o444)
    before = {path.name: path.read_bytes() for path in read_only.iterdir() if path.suffix == ".db"}
    assert forking.run(read_only, *arguments(where), harmless=True) == 2
    said = (read_only / "errors.txt").read_text()
    assert said.startswith(f"OR403 {where}: the archive cannot be written")
    assert {path.name: path.read_bytes() for path in read_only.iterdir() if ".db" in path.name} == before
