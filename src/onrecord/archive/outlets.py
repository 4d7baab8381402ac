"""The outlets of an archive, whose reports they say that they carry, and how they report whom.

Adds counts to what the articles and statements say of themselves; compares nothing with other outlets. An outlet goes
by name and domain together, as its pages give them. Bounded: of a large outlet the newest articles are counted. What
people have corrected counts as corrected, as far as it changes a speaker or a reporting word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from onrecord.archive.draft import folded
from onrecord.archive.hits import statement_rows
from onrecord.archive.listing import dicts
from onrecord.archive.manner import Reported, Verb, by_speaker, verbs
from onrecord.archive.presented import Corrections, corrections
from onrecord.archive.query import plain
from onrecord.archive.schema import articles, changes, decisions, runs, speakers, statements, trace_pending
from onrecord.archive.standing import Entry, Standing

COUNTED: Final = 2_000
"""Of how many articles, the newest, the credits are counted."""
READ: Final = 400
"""Of how many articles, the newest, the statements are counted."""
SPEAKERS: Final = 20
DECIDED: Final = 50
_MANY: Final = 400


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet: its name and domain, one of them perhaps unknown; its current articles, and the first and last day."""

    name: str | None
    domain: str | None
    articles: int
    first: str | None
    last: str | None

    @property
    def called(self) -> str:
        """What it goes by."""
        return self.name or self.domain or ""


@dataclass(frozen=True, slots=True)
class Credited:
    """Whose reports its articles say that they carry: how many articles and statements, and one of them."""

    name: str
    articles: int
    statements: int
    example: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Credits over the newest `articles` of an outlet, of which `crediting` credit somebody else."""

    articles: int
    statements: int
    crediting: int
    crediting_statements: int
    credits: tuple[Credited, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How an outlet's newest `articles` report: all its reporting words, then those of the speakers with most
    statements; `more` is how many other speakers there are."""

    articles: int
    statements: int
    verbs: tuple[Verb, ...]
    speakers: tuple[Reported, ...]
    more: int


def outlets(connection: Connection) -> tuple[Named, ...]:
    """Every outlet, the one with most articles first; articles without an outlet are left out."""
    names = (articles.c.outlet_name, articles.c.outlet_domain)
    day = func.nullif(articles.c.day, 0)
    query = select(*names, func.count(), func.min(day), func.max(day)).where(articles.c.current).group_by(*names)
    found = (Named(name, domain, n, _iso(a), _iso(b)) for name, domain, n, a, b in connection.execute(query))
    return tuple(sorted((one for one in found if one.called), key=lambda one: (-one.articles, one.called)))


def _iso(day: int | None) -> str | None:
    return date.fromordinal(day).isoformat() if day else None


def meant(every: Sequence[Named], asked: str) -> list[Named]:
    """The outlets that a name or a domain means: those that have just this one, else those with all of its words."""
    exact = [one for one in every if folded(asked) in {folded(one.name or ""), folded(one.domain or "")}]
    wanted = set(plain(asked.casefold()).split())
    if exact or not wanted:
        return exact
    return [one for one in every if wanted <= set(plain(f"{one.name} {one.domain}".casefold()).split())]


def _of(outlet: Named) -> ColumnElement[bool]:
    pairs = ((articles.c.outlet_name, outlet.name), (articles.c.outlet_domain, outlet.domain))
    same = (column.is_(None) if value is None else column == value for column, value in pairs)
    return and_(articles.c.current, *same)


def newest(connection: Connection, outlet: Named, most: int) -> list[str]:
    """The ids of the newest articles of an outlet."""
    return list(
        connection.scalars(select(articles.c.id).where(_of(outlet)).order_by(articles.c.place.desc()).limit(most))
    )


