"""What tracing costs: indexing an archive, tracing one quotation, adding one article and finding its relatives, all.

    python -m benchmarks.tracing ARCHIVE [--quotations 200] [--articles 50] [--all]

Prints one line a figure. The archive is an SQLite file, of which a copy is made and used; `onrecord add` makes one. The
quotations and the articles are drawn from those with readings in several outlets, by a fixed seed. Times of the
processor are this process's; where the archive is a server's, the server's come on top. Peak memory is that of the
process (VmHWM).
"""

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from onrecord.archive import lookup, store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.runs import method_version
from onrecord.model import Record, Source
from onrecord.trace import index, stored, suggestions
from onrecord.trace.index import Rarity
from onrecord.trace.neighbours import Groups, grouped, neighbours
from onrecord.trace.tracing import trace_all, trace_article, trace_words

SEED = 20231121


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--quotations", type=int, default=200)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(given.archive, folder))
        with open_archive(str(path)) as archive:
            measure(archive, given.quotations, given.articles, everything=given.all)


def measure(archive: Archive, quotations: int, articles: int, *, everything: bool) -> None:
    """Every figure."""
    begun = time.process_time()
    taken = index.catch_up(archive)
    line("indexed", f"{taken} articles in {time.process_time() - begun:.1f} s of CPU")
    groups = all_grouped(archive)
    several = [rows for rows in groups if len({row.outlet for row in rows}) > 1]
    chosen = random.Random(SEED).sample(several, min(quotations, len(several)))
    words = [" ".join(random.Random(SEED).choice(rows).forms) for rows in chosen]
    report("one quotation traced", [timed(partial(trace_words, archive, text)) for text in words])
    names = sorted({row.article for rows in chosen for row in rows})[:articles]
    report("one article traced, with its relatives", [timed(partial(trace_article, archive, n)) for n in names])
    added(archive, names)
    if everything:
        begun = time.process_time()
        lines = sum(1 for _ in trace_all(archive))
        line(
            "all, with alterations, descent and derivations",
            f"{lines} lines, {time.process_time() - begun:.1f} s of CPU",
        )
    line("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def all_grouped(archive: Archive) -> Groups:
    """Every statement read and grouped from scratch."""
    begun = time.process_time()
    with reading(archive) as connection:
        rows = list(stored.all_rows(connection, stored.corrections(connection)))
        read = time.process_time()
        groups = grouped(rows, Rarity(connection))
    several = sum(1 for members in groups if len({row.outlet for row in members}) > 1)
    now = time.process_time()
    line("all read", f"{len(rows)} statements in {read - begun:.1f} s of CPU")
    line("all grouped", f"{len(groups)} utterances, {several} in several outlets, in {now - read:.1f} s of CPU")
    return groups


def added(archive: Archive, names: Sequence[str]) -> None:
    """Articles added one by one, as new ones with the words of others, and each taken into the index and traced."""
    with reading(archive) as connection:
        records = [lookup.record(connection, name) for name in names]
    copies = [replace(one, article=replace(one.article, id=f"b{number}")) for number, one in enumerate(records)]
    for copy in copies:
        put(archive, copy)
        index.catch_up(archive)
    some = [replace(one, article=replace(one.article, id=f"c{number}")) for number, one in enumerate(records)]
    taken, found, traced = [], [], []
    for one in some:
        put(archive, one)
        taken.append(timed(lambda: index.catch_up(archive)))
        found.append(timed(partial(relatives_found, archive, one)))
        traced.append(timed(partial(trace_article, archive, one.article.id)))
    report("one article taken into the index", taken)
    both = zip(taken, found, strict=True)
    report("one article added, its relatives found", [(a[0] + b[0], a[1] + b[1]) for a, b in both])
    report("and told with every reading, alteration and descent", traced)


def relatives_found(archive: Archive, record: Record) -> int:
    """How many utterances with other readings an article has, and how many articles share passages with it."""
    with reading(archive) as connection:
        rarity, people = Rarity(connection), stored.corrections(connection)
        found = neighbours(connection, people, stored.record_rows(record), rarity)
        groups = grouped(found.rows, rarity)
        return len(groups) + len(suggestions.articles(connection, record.article.text, 60)[0])


def put(archive: Archive, record: Record) -> None:
    """Store one record as a page of its own."""
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, method_version("rules"))
        source = Source(f"{record.article.id}.txt", b"x", "text/plain", record.article.id)
        store.put(connection, run, store.Read(source, record), keep_bytes=False)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of CPU, and of waiting, that some work takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)


def report(name: str, times: Sequence[tuple[float, float]]) -> None:
    """Median, 95th percentile and largest of some times."""
    cpu = sorted(one for one, _ in times)
    wall = median(one for _, one in times)
    last = cpu[min(len(cpu) - 1, 19 * len(cpu) // 20)]
    told = f"CPU median {median(cpu):.1f} ms, 95 % under {last:.1f} ms, most {cpu[-1]:.1f} ms"
    line(name, f"{told}; by the clock {wall:.1f} ms")


def line(name: str, value: str) -> None:
    """One figure."""
    print(f"{name}: {value}", flush=True)


if __name__ == "__main__":
    main()
