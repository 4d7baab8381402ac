"""How long a search takes: a fixed mix of questions to one archive, on this machine.

    python -m benchmarks.search ARCHIVE [--rounds 5] [--make 1500 --times 10] [--shared ../shared]

Prints one line a figure, in milliseconds: for each sort of question the median and the 95th percentile over all its
questions, first pages and second ones, and the same over everything and over the first round alone. Wall time is what
a user waits; CPU time is this process's, for a busy machine, and says little of PostgreSQL. ARCHIVE is a path or a
postgresql:// address; each question takes a connection of its own, as a command or a web page does. The questions are
about US politics of 2012 to 2016.

`--make` first fills the archive with that many articles of the AllSides collection, read by rules, and `--times`
multiplies them: copies on other days, for a larger archive in less time.
"""

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import func, select

from onrecord.archive import store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.people import find_people
from onrecord.archive.schema import articles, statements
from onrecord.archive.search import Query, find_articles, find_statements
from onrecord.errors import OnRecordError
from onrecord.model import Dated, Record, Source, Stated
from onrecord.record import read

Search: TypeAlias = Callable[..., Any]
Times: TypeAlias = list[tuple[float, float]]
"""Wall and CPU milliseconds."""
BATCH: Final = 100

MIX: Final[dict[str, list[Query]]] = {
    "rare word": [Query("uranium"), Query("subpoena"), Query("zoning"), Query("drought"), Query("xylophone")],
    "common word": [Query("the"), Query("people"), Query("president"), Query("said"), Query("American government")],
    "phrase": [Query("“health care”"), Query("“tax cuts”"), Query("“to be”"), Query("“the United States of America”")],
    "alternatives": [Query("tax OR levy OR duty -cut"), Query("guns OR rifles -police"), Query("-the")],
    "beginning": [Query("immigra*"), Query("constitut*"), Query("terror*"), Query("nationali*")],
    "speaker": [Query(speaker=name) for name in ("Obama", "John Boehner", "Hillary Clinton", "“press secretary”")],
    "speaker and word": [Query("jobs", speaker="Obama"), Query("the", speaker="Boehner"), Query("no", speaker="Cruz")],
    "about": [Query(speaker="Obama", about="economy"), Query(speaker="Clinton", about="emails OR email")],
    "outlet and dates": [
        Query(outlet="fox", since="2013", until="2013"),
        Query(outlet="“New York Times”", since="2014-06", until="2014-09"),
        Query("the", outlet="npr", until="2012-10"),
    ],
    "kind and word": [Query("war", kind="direct"), Query("the", kind="mixed"), Query("people", stance="distancing")],
    "common word, rare outlet": [Query("the", outlet="brookings"), Query("people", outlet="vox", kind="direct")],
    "dates": [Query(since="2014-03", until="2014-03"), Query("Ukraine", since="2014-03", until="2014-03")],
    "everything": [Query()],
}
ARTICLES: Final = ("rare word", "common word", "phrase", "speaker and word", "outlet and dates", "dates")


def main() -> None:
    """Ask, and print the times."""
    parser = argparse.ArgumentParser(description="How long a search takes.")
    parser.add_argument("archive", help="a path, or a postgresql:// address")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--make", type=int, default=0, help="first add so many articles of AllSides")
    parser.add_argument("--times", type=int, default=1, help="as so many copies on other days")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    options = parser.parse_args()
    with open_archive(options.archive, create=options.make > 0) as archive:
        if options.make:
            make(archive, options.shared / "data/allsides/articles-2012-2016.jsonl.gz", options.make, options.times)
        print_sizes(archive)
        rounds = [ask(archive) for _ in range(options.rounds)]
        print_figures(rounds)


def print_sizes(archive: Archive) -> None:
    """How much there is to search."""
    with reading(archive) as connection:
        for table in (articles, statements):
            print(f"{table.name} {connection.scalar(select(func.count()).select_from(table))}")


def ask(archive: Archive) -> dict[str, Times]:
    """Each question once, its second page too: milliseconds by sort of question."""
    took: dict[str, Times] = {}
    for sort, queries in MIX.items():
        searches: list[tuple[str, Search]] = [("statements", find_statements)]
        searches += [("articles", find_articles)] if sort in ARTICLES else []
        for what, search in searches:
            times = took.setdefault(f"{what}, {sort}", [])
            for query in queries:
                times += pages(archive, search, query)
    took["speaker NAME (not in the percentiles of all)"] = [people(archive, query) for query in MIX["speaker"]]
    return took


def pages(archive: Archive, search: Search, query: Query) -> Iterator[tuple[float, float]]:
    """The time of the first page, and of the second where there is one; a question that is refused takes none."""
    after = None
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            with reading(archive) as connection:
                after = search(connection, query, 20, after).next
        except OnRecordError:
            return
        yield since(wall, cpu)
        if after is None:
            return


def since(wall: float, cpu: float) -> tuple[float, float]:
    """Milliseconds since then."""
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def people(archive: Archive, query: Query) -> tuple[float, float]:
    """The time of a list of everyone whom a name fits."""
    wall, cpu = time.perf_counter(), time.process_time()
    with reading(archive) as connection:
        find_people(connection, query)
    return since(wall, cpu)


def print_figures(rounds: list[dict[str, Times]]) -> None:
    """One line a figure."""
    for sort in rounds[0]:
        print_figure(sort, [one for took in rounds for one in took[sort]])
    print_figure("all", [one for took in rounds for one in counted(took)])
    print_figure("all, first round", counted(rounds[0]))


def counted(took: dict[str, Times]) -> Times:
    """The times of pages of results, without those of the command that lists people."""
    return [one for sort, times in took.items() if not sort.startswith("speaker NAME") for one in times]


def print_figure(name: str, times: Times) -> None:
    """Median and 95th percentile."""
    told = []
    for kind, values in zip(("wall", "CPU"), zip(*times, strict=True), strict=True):
        high = statistics.quantiles(values, n=20, method="inclusive")[18] if len(values) > 1 else values[0]
        told.append(f"{kind} median {statistics.median(values):6.1f} ms, 95th percentile {high:6.1f} ms")
    print(f"{name:<44} {'   '.join(told)}   n={len(times)}")


def make(archive: Archive, collection: Path, number: int, times: int) -> None:
    """Fill the archive with articles of the collection and their copies."""
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "rules 1")
    records = islice(made(collection, times), number * times)
    while batch := list(islice(records, BATCH)):
        with writing(archive) as connection:
            for one in batch:
                store.put(connection, run, one, keep_bytes=False)
    with writing(archive) as connection:
        store.end_run(connection, run, "finished", {})
        connection.exec_driver_sql("ANALYZE")


def made(collection: Path, times: int) -> Iterator[store.Read]:
    """The articles, each followed by its copies, ten days apart."""
    with gzip.open(collection, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            data = row["text"].encode()
            stated = Stated("AllSides", row["title"], (), row["outlet"], row["date"])
            source = Source(row["id"], data, "text/plain", sha256(data).hexdigest(), row["url"], stated=stated)
            record = read(source, "text", "rules")
            for copy in range(times):
                location = f"{row['id']}-{copy}"
                yield store.Read(replace(source, location=location, url=None), copied(record, location, copy * 10))


def copied(record: Record, name: str, days: int) -> Record:
    """The record under another id, some days later."""
    article = record.article
    published = article.published and Dated(
        (date.fromisoformat(article.published.value[:10]) + timedelta(days)).isoformat(), article.published.origin
    )
    return replace(record, article=replace(article, id=f"a{name}", published=published))


if __name__ == "__main__":
    main()
