"""Which lines of a plain text are the article's, by a small model of text features alone (`data/en/lines.npy`).

Adds a chance for every line; furniture.py decides by it what goes to `dropped`. Two layers of small networks: the first
looks at each line and its neighbours, the second also at what the first says of all lines, and so finds where the
article starts and ends. A text that is nearly all prose, or hardly any, and a short one in which no pattern knows a
line as furniture, is not judged: in doubt a line stays.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.clean.lineshape import PROSE_WORDS, Column, Odds, Table, own, second_look, surroundings
from onrecord.data import table

MOST_LINES: Final = 20_000
_WIDEST: Final = 5.0
_ENDS: Final = tuple(".!?…\"”’'")
_ALL: Final = "odds"
_LEAST_PROSE: Final = 40
_LEAST_BESIDE: Final = 0.05
_MUCH_BESIDE: Final = 0.3
_MOSTLY_BESIDE: Final = 0.5
_PAGE: Final = 40
_SEVERAL: Final = 3
_FEW_SIGNS: Final = 0.5
_ABOVE: Final = 30
_HEADLINE: Final = (4, 30)
_FAIR: Final = 0.1


@dataclass(frozen=True, slots=True)
class Layer:
    """One network: (features, hidden) weights, hidden biases, (hidden,) weights of the output and its bias."""

    inner: NDArray[np.float32]
    offset: NDArray[np.float32]
    outer: NDArray[np.float32]
    level: float

    def chance(self, rows: Table) -> Column:
        """The chance of each row, from rows put on one scale."""
        hidden = np.maximum(rows @ self.inner + self.offset, 0)
        chance: Column = 1 / (1 + np.exp(-np.clip((hidden @ self.outer).astype(np.float64) + self.level, -30, 30)))
        return chance


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and spread of each feature of one layer."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]

    def scaled(self, rows: Table) -> Table:
        """The rows on one scale, far outliers cut."""
        scaled: Table = np.clip((rows - self.mean) / self.spread, -_WIDEST, _WIDEST)
        return scaled


@dataclass(frozen=True, slots=True)
class Model:
    """The shipped model: its parts each learned without one fold of the sites. `of_fold` are the odds of words counted
    without each fold; `likely` is the chance below which a line is left out, `prose` that for a line of prose."""

    version: str
    language: str
    likely: float
    prose: float
    scales: tuple[Scale, Scale]
    parts: tuple[tuple[Layer, Layer], ...]
    odds: Odds
    of_fold: tuple[Odds, ...] = ()

    @property
    def folds(self) -> int:
        """How many parts the sites were divided into."""
        return len(self.of_fold)

    def only(self, fold: int) -> "Model":
        """The part that learned nothing of the sites of a fold, for measuring."""
        return replace(self, parts=(self.parts[fold],), odds=self.of_fold[fold])

    def chances(self, units: Sequence[str], reasons: Sequence[int]) -> Column:
        """The chance of each line (one paragraph or line, white space collapsed) that it is the article's."""
        rows = own(units, reasons, self.odds, self.language)
        rows = np.hstack([rows, surroundings(rows)])
        scaled = self.scales[0].scaled(rows)
        likely: Column = np.mean([first.chance(scaled) for first, _ in self.parts], axis=0)
        both = np.hstack([scaled, self.scales[1].scaled(second_look(rows, likely))])
        chances: Column = np.mean([second.chance(both) for _, second in self.parts], axis=0)
        return chances


def left_out(units: Sequence[str], reasons: Mapping[int, int], judge: Model) -> dict[int, float] | None:
    """The lines that the model takes for something else than the article, with the chance of that; `None` for a text
    that it does not judge. `reasons` are the
    lines that a pattern takes out: 1 for certain, 2 if the model agrees."""
    prose = [_is_prose(unit) for unit in units]
    beside = _beside(units, prose, reasons) if len(units) <= MOST_LINES else 0.0
    if beside <= _LEAST_BESIDE or not (reasons or (beside > _MOSTLY_BESIDE and len(units) >= _PAGE)):
        return None
    chances = judge.chances(units, [reasons.get(number, 0) for number in range(len(units))]).tolist()
    # The more a text is an article already, the surer the model must be.
    care = min(1.0, beside / _MUCH_BESIDE) * (1.0 if len(reasons) >= _SEVERAL else _FEW_SIGNS)
    bounds = [care * (judge.prose if is_prose else judge.likely) for is_prose in prose]
    kept = [chance >= bound for chance, bound in zip(chances, bounds, strict=True)]
    head = _headline(units, chances, [k and p for k, p in zip(kept, prose, strict=True)], kept)
    return {n: 1 - chances[n] for n in range(len(units)) if not kept[n] and n != head}


