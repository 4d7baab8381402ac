"""The index of the trace: which statements share keys with some words, and which articles share passages.

It lives in the archive, and catches up with what was added, read again or corrected since; one writer at a time does,
and whoever comes second finds nothing left to do. What is found is a suggestion: entries of statements that are gone
stay until the index is made anew, and the statement's own row says what it is today. Keys do not depend on the other
statements: the words that carry no content are those of a fixed list.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, func, insert, select

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.schema import articles, trace_articles, trace_pending
from onrecord.trace import fingerprints, lexicon, segments
from onrecord.trace.fingerprints import Encoded, Ints, Keys
from onrecord.trace.rows import LEAST_WORDS, Row
from onrecord.trace.stored import corrections, rows_of
from onrecord.trace.words import forms

BATCH: Final = 500
SAMPLED: Final = np.uint64(16)
_ASSUMED: Final = 100
_EVERY: Final = 5
_RUN: Final = 5
_GONE: Final = 0.1
_GONE_LEAST: Final = 1_000
KEY, _WORD, PASSAGE = "key", "word", "passage"


def behind(archive: Archive) -> int:
    """How many articles the index has yet to take in."""
    with reading(archive) as connection:
        return int(connection.execute(select(func.count()).select_from(trace_pending)).scalar_one())


def catch_up(archive: Archive, tell: Callable[[int], None] | None = None) -> int:
    """Take in what was added, read again or corrected; returns how many articles. `tell` hears how many so far.

    Raises OR403 where the archive cannot be written.
    """
    done = 0
    while behind(archive):
        with writing(archive) as connection:
            done += _take(connection)
        if tell:
            tell(done)
    return done


def _take(connection: Connection) -> int:
    """Take in the next articles, in the order in which they were added; none where somebody else was quicker."""
    _anew(connection)
    serials = list(connection.scalars(select(trace_pending.c.serial).order_by(trace_pending.c.serial).limit(BATCH)))
    if not serials:
        return 0
    query = select(articles.c.id, articles.c.serial, articles.c.place, articles.c.text)
    current = connection.execute(query.where(articles.c.serial.in_(serials), articles.c.current)).all()
    rows = rows_of(connection, corrections(connection), [one.id for one in current])
    _note(connection, serials, {one.id: one.serial for one in current}, rows)
    segments.add(connection, KEY, _keys_of(rows))
    segments.add(connection, _WORD, _words_of(rows))
    segments.add(connection, PASSAGE, _passages_of([(one.place, one.text) for one in current]))
    connection.execute(delete(trace_pending).where(trace_pending.c.serial.in_(serials)))
    return len(serials)


def _anew(connection: Connection) -> None:
    """Begin from nothing where much of what the index has is gone."""
    live, gone = _sizes(connection)
    if gone > max(_GONE_LEAST, _GONE * live):
        segments.forget(connection)
        connection.execute(delete(trace_articles))
        connection.execute(delete(trace_pending))
        connection.execute(insert(trace_pending).from_select(["serial"], select(articles.c.serial)))


def _sizes(connection: Connection) -> tuple[int, int]:
    """How many statements the index has, and how many besides of older readings."""
    sums = (func.coalesce(func.sum(column), 0) for column in (trace_articles.c.statements, trace_articles.c.gone))
    live, gone = connection.execute(select(*sums)).one()
    return int(live), int(gone)


def _note(connection: Connection, serials: Sequence[int], current: dict[str, int], rows: Sequence[Row]) -> None:
    """Note of each article how many of its statements the index has now, and how many of older readings."""
    mine = trace_articles.c.serial.in_(serials)
    there = select(trace_articles.c.serial, trace_articles.c.statements + trace_articles.c.gone).where(mine)
    before = {int(serial): int(count) for serial, count in connection.execute(there)}
    now = dict.fromkeys(serials, 0)
    for row in rows:
        now[current[row.article]] += 1
    connection.execute(delete(trace_articles).where(mine))
    made = [{"serial": serial, "statements": now[serial], "gone": before.get(serial, 0)} for serial in serials]
    connection.execute(insert(trace_articles), made)


@lru_cache(maxsize=500_000)
def word_hash(form: str) -> int:
    """A word's own hash, the same in every archive."""
    return int.from_bytes(blake2b(form.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def names(vocabulary: Iterable[str]) -> Keys:
    """The hashes of words, in their order."""
    return np.fromiter((word_hash(form) for form in vocabulary), np.uint64)


def content(vocabulary: Iterable[str]) -> NDArray[np.bool_]:
    """Which words are not of the fixed list of those that carry no content."""
    common = lexicon.common_words()
    return np.fromiter((form not in common for form in vocabulary), np.bool_)


def _keys(readings: Sequence[Sequence[str]]) -> tuple[Keys, Ints]:
    ids, starts, vocabulary = fingerprints.numbered(readings)
    encoded = Encoded(ids, starts, np.ones(len(vocabulary), np.float32), content(vocabulary), vocabulary)
    return fingerprints.keys(encoded, names(vocabulary))


def _keys_of(rows: Sequence[Row]) -> segments.Entries:
    kept = [row for row in rows if len(row.forms) >= LEAST_WORDS]
    found, of = _keys([row.forms for row in kept])
    return segments.entries(found, np.array([row.place for row in kept], np.int64)[of])


def _words_of(rows: Sequence[Row]) -> segments.Entries:
    """In how many statements each word is."""
    counts: dict[str, int] = {}
    for row in rows:
        for form in set(row.forms):
            counts[form] = counts.get(form, 0) + 1
    return segments.entries(names(counts), np.fromiter(counts.values(), np.int64))


def _passages_of(texts: Sequence[tuple[int, str]]) -> segments.Entries:
    found = [passages(text) for _, text in texts]
    places = np.repeat([place for place, _ in texts], [len(one) for one in found]).astype(np.int64)
    return segments.entries(np.concatenate(found) if found else np.zeros(0, np.uint64), places)


def passages(text: str) -> Keys:
    """A sample of the runs of five words of a text: those whose hash says so (Manber 1994), so that two texts that
    share a run have it, or have it not, in common."""
    ids = names(forms(text))
    if len(ids) < _RUN:
        return np.zeros(0, np.uint64)
    run = ids[: len(ids) - _RUN + 1]
    for offset in range(1, _RUN):
        run = fingerprints.mix(run, ids[offset : len(ids) - _RUN + 1 + offset])
    return np.unique(run[run % SAMPLED == 0])


class Rarity:
    """How rare words are in the archive, by in how many of its statements each is; asked for once a word. Since a small
    archive says little of that, a hundred statements are thought beside it, in which the words without content are
    common and no others are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._count = max(sum(_sizes(connection)), 1)
        self._frequencies: dict[str, int] = {}
        self._weights: dict[str, float] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Ask for the words that are not known yet."""
        new = sorted(set(words).difference(self._frequencies))
        if not new:
            return
        hashes = names(new)
        found = segments.look_up(self._connection, _WORD, np.unique(hashes))
        unique, of = np.unique(found.hashes, return_inverse=True)
        sums = np.bincount(of, weights=found.numbers, minlength=len(unique)).astype(np.int64)
        known = dict(zip(unique.tolist(), sums.tolist(), strict=True))
        counts = [known.get(hash_, 0) for hash_ in hashes.tolist()]
        common = np.fromiter((form in lexicon.common_words() for form in new), np.bool_, len(new))
        told = np.array(counts, np.int64) + np.where(common, _ASSUMED // _EVERY, 0)
        weights = fingerprints.rarity(told, self._count + _ASSUMED)
        self._frequencies |= dict(zip(new, counts, strict=True))
        self._weights |= dict(zip(new, weights.tolist(), strict=True))

    def weight(self, form: str) -> float:
        """A word's rarity, from 0.05 to 1."""
        if form not in self._weights:
            self.learn([form])
        return self._weights[form]

    def encode(self, readings: Iterable[Sequence[str]]) -> Encoded:
        """Readings as numbers, weighed by the whole archive."""
        ids, starts, vocabulary = fingerprints.numbered(readings)
        self.learn(vocabulary)
        weights = np.fromiter(map(self._weights.__getitem__, vocabulary), np.float32, len(vocabulary))
        return Encoded(ids, starts, weights, content(vocabulary), vocabulary)
