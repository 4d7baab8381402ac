"""Score titles, dates and bylines of pages, one line a figure, against the pinned floors.

    python -m eval.metadata [--shared ../shared] [--set wcxb-dev|fundus-not-english] [--verbose]

Reads each page as `onrecord read` does. A date is right on the gold's day, absent where the page's data gives none. A
title is right when its letters and digits are the gold's. Names are counted as precision, recall and F1 over all pages,
in any order and case; agencies are credits and no names. The WCXB gold was made by a model from the page and has
errors; pages without a gold date may have one. Exit code 1 when a figure misses its floor in eval/floors.toml.
"""

import argparse
import gzip
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eval.attribution import FLOORS
from onrecord.clean import clean
from onrecord.errors import OnRecordError
from onrecord.model import Article, Source
from onrecord.read import read_article
from onrecord.read.bylines import without_agencies
from onrecord.read.capture import from_bytes

_AND: Final = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_ALPHANUMERIC: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page with what its gold says; `None` or empty where the gold says nothing."""

    name: str
    source: Source
    title: str | None
    published: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A page's outcomes: what was right, and the names given, wanted and in both."""

    page: Page
    article: Article
    title: bool
    date: str
    given: int
    wanted: int
    shared: int


def wcxb(folder: Path) -> Iterator[Page]:
    """The article pages of the WCXB development set."""
    with gzip.open(folder / "ground-truth.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            data = gzip.decompress(next((folder / "html").glob(f"{gold['id']}.html*")).read_bytes())
            source = from_bytes(data, gold["id"], gold["url"])
            names = tuple(filter(None, _AND.split(gold["author"] or "")))
            yield Page(gold["id"], source, gold["title"], (gold["publish_date"] or "")[:10] or None, names)


def fundus(folder: Path) -> Iterator[Page]:
    """The Fundus test pages whose versions can be told from each other."""
    for info in sorted(folder.glob("*/meta.info")):
        pages = json.loads(info.read_text(encoding="utf-8"))
        for gold in sorted(info.parent.glob("*.json")):
            files = sorted(name for name in pages if name.split("_2")[0] == gold.stem)
            versions = list(json.loads(gold.read_text(encoding="utf-8")).values())
            if len(files) != len(versions):
                continue
            for file, version in zip(files, versions, strict=True):
                data = gzip.decompress((info.parent / file).read_bytes())
                source = from_bytes(data, file, pages[file]["url"])
                date = str(version.get("publishing_date") or "")[:10] or None
                yield Page(file, source, version.get("title"), date, tuple(version.get("authors") or ()))


SETS: Final[dict[str, Callable[[Path], Iterator[Page]]]] = {"wcxb-dev": wcxb, "fundus-not-english": fundus}


def key(text: str | None) -> str:
    """Letters and digits alone, without case."""
    return _ALPHANUMERIC.sub("", text or "").casefold()


def score(page: Page) -> Scored | None:
    """The outcomes of one page; `None` where it cannot be read."""
    try:
        article = clean(read_article(page.source), page.source)
    except OnRecordError:
        return None
    people, _ = without_agencies(page.authors)
    wanted, given = {key(name) for name in people}, {key(name) for name in article.byline}
    return Scored(
        page, article, key(article.title) == key(page.title), _date(page, article),
        len(given), len(wanted), len(wanted & given),
    )  # fmt: skip


def _date(page: Page, article: Article) -> str:
    found = article.published.value[:10] if article.published else None
    if page.published is None:
        return "absent" if found is None else "extra"
    return "missed" if found is None else "right" if _near(found, page.published, article) else "wrong"


def _near(found: str, wanted: str, article: Article) -> bool:
    """The same day; a time in UTC may fall on the day before or after the page's own."""
    if found == wanted:
        return True
    timed = article.published is not None and "T" in article.published.value
    return timed and found[:7] == wanted[:7] and abs(int(found[8:10]) - int(wanted[8:10])) <= 1


def figures(scored: list[Scored]) -> dict[str, float]:
    """Shares in per cent: dates right of those dated, absent of those without, titles right, and F1 of names."""
    dated = [one for one in scored if one.page.published]
    bare = [one for one in scored if not one.page.published]
    named = [one for one in scored if one.page.authors]
    given, wanted, shared = (
        sum(getattr(one, name) for one in named) for name in ("given", "wanted", "shared")
    )  # fmt: skip
    return {
        "date.right": _share(sum(one.date == "right" for one in dated), len(dated)),
        "date.wrong": _share(sum(one.date == "wrong" for one in dated), len(dated)),
        "date.absent": _share(sum(one.date == "absent" for one in bare), len(bare)),
        "title.right": _share(sum(one.title for one in scored), len(scored)),
        "names.f1": _share(2 * shared, given + wanted),
        "names.precision": _share(shared, given),
        "names.recall": _share(shared, wanted),
    }


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def missed_floors(name: str, found: dict[str, float]) -> list[str]:
    """The figures under their floors (`.wrong`: over)."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["metadata"].get(name, {})
    return [
        f"{figure} {found[figure]:.1f} misses {floor}"
        for figure, floor in floors.items()
        if (found[figure] > floor if figure.endswith(".wrong") else found[figure] < floor)
    ]


def measure(shared: Path, name: str) -> list[Scored]:
    """Every readable page of a set, scored."""
    pages = SETS[name](shared / "data" / "pages" / name)
    return [one for page in pages if (one := score(page))]


def _origins(scored: list[Scored]) -> Iterator[str]:
    """How often each origin of a date is right: what the confidences are taken from."""
    origins = sorted({_origin(one) for one in scored if one.article.published})
    for origin in origins:
        of = [one for one in scored if one.article.published and _origin(one) == origin and one.page.published]
        yield f"  date from {origin}: {sum(one.date == 'right' for one in of)} of {len(of)} right"


def _origin(one: Scored) -> str:
    origin = one.article.published.origin if one.article.published else ""
    return re.sub(r"“.*”|\(.*\)", "…", origin)


def main() -> int:
    """Print the figures of each set; 1 when one misses its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    missed = []
    for name in options.set or SETS:
        scored = measure(options.shared, name)
        found = figures(scored)
        for figure, value in found.items():
            print(f"{name} {figure} {value:.1f} ({len(scored)} pages)")
        if options.verbose:
            _details(scored)
        missed += missed_floors(name, found)
    for line in missed:
        print(f"UNDER THE FLOOR: {line}")
    return int(bool(missed))


def _details(scored: list[Scored]) -> None:
    for line in _origins(scored):
        print(line)
    for one in scored:
        page, article = one.page, one.article
        if one.date in ("wrong", "missed", "extra"):
            print(f"{page.name} date {one.date}: {page.published} / {article.published}")
        if not one.title:
            print(f"{page.name} title: {page.title} / {article.title}")
        if page.authors and one.shared < max(one.given, one.wanted):
            print(f"{page.name} names: {page.authors} / {article.byline}")


if __name__ == "__main__":
    sys.exit(main())
