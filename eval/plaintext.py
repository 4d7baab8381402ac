"""How well the article is found in a page that was saved as plain text, one line a figure, beside other tools.

    python -m eval.plaintext [--shared ../shared] [--tools onrecord,rules,…] [--sets benchmark,wcxb] [--forms lines,…]

The texts are made of the development pages, every visible block as `read.blocks.blocks` gives it: menus, counters,
teasers, consent texts, captions and comments with the article. `lines` has a block a line, `spaced` blank lines between
them, `wrapped` besides that breaks at 72 columns. F1, precision and recall are those of `eval.reading`, on what is left
of the kinds body and standfirst. `bare` is the opposite case: the gold title and body alone, of which nothing should
go; its figure is the share of words dropped. `damage` is how many words broken on purpose are repaired, and how many
repairs are suggested in a million words of clean text.

The shipped model is several models, each learned without one part of the sites. A page is judged here by the one that
has not seen its site, so that the figures are out of fold; what is shipped asks all of them.
"""

import argparse
import gzip
import json
import random
import re
import tomllib
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean
from textwrap import fill
from typing import Final

from eval.pages import Page, pages
from eval.reading import FLOORS, f1, shares, words
from onrecord.clean.damage import damage
from onrecord.clean.furniture import furniture
from onrecord.clean.lines import Model, fold_of, model
from onrecord.clean.paragraphs import paragraphs
from onrecord.model import ParagraphKind
from onrecord.read.blocks import Block, Place, blocks
from onrecord.read.decode import decode
from onrecord.read.html import parse
from onrecord.spans import Cut

COUNTED: Final = (ParagraphKind.BODY, ParagraphKind.STANDFIRST)
COLUMNS: Final = 72
SETS: Final = ("benchmark", "wcxb")
FORMS: Final = ("lines", "spaced", "wrapped")
CLEAN_TEXTS: Final = 500
MILLION: Final = 1_000_000
BROKEN: Final = 1000
_WHOLE_WORD: Final = re.compile(r"(?<![^\s])[a-z]{6,14}(?![^\s])")
_BREAKS: Final = re.compile(r"\n+")

Tool = Callable[[str, str], str]


def whole_page(page: Page) -> list[str]:
    """The visible blocks of a page, in its order."""
    tree = parse(decode(page.data).text, page.name)
    return [block.text for block in blocks(tree, None) if not _is_hidden(block)]


def _is_hidden(block: Block) -> bool:
    place: Place | None = block.place
    while place is not None:
        if place.hidden:
            return True
        place = place.around
    return False


def formed(parts: Sequence[str], form: str) -> str:
    """The text of one form made of a page's blocks."""
    if form == "lines":
        return "\n".join(parts)
    return "\n\n".join(wrapped(part) if form == "wrapped" else part for part in parts)


def wrapped(part: str) -> str:
    """A block with each of its lines broken at 72 columns."""
    broken = (fill(line, COLUMNS, break_long_words=False, break_on_hyphens=False) for line in part.split("\n"))
    return "\n".join(broken)


def onrecord(text: str, site: str) -> str:
    """Our body of a text, by the model that has not seen its site."""
    return body(text, held_out(site))


def held_out(site: str) -> Model:
    """The part of the shipped model that learned nothing of a site."""
    shipped = model()
    return shipped.only(fold_of(site, shipped.folds))


def rules(text: str, _site: str) -> str:
    """What the patterns of whole lines leave, without the model."""
    return body(text, None)


def body(text: str, judge: Model | None) -> str:
    """The counted paragraphs of what is left of a text."""
    left = Cut(text, [span for span, _ in furniture(text, judge=judge).pieces]).text
    return "\n".join(left[slice(*p.span)] for p in paragraphs(left) if p.kind in COUNTED)


def everything(text: str, _site: str) -> str:
    """The text as it is: what tools for plain text do today."""
    return text


def trafilatura(text: str, _site: str) -> str:
    """trafilatura on the lines wrapped in paragraphs; it gives nothing for the raw text."""
    from html import escape  # noqa: PLC0415

    from trafilatura import extract  # noqa: PLC0415 - a peer that may be absent

    parts = "".join(f"<p>{escape(line)}</p>" for line in _BREAKS.split(text))
    return extract(f"<html><body>{parts}</body></html>", include_comments=False) or ""


TOOLS: Final[dict[str, Tool]] = {
    "onrecord": onrecord,
    "rules": rules,
    "everything": everything,
    "trafilatura": trafilatura,
}


def bare(page: Page) -> str:
    """The gold title and body of a page as a text of its own."""
    return "\n\n".join(line for line in ((page.title or "").strip(), *page.body.split("\n")) if line.strip())


