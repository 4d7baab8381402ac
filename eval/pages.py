"""The gold pages that lie beside the project, in one form: three collections of real pages with their articles' text.

Nothing of them is in the project; `docs/data.md` names their sources and licences.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

SETS: Final = ("benchmark", "wcxb", "fundus")
FOLDS: Final = 5
FOLDERS: Final = {"benchmark": "extraction-benchmark", "wcxb": "wcxb-dev", "fundus": "fundus-not-english"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page and what people say is its article. `body` has a paragraph a line; `must` and `must_not` are phrases
    that belong or do not belong to it; `title` is `None` where the collection has none."""

    collection: str
    name: str
    url: str
    data: bytes
    body: str
    title: str | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    @property
    def site(self) -> str:
        """The page's domain without "www.": pages of one site must not be both learned from and tested on."""
        return urlsplit(self.url).netloc.lower().removeprefix("www.") or self.name


def fold_of(page: Page) -> int:
    """The one of five folds that a page's site is in, the same in every run."""
    return zlib.crc32(page.site.encode()) % FOLDS


def pages(shared: Path, collection: str) -> list[Page]:
    """The pages of a collection of `SETS` that have a body, always in the same order."""
    folder = shared / "data" / "pages" / FOLDERS[collection]
    readers = {"benchmark": _benchmark, "wcxb": _wcxb, "fundus": _fundus}
    return list(readers[collection](folder))


def _benchmark(folder: Path) -> Iterator[Page]:
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, page in sorted(gold.items()):
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page("benchmark", name, page["url"], data, page["articleBody"])


def _wcxb(folder: Path) -> Iterator[Page]:
    rows = gzip.decompress((folder / "ground-truth.jsonl.gz").read_bytes()).decode("utf-8").rstrip("\n").split("\n")
    for row in filter(lambda row: row.get("main_content"), map(json.loads, rows)):
        data = gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())
        phrases = (tuple(row["with"] or ()), tuple(row["without"] or ()))
        yield Page("wcxb", row["id"], row["url"] or "", data, row["main_content"], row["title"], *phrases)


def _fundus(folder: Path) -> Iterator[Page]:
    for country in sorted(path for path in folder.iterdir() if path.is_dir()):
        about = json.loads((country / "meta.info").read_text(encoding="utf-8"))
        for publisher in sorted(country.glob("*.json")):
            versions = json.loads(publisher.read_text(encoding="utf-8"))
            captures = sorted(country.glob(f"{publisher.stem}_20*.html.gz"))
            # The parser's versions and the captures are both in the order of time.
            for path, gold in zip(captures, _in_order(versions), strict=False):
                data = gzip.decompress(path.read_bytes())
                url = about[path.name]["url"]
                yield Page("fundus", path.name, url, data, _body(gold["body"]), gold.get("title"))


def _in_order(versions: dict[str, Any]) -> list[dict[str, Any]]:
    return [versions[name] for name in sorted(versions, key=lambda name: [int(n) for n in name[1:].split("_")])]


def _body(body: dict[str, Any] | None) -> str:
    parts = list(body["summary"]) if body else []
    for section in body["sections"] if body else ():
        parts += [*section["headline"], *section["paragraphs"]]
    return "\n".join(parts)
