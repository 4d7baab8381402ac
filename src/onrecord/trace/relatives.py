"""An article, or all of an archive → the articles that were made from one another.

The index suggests by shared passages, `derivations` decides on whole texts. Bounded: of very many copies of one text,
each is compared with the sixty that share most.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from sqlalchemy import Connection, func, select

from onrecord.archive.schema import articles
from onrecord.model import Derivation, Record
from onrecord.trace import candidates, index, segments, suggestions
from onrecord.trace.derivations import derivations
from onrecord.trace.fingerprints import Ints

_MOST: Final = 60
_MANY: Final = 500
# How many later articles show what an outlet prints again and again.
_LATER: Final = 8
# Less than the share of words that a derivation needs, since a sample is a sample.
_LEAST_SHARE: Final = 0.12
# How many characters of a text there are to each run of words that is in the sample, about.
_CHARACTERS: Final = 96

Load = Callable[[str], Record]


def relatives(connection: Connection, record: Record, load: Load) -> tuple[Derivation, ...]:
    """What the article was made from, and what was made from it, by articles of the archive. `load` gives records."""
    text = record.article.text
    places, counts = suggestions.articles(connection, text, _MOST)
    names, lengths = _names(connection, places), _lengths(connection, places)
    chosen = [
        names[place]
        for place, shared in zip(places.tolist(), counts.tolist(), strict=True)
        if place in names and shared >= _LEAST_SHARE * min(len(text), lengths[place]) / _CHARACTERS
    ]
    return derivations(record, map(load, chosen))


def _lengths(connection: Connection, places: Ints) -> dict[int, int]:
    """How many characters the articles at these places have; places are few."""
    query = select(articles.c.place, func.length(articles.c.text)).where(articles.c.place.in_(places.tolist()))
    return {int(place): int(length) for place, length in connection.execute(query)}


def _names(connection: Connection, places: Ints) -> dict[int, str]:
    """The ids of the articles at these places; old versions of pages have none."""
    found: dict[int, str] = {}
    wanted = places.tolist()
    for first in range(0, len(wanted), _MANY):
        query = select(articles.c.place, articles.c.id).where(articles.c.current)
        some = query.where(articles.c.place.in_(wanted[first : first + _MANY]))
        found |= {int(place): str(id_) for place, id_ in connection.execute(some)}
    return found


def related(connection: Connection, load: Load) -> Iterator[Derivation]:
    """Every derivation in the archive, by the articles in order of time."""
    places, pairs = _pairs(segments.everything(connection, index.PASSAGE))
    names = _names(connection, places)
    after: defaultdict[int, list[int]] = defaultdict(list)
    for one, others in sorted(pairs.items()):
        for other in others:
            after[other] = [*after[other], one][:_LATER]
    for one, others in sorted(pairs.items()):
        if (name := names.get(int(places[one]))) is not None:
            earlier = [known for other in sorted(others) if (known := names.get(int(places[other]))) is not None]
            later = [known for other in after[one] if (known := names.get(int(places[other]))) is not None]
            yield from derivations(load(name), map(load, (*earlier, *later)), earlier)


def _pairs(passages: segments.Entries) -> tuple[Ints, dict[int, set[int]]]:
    """The places of articles, and for each (by number) the earlier ones that share enough passages."""
    places, of = np.unique(passages.numbers, return_inverse=True)
    sizes = np.bincount(of, minlength=len(places))
    lower, higher = candidates.pairs(passages.hashes, of, sizes, np.arange(len(places)))
    own = _own(passages, of, len(places))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in zip(lower.tolist(), higher.tolist(), strict=True):
        shared = len(own[one] & own[other])
        if shared >= max(suggestions.LEAST_PASSAGES, _LEAST_SHARE * min(len(own[one]), len(own[other]))):
            found[other].add(one)
    return places, found


def _own(passages: segments.Entries, of: Ints, count: int) -> list[frozenset[int]]:
    """The passages of each article."""
    order = np.argsort(of, kind="stable")
    bounds = np.searchsorted(of[order], np.arange(count + 1))
    hashes = passages.hashes[order]
    return [frozenset(hashes[bounds[n] : bounds[n + 1]].tolist()) for n in range(count)]
