"""What the lines of a plain text look like and where they stand, in numbers by which the model tells an article from
what was copied with it.

Only the text is there to judge by: lengths, sentence ends, capitals, digits, marks, small words, the words that
furniture is made of, repetition, and the prose before, after and around a line. Nothing is judged here.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onrecord.data import table

Table = NDArray[np.float32]
Column = NDArray[np.float64]
Odds = Mapping[str, float]

_READ: Final = 240
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’')\]]*(?:\s+|$)")
_ENDS: Final = re.compile(r"[.!?…。！？][\"”’')\]»]*$")
_DATE: Final = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}:\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_ADDRESS: Final = re.compile(r"@\w|https?:|www\.|\.com\b|\.org\b")
_MARKS: Final = re.compile(r"[|›»«©•·→▸►/#*]")
_QUOTES: Final = re.compile(r"[“”\"„«»]")
_AGO: Final = re.compile(r"\b\d{1,2} ?(?:h|m|min|mins|minutes?|hours?|days?|weeks?|months?|years?)\b(?: ago)?", re.I)
PROSE_WORDS: Final = 14
_LONG_WORD: Final = 5

OWN: Final = (
    "words", "chars", "word_length", "capitals", "digits", "upper_start", "lower_start", "odd_start", "sentences",
    "ends", "colon", "open_end", "question", "exclaims", "quotes", "commas", "marks", "date", "address", "ago",
    "shouts", "small", "odds", "odds_min", "odds_max", "odds_first", "odds_last", "reason", "copies", "known",
    "told", "told_often",
)  # fmt: skip
_COLUMN: Final = {name: number for number, name in enumerate(OWN)}
_BESIDE: Final = ("words", "ends", "odds", "reason", "capitals", "small", "date")


def own(units: Sequence[str], reasons: Sequence[int], odds: Odds, language: str = "en") -> Table:
    """A row of `OWN` for each line; `reasons` says which were taken out by a pattern (1), or learned from (2)."""
    small = _small(language)
    shaped, kept = [], []
    for unit in units:
        words = _WORD.findall(unit[:_READ])
        lowered = [word.lower() for word in words]
        kept.append([word for word in lowered if len(word) >= _LONG_WORD])
        shaped.append((*_shape(unit, words), *_wordy(lowered, small, odds)))
    copies = Counter(unit[:_READ] for unit in units)
    spread = Counter(word for words in kept for word in set(words))
    told = Counter(word for unit, words in zip(units, kept, strict=True) if _is_prose(unit) for word in set(words))
    rows = [
        (*shape, reason, copies[unit[:_READ]], _known(words, spread), *_told(words, told, own=_is_prose(unit)))
        for unit, shape, reason, words in zip(units, shaped, reasons, kept, strict=True)
    ]
    made = np.array(rows, dtype=np.float32).reshape(len(units), len(OWN))
    made[:, :3] = np.log1p(made[:, :3])
    return made


def _shape(unit: str, words: Sequence[str]) -> tuple[float, ...]:
    size, first, shown = len(unit), unit[0], unit[:_READ]
    count = max(unit.count(" ") + unit.count("\n") + 1, 1)
    ends = bool(_ENDS.search(unit[-6:]))
    digits = sum(map(shown.count, "0123456789")) / len(shown)
    capitals = sum(word[0].isupper() for word in words) / (len(words) or 1)
    return (
        count, size, size / count, capitals, digits, first.isupper(), first.islower(),
        not (first.isalnum() or first in "“\"'‘"), min(len(_SENTENCE_END.findall(unit[:2000])), 9), ends,
        unit[-1] == ":", not ends and unit[-1].isalnum(), "?" in shown, "!" in shown,
        min(len(_QUOTES.findall(shown)), 6), shown.count(",") / count, min(len(_MARKS.findall(shown)), 6),
        bool(_DATE.search(shown)), bool(_ADDRESS.search(shown)), bool(size < 120 and _AGO.search(unit)),
        shown.isupper(),
    )  # fmt: skip


def _wordy(lowered: Sequence[str], small: frozenset[str], odds: Odds) -> tuple[float, ...]:
    if not lowered:
        return (0.0,) * 6
    told = [odds.get(word, 0.0) for word in lowered]
    count = len(lowered)
    return (sum(word in small for word in lowered) / count, sum(told) / count, min(told), max(told), told[0], told[-1])


def _known(words: Sequence[str], spread: Counter[str]) -> float:
    """Which part of a line's longer words stand in other lines too: a headline's do, a teaser's do not."""
    return sum(spread[word] > 1 for word in words) / len(words) if words else -1.0


def _is_prose(unit: str) -> bool:
    return unit.count(" ") + 1 >= PROSE_WORDS and bool(_ENDS.search(unit[-6:]))


