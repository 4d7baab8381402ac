"""Articles per CPU-second of adding to an archive, peak memory, and the archive's share of the time.

    python -m benchmarks.adding [--shared ../shared] [--articles 2000] [--first 2000] [--method tagger] [--jobs 1 2]

Prints one line a figure for each number of processes. The articles are those of the AllSides file, or of the file
or folder that `--source` names; without either, the demo collection again and again. Peak memory is that of all
processes together, as Linux counts it (VmHWM), after the first `--first` articles and at the end: the two should be
alike. The archive's share is the CPU time of its transactions by that of everything.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count, islice
from multiprocessing import active_children
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onrecord.archive import ingest as ingesting
from onrecord.archive.connect import open_archive, writing
from onrecord.archive.ingest import Settings, ingest
from onrecord.archive.runs import method_version
from onrecord.archive.store import begin_run
from onrecord.data.demo_collection import articles
from onrecord.model import Source
from onrecord.read.capture import from_bytes
from onrecord.read.files import items
from onrecord.read.items import Item

ALLSIDES = Path("data/allsides/articles-2012-2016.jsonl.gz")


@dataclass(slots=True)
class Measured:
    """What is noted while articles are added: seconds of CPU in transactions, and peaks of memory in MiB."""

    first: int
    storing: float = 0.0
    early: float = 0.0
    late: float = 0.0
    seen: dict[int, float] = field(default_factory=dict)

    def note(self, counts: Mapping[str, int]) -> None:
        """Look at the memory after a batch."""
        self.seen |= {process: peak(process) for process in [os.getpid(), *(p.pid or 0 for p in active_children())]}
        self.late = sum(self.seen.values())
        if sum(counts.values()) <= self.first:
            self.early = self.late

    def store(self, *arguments: Any) -> Any:
        """Store a batch, and note how long that takes."""
        begun = time.thread_time()
        try:
            return STORE(*arguments)
        finally:
            self.storing += time.thread_time() - begun


STORE = ingesting._store


def peak(process: int) -> float:
    """The largest size that a process has had so far, in MiB; zero where that is not to be known."""
    with suppress(OSError, StopIteration, IndexError):
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return 0.0


def pages(source: Path, number: int) -> Iterator[Item]:
    """So many items of a source, or of the demo collection again and again, with a number at the end of each."""
    found: Iterable[Item] = items([str(source)]) if source.exists() else demo()
    return islice(found, number)


def demo() -> Iterator[Source]:
    """The demo collection without end, each time with other words at the end."""
    for turn in count():
        for article in articles():
            name = f"{turn}/{article.file}"
            yield replace(from_bytes(article.data + f"\n{turn}\n".encode(), name, article.url), url=None)


def cpu() -> float:
    """CPU seconds of this process and of those that it waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def measure(found: Iterable[Item], settings: Settings, first: int) -> None:
    """Add the items to an archive of their own and print the figures."""
    measured = Measured(first)
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(ingesting, "_store", measured.store),
        open_archive(str(Path(folder) / "onrecord.db"), create=True) as archive,
    ):
        with writing(archive) as connection:
            run = begin_run(connection, "add", {}, method_version(settings.method))
        begun, before = time.monotonic(), cpu()
        counts = ingest(archive, found, run, settings, measured.note).counts
        spent, passed = cpu() - before, time.monotonic() - begun
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    number, name = sum(counts.values()), f"{settings.method or 'tagger'}, {settings.jobs} processes"
    report(f"articles, {name}", number, ", ".join(f"{value:,} {key}" for key, value in counts.items()))
    report(f"speed, {name}", number / spent, "articles per CPU-second")
    report(f"speed by the clock, {name}", number / passed, "articles per second")
    report(f"archive's share, {name}", 100 * measured.storing / spent, "% of the CPU time")
    report(f"memory at {first:,}, {name}", measured.early, "MiB at most, all processes")
    report(f"memory at the end, {name}", measured.late, "MiB at most, all processes")
    report(f"size, {name}", size / number / 1024, "KiB per article")


def report(name: str, figure: float, unit: str) -> None:
    """One line a figure."""
    print(f"{name:42s} {figure:10,.1f}  {unit}", flush=True)


def main() -> int:
    """Add the articles once for each number of processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--source", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--first", type=int, default=2000)
    parser.add_argument("--method", choices=["tagger", "fast", "rules"], default="tagger")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    for jobs in given.jobs:
        found = pages(given.source or given.shared / ALLSIDES, given.articles)
        measure(found, Settings(method=None if given.method == "tagger" else given.method, jobs=jobs), given.first)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