def sourcing(connection: Connection, outlet: Named) -> Sourcing:
    """Whose reports the outlet's newest articles say that they carry."""
    columns = (articles.c.id, articles.c.title, articles.c.statements, articles.c.body["credits"].label("credits"))
    query = select(*columns).where(_of(outlet)).order_by(articles.c.place.desc()).limit(COUNTED)
    rows = dicts(connection.execute(query))
    named: dict[str, list[dict[str, Any]]] = {}
    crediting = []
    for row in rows:
        others = dict.fromkeys(name for name, *_ in row["credits"] or () if not _is_own(name, outlet))
        crediting += [row] if others else []
        for name in others:
            named.setdefault(name, []).append(row)
    told = (Credited(name, len(of), _statements(of), of[0]["id"], of[0]["title"]) for name, of in named.items())
    return Sourcing(
        len(rows), _statements(rows), len(crediting), _statements(crediting),
        tuple(sorted(told, key=lambda one: (-one.articles, one.name))),
    )  # fmt: skip


def _statements(rows: Sequence[Mapping[str, Any]]) -> int:
    return sum(row["statements"] for row in rows)


def _is_own(name: str, outlet: Named) -> bool:
    """Whether a credit is to the outlet itself: “CNN” of “CNN (Web News)”, “Courier” of “The Courier”."""
    short = folded(name).removeprefix("the ")
    own = folded(outlet.name or "").removeprefix("the ")
    return bool(short) and (own == short or own.startswith(f"{short} ") or folded(outlet.domain or "") == short)


def manner(connection: Connection, outlet: Named) -> Manner:
    """How the outlet's newest articles report what is said, and whom."""
    ids = newest(connection, outlet, READ)
    rows = _told(connection, ids, corrections(connection))
    shown, more = by_speaker(rows, SPEAKERS)
    return Manner(len(ids), len(rows), verbs(rows), shown, more)


def _told(connection: Connection, ids: Sequence[str], people: Corrections) -> list[dict[str, Any]]:
    """The statements of some articles, no more of each than is counted; those that people may have changed, as
    corrected."""
    mine = (speakers.c.article_id == statements.c.article_id) & (speakers.c.id == statements.c.speaker)
    columns = [statements.c[name] for name in ("place", "article_id", "lemma", "stance")]
    said = [speakers.c[name].label(f"speaker_{label}") for name, label in _SPEAKER]
    query = select(*columns, *said).select_from(statements.outerjoin(speakers, mine))
    rows: list[dict[str, Any]] = []
    for first in range(0, len(ids), _MANY):
        rows += dicts(connection.execute(query.where(statements.c.article_id.in_(ids[first : first + _MANY]))))
    if not people.told:
        return rows
    touched = {row["place"] for row in rows if people.touches(row)}
    corrected = people.rows(statement_rows(connection, sorted(touched)))
    return [row for row in rows if row["place"] not in touched] + corrected


_SPEAKER: Final = (("name", "called"), ("kind", "kind"), ("aliases", "aliases"))


def decided(connection: Connection, outlet: Named) -> tuple[list[Entry], int]:
    """The last decisions of people about the outlet's articles, the latest first, and how many there are."""
    standing = Standing(connection)
    named = {decision.key: standing.articles_of(decision) for decision in standing.told}
    every = {id_ for ids in named.values() for id_ in ids}
    own = _own(connection, outlet, sorted(every))
    keys = {key for key, ids in named.items() if own.intersection(ids)}
    entries = [entry for entry in standing.history() if entry.decision.key in keys] if keys else []
    return entries[::-1][:DECIDED], len(entries)


def _own(connection: Connection, outlet: Named, ids: Sequence[str]) -> set[str]:
    """Which of these articles are the outlet's."""
    found: set[str] = set()
    for first in range(0, len(ids), _MANY):
        some = articles.c.id.in_(ids[first : first + _MANY])
        found |= set(connection.scalars(select(articles.c.id).where(_of(outlet), some)))
    return found


def state(connection: Connection) -> tuple[int, ...]:
    """Numbers that change whenever articles are added or read again, or people decide: what was counted holds as long
    as they are the same. The last is how many articles the index of the trace has yet to take in."""
    newest_of = (articles.c.serial, runs.c.id, changes.c.id, decisions.c.id)
    numbers = [connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one() for column in newest_of]
    return (*numbers, connection.execute(select(func.count()).select_from(trace_pending)).scalar_one())
