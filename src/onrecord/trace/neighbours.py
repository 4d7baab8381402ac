"""Some statements → all statements of the archive that are readings of the same utterances.

Suggested by the index, decided as in grouping from scratch, and looked for again from what was found, until nothing
comes any more: the short cut of a long quotation leads to its other cuts. Bounded: an utterance of thousands of
readings is found in part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection

from onrecord.trace import index
from onrecord.trace.index import Rarity
from onrecord.trace.rows import LEAST_WORDS, Row
from onrecord.trace.stored import Corrections, rows_at
from onrecord.trace.utterances import collapse, first_days, group, judged

_ROUNDS: Final = 4
_AT_ONCE: Final = 1_000
_MOST: Final = 2_000

Groups = list[list[Row]]


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that lead to one another from the seeds, the seeds among them; `beside` names those that are readings
    of the same as a seed itself."""

    rows: tuple[Row, ...]
    beside: frozenset[str]


def neighbours(connection: Connection, people: Corrections, seeds: Sequence[Row], rarity: Rarity) -> Found:
    """The rows that the seeds lead to, however far: some are readings of other utterances, which `grouped` tells."""
    known = {row.statement: row for row in seeds}
    asking, beside = list(seeds), frozenset[str]()
    for turn in range(_ROUNDS):
        alike = index.similar(connection, sorted({row.forms for row in asking}), _AT_ONCE)
        rows = [row for row in rows_at(connection, people, alike.places.tolist()) if row.statement not in known]
        asking = _accepted(asking, rows, rarity)
        known |= {row.statement: row for row in asking}
        beside = frozenset(known) if turn == 0 else beside
        if not asking or len(known) > _MOST:
            break
    return Found(tuple(known.values()), beside)


def _accepted(asking: Sequence[Row], others: Sequence[Row], rarity: Rarity) -> list[Row]:
    """Those of the others that are one utterance with one of these."""
    rows = [*asking, *others]
    strings = collapse(rows)
    encoded = rarity.encode(strings.forms)
    asked = np.array([any(number < len(asking) for number in members) for members in strings.rows], np.bool_)
    lower, higher = (side.ravel() for side in np.meshgrid(np.flatnonzero(asked), np.flatnonzero(~asked)))
    one, other, _ = judged(
        encoded, strings, rows, first_days(rows, strings), np.minimum(lower, higher), np.maximum(lower, higher)
    )
    kept = {*np.flatnonzero(asked).tolist(), *one.tolist(), *other.tolist()}
    return [rows[n] for string in sorted(kept) for n in strings.rows[string] if n >= len(asking)]


def grouped(rows: Sequence[Row], rarity: Rarity) -> Groups:
    """Rows as utterances of two readings or more, weighed by the whole archive, the oldest first."""
    return [[rows[number] for number in members] for members in group(rows, rarity.encode)]


def apart(rows: Iterable[Row], groups: Groups) -> Groups:
    """Those of the rows that stand in no group, each alone."""
    inside = {row.statement for members in groups for row in members}
    return [[row] for row in rows if row.statement not in inside and len(row.forms) >= LEAST_WORDS]
