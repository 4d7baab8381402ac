"""Makes the reader's model: `python -m training.reading.make [--shared ../shared] [--install]`.

Out of fold first: five folds of whole sites; each fold is read by trees, and by tables of names and words, that never
saw its sites. That is done twice: what the first round reads very differently from its gold text (a gold text cut
short, a page that is no article) is not learned from in the second, but still counted. Then the same on all pages,
written to `build/reading` (or into the package). On one core: twenty minutes.
"""

import argparse
import hashlib
import json
import pickle
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Final

import lightgbm
import numpy as np
from eval.pages import FOLDS, SETS, fold_of, pages
from eval.reading import f1, shares
from numpy.typing import NDArray

from onrecord.read.choice import LIKELY, Chances, chosen, logistic, names, plain_rows, with_hints
from onrecord.read.hints import Odds
from onrecord.read.lines import Table
from training.reading.export import graph, save
from training.reading.gold import Example, example
from training.reading.odds import Sums, Told, odds, summed, told

ROUNDS: Final = 110
SEEDS: Final = (7, 8, 9)
SETTINGS: Final = {
    "objective": "binary", "num_leaves": 31, "learning_rate": 0.1, "min_data_in_leaf": 60, "feature_fraction": 0.5,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "max_bin": 127, "num_threads": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
VERSION: Final = "1"
FILES: Final = ("names.tsv", "settings.json", "trees.onnx", "words.tsv")
ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = ROOT / "src/onrecord/data/reading"
CARD: Final = ROOT / "docs/reading-model-card.md"
THRESHOLDS: Final = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
_ROWS: Final = re.compile(r"(?:^\| `[^`]+` \| [\d,]+ \| `[0-9a-f]{64}` \|\n)+", re.M)
_HEADS: Final = {
    "name": """
# Class names and other names of elements (or parts of them) → log-odds that the text in such an element is the
# article's; every site counts once, names of fewer than five sites are left out. Made by training/reading/make.py from
# the WCXB development set (CC BY 4.0), half of the article-extraction benchmark (MIT) and Fundus's test pages that are
# not English (MIT). Counts only; Apache-2.0, with these named.
""",
    "word": """
# Words → log-odds that a line of a page with this word is the article's; every site counts once, words of fewer than
# five sites are left out. Made by training/reading/make.py from the WCXB development set (CC BY 4.0), half of the
# article-extraction benchmark (MIT) and Fundus's test pages that are not English (MIT). Counts only; Apache-2.0, with
# these named.
""",
}
_DOUBTFUL: Final = 0.6
_HALF: Final = 0.5
_MOST: Final = 0.5
_LEAST: Final = 0.02
_FEW_WORDS: Final = 12
_SAMPLED: Final = 0.35


def examples(shared: Path, cache: Path) -> list[Example]:
    """All labelled pages; kept in `cache`, since cutting them takes longer than reading them back."""
    if not cache.exists():
        found = [made for name in SETS for page in pages(shared, name) if (made := example(page))]
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(pickle.dumps(found))
    loaded: list[Example] = pickle.loads(cache.read_bytes())
    return loaded


def weights(example: Example) -> NDArray[np.float64]:
    """What a wrong block costs: its share of the article's words, as the measure counts a page."""
    article = max(1.0, float(example.words[example.share > _HALF].sum()))
    return 100 * np.minimum(example.words / article, _MOST) + _LEAST


class Learner:
    """The labelled pages with all that is learned from and about them."""

    def __init__(self, found: Sequence[Example]) -> None:
        self.pages = found
        self.folds = np.array([fold_of(page.page) for page in found])
        self.told: list[Told] = [told(page) for page in found]
        self.sums: list[Sums] = [summed(self._of(fold)) for fold in range(FOLDS)]
        self.plain: list[Table] = [plain_rows(page.blocks, page.about) for page in found]

    def _of(self, fold: int) -> list[tuple[str, Told]]:
        return [(p.page.site, t) for p, t, f in zip(self.pages, self.told, self.folds, strict=True) if f == fold]

    def rows(self, held_out: int | None) -> list[Table]:
        """The rows of all pages: each page's names and words are told by the other folds, without
        `held_out`, so that training sees odds as good as reading will."""
        tables = [odds(sums for number, sums in enumerate(self.sums) if number not in (fold, held_out))
                  for fold in range(FOLDS)]  # fmt: skip
        rows = zip(self.pages, self.plain, self.folds, strict=True)
        return [with_hints(page.blocks, plain, tables[fold]) for page, plain, fold in rows]

    def fit(self, rows: Sequence[Table], pages_: Sequence[int]) -> list[Any]:
        """Boosted trees over the blocks of some pages, once for each seed; most short lines far from any article are
        left out and the rest of them count for those."""
        parts = [_sampled(self.pages[i], rows[i], i) for i in pages_]
        data, labels, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
        blocks = lightgbm.Dataset(data, labels, weight=weight)
        return [lightgbm.train(SETTINGS | {"seed": seed}, blocks, ROUNDS) for seed in SEEDS]

    def fold(self, fold: int, folder: Path, without: Collection[int] = ()) -> dict[int, Chances]:
        """The chances on the pages of a fold by trees that never saw its sites, nor the pages in `without`; these trees
        and their tables are written to `folder`, for `eval.reading --folds`."""
        rows = self.rows(fold)
        learned = [i for i in np.flatnonzero(self.folds != fold).tolist() if i not in without]
        trees = self.fit(rows, learned)
        save_model(trees, odds(s for number, s in enumerate(self.sums) if number != fold), folder, len(learned))
        own = np.flatnonzero(self.folds == fold).tolist()
        return {i: logistic(np.mean([t.predict(rows[i], raw_score=True) for t in trees], axis=0)) for i in own}

    def out_of_fold(self, folder: Path, without: Collection[int] = ()) -> list[Chances]:
        """Each page's chances by trees that never saw its site."""
        made: dict[int, Chances] = {}
        for fold in range(FOLDS):
            made |= self.fold(fold, folder / f"fold-{fold}", without)
        return [made[i] for i in range(len(self.pages))]

    def doubtful(self, made: Sequence[Chances]) -> list[int]:
        """The pages that are read very differently from their gold text."""
        scores = (shares(p.page.body, text(p, c, LIKELY)) for p, c in zip(self.pages, made, strict=True))
        return [i for i, (hit, wrong, missed) in enumerate(scores) if 2 * hit < _DOUBTFUL * (2 * hit + wrong + missed)]

    def report(self, name: str, made: Sequence[Chances]) -> dict[str, dict[float, list[float]]]:
        """Prints and returns F1, precision and recall of each collection at each threshold."""
        found: dict[str, dict[float, list[float]]] = {}
        for collection in SETS:
            pairs = [(p, c) for p, c in zip(self.pages, made, strict=True) if p.page.collection == collection]
            for threshold in THRESHOLDS:
                scores = f1([shares(p.page.body, text(p, c, threshold)) for p, c in pairs])
                found.setdefault(collection, {})[threshold] = [round(score, 2) for score in scores]
            print(name, collection, found[collection], flush=True)
        return found


def text(page: Example, chances: Chances, threshold: float) -> str:
    """The blocks that are likelier than the threshold, one a line."""
    return "\n".join(page.blocks[index].text for index in chosen(page.blocks, chances, threshold))


def _sampled(page: Example, rows: Table, seed: int) -> tuple[Table, NDArray[np.bool_], NDArray[np.float64]]:
    is_article, weight = page.share > _HALF, weights(page)
    telling = is_article | (page.words > _FEW_WORDS)
    kept = telling | (np.random.default_rng(seed).random(len(rows)) < _SAMPLED)
    return rows[kept], is_article[kept], np.where(telling, weight, weight / _SAMPLED)[kept]


def save_model(trees: Sequence[Any], told_by: tuple[Odds, Odds], folder: Path, pages_: int) -> None:
    """Writes trees, their two tables and what made them."""
    folder.mkdir(parents=True, exist_ok=True)
    save(graph(trees, VERSION), folder / "trees.onnx")
    for kind, known in zip(("name", "word"), told_by, strict=True):
        head = _HEADS[kind].strip().split("\n")
        rows = [f"{name}\t{value:g}" for name, value in known.items()]
        (folder / f"{kind}s.tsv").write_text("\n".join([*head, f"{kind}\todds", *rows, ""]), encoding="utf-8")
    settings = {"version": VERSION, "pages": pages_, "columns": len(names()), "rounds": ROUNDS, "seeds": SEEDS}
    written = json.dumps(settings | {"trees": SETTINGS}, indent=1)
    (folder / "settings.json").write_text(f"{written}\n", encoding="utf-8")


def install(folder: Path) -> None:
    """Copies the model into the package and its sizes and hashes into the card."""
    rows = []
    for path in sorted(path for path in folder.iterdir() if path.name in FILES):
        data = path.read_bytes()
        (PACKAGE / path.name).write_bytes(data)
        rows.append(f"| `{path.name}` | {len(data):,} | `{hashlib.sha256(data).hexdigest()}` |")
    card = CARD.read_text(encoding="utf-8")
    CARD.write_text(_ROWS.sub("\n".join([*rows, ""]), card, count=1), encoding="utf-8")


def main() -> int:
    """Trains, reports out of fold, and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--build", type=Path, default=Path("build/reading"))
    parser.add_argument("--install", action="store_true", help="copy the model into the package")
    arguments = parser.parse_args()
    folder: Path = arguments.build
    learner = Learner(examples(arguments.shared, folder / "examples.pickle"))
    doubtful = learner.doubtful(learner.out_of_fold(folder))
    made = learner.out_of_fold(folder, doubtful)
    (folder / "out-of-fold.pickle").write_bytes(pickle.dumps(made))
    (folder / "figures.json").write_text(json.dumps(learner.report("out of fold", made), indent=1), encoding="utf-8")
    learned = [i for i in range(len(learner.pages)) if i not in doubtful]
    save_model(learner.fit(learner.rows(None), learned), odds(learner.sums), folder, len(learned))
    if arguments.install:
        install(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
