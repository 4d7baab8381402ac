"""How long the reading room's pages take: several readers at once, while a writer adds articles to the same archive.

    python -m benchmarks.serving --archive PATH [--readers 20] [--seconds 30] [--pause 1 2] [--writes 1] [--seed 6]

A copy of the archive (an SQLite file) is made and indexed, and `onrecord serve` started over it on a free port. Each
reader asks for a page, reads the answer to its end, thinks for `--pause` seconds (drawn evenly between the two), and
asks for another: half of the pages are articles, three in ten searches, two in ten quotations that are known to have
two readings or more. What is asked is drawn by the seed, articles and quotations as seldom twice as their number
allows, so that memory helps little; searches are those of `benchmarks.search`. Meanwhile a process of its own reads
articles by rules and adds them, `--writes` a second. `--readers 1 --writes 0` shows a page's own time.

Prints one line a figure; times are a reader's, by the clock, in milliseconds. Ends with status 1 where an answer was a
server error or did not come. Readers, writer and server share this machine's processors: the load is printed, and the
processor time of the server, with what it does for the articles that are added.
"""

import argparse
import http.client
import multiprocessing
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from sqlalchemy import Connection, select

from benchmarks.search import MIX
from onrecord.archive import store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.runs import method_version
from onrecord.archive.schema import articles, statements
from onrecord.archive.search import Query
from onrecord.model import Source
from onrecord.record import read
from onrecord.trace import index, stored
from onrecord.trace.index import Rarity
from onrecord.trace.neighbours import grouped, neighbours

