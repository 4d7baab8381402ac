"""One speaker by name: what else they are called and when, how they are reported, and what they said, page by page.

Adds no identity: all statements of one name and kind are taken together, which may be several people's, and each name
and role comes with the words of an article that give it. What people have corrected counts as corrected.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import Connection

from onrecord.archive.context import Keyword, keywords
from onrecord.archive.criteria import Query, criteria
from onrecord.archive.draft import folded
from onrecord.archive.hits import StatementHit, statement_rows
from onrecord.archive.listing import Row, cursor
from onrecord.archive.lookup import texts
from onrecord.archive.manner import Verb, verbs
from onrecord.archive.people import Person, by_name, heard, hits, person
from onrecord.archive.presented import Corrections, corrections
from onrecord.archive.query import plain
from onrecord.archive.rows import spans_of
from onrecord.archive.schema import ORDINAL_BITS, SERIAL_BITS
from onrecord.spans import Span, Spans

CALLED: Final = 16
_AROUND: Final = 70


@dataclass(frozen=True, slots=True)
class Called:
    """A name with a role, in how many statements, from the first day to the last; and as evidence the first statement
    that has them, with the words of its article. `words` is `None` where the role stands nowhere in it."""

    name: str
    role: str | None
    statements: int
    first: str | None
    last: str | None
    article: str
    statement: str
    title: str | None
    outlet: str | None
    words: Keyword | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A speaker, with a page of statements, the newest first; `next` is where the following page begins. `more` says
    that there are older statements, which were not looked at; `names` counts those that are not among `called`."""

    person: Person
    called: tuple[Called, ...]
    names: int
    verbs: tuple[Verb, ...]
    next: str | None
    more: bool
    places: tuple[int, ...]


def profile(
    connection: Connection, query: Query, kind: str | None = None, after: str | None = None, limit: int = 20
) -> list[Profile]:
    """Who has just the name `query.speaker`; a person and an organisation of one name are two.

    Of the statements that fit the rest of the query, `limit` come after a cursor. Raises OR406.
    """
    name = query.speaker or ""
    asked = replace(query, speaker=" ".join(plain(name).split()).lower())
    if not asked.speaker:
        return []
    wanted, people = criteria(asked), corrections(connection)
    rows, more = heard(connection, wanted, people)
    groups = [group for group in by_name(rows) if folded(group[0]["speaker_called"]) == folded(name)]
    chosen = [group for group in groups if kind in {None, str(group[0]["speaker_kind"])}]
    below = cursor(after, ranked=False).below if after else None
    found = []
    for group in sorted(chosen, key=lambda some: -len(some)):
        rest = [row for row in group if below is None or row["place"] < below]
        page, following = rest[:limit], rest[limit:]
        told = replace(person(group), hits=hits(connection, page, wanted.words, people))
        called, names = _called(connection, group, people)
        places = tuple(row["place"] for row in group)
        end = f"n{page[-1]['place']:x}" if following else None
        found.append(Profile(told, called, names, verbs(group), end, more, places))
    return found


def _called(connection: Connection, group: Sequence[Row], people: Corrections) -> tuple[tuple[Called, ...], int]:
    """The names and roles, the earliest first, of the most frequent ones; and how many others there are."""
    pairs: dict[tuple[str, str | None], list[Row]] = {}
    for row in reversed(group):
        pairs.setdefault((row["speaker_called"], row["speaker_role"]), []).append(row)
    shown = sorted(pairs.values(), key=lambda rows: -len(rows))[:CALLED]
    # The first dated statement shows it; what has no date comes first in order, and last here.
    firsts = [next((row for row in rows if _day(row)), rows[0]) for rows in shown]
    full = {row["place"]: row for row in people.rows(statement_rows(connection, [row["place"] for row in firsts]))}
    whole = texts(connection, {row["article_id"] for row in firsts})
    told = [
        _told(rows, full[first["place"]], whole.get(first["article_id"], ""))
        for rows, first in zip(shown, firsts, strict=True)
        if first["place"] in full
    ]
    return tuple(sorted(told, key=lambda one: (one.first or "9", one.name, one.role or ""))), len(pairs) - len(told)


def _told(rows: Sequence[Row], first: Row, text: str) -> Called:
    days = [day for row in rows if (day := _day(row))]
    role, source = rows[0]["speaker_role"], spans_of(first["source"])
    at = _place(text, role or rows[0]["speaker_called"], source or spans_of(first["content"]))
    return Called(
        name=rows[0]["speaker_called"],
        role=role,
        statements=len(rows),
        first=date.fromordinal(min(days)).isoformat() if days else None,
        last=date.fromordinal(max(days)).isoformat() if days else None,
        article=first["article_id"],
        statement=first["id"],
        title=first["article_title"],
        outlet=first["article_outlet_name"] or first["article_outlet_domain"],
        words=next(iter(keywords(text, (at,), _AROUND)), None) if at else None,
    )


def _day(row: Row) -> int:
    return int(row["place"] >> (SERIAL_BITS + ORDINAL_BITS))


def _place(text: str, words: str, near: Spans) -> Span | None:
    """Where the words stand, as close as can be to some spans; case aside, where that leaves the length alone."""
    lower, sought = text.lower(), words.lower()
    lower, sought = (lower, sought) if len(lower) == len(text) else (text, words)
    at = near[0].start if near else 0
    before, after = lower.rfind(sought, 0, at + len(sought)), lower.find(sought, at)
    found = [start for start in (before, after) if start >= 0]
    best = min(found, key=lambda start: abs(start - at), default=None)
    return None if best is None else Span(best, best + len(words))


__all__ = ["Called", "Profile", "StatementHit", "profile"]