def lost(text: str, judge: Model | None) -> tuple[int, int]:
    """How many words of a text are dropped, and how many it has."""
    gone = sum(len(words(text[slice(*span)])) for span, _ in furniture(text, judge=judge).pieces)
    return gone, len(words(text))


def share_lost(texts: Sequence[tuple[str, Model | None]]) -> float:
    """The share of the words of texts, each with its judge, that is dropped, in per cent."""
    counted = [lost(text, judge) for text, judge in texts]
    return 100 * sum(gone for gone, _ in counted) / (sum(size for _, size in counted) or 1)


def polnear(shared: Path) -> list[str]:
    """The articles of PolNeAR's dev split, which nothing was learned from."""
    return [path.read_text(encoding="utf-8") for path in sorted((shared / "data/polnear/dev/text").glob("*.txt"))]


def allsides(shared: Path, count: int = CLEAN_TEXTS) -> list[str]:
    """Articles of AllSides that nothing was learned from: the last ones of the collection; with 0 the whole of it."""
    with gzip.open(shared / "data/allsides/articles-2012-2016.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    return texts[-count:] if count else texts


def damage_figures(shared: Path) -> Iterator[tuple[str, float]]:
    """The share of words broken on purpose that get their repair, and the repairs suggested in a million words of clean
    text, but for those of invisible characters, which are no guesses."""
    texts, size = [], 0
    for text in allsides(shared, 0):
        texts.append(text)
        size += len(text.split())
        if size >= MILLION:
            break
    found = [one for text in texts for one in damage(text) if one.suggested and "invisible" not in one.reason]
    yield "damage.false", len(found) * MILLION / size
    yield "damage.repaired", 100 * fmean(_is_repaired(text, random.Random(n)) for n, text in enumerate(texts[:BROKEN]))


def _is_repaired(text: str, chance: random.Random) -> bool:
    """Whether a word of a text is repaired after “,01” or the like is put inside it at two places."""
    match = chance.choice(list(_WHOLE_WORD.finditer(text)))
    word = match[0]
    at = sorted(chance.sample(range(2, len(word) - 1), 2))
    broken = word[: at[0]] + f",{chance.randrange(100):02d}" + word[at[0] : at[1]] + "," + word[at[1] :]
    found = damage(text[: match.start()] + broken + text[match.end() :])
    return any(one.found == broken and one.suggested == word for one in found)


def measured(gold: Sequence[Page], texts: Sequence[str], tool: Tool) -> dict[str, float]:
    """F1, precision and recall of a tool on texts made of pages, in per cent."""
    counted = [shares(page.body, tool(text, page.site)) for page, text in zip(gold, texts, strict=True)]
    return dict(zip(("f1", "precision", "recall"), f1(counted), strict=True))


def figures(arguments: argparse.Namespace) -> Iterator[tuple[str, float]]:
    """Every figure asked for, with its name."""
    for collection in arguments.sets.split(","):
        gold = list(islice(pages(arguments.shared, collection), arguments.most))
        parts = [whole_page(page) for page in gold]
        for form in arguments.forms.split(","):
            texts = [formed(part, form) for part in parts]
            for name in arguments.tools.split(","):
                for figure, value in measured(gold, texts, TOOLS[name]).items():
                    yield f"{collection}.{form}.{name}.{figure}", value
        yield f"{collection}.bare.lost", share_lost([(bare(page), held_out(page.site)) for page in gold])
        yield f"{collection}.bare.rules.lost", share_lost([(bare(page), None) for page in gold])
    for name, clean_texts in (("polnear", polnear(arguments.shared)), ("allsides", allsides(arguments.shared))):
        yield f"{name}.lost", share_lost([(text, model()) for text in clean_texts])
        yield f"{name}.rules.lost", share_lost([(text, None) for text in clean_texts])
    yield from damage_figures(arguments.shared)


def under_floor(made: dict[str, float]) -> list[str]:
    """The figures beyond their pinned bounds; those of what is lost and of false repairs are ceilings."""
    bounds = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get("plaintext", {})
    return [
        f"{name}: {made[name]:.2f} beyond {bound}"
        for name, bound in bounds.items()
        if name in made and (made[name] > bound if name.endswith(("lost", "false")) else made[name] < bound)
    ]


def main() -> int:
    """Print the figures; 1 where one of ours is beyond its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--most", type=int, default=None, help="pages of each set at most")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    made: dict[str, float] = {}
    for name, value in figures(arguments):
        made[name] = value
        print(f"{name:40s} {value:7.2f}", flush=True)
    missed = under_floor(made)
    print(*missed, sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
