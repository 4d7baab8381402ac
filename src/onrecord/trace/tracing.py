"""Tracing in an archive: a quotation from anywhere, a statement, an article, or all that there is.

Adds nothing to the archive; the index has to have caught up before (`index.catch_up`). What people have corrected is
traced as corrected. "Earliest" means earliest in this archive.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from sqlalchemy import Connection, func, select

from onrecord.archive import decisions, lookup
from onrecord.archive.connect import Archive, reading
from onrecord.archive.schema import articles, day_of
from onrecord.errors import OnRecordError
from onrecord.model import Article, Derivation, Record, StatementKind, Utterance
from onrecord.trace import stored
from onrecord.trace.index import Rarity
from onrecord.trace.neighbours import Groups, apart, grouped, neighbours
from onrecord.trace.relatives import related, relatives
from onrecord.trace.retold import NEAR, alike, by_speaker, near, retold
from onrecord.trace.rows import LEAST_WORDS, UNDATED, Row
from onrecord.trace.telling import in_time, utterance, without_inner
from onrecord.trace.witnesses import Witnessed, witnessed
from onrecord.trace.words import forms

_KEPT: Final = 300
_ASKED: Final = Row(-1, "", (), UNDATED)


@dataclass(frozen=True, slots=True)
class Trace:
    """What was found: utterances with the witnesses of their readings, in the same order, and articles that were made
    from others, which `pages` has by id. `articles` counts those of the archive that were looked at."""

    utterances: tuple[Utterance, ...]
    derivations: tuple[Derivation, ...]
    articles: int
    witnesses: tuple[tuple[Witnessed, ...], ...] = field(default=(), repr=False)
    pages: Mapping[str, Article] = field(default_factory=dict, repr=False)


class Records:
    """Records as people have corrected them, the last few hundred kept; and those that are not in the archive."""

    def __init__(self, connection: Connection, *outside: Record) -> None:
        self.connection = connection
        self.people = stored.corrections(connection)
        self.rarity = Rarity(connection)
        self._outside = {record.article.id: record for record in outside}
        self._kept: dict[str, Record] = {}

    def record(self, article: str) -> Record:
        """The record of an article. Raises OR404."""
        if article in self._outside:
            return self._outside[article]
        if article not in self._kept:
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            found = lookup.record(self.connection, article)
            self._kept[article] = decisions.apply(self.connection, found) if self.people.told else found
        return self._kept[article]

    def witness(self, statement: str) -> Witnessed:
        """The reading of a statement, “ARTICLE#ID”. Raises OR404."""
        article, _, name = statement.partition("#")
        record = self.record(article)
        found = next((one for one in record.statements if one.id == name), None)
        if found is None:
            raise OnRecordError("OR404", statement, "“onrecord show” lists the article’s statements.")
        return witnessed(record, found)


def trace_words(archive: Archive, words: str, limit: int = 20) -> Trace:
    """The utterances that a quotation is of, what it shares most with first. Raises OR406 where it is too short."""
    asked = Row(_ASKED.place, _ASKED.statement, tuple(forms(words)))
    if len(asked.forms) < LEAST_WORDS:
        raise OnRecordError("OR406", words, "Give four words or more; “onrecord find” finds single words.", "too short")
    with reading(archive) as connection:
        records = Records(connection)
        found = neighbours(connection, records.people, [asked], records.rarity)
        rows = [row for row in found.rows if row.statement != asked.statement]
        groups = grouped(rows, records.rarity)
        groups = [one for one in (*groups, *apart(rows, groups)) if any(row.statement in found.beside for row in one)]
        shares = {id(one): max(_shared(asked.forms, row.forms) for row in one) for one in groups}
        ordered = sorted(groups, key=lambda one: (-shares[id(one)], _first(one)))
        return _told(records, ordered[:limit])


def _shared(one: Sequence[str], other: Sequence[str]) -> float:
    """How many different words of the one are among the other's, and, of those with as many, which is shorter."""
    common = set(one) & set(other)
    return len(common) + len(common) / (len(set(other)) + 1)


def _first(rows: Sequence[Row]) -> tuple[bool, int, str]:
    return min((row.day == UNDATED, row.day, row.statement) for row in rows)


def trace_statement(archive: Archive, article: str, statement: str) -> Trace:
    """The utterance of a statement of the archive, also where it has no other reading. Raises OR404."""
    with reading(archive) as connection:
        records = Records(connection)
        witness = records.witness(f"{article}#{statement}")
        rows = stored.record_rows(records.record(article))
        row = next(one for one in rows if one.statement == witness.reading.statement)
        return _told(records, _groups(records, [row]) or [[row]])