def _told(words: Sequence[str], told: Counter[str], *, own: bool) -> tuple[float, float]:
    """Which part of a line's longer words the other prose has, and how often: it speaks of what a headline says."""
    if not words:
        return -1.0, 0.0
    often = [told[word] - own for word in words]
    return sum(number > 0 for number in often) / len(words), sum(map(math.log1p, often)) / len(words)


@cache
def _small(language: str) -> frozenset[str]:
    rows = table(language, "furniture_headline.tsv")
    return frozenset(word for row in rows if row["use"] in ("prose", "small") for word in row["words"].split())


def surroundings(rows: Table) -> Table:
    """Columns for each line by the lines around it: neighbours, prose before and after, the ends of the prose."""
    count = len(rows)
    words = np.expm1(rows[:, 0]).astype(np.float64)
    prose = (words >= PROSE_WORDS) & (rows[:, _COLUMN["ends"]] > 0)
    mass = np.where(prose, words, 0.0)
    at = np.arange(count)
    total, all_prose = words.sum() or 1.0, mass.sum()
    places = np.flatnonzero(prose)
    first, last = (places[0], places[-1]) if len(places) else (0, count - 1)
    before = np.cumsum(mass) - mass
    columns = [
        np.log1p(at), np.log1p(count - 1 - at), np.full(count, np.log1p(count)), np.full(count, np.log1p(total)),
        np.full(count, all_prose / total), np.full(count, len(places) / count), (np.cumsum(words) - words) / total,
        before / (all_prose or 1.0), np.clip(at - first, -30, 30), np.clip(last - at, -30, 30),
        *_distances(prose, at), *(_share(mass, words, width, after=after) for width in (2, 5, 12) for after in (0, 1)),
    ]  # fmt: skip
    for name in _BESIDE:
        columns += [_moved(rows[:, _COLUMN[name]], by) for by in (1, -1, 2, -2)]
    return np.column_stack(columns).astype(np.float32)


def _distances(prose: NDArray[np.bool_], at: NDArray[np.int64]) -> tuple[Column, Column]:
    """How many lines each is from the prose line before it and the one after, itself not counted; 30 at most."""
    far = 30
    before = np.maximum.accumulate(np.where(prose, at, -far))
    after = np.minimum.accumulate(np.where(prose, at, len(at) + far)[::-1])[::-1]
    back = at - np.concatenate([[-far], before[:-1]])
    ahead = np.concatenate([after[1:], [len(at) + far]]) - at
    return np.minimum(back, far).astype(np.float64), np.minimum(ahead, far).astype(np.float64)


def _share(mass: Column, words: Column, width: int, *, after: int) -> Column:
    """The share of prose in the words of the lines beside each, on one side."""
    at = np.arange(len(mass))
    low = at + 1 if after else np.maximum(at - width, 0)
    high = np.minimum(at + width + 1, len(mass)) if after else at
    sums = [np.concatenate([[0.0], np.cumsum(column)]) for column in (mass, words)]
    share: Column = (sums[0][high] - sums[0][low]) / (sums[1][high] - sums[1][low] + 1)
    return share


def _moved(column: NDArray[np.float32], by: int) -> Column:
    moved = np.full(len(column), -1.0)
    if abs(by) < len(column):
        moved[max(by, 0) : len(column) + min(by, 0)] = column[max(-by, 0) : len(column) - max(by, 0)]
    return moved


def second_look(rows: Table, likely: Column) -> Table:
    """Columns for each line from the chance of every line that it is the article's."""
    words = np.expm1(rows[:, 0]).astype(np.float64)
    mass, at = likely * words, np.arange(len(rows))
    total = mass.sum() or 1.0
    so_far, unlikely = np.cumsum(mass), np.cumsum((1 - likely) * words)
    sure = np.flatnonzero((likely > 0.5) & (words > 8))
    first, last = (sure[0], sure[-1]) if len(sure) else (0, len(rows) - 1)
    columns = [
        likely, *(_moved(likely.astype(np.float32), by) for by in (1, -1, 2, -2, 3, -3)),
        *(_share(mass, words, width, after=after) for width in (3, 8) for after in (0, 1)),
        (so_far - mass) / total, np.full(len(rows), np.log1p(total)),
        np.full(len(rows), total / (words.sum() or 1.0)), np.clip(at - first, -30, 30), np.clip(last - at, -30, 30),
        _log(unlikely - unlikely[first]), _log(unlikely[last] - unlikely),
    ]  # fmt: skip
    return np.column_stack(columns).astype(np.float32)


def _log(column: Column) -> Column:
    signed: Column = np.sign(column) * np.log1p(np.abs(column))
    return signed
