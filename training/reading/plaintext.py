"""Makes the model of plain-text lines: `python -m training.reading.plaintext [--shared ../shared] [--install]`.

The lines are those of `eval.plaintext`: whole pages of the development sets as text, the same cut close around the
article, and texts that are only an article (gold bodies, PolNeAR's training split, AllSides but its last 500), of which
nothing is to be left out. Sites fall into five folds; each part of the model, and its table of words, never sees one
fold, so that `eval.plaintext` measures out of fold what ships. Plain numpy, same bytes again; ten minutes on one core.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from eval.pages import SETS, Page, pages
from eval.plaintext import CLEAN_TEXTS, bare, whole_page
from eval.reading import words
from numpy.typing import NDArray

from onrecord.clean.furniture import judged
from onrecord.clean.lines import Layer, Scale, fold_of, packed
from onrecord.clean.lineshape import OWN, Odds, Table, own, second_look, surroundings
from onrecord.clean.paragraphs import units
from onrecord.read.decode import decode
from onrecord.read.html import parse
from onrecord.read.mainblocks import key
from onrecord.read.metadata import metadata
from onrecord.spans import Span
from training.reading.perceptron import trained

FOLDS: Final = 5
HIDDEN: Final = 40
VERSION: Final = "1"
LIKELY: Final = 0.5
PROSE: Final = 0.35
FILES: Final = ("line_words.tsv", "lines.json", "lines.npy")
ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "src/onrecord/data/en"
CARD: Final = ROOT / "docs/reading-model-card.md"
_ROWS: Final = re.compile(r"(?:^- `en/line[^`]*`, [\d,]+ bytes, SHA-256 `[0-9a-f]{64}`\n)+", re.M)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SITES: Final = 12
_TELLING: Final = 0.3
_ENGLISH: Final = ("benchmark", "wcxb")
_MARGINS: Final = (0, 0, 0, 1, 2, 5, 10)
_WORDS_HEAD: Final = """\
# Words → log-odds that a line of a page saved as text is the article's; every site counts once, words of fewer than
# twelve sites are left out, and those that tell little. `without_N` leaves out the sites of fold N, for measuring.
# Made by training/reading/plaintext.py from the WCXB development set (CC BY 4.0) and half of the article-extraction
# benchmark (MIT); counts only. CC BY 4.0.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """The lines of one text, whether a pattern takes them out (1), whether they are the article's (1, its headline 2),
    and what the text counts in training."""

    collection: str
    form: str
    site: str
    lines: tuple[str, ...]
    reasons: tuple[int, ...]
    labels: NDArray[np.int8]
    weight: float


def examples(shared: Path, most: int | None = None) -> Iterator[Example]:
    """All texts that are learned from."""
    chance = random.Random(7)
    for collection in SETS:
        for page in islice(pages(shared, collection), most):
            yield from _of_page(page, chance)
    for name, texts in (("polnear", _polnear(shared)), ("allsides", _allsides(shared, chance))):
        for number, text in enumerate(islice(texts, most)):
            lines = _lines(text)
            yield _example(name, "bare", f"{name}-{number}", lines, [1] * len(lines), 0.25)


def _of_page(page: Page, chance: random.Random) -> Iterator[Example]:
    lines = _lines("\n".join(whole_page(page)))
    title = page.title or metadata(parse(decode(page.data).text, page.name), page.url).title or ""
    found = labels(lines, page.body, title)
    if not any(found):
        return
    yield _example(page.collection, "page", page.site, lines, found, 1.0)
    at = np.flatnonzero(found)
    start, end = max(0, at[0] - chance.choice(_MARGINS)), at[-1] + 1 + chance.choice(_MARGINS)
    yield _example(page.collection, "crop", page.site, lines[start:end], found[start:end], 0.6)
    alone = _lines(bare(page))
    yield _example(page.collection, "bare", page.site, alone, [1] * len(alone), 0.7)


def _lines(text: str) -> list[str]:
    return [" ".join(text[slice(*span)].split()) for span in units(text)]


def _example(
    collection: str, form: str, site: str, lines: Sequence[str], found: Sequence[int], weight: float
) -> Example:
    pieces = judged(lines, [Span(number, number + 1) for number in range(len(lines))]).pieces
    taken = {span.start: 1 + ("entry of the list" in reason) for span, reason in pieces}
    reasons = tuple(taken.get(number, 0) for number in range(len(lines)))
    return Example(collection, form, site, tuple(lines), reasons, np.array(found, dtype=np.int8), weight)


def _polnear(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "data/polnear/train/text").glob("*.txt"))[::3]:
        yield path.read_text(encoding="utf-8")


def _allsides(shared: Path, chance: random.Random) -> Iterator[str]:
    with gzip.open(shared / "data/allsides/articles-2012-2016.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows][:-CLEAN_TEXTS]
    yield from chance.sample(texts, 600)


def labels(lines: Sequence[str], body: str, title: str) -> list[int]:
    """For each line of a page whether it is the article's: half of its runs of four words stand in the gold body, or it
    is a short line of that. Its headline, the last line with the title's words above the body, is 2."""
    gold = words(body.lower())
    runs, whole = set(_runs(gold)), {key(line) for line in body.split("\n")}
    joined = f" {' '.join(gold)} "
    found = [_label(line, runs, whole, joined) for line in lines]
    sure = [number for number, label in enumerate(found) if label == 1 and len(words(lines[number])) >= 8]
    # A short line that the body also has somewhere is the article's where it stands inside it.
    inside = range(sure[0], sure[-1]) if sure else range(0)
    settled = [int(number in inside) if label < 0 else label for number, label in enumerate(found)]
    head = _headline(lines[: sure[0] + 1], title) if sure else None
    return [2 if number == head else label for number, label in enumerate(settled)]


