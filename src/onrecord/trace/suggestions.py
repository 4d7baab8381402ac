"""Some readings, or a text → the statements and the articles of the archive that are worth comparing with them.

Decides nothing. The keys that a statement shares with what is asked for say about how much rarity the two have in
common, before the statement is read: what has too little to be accepted is left out here. Seasons are those of the
rarest key, which are more than those of all (candidates.py): what is found here is a little less than all there is.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from onrecord.archive.schema import ORDINAL_BITS, SERIAL_BITS
from onrecord.archive.schema import statements as table
from onrecord.trace import fingerprints, index, judge, segments
from onrecord.trace.candidates import LEAST_SHARED, TOO_COMMON, in_seasons
from onrecord.trace.fingerprints import Encoded, Floats, Ints, Keys, Placed
from onrecord.trace.rows import UNDATED
from onrecord.trace.segments import Entries

LEAST_PASSAGES: Final = 3
# The least share of what matches that is in keys of both: single words that match between others are in none.
_IN_KEYS: Final = 0.75
# One key of words as rare as this is enough.
_RARE: Final = 1.2
# The least rarity of a character: 99 in 100 statements of the news have 0.04 or more, and most 0.06.
_LIGHTEST: Final = 0.03
# The same words share all of their rarity, and differ in length by marks and accents alone.
_WHOLE, _MARKS = 0.98, 0.25
# So many words have pairs enough to be found by.
_LONG: Final = 12
# How many times as many statements are looked at as are suggested.
_LOOKED_AT: Final = 4
# A passage in more articles than this is furniture.
_FURNITURE: Final = 2_000
_MANY: Final = 500
_DAY_BITS: Final = SERIAL_BITS + ORDINAL_BITS

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Suggested:
    """One row a pair, those that share most first: the number of the reading that was asked for, the place of a
    statement that may be the same, about how much rarity they share, and in how many seasons that is found at most."""

    asker: Ints
    place: Ints
    weight: Floats
    seasons: Ints

    def of(self, chosen: Ints | Flags) -> "Suggested":
        """Some of the pairs."""
        return Suggested(self.asker[chosen], self.place[chosen], self.weight[chosen], self.seasons[chosen])


class LookedUp:
    """What was looked up in the index so far: readings that lead to one another have most of their keys in common."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._asked: Keys = np.zeros(0, np.uint64)
        self._found = Entries(self._asked, np.zeros(0, np.int64))

    def with_keys(self, wanted: Keys) -> Entries:
        """All entries that were looked up, in the order of hashes, among them those of these keys; without those of the
        most common ones."""
        new = np.setdiff1d(wanted, self._asked)
        if len(new):
            found = _usual(segments.look_up(self.connection, index.KEY, new), TOO_COMMON)
            self._asked = np.union1d(self._asked, new)
            self._found = segments.side_by_side([self._found, found])
        return self._found


def statements(looked_up: LookedUp, asking: Encoded, most: int) -> Suggested:
    """What may be one utterance with one of these readings, at most so many statements. The readings are weighed by the
    archive (index.Rarity)."""
    placed = _needed(asking, fingerprints.placed(asking, index.names(asking.vocabulary)))
    found = looked_up.with_keys(placed.keys)
    told = _sharing(found, asking, placed)
    told = told.of(np.lexsort((told.place, told.asker, -told.weight)))
    told = told.of(_could_be(told, np.zeros(len(told.place))) | _whole(asking, told))
    told = told.of(_first(told.place, _LOOKED_AT * most))
    own, lengths = asking.weight_of()[told.asker], _lengths(looked_up.connection, told.place)
    told = told.of(_could_be(told, np.minimum(own, _LIGHTEST * lengths)) | _equal(asking, told, lengths))
    return told.of(_first(told.place, most))


def _needed(asking: Encoded, placed: Placed) -> Placed:
    """The keys without those runs of three words of long readings that hold a pair, which is a key itself."""
    content = asking.content[asking.ids][placed.words]
    is_pair = placed.words[:, 1] == placed.words[:, 2]
    kept = is_pair | (content.sum(axis=1) < 2) | (asking.lengths[placed.of] < _LONG)
    return Placed(placed.keys[kept], placed.of[kept], placed.words[kept])


def _usual(found: Entries, most: int) -> Entries:
    """The entries without those of hashes that have more than `most`."""
    firsts = np.flatnonzero(np.diff(found.hashes, prepend=~found.hashes[:1]))
    sizes = np.diff(np.append(firsts, len(found)))
    usual = np.repeat(sizes <= most, sizes)
    return Entries(found.hashes[usual], found.numbers[usual])


def _sharing(found: Entries, asking: Encoded, placed: Placed) -> Suggested:
    """All statements that share keys enough with one of these readings."""
    entry, row = _met(found.hashes, placed.keys)
    places, number = np.unique(found.numbers[entry], return_inverse=True)
    pair = number * len(asking) + placed.of[row]
    order = np.argsort(pair, kind="stable")
    order = order[_several(pair[order], _weights(asking, placed)[row[order]])]
    pair, row = pair[order], row[order]
    firsts = np.flatnonzero(np.diff(pair, prepend=-1))
    of_pair = np.repeat(np.arange(len(firsts)), np.diff(np.append(firsts, len(pair))))
    weight = _covered(asking, placed.words[row], of_pair)
    number, asker = np.divmod(pair[firsts], max(len(asking), 1))
    seasons = np.minimum.reduceat(_at_most(found)[entry[order]], firsts) if len(firsts) else firsts
    return Suggested(asker, places[number], weight, np.maximum(seasons, 1))


