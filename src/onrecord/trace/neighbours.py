"""Some statements → all statements of the archive that are readings of the same utterances.

Suggested by the index, decided as in grouping from scratch, and looked for again from what was found, until nothing
comes any more: the short cut of a long quotation leads to its other cuts. Bounded: an utterance of thousands of
readings is found in part.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from sqlalchemy import Connection

from onrecord.trace import suggestions
from onrecord.trace.index import Rarity
from onrecord.trace.rows import LEAST_WORDS, UNDATED, Row
from onrecord.trace.stored import Corrections, rows_at
from onrecord.trace.suggestions import LookedUp, Suggested
from onrecord.trace.utterances import collapse, first_days, group, judged

_ROUNDS: Final = 4
_AT_ONCE: Final = 1_000
_MOST: Final = 2_000

Groups = list[list[Row]]
Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that lead to one another from the seeds, the seeds among them; `beside` names those that are readings
    of the same as a seed itself."""

    rows: tuple[Row, ...]
    beside: frozenset[str]


def neighbours(connection: Connection, people: Corrections, seeds: Sequence[Row], rarity: Rarity) -> Found:
    """The rows that the seeds lead to, however far: some are readings of other utterances, which `grouped` tells."""
    known = {row.statement: row for row in seeds}
    looked_up, read, done = LookedUp(connection), dict[int, Row | None](), set[Forms]()
    asking, beside = list(seeds), frozenset[str]()
    for turn in range(_ROUNDS):
        asked = sorted({row.forms for row in asking if len(row.forms) >= LEAST_WORDS} - done)
        done.update(asked)
        told = suggestions.statements(looked_up, rarity.encode(asked), _AT_ONCE)
        _read(connection, people, told.place.tolist(), read)
        others = {at: row for at in told.place.tolist() if (row := read[at]) and row.statement not in known}
        asking = _accepted(asking, others, [asked[number] for number in told.asker.tolist()], told, rarity)
        known |= {row.statement: row for row in asking}
        beside = frozenset(known) if turn == 0 else beside
        if not asking or len(known) > _MOST:
            break
    return Found(tuple(known.values()), beside)


def _read(connection: Connection, people: Corrections, places: Iterable[int], read: dict[int, Row | None]) -> None:
    """Add the rows at these places to those that were read; `None` where nothing counts."""
    new = sorted(set(places).difference(read))
    read |= dict.fromkeys(new)
    read |= {row.place: row for row in rows_at(connection, people, new)}


def _accepted(
    asking: Sequence[Row], others: Mapping[int, Row], forms: Sequence[Forms], told: Suggested, rarity: Rarity
) -> list[Row]:
    """Those of the others (by their places) that are one utterance with one of those asking, of the pairs suggested;
    `forms` names who asks in each."""
    rows = [*asking, *others.values()]
    strings = collapse(rows)
    place = {rows[member].place: number for number, members in enumerate(strings.rows) for member in members}
    asked: defaultdict[Forms, list[int]] = defaultdict(list)
    for number, members in enumerate(strings.rows):
        if any(member < len(asking) for member in members):
            asked[strings.forms[number]].append(number)
    pairs = {
        (min(one, place[at]), max(one, place[at])): seasons
        for words, at, seasons in zip(forms, told.place.tolist(), told.seasons.tolist(), strict=True)
        for one in asked[words]
        if at in others and one != place[at]
    }
    lower, higher = np.array([*pairs], np.int64).reshape(-1, 2).T
    seasons = np.fromiter(pairs.values(), np.int64, len(pairs))
    encoded = rarity.encode(strings.forms)
    one, other, _ = judged(encoded, strings, rows, first_days(rows, strings), lower, higher, seasons)
    # The same words without a date may be of any occasion.
    undated = {row.forms for row in asking if row.day == UNDATED}
    same = (number for number, words in enumerate(strings.forms) if words in undated)
    kept = {*chain.from_iterable(asked.values()), *same, *one.tolist(), *other.tolist()}
    return [rows[n] for string in sorted(kept) for n in strings.rows[string] if n >= len(asking)]


def grouped(rows: Sequence[Row], rarity: Rarity) -> Groups:
    """Rows as utterances of two readings or more, weighed by the whole archive, the oldest first."""
    return [[rows[number] for number in members] for members in group(rows, rarity.encode)]


def apart(rows: Iterable[Row], groups: Groups) -> Groups:
    """Those of the rows that stand in no group, each alone."""
    inside = {row.statement for members in groups for row in members}
    return [[row] for row in rows if row.statement not in inside and len(row.forms) >= LEAST_WORDS]