def _label(line: str, runs: set[tuple[str, ...]], whole: set[str], joined: str) -> int:
    own_words = words(line.lower())
    if len(own_words) >= 4:
        own_runs = _runs(own_words)
        return int(sum(run in runs for run in own_runs) * 2 >= len(own_runs))
    if key(line) in whole and own_words:
        return 1
    return -1 if f" {' '.join(own_words)} " in joined else 0


def _runs(found: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(found, found[1:], found[2:], found[3:], strict=False))


def _headline(lines: Sequence[str], title: str) -> int | None:
    name, title_words = key(title), set(words(title.lower()))
    for number in range(len(lines) - 1, -1, -1):
        own_name, own_words = key(lines[number]), set(words(lines[number].lower()))
        is_part = len(own_name) > 15 and own_name in name
        is_like = len(title_words) > 3 and len(own_words & title_words) >= 0.8 * len(own_words | title_words)
        if len(own_name) >= 8 and (own_name == name or is_part or is_like):
            return number
    return None


class Counts:
    """For each site the words of its article's lines and those of its other lines, each once."""

    def __init__(self, texts: Sequence[Example]) -> None:
        """Counts the whole pages in English."""
        self.sites: dict[str, tuple[set[str], set[str]]] = {}
        for text in texts:
            if text.form == "page" and text.collection in _ENGLISH:
                article, other = self.sites.setdefault(text.site, (set(), set()))
                for line, label in zip(text.lines, text.labels, strict=True):
                    (article if label else other).update(word.lower() for word in _WORD.findall(line[:240]))

    def odds(self, without: int | None) -> Odds:
        """The log-odds of words, without the sites of a fold."""
        left = [pair for site, pair in self.sites.items() if without is None or fold_of(site, FOLDS) != without]
        article = Counter(word for pair in left for word in pair[0])
        other = Counter(word for pair in left for word in pair[1])
        names = sorted(word for word in article | other if article[word] + other[word] >= _SITES)
        found = {word: round(float(np.log((article[word] + 1) / (other[word] + 1))), 2) for word in names}
        return {word: min(4.0, max(-4.0, odds)) for word, odds in found.items() if abs(odds) >= _TELLING}


def rows_of(text: Example, odds: Odds) -> Table:
    """The features of the first look."""
    rows = own(text.lines, text.reasons, odds)
    return np.hstack([rows, surroundings(rows)])


def weights(text: Example, rows: Table) -> NDArray[np.float32]:
    """What each line counts: more for longer ones, most for headlines, nothing for the odd lines of bare corpora."""
    size = np.expm1(rows[:, 0])
    found = text.weight * np.sqrt(size / max(float(size.sum()), 50.0))
    found = np.where(text.labels == 2, 6 * found, found)
    if text.collection in ("polnear", "allsides"):
        found = np.where((size < 4) | (rows[:, OWN.index("reason")] > 0), 0, found)
    return found.astype(np.float32)


