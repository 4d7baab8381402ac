"""How well the article's body is read from real pages, one line a figure, beside other tools in the same run.

    python -m eval.reading [--shared ../shared] [--tools onrecord,trafilatura,…] [--sets …] [--folds build/reading]

Our reader has learned from these very pages. `--folds` names the folder of `python -m training.reading.make`: each page
is then read with trees and tables that never saw its site, and only those figures say how well other pages are read.
Without it the figures are those of the model that ships, and guard against what breaks between releases.

F1, precision and recall are those of Scrapinghub's article-extraction-benchmark: runs of four words, the counts of a
page divided by their sum, precision and recall averaged over the pages. Our body is what `read` and `clean` leave of
the kind body, and the standfirst where the gold text has it (Fundus); headlines, captions and pull quotes are not
counted, and other tools do not tell these apart.
A quotation of five words or more in the gold text counts as kept where its words stand in the body in their order with
nothing between, and as marked where a quotation mark opens it there. Pages per CPU second are those of `read` and
`clean`, dates, names and language included; `onrecord-body` is the choice of the text alone, which is what the other
tools do. All begin with decoding.
"""

import argparse
import re
import time
import tomllib
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Final
from unittest.mock import patch

from eval.pages import SETS, Page, fold_of, pages
from onrecord.clean import clean
from onrecord.errors import OnRecordError
from onrecord.model import Article, ParagraphKind
from onrecord.read import choice, read_article
from onrecord.read.articlebody import stated
from onrecord.read.blocks import blocks
from onrecord.read.capture import from_bytes
from onrecord.read.decode import decode
from onrecord.read.html import parse
from onrecord.read.lines import About

FLOORS: Final = Path(__file__).with_name("floors.toml")
WITH_STANDFIRST: Final = frozenset(("fundus",))
_WORD: Final = re.compile(r"\w+")
_QUOTATION: Final = re.compile(r"“([^“”\n]{1,2000})”|\"([^\"\n]{1,2000})\"|«([^«»\n]{1,2000})»|„([^„“”\n]{1,2000})[“”]")
_LONG_ENOUGH: Final = 5
_MARKS: Final = "“”\"„«»‘’'‚‹›"

Tool = Callable[[Page], str]


def onrecord(page: Page) -> str:
    """Our body of the page; empty where the page cannot be read."""
    try:
        article = clean(read_article(from_bytes(page.data, page.name, page.url), "html"))
    except OnRecordError:
        return ""
    standfirst = [ParagraphKind.STANDFIRST] if page.collection in WITH_STANDFIRST else []
    return body(article, [ParagraphKind.BODY, *standfirst])


def body_alone(page: Page) -> str:
    """Our choice of blocks alone, as other tools do it: without dates, names, language, kinds and cleaning."""
    tree = parse(decode(page.data).text, page.name)
    title = next((str(heading.text_content()) for heading in tree.iter("h1")), None)
    found = list(blocks(tree, page.url))
    chances = choice.likely(found, About(title, None, stated(tree)))
    return "\n".join(found[index].text for index in choice.chosen(found, chances))


def out_of_fold(tool: Tool, folder: Path) -> Tool:
    """A reader of ours with the model of the fold that a page's site is in, from `training.reading.make`'s folder."""

    def read(page: Page) -> str:
        with patch.object(choice, "model", lambda: known(folder / f"fold-{fold_of(page)}")):
            return tool(page)

    known = choice.model
    return read


def body(article: Article, kinds: Sequence[ParagraphKind]) -> str:
    """The article's paragraphs of some kinds, one a line."""
    return "\n".join(article.text[slice(*p.span)] for p in article.paragraphs if p.kind in kinds)


def trafilatura(page: Page) -> str:
    """trafilatura as its documentation recommends it."""
    from trafilatura import extract  # noqa: PLC0415 - a peer that may be absent

    return extract(decode(page.data).text, include_comments=False) or ""


def trafilatura_fast(page: Page) -> str:
    """trafilatura without its fallbacks."""
    from trafilatura import extract  # noqa: PLC0415 - a peer that may be absent

    return extract(decode(page.data).text, include_comments=False, fast=True) or ""


def resiliparse(page: Page) -> str:
    """resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - a peer that may be absent

    return str(extract_plain_text(decode(page.data).text, main_content=True, alt_texts=False, list_bullets=False))


def readability(page: Page) -> str:
    """readability-lxml, its HTML made text block by block."""
    from lxml.html import fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415 - a peer that may be absent

    summary = Document(decode(page.data).text).summary()
    return "\n".join(block.text for block in blocks(fromstring(f"<body>{summary}</body>"), None))


OURS: Final = ("onrecord", "onrecord-body")
TOOLS: Final[dict[str, Tool]] = {
    "onrecord": onrecord,
    "onrecord-body": body_alone,
    "trafilatura": trafilatura,
    "trafilatura-fast": trafilatura_fast,
    "readability-lxml": readability,
    "resiliparse": resiliparse,
}


def words(text: str) -> list[str]:
    """The words of a text as the benchmark cuts them."""
    return _WORD.findall(text)


def shares(gold: str, found: str) -> tuple[float, float, float]:
    """True positives, false positives and false negatives of a page's runs of four words, their sum 1."""
    true, made = _runs(gold), _runs(found)
    hits = (true & made).total()
    counts = (hits, made.total() - hits, true.total() - hits)
    size = sum(counts) or 1
    return counts[0] / size, counts[1] / size, counts[2] / size