def _groups(records: Records, seeds: Sequence[Row]) -> Groups:
    """The utterances that the seeds are readings of, as far as others are."""
    found = neighbours(records.connection, records.people, seeds, records.rarity)
    wanted = {row.statement for row in seeds}
    return [one for one in grouped(found.rows, records.rarity) if any(row.statement in wanted for row in one)]


def trace_article(archive: Archive, article: str | Record, limit: int | None = None) -> Trace:
    """The utterances of an article that have other readings, and what it was made from and what from it.

    The article is one of the archive, by its id, or a record that need not be there. Raises OR404.
    """
    outside = [article] if isinstance(article, Record) else []
    with reading(archive) as connection:
        records = Records(connection, *outside)
        record = records.record(article) if isinstance(article, str) else article
        groups = _groups(records, stored.record_rows(record))
        mine = [rows for rows in groups if len({row.article for row in rows}) > 1]
        ordered = sorted(mine, key=lambda rows: _number(rows, record.article.id))
        told = _told(records, ordered[:limit])
        made = tuple(relatives(connection, record, records.record))
        pages = {name: records.record(name).article for one in made for name in (one.article, one.origin)}
        return replace(told, derivations=made, pages=pages)


def _number(rows: Sequence[Row], article: str) -> int:
    """Which statement of the article it is."""
    names = (row.statement.partition("#")[2] for row in rows if row.article == article)
    return min(int("".join(filter(str.isdigit, name)) or 0) for name in names)


def _told(records: Records, groups: Iterable[Sequence[Row]]) -> Trace:
    witnesses = tuple(tuple(in_time([records.witness(row.statement) for row in rows])) for rows in groups)
    kept = tuple(without_inner(members) for members in witnesses)
    told = tuple(_with_retold(records, utterance(members, records.rarity.weight)) for members in kept)
    return Trace(told, (), count(records.connection), kept)


def _with_retold(records: Records, told: Utterance) -> Utterance:
    """The utterance with the statements that may be the same in other words, which are no readings of it."""
    names = {one.speaker for one in told.readings if one.speaker and one.kind is not StatementKind.INDIRECT}
    days = [day for one in told.readings if (day := day_of(one.date))]
    if not names or not days:
        return told
    around = _around(sorted(set(days)))
    rows = [row for some in around for row in stored.rows_said(records.connection, records.people, names, some)]
    mine = {one.statement for one in told.readings}
    own = [row for row in rows if row.statement in mine]
    return _related(told, own, rows, records.rarity)


def _related(told: Utterance, own: Sequence[Row], rows: Iterable[Row], rarity: Rarity) -> Utterance:
    """The utterance with those of some rows that may retell one of its own."""
    others = alike(own, rows)
    # All at once: asked for one by one, the words of a prime minister's ten days take a second.
    rarity.learn(form for row in (*own, *others) for form in row.forms)
    found = retold(own, others, rarity.weight)
    return replace(told, descent=(*told.descent, *found), related=tuple(one.child for one in found))


def _around(days: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last day of each time that is near some days (in order): what is said again after years does
    not ask for all that was said between."""
    cuts = [n for n in range(1, len(days)) if days[n] - days[n - 1] > 2 * NEAR]
    return [(days[a] - NEAR, days[b - 1] + NEAR) for a, b in pairwise([0, *cuts, len(days)])]


def count(connection: Connection) -> int:
    """How many articles the archive shows: the current versions, of which each page has one."""
    # Counted by the index of pages: for the other the rows of all articles would have to be read.
    query = select(func.count(articles.c.page_id.distinct()))
    return int(connection.execute(query).scalar_one())


def trace_all(archive: Archive, tell: Callable[[int], None] | None = None) -> Iterator[Utterance | Derivation]:
    """Every utterance with two readings or more, the oldest first, then every derivation. Boilerplate is left out;
    `tell` hears how often, after the last utterance."""
    left_out = 0
    with reading(archive) as connection:
        records = Records(connection)
        rows = list(stored.all_rows(connection, records.people))
        said = by_speaker(rows)
        for members in grouped(rows, records.rarity):
            witnesses = without_inner(in_time([records.witness(row.statement) for row in members]))
            told = utterance(witnesses, records.rarity.weight) if len(witnesses) > 1 else None
            left_out += told is not None and bool(told.boilerplate)
            if told is not None and not told.boilerplate:
                yield _related(told, members, near(members, said), records.rarity)
        if tell:
            tell(left_out)
        yield from related(connection, records.record)
