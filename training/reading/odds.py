"""Counts over labelled pages → the log-odds of names and words that hints.py reads.

Every site counts once for a name or a word, with the share of what carries it there that is the article's. What fewer
sites have is left out: it would be learned by heart.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from onrecord.read.blocks import Place
from onrecord.read.hints import parts, words
from training.reading.gold import Example

_SITES: Final = 5
_LONGEST: Final = 60
_TELLING: Final = 0.2
_PLAIN: Final = re.compile(r"[^\W_][\w:/.-]{0,60}|[|›»©•]")
Shares = dict[str, float]


class Told(NamedTuple):
    """For each name and each word of a site: the share that is the article's."""

    names: Shares
    words: Shares


def told(example: Example) -> Told:
    """The shares of one page."""
    names, known = defaultdict[str, list[float]](lambda: [0.0, 0.0]), dict[int, frozenset[str]]()
    single = defaultdict[str, list[float]](lambda: [0.0, 0.0])
    for block, count, share in zip(example.blocks, example.words, example.share, strict=True):
        for name in _around(block.place, known):
            _add(names[name], (count + 0.1) * share, count + 0.1)
        if count <= _LONGEST:
            for word in words(block.text):
                _add(single[word], float(share > 0.5), 1)
    return Told(*({name: hit / total for name, (hit, total) in counts.items()} for counts in (names, single)))


def _add(sums: list[float], hit: float, total: float) -> None:
    sums[0] += hit
    sums[1] += total


def _around(place: Place, known: dict[int, frozenset[str]]) -> frozenset[str]:
    """The names of an element and of all around it."""
    chain: list[Place] = []
    walk: Place | None = place
    while walk is not None and walk.number not in known:
        chain.append(walk)
        walk = walk.around
    names = known[walk.number] if walk else frozenset[str]()
    for element in reversed(chain):
        names = known[element.number] = names.union(parts(element.names)) if element.names else names
    return names


class Sums(NamedTuple):
    """Of many sites: the sum of the shares and the number of sites, for names and for words."""

    names: tuple[Counter[str], Counter[str]]
    words: tuple[Counter[str], Counter[str]]


def summed(pages: Iterable[tuple[str, Told]]) -> Sums:
    """The sums over sites of pages given with their site."""
    by_site = defaultdict[str, list[Told]](list)
    for site, page in pages:
        by_site[site].append(page)
    sums = Sums((Counter(), Counter()), (Counter(), Counter()))
    for group in by_site.values():
        for (total, sites), kind in zip(sums, (0, 1), strict=True):
            _count(total, sites, [page[kind] for page in group])
    return sums


def _count(total: Counter[str], sites: Counter[str], pages: list[Shares]) -> None:
    collected = defaultdict[str, list[float]](list)
    for page in pages:
        for name, share in page.items():
            collected[name].append(share)
    for name, shares in collected.items():
        total[name] += sum(shares) / len(shares)  # type: ignore[assignment]  # a Counter of floats adds up as well
        sites[name] += 1


def odds(folds: Iterable[Sums]) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The log-odds of names and words over several folds of sites."""
    parts_ = list(folds)
    return _odds([fold.names for fold in parts_]), _odds([fold.words for fold in parts_])


def _odds(folds: list[tuple[Counter[str], Counter[str]]]) -> dict[str, float]:
    total, sites = Counter[str](), Counter[str]()
    for hit, count in folds:
        for name, value in hit.items():
            total[name] += value
        sites.update(count)
    enough = sorted(name for name, count in sites.items() if count >= _SITES and _PLAIN.fullmatch(name))
    found = {name: round(math.log((total[name] + 1) / (sites[name] - total[name] + 1)), 2) for name in enough}
    return {name: value for name, value in found.items() if abs(value) >= _TELLING}