def _runs(text: str) -> Counter[tuple[str, ...]]:
    parts = words(text)
    return Counter(tuple(parts[i : i + 4]) for i in range(max(1, len(parts) - 3))) if parts else Counter()


def f1(counted: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """F1, precision and recall over pages, in per cent."""
    precision = fmean(_ratio(hit, wrong) if wrong or missed else 1.0 for hit, wrong, missed in counted)
    recall = fmean(_ratio(hit, missed) if wrong or missed else 1.0 for hit, wrong, missed in counted)
    both = 2 * precision * recall / (precision + recall or 1)
    return 100 * both, 100 * precision, 100 * recall


def _ratio(hit: float, other: float) -> float:
    return hit / (hit + other) if hit else 0.0


def quotations(gold: str) -> list[list[str]]:
    """The words of each quotation of a text that is long enough to be told from a phrase."""
    found = (words(next(filter(None, match.groups()))) for match in _QUOTATION.finditer(gold))
    return [quotation for quotation in found if len(quotation) >= _LONG_ENOUGH]


def kept(gold: str, found: str) -> tuple[int, int, int]:
    """How many quotations the gold text has, how many stand word for word in the found one, how many marked there."""
    quoted = quotations(gold)
    places = list(_WORD.finditer(found))
    joined = f" {' '.join(place[0] for place in places)} "
    starts = _starts(places)
    at = [joined.find(f" {' '.join(quotation)} ") for quotation in quoted]
    marked = sum(_is_marked(found, starts[place + 1]) for place in at if place >= 0)
    return len(quoted), sum(place >= 0 for place in at), marked


def _starts(places: Sequence[re.Match[str]]) -> dict[int, int]:
    """Where each word stands in the words joined by spaces (with one before) → where it stands in the text."""
    found, at = {}, 1
    for place in places:
        found[at] = place.start()
        at += len(place[0]) + 1
    return found


def _is_marked(text: str, start: int) -> bool:
    return any(mark in _MARKS for mark in text[max(0, start - 4) : start])


def phrases(page: Page, found: str) -> tuple[int, int]:
    """How many of the phrases that must be in the body are, and of those that must not be are not."""
    joined = f" {' '.join(words(found))} "
    present = (f" {' '.join(words(phrase))} " in joined for phrase in page.must)
    absent = (f" {' '.join(words(phrase))} " not in joined for phrase in page.must_not)
    return sum(present), sum(absent)


def measure(tool: Tool, gold: Sequence[Page]) -> dict[str, float]:
    """The figures of a tool on pages, in per cent, and its pages per CPU second."""
    tool(gold[0])
    start = time.process_time()
    found = [_safely(tool, page) for page in gold]
    spent = time.process_time() - start
    return {**figures(gold, found), "pages/s": len(gold) / spent}


def figures(gold: Sequence[Page], found: Sequence[str]) -> dict[str, float]:
    """The figures of the texts found on pages, in per cent; a figure without any case is absent."""
    pairs = list(zip(gold, found, strict=True))
    made = dict(zip(("f1", "precision", "recall"), f1([shares(p.body, text) for p, text in pairs]), strict=True))
    quoted = [sum(column) for column in zip(*(kept(p.body, text) for p, text in pairs), strict=True)]
    if quoted[0]:
        made |= {"quotations": 100 * quoted[1] / quoted[0], "marked": 100 * quoted[2] / (quoted[1] or 1)}
    if wanted := sum(len(p.must) for p, _ in pairs):
        present, absent = (sum(column) for column in zip(*(phrases(p, text) for p, text in pairs), strict=True))
        unwanted = sum(len(p.must_not) for p, _ in pairs)
        made |= {"must": 100 * present / wanted, "must-not": 100 * absent / (unwanted or 1)}
    return made


def _safely(tool: Tool, page: Page) -> str:
    try:
        return tool(page)
    except (OnRecordError, ValueError, TypeError, AttributeError, RuntimeError):
        return ""


def under_floor(collection: str, made: dict[str, float], kind: str = "reading") -> list[str]:
    """The figures of our reader below their pinned floors."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get(kind, {}).get(collection, {})
    return [f"{collection}.{name}: {made[name]:.2f} < {least}" for name, least in floors.items() if made[name] < least]


def main() -> int:
    """Print the figures; 1 where one of ours is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--folds", type=Path)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    missed: list[str] = []
    ours = {name: out_of_fold(TOOLS[name], arguments.folds) for name in OURS} if arguments.folds else {}
    tools = TOOLS | ours
    floors = "reading-folds" if arguments.folds else "reading"
    for collection in arguments.sets.split(","):
        gold = pages(arguments.shared, collection)
        for name in arguments.tools.split(","):
            made = measure(tools[name], gold)
            for figure, value in made.items():
                print(f"{collection}.{name}.{figure:12s} {value:7.2f}", flush=True)
            missed += under_floor(collection, made, floors) if name == "onrecord" else []
    print(*missed, sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
