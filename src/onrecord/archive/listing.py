"""Places in the archive in an order, a batch at a time, and the cursors that name where a page of results ended.

Adds nothing and decides nothing about what fits. Refuses a cursor that no search gave (OR406).
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    FromClause,
    Integer,
    Select,
    Subquery,
    func,
    literal_column,
    select,
)

from onrecord.archive.schema import ORDINAL_BITS, SERIAL_BITS
from onrecord.errors import OnRecordError

Row: TypeAlias = dict[str, Any]
Kept: TypeAlias = Callable[[Sequence[int]], list[Row]]
"""Of some places, the rows that are to be shown, in the same order."""

_CURSOR: Final = re.compile(r"n([0-9a-f]{1,16})|r([0-9a-f]{1,8})\.([\w-]{1,16000})", re.ASCII)
_LARGEST: Final = 2_000
# PostgreSQL shifts by an ordinary integer only.
_ORDINAL: Final = literal_column(str(ORDINAL_BITS), Integer)
# A place without its day is a name as well, and shorter.
_NAME: Final = (1 << (SERIAL_BITS + ORDINAL_BITS)) - 1
RANKED: Final = 1_000
"""How many results can be paged through by rank."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to go on: below a place, or by rank with what is not among `seen`, up to the article with a serial number.

    A rank is nothing to hold on to, since it changes with what is added: so what was seen is named one by one.
    """

    below: int = 0
    serial: int | None = None
    seen: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"n{self.below:x}" if self.serial is None else f"r{self.serial:x}.{_written(self.seen)}"


def _written(names: Iterable[int]) -> str:
    """Numbers in order as their differences, in seven bits a byte, in the letters that an address may have."""
    code, before = bytearray(), 0
    for name in sorted(names):
        rest, before = name - before, name
        while rest > 0x7F:
            code.append(rest & 0x7F | 0x80)
            rest >>= 7
        code.append(rest)
    return urlsafe_b64encode(code).decode("ascii").rstrip("=")


def _read(text: str) -> tuple[int, ...]:
    """The numbers of such a text. Raises ValueError."""
    names, before, rest, shift = list[int](), 0, 0, 0
    for byte in urlsafe_b64decode(text + "=" * (-len(text) % 4)):
        rest |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            before += rest
            names.append(before)
            rest = shift = 0
    if len(names) > RANKED or before > _NAME:
        raise ValueError
    return tuple(names)


def cursor(text: str, *, ranked: bool) -> Cursor:
    """The cursor of its text. Raises OR406 where it is none, or one of a search in another order."""
    match = _CURSOR.fullmatch(text)
    try:
        if match is None or (match[2] is not None) is not ranked:
            raise ValueError
        if ranked:
            return Cursor(serial=int(match[2], 16), seen=_read(match[3]))
        if (below := int(match[1], 16)) >> 63:
            raise ValueError
    except ValueError:
        remedy = "Use the one that the same search printed, or start again without it."
        raise OnRecordError("OR406", "cursor", remedy, f"“{text[:40]}” is not one of this search") from None
    return Cursor(below)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows that may fit: where they are, their place and rank (`None`: by place alone), on which conditions, between
    which places. `besides` are further places, the greatest first."""

    connection: Connection
    rows: FromClause
    place: ColumnElement[int]
    rank: ColumnElement[float] | None
    conditions: tuple[ColumnElement[bool], ...]
    low: int
    high: int
    besides: tuple[int, ...] = ()

    def first(self, serial: int) -> Cursor:
        """Where the listing begins; `serial` is the number of the newest article."""
        return Cursor(self.high + 1) if self.rank is None else Cursor(serial=serial)

    def batch(self, at: Cursor, size: int) -> list[tuple[int, Cursor]]:
        """Up to `size` places from there on, each with the cursor after it; fewer than `size` only at the end."""
        if at.serial is None:
            return self._newest(at, size)
        return self._best(at, at.serial, size)

    def _newest(self, at: Cursor, size: int) -> list[tuple[int, Cursor]]:
        query = self._query(min(at.below - 1, self.high)).order_by(self.place.desc()).limit(size)
        found = {*self.connection.scalars(query), *(place for place in self.besides if place < at.below)}
        return [(place, Cursor(place)) for place in sorted(found, reverse=True)[:size]]

    def _best(self, at: Cursor, serial: int, size: int) -> list[tuple[int, Cursor]]:
        """What people have put there comes first, then what fits best."""
        assert self.rank is not None
        seen = set(at.seen)
        besides = [place for place in self.besides if place & _NAME not in seen][:size]
        unseen = self.place.bitwise_and(_NAME).not_in([*at.seen, *(place & _NAME for place in besides)])
        query = self._query(self.high).where(_serial_of(self.place) <= serial, unseen)
        query = query.order_by(self.rank, self.place.desc()).limit(size - len(besides))
        found = [*besides, *self.connection.scalars(query)]
        names = [*at.seen, *(place & _NAME for place in found)]
        first = len(at.seen) + 1
        return [(place, Cursor(serial=serial, seen=tuple(names[:end]))) for end, place in enumerate(found, start=first)]

    def _query(self, high: int) -> Select[int]:
        return (
            select(self.place.label("place"))
            .select_from(self.rows)
            .where(*self.conditions, self.place.between(self.low, high))
        )

    def some(self, most: int | None) -> Subquery:
        """The first `most` places that the index gives (`None`: all), in its own order, as the column `place`."""
        return self._query(self.high).limit(most).subquery()

    def counted(self, most: int) -> int:
        """How many places the index gives, counted up to `most`."""
        return int(self.connection.execute(select(func.count()).select_from(self.some(most))).scalar_one())


def _serial_of(place: ColumnElement[int]) -> ColumnElement[int]:
    return place.bitwise_rshift(_ORDINAL).bitwise_and((1 << SERIAL_BITS) - 1)


def article_of(place: ColumnElement[int]) -> ColumnElement[int]:
    """The place of a statement's article."""
    return place.bitwise_rshift(_ORDINAL).bitwise_lshift(_ORDINAL)


def dicts(result: CursorResult[Any]) -> list[Row]:
    """The rows of a result by the names of their columns; many of them come faster than as mappings."""
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def collect(listing: Listing, kept: Kept, start: Cursor, limit: int, size: int) -> tuple[list[Row], Cursor | None]:
    """The first `limit` rows that are kept, and where the next one is looked for; `None` where there is none."""
    rows: list[Row] = []
    at = last = start
    while True:
        batch = listing.batch(at, size)
        after = dict(batch)
        for row in kept(list(after)):
            if len(rows) == limit:
                return rows, last if len(last.seen) < RANKED else None
            rows.append(row)
            last = after[row["place"]]
        if len(batch) < size:
            return rows, None
        at, size = batch[-1][1], min(size * 2, _LARGEST)