def made(texts: Sequence[Example]) -> tuple[list[Scale], list[tuple[Layer, Layer]], list[Odds]]:
    """The scales, the parts and the tables of words, the one of all sites first."""
    counts = Counts(texts)
    tables = [counts.odds(None), *(counts.odds(fold) for fold in range(FOLDS))]
    folds = np.array([fold_of(text.site, FOLDS) for text in texts])
    # Each text is described by the words of other sites alone, in learning as in measuring.
    first = [rows_of(text, tables[1 + fold]) for text, fold in zip(texts, folds, strict=True)]
    counted = [weights(text, rows) for text, rows in zip(texts, first, strict=True)]
    wanted = [(text.labels > 0).astype(np.float32) for text in texts]
    scales = [_scale(first)]
    scaled = [scales[0].scaled(rows) for rows in first]
    one = [_layer(scaled, wanted, counted, folds != fold, fold) for fold in range(FOLDS)]
    likely = [one[fold].chance(rows) for rows, fold in zip(scaled, folds, strict=True)]
    second = [second_look(rows, chance) for rows, chance in zip(first, likely, strict=True)]
    scales.append(_scale(second))
    both = [np.hstack([rows, scales[1].scaled(more)]) for rows, more in zip(scaled, second, strict=True)]
    two = [_layer(both, wanted, counted, folds != fold, FOLDS + fold) for fold in range(FOLDS)]
    return scales, list(zip(one, two, strict=True)), tables


def _scale(tables: Sequence[Table]) -> Scale:
    together = np.vstack(tables)
    return Scale(together.mean(axis=0), together.std(axis=0) + np.float32(1e-3))


def _layer(
    rows: Sequence[Table], wanted: Sequence[NDArray[np.float32]], counted: Sequence[NDArray[np.float32]],
    chosen: NDArray[np.bool_], seed: int,
) -> Layer:  # fmt: skip
    at = np.flatnonzero(chosen).tolist()
    together = [np.concatenate([column[i] for i in at]) for column in (rows, wanted, counted)]
    print(f"training {seed + 1} of {2 * FOLDS}: {len(together[0]):,} lines", flush=True)
    return trained(together[0], together[1], together[2], HIDDEN, seed)


def write(folder: Path, scales: Sequence[Scale], parts: Sequence[tuple[Layer, Layer]], tables: Sequence[Odds]) -> None:
    """The three files of the model."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ["word", "odds", *(f"without_{fold}" for fold in range(FOLDS))]
    kept = sorted(set().union(*tables))
    rows = ["\t".join([word, *(str(odds.get(word, "")) for odds in tables)]) for word in kept]
    (folder / FILES[0]).write_text(_WORDS_HEAD + "\n".join(["\t".join(names), *rows, ""]), encoding="utf-8")
    about: Mapping[str, object] = {
        "version": VERSION, "likely": LIKELY, "prose": PROSE, "hidden": HIDDEN, "folds": FOLDS,
        "features": [len(scale.mean) for scale in scales],
    }  # fmt: skip
    (folder / FILES[1]).write_text(json.dumps(about) + "\n", encoding="utf-8")
    np.save(folder / FILES[2], packed(scales, parts).astype(np.float16))


def hashes(folder: Path) -> str:
    """The lines of the model card that name the files by their hashes."""
    found = ((name, (folder / name).read_bytes()) for name in FILES)
    lines = (
        f"- `en/{name}`, {len(data):,} bytes, SHA-256 `{hashlib.sha256(data).hexdigest()}`" for name, data in found
    )
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Make the model, and with `--install` put it into the package and its hashes into the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared")
    parser.add_argument("--build", type=Path, default=ROOT / "build/plaintext")
    parser.add_argument("--most", type=int, default=None, help="texts of each set at most, to try the way")
    parser.add_argument("--install", action="store_true")
    arguments = parser.parse_args()
    folder = PACKAGE if arguments.install else arguments.build
    write(folder, *made(list(examples(arguments.shared, arguments.most))))
    print(hashes(folder), end="")
    if arguments.install and CARD.exists():
        CARD.write_text(_ROWS.sub(hashes(folder), CARD.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
