"""Sorted arrays of hashes in the archive's tables: a few parts, merged as they grow, each cut into small blocks.

What is added becomes a part of its own; parts of about the same size are merged into one (O'Neil and others 1996, the
log-structured merge tree), so that there are few, and adding stays cheap. A hash is looked up in one block of each
part, found by its highest bits. Knows nothing of what the hashes are of, and never changes an entry.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select

from onrecord.archive.schema import trace_blocks, trace_segments
from onrecord.trace.fingerprints import Ints, Keys

_BLOCK: Final = 64
_GROWTH: Final = 4
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class Entries:
    """Hashes in order, each with a number; a hash may stand there with several."""

    hashes: Keys
    numbers: Ints

    def __len__(self) -> int:
        return len(self.hashes)


def entries(hashes: Keys, numbers: Ints) -> Entries:
    """Entries in the order of hash and number."""
    order = np.lexsort((numbers, hashes))
    return Entries(hashes[order].astype("<u8"), numbers[order].astype("<i8"))


def joined(several: list[Entries]) -> Entries:
    """Several as one, in the order of hash and number."""
    return entries(*_all(several))


def side_by_side(several: list[Entries]) -> Entries:
    """Several, each in the order of hashes, as one in the order of hashes: faster than in order of number too."""
    hashes, numbers = _all(several)
    # A stable sort makes use of the order that is there.
    order = np.argsort(hashes, kind="stable")
    return Entries(hashes[order], numbers[order])


def _all(several: list[Entries]) -> tuple[Keys, Ints]:
    if not several:
        return np.zeros(0, "<u8"), np.zeros(0, "<i8")
    return np.concatenate([one.hashes for one in several]), np.concatenate([one.numbers for one in several])


def add(connection: Connection, kind: str, new: Entries) -> None:
    """Add a part, and merge it with those before it that are not much larger."""
    if not len(new):
        return
    parts = _parts(connection, kind)
    merged: list[int] = []
    size = len(new)
    while parts and parts[-1].entries < _GROWTH * size:
        merged.append(parts[-1].id)
        size += parts.pop().entries
    whole = joined([new, *(_all_of(connection, part) for part in merged)])
    for part in merged:
        connection.execute(delete(trace_blocks).where(trace_blocks.c.segment_id == part))
        connection.execute(delete(trace_segments).where(trace_segments.c.id == part))
    _write(connection, kind, whole)


@dataclass(frozen=True, slots=True)
class _Part:
    id: int
    bits: int
    entries: int


def _parts(connection: Connection, kind: str) -> list[_Part]:
    columns = (trace_segments.c.id, trace_segments.c.bits, trace_segments.c.entries)
    query = select(*columns).where(trace_segments.c.kind == kind).order_by(trace_segments.c.entries.desc(), columns[0])
    return [_Part(*row) for row in connection.execute(query)]


def _all_of(connection: Connection, part: int) -> Entries:
    query = select(trace_blocks.c.hashes, trace_blocks.c.numbers).where(trace_blocks.c.segment_id == part)
    rows = connection.execute(query.order_by(trace_blocks.c.bucket)).all()
    return Entries(
        np.frombuffer(b"".join(hashes for hashes, _ in rows), "<u8"),
        np.frombuffer(b"".join(numbers for _, numbers in rows), "<i8"),
    )


def _write(connection: Connection, kind: str, whole: Entries) -> None:
    bits = max(0, (len(whole) // _BLOCK).bit_length() - 1)
    number = int(connection.execute(select(func.coalesce(func.max(trace_segments.c.id), 0))).scalar_one()) + 1
    connection.execute(insert(trace_segments), {"id": number, "kind": kind, "bits": bits, "entries": len(whole)})
    rows = [
        {"segment_id": number, "bucket": bucket, "hashes": part.hashes.tobytes(), "numbers": part.numbers.tobytes()}
        for bucket, part in _cut(whole, bits)
    ]
    connection.execute(insert(trace_blocks), rows)


def _buckets(hashes: Keys, bits: int) -> Ints:
    if bits == 0:
        return np.zeros(len(hashes), np.int64)
    return (hashes >> np.uint64(64 - bits)).astype(np.int64)


def _cut(whole: Entries, bits: int) -> Iterator[tuple[int, Entries]]:
    buckets = _buckets(whole.hashes, bits)
    starts = np.flatnonzero(np.concatenate([[True], buckets[1:] != buckets[:-1]]))
    ends = np.append(starts[1:], len(whole))
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield int(buckets[start]), Entries(whole.hashes[start:end], whole.numbers[start:end])


def look_up(connection: Connection, kind: str, wanted: Keys) -> Entries:
    """All entries that have one of these hashes (which are in order, each once), in the order of hashes."""
    parts = _parts(connection, kind) if len(wanted) else []
    return side_by_side([_in_part(connection, part, wanted) for part in parts])


def _in_part(connection: Connection, part: _Part, wanted: Keys) -> Entries:
    buckets = np.unique(_buckets(wanted, part.bits)).tolist()
    hashes, numbers = [], []
    for first in range(0, len(buckets), _MANY):
        query = select(trace_blocks.c.hashes, trace_blocks.c.numbers).where(
            trace_blocks.c.segment_id == part.id, trace_blocks.c.bucket.in_(buckets[first : first + _MANY])
        )
        rows = connection.execute(query.order_by(trace_blocks.c.bucket)).all()
        hashes += [row[0] for row in rows]
        numbers += [row[1] for row in rows]
    return _among(b"".join(hashes), b"".join(numbers), wanted)


def _among(hashes: bytes, numbers: bytes, wanted: Keys) -> Entries:
    """The entries with the wanted hashes: where each begins and ends among the sorted ones."""
    sorted_, values = np.frombuffer(hashes, "<u8"), np.frombuffer(numbers, "<i8")
    low, high = np.searchsorted(sorted_, wanted, "left"), np.searchsorted(sorted_, wanted, "right")
    counts = high - low
    rows = np.repeat(low - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(int(counts.sum()))
    return Entries(sorted_[rows], values[rows])


def everything(connection: Connection, kind: str) -> Entries:
    """All entries of a kind."""
    return joined([_all_of(connection, part.id) for part in _parts(connection, kind)])


def forget(connection: Connection) -> None:
    """Drop all parts of every kind."""
    connection.execute(delete(trace_blocks))
    connection.execute(delete(trace_segments))
