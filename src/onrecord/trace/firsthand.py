"""Who has a quotation first and who from another: of an outlet's articles, and of what one speaker is quoted with.

Adds counts to what the trace says of each reading, and every one of them comes with its statement. “First-hand” means
that no older reading is known in this archive, which need not be the whole press; what has the same day, or none, is
left open. Bounded: few articles are traced, and few statements are grouped; how many is said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from onrecord.archive.connect import Archive
from onrecord.archive.presented import corrections
from onrecord.model import Alteration, Descent, DescentKind, Reading, Utterance
from onrecord.trace import stored
from onrecord.trace.alterations import CUT
from onrecord.trace.evidence import CREDIT, speaking
from onrecord.trace.index import Rarity
from onrecord.trace.moments import Moment, is_settled, may_precede, moment
from onrecord.trace.neighbours import grouped
from onrecord.trace.rows import UNDATED, Row
from onrecord.trace.tracing import Trace, trace_article
from onrecord.trace.witnesses import Witnessed

GROUPED: Final = 300
"""How many statements of a speaker are compared with one another, the newest ones that are quoted."""


class Hand(StrEnum):
    """Whence a reading is, as far as the archive shows."""

    FIRST = "first-hand"
    INDEPENDENT = "independent"
    CREDITED = "second-hand, credited"
    INFERRED = "second-hand, inferred"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Handed:
    """A reading of the outlet that other outlets have too: whence it is, from which reading, and what was altered."""

    reading: Reading
    hand: Hand
    parent: Reading | None
    altered: tuple[Alteration, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Hands:
    """The readings of `articles` articles that other outlets have too."""

    articles: int
    handed: tuple[Handed, ...]

    @property
    def counts(self) -> dict[Hand, int]:
        """How many there are of each."""
        counts = Counter(one.hand for one in self.handed)
        return {hand: counts[hand] for hand in Hand}

    @property
    def altered(self) -> tuple[Handed, ...]:
        """Those with alterations, the ones that can matter most first."""
        some = (one for one in self.handed if one.altered)
        return tuple(sorted(some, key=lambda one: (-max(a.score for a in one.altered), one.reading.statement)))


def hands(archive: Archive, articles: Sequence[str]) -> Hands:
    """Of every reading in these articles that other outlets have too: whence it is. Raises OR404."""
    handed = [one for article in articles for one in _of_article(trace_article(archive, article), article)]
    return Hands(len(articles), tuple(handed))


def _of_article(found: Trace, article: str) -> Iterator[Handed]:
    for utterance, witnesses in zip(found.utterances, found.witnesses, strict=True):
        by_name = {one.reading.statement: one for one in witnesses}
        told = {one.child: one for one in utterance.descent}
        for one in witnesses:
            if one.reading.article == article and _elsewhere(one.reading, utterance.readings):
                yield _handed(one, told.get(one.reading.statement), by_name, utterance)


def _elsewhere(reading: Reading, readings: Iterable[Reading]) -> list[Reading]:
    """The readings of other outlets; an outlet that is not known is no other one."""
    return [one for one in readings if one.outlet and one.outlet != reading.outlet]


def _handed(one: Witnessed, told: Descent | None, by_name: dict[str, Witnessed], utterance: Utterance) -> Handed:
    parent = by_name.get(told.parent or "") if told else None
    if told and parent and parent.reading.outlet and parent.reading.outlet != one.reading.outlet:
        return _from(one, parent, told, utterance)
    if told and told.kind is DescentKind.INDEPENDENT:
        return Handed(one.reading, Hand.INDEPENDENT, None, (), "; ".join(told.evidence))
    return _undescended(one.reading, utterance.readings)


def _from(one: Witnessed, parent: Witnessed, told: Descent, utterance: Utterance) -> Handed:
    """A reading that most likely comes from another outlet's."""
    evidence, bonus = speaking(parent, one)
    pair = (parent.reading.statement, one.reading.statement)
    altered = (a for a in utterance.alterations if (a.origin, a.target) == pair and a.score > CUT)
    hand = Hand.CREDITED if bonus >= CREDIT else Hand.INFERRED
    return Handed(one.reading, hand, parent.reading, tuple(altered), "; ".join(evidence or told.evidence))


def _undescended(reading: Reading, readings: Iterable[Reading]) -> Handed:
    """A reading without a parent elsewhere: first where it is known to be older than those of all other outlets."""
    own = moment(reading.date)
    others = [moment(other.date) for other in _elsewhere(reading, readings)]
    if own and all(_is_before(own, other) for other in others):
        return Handed(reading, Hand.FIRST, None, (), "dated before every other outlet's reading in this archive")
    return Handed(reading, Hand.OPEN, None, (), "others have the same day, or one of the two has no date")


def _is_before(one: Moment, other: Moment | None) -> bool:
    return other is not None and is_settled(one, other) and may_precede(one, other)


@dataclass(frozen=True, slots=True)
class Firsts:
    """Which outlets had a speaker's quotations first, of those that several outlets have: in how many each was alone in
    that, and in how many it was among those of the earliest day. `compared` statements were looked at, `shared` are the
    quotations that several outlets have; each outlet comes with one of its statements."""

    compared: int
    shared: int
    outlets: tuple[tuple[str, int, int, str], ...]


def firsts(connection: Connection, places: Sequence[int]) -> Firsts:
    """Of the newest of these statements, by place, that are quoted: who printed them on the earliest day."""
    people = corrections(connection)
    rows = list(islice((row for row in stored.rows_at(connection, people, places) if row.quoted), GROUPED))
    alone, among, example = Counter[str](), Counter[str](), dict[str, str]()
    groups = [one for one in grouped(rows, Rarity(connection)) if len({row.outlet for row in one}) > 1]
    for group in groups:
        earliest = _earliest(group)
        outlets = {row.outlet for row in earliest if row.outlet}
        (alone if len(outlets) == 1 else among).update(outlets)
        example |= {row.outlet: row.statement for row in earliest if row.outlet not in example}
    told = ((name, alone[name], among[name], example[name]) for name in {*alone, *among})
    return Firsts(len(rows), len(groups), tuple(sorted(told, key=lambda one: (-one[1], -one[2], one[0]))))


def _earliest(rows: Sequence[Row]) -> list[Row]:
    """The rows of the earliest day; none where no row is dated."""
    days = [row.day for row in rows if row.day != UNDATED]
    return [row for row in rows if days and row.day == min(days)]