def _beside(units: Sequence[str], prose: Sequence[bool], reasons: Mapping[int, int]) -> float:
    """The share of the words that are neither prose nor known as furniture; 0 where there is hardly any prose."""
    sizes = [0 if number in reasons else unit.count(" ") + 1 for number, unit in enumerate(units)]
    article = sum(size for size, is_prose in zip(sizes, prose, strict=True) if is_prose)
    return 1 - article / sum(sizes) if article >= _LEAST_PROSE else 0.0


def _headline(units: Sequence[str], chances: Sequence[float], body: Sequence[bool], kept: Sequence[bool]) -> int | None:
    """The likeliest line to be the headline above the first kept prose, where none of the kept lines there can be."""
    first = next((number for number, is_body in enumerate(body) if is_body), 0)
    above = [n for n in range(max(0, first - _ABOVE), first) if _HEADLINE[0] <= units[n].count(" ") + 1 <= _HEADLINE[1]]
    if not above or any(kept[number] for number in above):
        return None
    best = max(above, key=chances.__getitem__)
    return best if chances[best] >= _FAIR else None


def _is_prose(unit: str) -> bool:
    return unit.endswith(_ENDS) and unit.count(" ") >= PROSE_WORDS


def fold_of(site: str, folds: int) -> int:
    """The fold of a site, the same in training and in measuring."""
    return zlib.crc32(site.encode("utf-8")) % folds


@cache
def model(language: str = "en") -> Model:
    """The shipped model of a language."""
    folder = files("onrecord.data").joinpath(language)
    about = json.loads(folder.joinpath("lines.json").read_text(encoding="utf-8"))
    numbers = np.load(BytesIO(folder.joinpath("lines.npy").read_bytes()), allow_pickle=False)
    words = table(language, "line_words.tsv")
    columns = [_ALL, *(f"without_{fold}" for fold in range(about["folds"]))]
    odds = [{row["word"]: float(row[name]) for row in words if row[name]} for name in columns]
    scales, parts = unpacked(numbers.astype(np.float32), about["features"], about["hidden"], about["folds"])
    return Model(
        about["version"], language, about["likely"], about["prose"], scales, parts, odds[0], tuple(odds[1:])
    )  # fmt: skip


def packed(scales: Sequence[Scale], parts: Sequence[tuple[Layer, Layer]]) -> NDArray[np.float32]:
    """All numbers of a model in one row: the scales, then layer after layer."""
    found = [number for scale in scales for number in (scale.mean, scale.spread)]
    for part in parts:
        for layer in part:
            found += [layer.inner.ravel(), layer.offset, layer.outer, np.array([layer.level])]
    return np.concatenate(found).astype(np.float32)


def unpacked(
    numbers: NDArray[np.float32], features: Sequence[int], hidden: int, folds: int
) -> tuple[tuple[Scale, Scale], tuple[tuple[Layer, Layer], ...]]:
    """What `packed` put together. `features` are the columns of the first look and those that the second adds."""
    rest = iter(np.split(numbers, np.cumsum(_sizes(features, hidden, folds))[:-1]))
    first, second = Scale(next(rest), next(rest)), Scale(next(rest), next(rest))
    parts = tuple((_layer(rest, hidden), _layer(rest, hidden)) for _ in range(folds))
    return (first, second), parts


def _sizes(features: Sequence[int], hidden: int, folds: int) -> list[int]:
    one, more = features
    layers = [size for width in (one, one + more) for size in (width * hidden, hidden, hidden, 1)]
    return [one, one, more, more, *layers * folds]


def _layer(rest: Iterator[NDArray[np.float32]], hidden: int) -> Layer:
    inner, offset, outer, level = next(rest), next(rest), next(rest), next(rest)
    return Layer(inner.reshape(-1, hidden), offset, outer, float(level[0]))