def _at_most(found: Entries) -> Ints:
    """For each entry in how many seasons its hash is found."""
    days = found.numbers >> _DAY_BITS
    number = np.cumsum(np.diff(found.hashes, prepend=~found.hashes[:1]) != 0) - 1
    seasons: Ints = in_seasons(number, np.where(days > 0, days, UNDATED), len(number))[number]
    return seasons


def _met(hashes: Keys, wanted: Keys) -> tuple[Ints, Ints]:
    """Which entry meets which key that was asked for; both in order."""
    low, high = np.searchsorted(wanted, hashes, "left"), np.searchsorted(wanted, hashes, "right")
    counts = high - low
    entry = np.repeat(np.arange(len(hashes)), counts)
    return entry, np.repeat(low - np.cumsum(counts) + counts, counts) + np.arange(len(entry))


def _weights(asking: Encoded, placed: Placed) -> Floats:
    """The rarity of each key's words."""
    weights = asking.weights[asking.ids][placed.words]
    weights[:, 2] *= placed.words[:, 2] != placed.words[:, 1]
    total: Floats = weights.sum(axis=1)
    return total


def _several(pair: Ints, weights: Floats) -> Flags:
    """Which rows, in order of their pairs, are of pairs that share keys enough."""
    if not len(pair):
        return np.zeros(0, np.bool_)
    firsts = np.flatnonzero(np.diff(pair, prepend=-1))
    counts, weight = np.diff(np.append(firsts, len(pair))), np.add.reduceat(weights, firsts)
    # Whatever is in several keys counts in each: this is more than they can share.
    enough = (counts >= LEAST_SHARED) & (weight >= _IN_KEYS * judge.LEAST_WEIGHT)
    return np.repeat(enough | (weight >= _RARE), counts)


def _covered(asking: Encoded, words: Ints, pair: Ints) -> Floats:
    """The rarity of the words that the keys shared by each pair are made of."""
    size = max(len(asking.ids), 1)
    different = fingerprints.distinct((pair[:, None] * size + words).ravel())
    weights = asking.weights[asking.ids[different % size]]
    return np.bincount(different // size, weights=weights).astype(np.float32)


def _could_be(told: Suggested, lighter: NDArray[np.floating[Any]]) -> Flags:
    """Which pairs could be accepted, whoever is speaking and whenever, if the lighter of both weighs so much."""
    count = len(told.place)
    weight = (told.weight / _IN_KEYS).astype(np.float32)
    return judge.hopeful(weight, lighter, np.zeros(count, np.int64), np.ones(count, np.int64), told.seasons)


def _equal(asking: Encoded, told: Suggested, lengths: Ints) -> Flags:
    """Which pairs may be the same words: these need no judgement."""
    sizes = np.fromiter((len(form) + 1 for form in asking.vocabulary), np.int64, len(asking.vocabulary))
    characters = np.concatenate([[0], np.cumsum(sizes[asking.ids])])
    own = (characters[asking.starts[1:]] - characters[asking.starts[:-1]])[told.asker]
    same: Flags = _whole(asking, told) & (np.abs(lengths - own) <= _MARKS * own)
    return same


def _whole(asking: Encoded, told: Suggested) -> Flags:
    """Which statements have all that was asked for."""
    whole: Flags = told.weight >= _WHOLE * asking.weight_of()[told.asker]
    return whole


def _lengths(connection: Connection, places: Ints) -> Ints:
    """How many characters the statements at these places have."""
    different, number = np.unique(places, return_inverse=True)
    found = dict.fromkeys(different.tolist(), 0)
    for first in range(0, len(different), _MANY):
        some = different[first : first + _MANY].tolist()
        query = select(table.c.place, func.length(table.c.text)).where(table.c.place.in_(some))
        found |= {int(place): int(length) for place, length in connection.execute(query)}
    return np.fromiter(found.values(), np.int64, len(found))[number]


def _first(values: Ints, most: int) -> Flags:
    """Which of some values are among the first so many different ones."""
    different, at = np.unique(values, return_index=True)
    return np.isin(values, different[np.argsort(at)[:most]])


def articles(connection: Connection, text: str, most: int) -> tuple[Ints, Ints]:
    """The places of articles that share passages with a text, those that share most first, at most so many, and how
    many passages."""
    found = _usual(segments.look_up(connection, index.PASSAGE, index.passages(text)), _FURNITURE)
    different = np.unique(np.stack([found.hashes.astype(np.int64), found.numbers]), axis=1)
    places, shared = np.unique(different[1], return_counts=True)
    order = np.lexsort((places, -shared))
    order = order[shared[order] >= LEAST_PASSAGES][:most]
    return places[order], shared[order]