SHARES: Final = {"article": 5, "search": 3, "quotation": 2}
KNOWN: Final = 300
_TIMEOUT: Final = 60
_FAILED: Final = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked for, how long it took in milliseconds, and its status; 0 where no answer came."""

    sort: str
    took: float
    status: int


@dataclass(slots=True)
class Asking:
    """The addresses of each sort, given out one after the other in a drawn order, to several threads."""

    pages: dict[str, Sequence[str]]
    chance: random.Random
    _turn: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> tuple[str, str]:
        """A sort and an address of it."""
        with self._lock:
            sort = self.chance.choices(list(self.pages), [SHARES[name] for name in self.pages])[0]
            number = self._turn[sort]
            self._turn[sort] += 1
        return sort, self.pages[sort][number % len(self.pages[sort])]


def main() -> None:
    """Serve, ask, and print the times."""
    parser = argparse.ArgumentParser(description="How long the reading room's pages take.")
    parser.add_argument("--archive", type=Path, required=True, help="an SQLite archive; a copy of it is used")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--pause", type=float, nargs=2, default=(1.0, 2.0), metavar=("LEAST", "MOST"))
    parser.add_argument("--writes", type=float, default=1.0, help="articles added a second; 0 for no writer")
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = shutil.copy(given.archive, folder)
        with open_archive(where) as archive:
            print(f"indexed: {index.catch_up(archive)} articles")
            asking = Asking(drawn(archive, given.seed), random.Random(given.seed))
        print(f"drawn: {', '.join(f'{sort} {len(pages)}' for sort, pages in asking.pages.items())}")
        with serving(where) as (address, worked), adding(where, given.writes, given.seed) as added:
            before = worked()
            told = asked(address, asking, given.readers, given.seconds, tuple(given.pause))
            print(f"server: {1000 * (worked() - before) / max(1, len(told)):.0f} ms of processor a request")
            print(f"added meanwhile: {added()} articles")
    sys.exit(print_figures(told, given.seconds))


def drawn(archive: Archive, seed: int) -> dict[str, Sequence[str]]:
    """The addresses of each sort, in an order that the seed says."""
    chance = random.Random(seed)
    with reading(archive) as connection:
        ids = list(connection.scalars(select(articles.c.id).where(articles.c.current).order_by(articles.c.place)))
        quotations = known(connection, chance, KNOWN)
    searches = [search(query) for queries in MIX.values() for query in queries]
    pages = {
        "article": [f"/a/{quote(name, safe='')}" for name in ids],
        "search": searches,
        "quotation": [f"/q/{quote(article, safe='')}/{name}" for article, _, name in quotations],
    }
    for every in pages.values():
        chance.shuffle(every)
    return {sort: every for sort, every in pages.items() if every}


def search(query: Query) -> str:
    """The address of a search."""
    told = {"q": query.words, "speaker": query.speaker, "outlet": query.outlet, "since": query.since}
    told |= {"until": query.until, "kind": query.kind, "stance": query.stance, "about": query.about}
    return f"/search?{urlencode({name: value for name, value in told.items() if value})}"


def known(connection: Connection, chance: random.Random, most: int) -> list[tuple[str, str, str]]:
    """Statements with two readings or more by the index of the trace, as their names in three parts."""
    places = connection.scalars(select(statements.c.place).where(statements.c.kind != "indirect")).all()
    people, rarity = stored.corrections(connection), Rarity(connection)
    found: list[tuple[str, str, str]] = []
    # Far more are looked at than will do: some two in ten have another reading.
    for row in stored.rows_at(connection, people, chance.sample(list(places), min(len(places), 20 * most))):
        groups = grouped(neighbours(connection, people, [row], rarity).rows, rarity)
        found += [row.statement.partition("#")] if any(row in members for members in groups) else []
        if len(found) == most:
            break
    return found


@contextmanager
def serving(where: str) -> Iterator[tuple[str, Callable[[], float]]]:
    """The reading room over an archive, in a process of its own: its host and port, and how long it worked so far."""
    command = [sys.executable, "-m", "onrecord", "serve", "--port", "0", "--archive", where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            address = urlsplit(server.stdout.readline().split()[-1]).netloc
            for path in ("/", "/search?q=law", "/q?words=we+will+look+into+it"):
                get(http.client.HTTPConnection(address, timeout=_TIMEOUT), path)
            yield address, partial(processor, server.pid)
        finally:
            server.terminate()


def processor(pid: int) -> float:
    """Seconds of processor that a process has used, as Linux tells."""
    numbers = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def adding(where: str, writes: float, seed: int) -> Iterator[Callable[[], int]]:
    """Articles added by a process of its own until the block ends; gives how many there were."""
    # Not forked: threads and connections are no business of the other process.
    spawn = multiprocessing.get_context("spawn")
    number = spawn.Value("q", 0)
    writer = spawn.Process(target=add, args=(where, writes, seed, number), daemon=True)
    if writes > 0:
        writer.start()
    try:
        yield lambda: int(number.value)
    finally:
        if writes > 0:
            writer.kill()
            writer.join()


def add(where: str, writes: float, seed: int, number: "multiprocessing.sharedctypes.Synchronized[int]") -> None:
    """Read articles of the archive anew, by rules, as pages of their own, and add them, so many a second."""
    chance, begun = random.Random(seed), time.monotonic()
    with open_archive(where) as archive:
        with reading(archive) as connection:
            texts = [str(text) for text in connection.scalars(select(articles.c.text).limit(2_000)) if text]
        for turn in count():
            time.sleep(max(0.0, begun + turn / writes - time.monotonic()))
            put(archive, f"added-{turn}", f"{chance.choice(texts)}\n\nAdded as number {turn}.")
            number.value += 1


def put(archive: Archive, name: str, text: str) -> None:
    """Read a text and add it."""
    data = text.encode()
    source = Source(f"{name}.txt", data, "text/plain", sha256(data).hexdigest())
    found = store.Read(source, read(source, "text", "rules"))
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, method_version("rules"))
        store.put(connection, run, found, keep_bytes=False)
        store.end_run(connection, run, "finished", {})


def asked(address: str, asking: Asking, readers: int, seconds: float, pause: tuple[float, float]) -> list[Answer]:
    """What so many readers were answered in so many seconds."""
    told: list[Answer] = []
    end = time.monotonic() + seconds
    work = partial(one_reader, address, asking, end, pause, told)
    threads = [threading.Thread(target=work, args=(random.Random(number),)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def one_reader(
    address: str, asking: Asking, end: float, pause: tuple[float, float], told: list[Answer], chance: random.Random
) -> None:
    """Ask, read and think until the time is over; the first thought is short, so that readers do not come as one."""
    connection = http.client.HTTPConnection(address, timeout=_TIMEOUT)
    time.sleep(chance.uniform(0, pause[1]))
    while time.monotonic() < end:
        sort, path = asking.next()
        begun = time.perf_counter()
        status = get(connection, path)
        told.append(Answer(sort, 1000 * (time.perf_counter() - begun), status))
        time.sleep(chance.uniform(*pause))
    connection.close()


def get(connection: http.client.HTTPConnection, path: str) -> int:
    """The status of an answer that was read to its end; 0 where none came."""
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return response.status


def print_figures(told: Sequence[Answer], seconds: float) -> int:
    """One line a figure; returns 1 where something failed."""
    failed = [one for one in told if not 0 < one.status < _FAILED]
    times: defaultdict[str, list[float]] = defaultdict(list)
    for one in told:
        times[one.sort].append(one.took)
    print(f"requests: {len(told)}, {len(told) / seconds:.1f} a second")
    for sort in SHARES:
        print(figure(sort, times[sort]))
    print(f"statuses: {', '.join(f'{status} {n}' for status, n in sorted(Counter(o.status for o in told).items()))}")
    print(f"server errors and no answers: {len(failed)}")
    print(f"load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return int(bool(failed) or not told)


def figure(name: str, times: Sequence[float]) -> str:
    """Median and 95th percentile of some times."""
    if not times:
        return f"{name}: none"
    high = statistics.quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0]
    return f"{name}: median {statistics.median(times):.0f} ms, 95th percentile {high:.0f} ms, n={len(times)}"


if __name__ == "__main__":
    main()
