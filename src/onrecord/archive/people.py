"""Who is meant by a name in this archive: every speaker whom it fits, each name apart.

Adds no identity: one name in two articles is listed once, with all its roles, and may still be two people; two names
are never taken together unless people have merged them. Judges nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, select

from onrecord.archive.context import WIDTH, fitting
from onrecord.archive.criteria import OUTLET, SPEAKER, Criteria, Query, criteria
from onrecord.archive.draft import folded
from onrecord.archive.hits import StatementHit, statement_hits, statement_rows
from onrecord.archive.listing import Listing, Row, dicts
from onrecord.archive.presented import Corrections, corrections
from onrecord.archive.query import Words
from onrecord.archive.schema import ORDINAL_BITS, SERIAL_BITS, articles, speakers, statements
from onrecord.archive.search import candidates, kept_statements
from onrecord.model import SpeakerKind

LOOKED: Final = 50_000
"""How many statements of a name are looked at, the newest first; where each has to be compared, `COMPARED`."""
COMPARED: Final = 2_000
SEVERAL: Final = 3
"""How many statements are shown of each speaker where there are several."""

Counted: TypeAlias = tuple[tuple[str, int], ...]
_TOLD: Final = ("place", "article_id", "speaker", "kind", "lemma", "stance")


@dataclass(frozen=True, slots=True)
class Person:
    """A name that statements are attributed to: what else it is called in them, each with the number of statements.

    `by_name` tells a fit of the name or of an alias from one of the role alone. `first` and `last` are days. `hits` are
    the newest statements.
    """

    name: str
    kind: SpeakerKind
    by_name: bool
    roles: Counted
    aliases: Counted
    countries: Counted
    wikidata: Counted
    outlets: Counted
    statements: int
    articles: int
    first: str | None
    last: str | None
    hits: tuple[StatementHit, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Everyone whom a name fits: the unnamed last, by name before by role, and those with most statements first.

    They have `statements` together; `more` says that there are older ones, which were not looked at.
    """

    people: tuple[Person, ...]
    statements: int
    more: bool


def find_people(
    connection: Connection, query: Query, limit: int = 20, *, exact: bool = False, context: int = WIDTH
) -> People:
    """Everyone whom `query.speaker` fits, of those statements that fit the rest of the query.

    With `exact`, only who has just this name. One comes with `limit` statements; of several, `limit` come with a few
    each. Raises OR406.
    """
    wanted, people = criteria(query), corrections(connection)
    rows, more = heard(connection, wanted, people)
    groups = by_name(rows)
    if exact:
        groups = [group for group in groups if folded(group[0]["speaker_called"]) == folded(query.speaker or "")]
    found = sorted(_persons(groups, wanted), key=_rank)
    each = limit if len(found) == 1 else SEVERAL
    shown = [
        replace(one, hits=hits(connection, group[:each], wanted.words, people, context)) if n < limit else one
        for n, (one, group) in enumerate(found)
    ]
    return People(tuple(shown), sum(one.statements for one in shown), more)


def _rank(found: tuple[Person, list[Row]]) -> tuple[bool, bool, int, str]:
    """Those with a name before the unnamed, a fit of the name before one of the role, then who is heard most."""
    one = found[0]
    return one.kind is SpeakerKind.UNNAMED, not one.by_name, -one.statements, one.name


def heard(connection: Connection, wanted: Criteria, people: Corrections) -> tuple[list[Row], bool]:
    """The statements that fit, the newest first, with speakers and reporting words; and whether there are more."""
    listing = candidates(connection, wanted, people, ranked=False)
    if wanted.begun:
        places = [place for place, _ in listing.batch(listing.first(0), COMPARED + 1)]
        return kept_statements(connection, wanted, people, places[:COMPARED]), len(places) > COMPARED
    rows = _quick(listing)
    touched = [row["place"] for row in rows if people.told and people.touches(row)]
    apart = {*touched, *listing.besides}
    corrected = kept_statements(connection, wanted, people, sorted(apart)) if apart else []
    rows = [row for row in rows if row["place"] not in apart]
    fits = fitting(rows, {}, wanted.exact)
    found = corrected + [row for row, fit in zip(rows, fits, strict=True) if fit]
    return sorted(found, key=lambda row: -row["place"]), listing.counted(LOOKED + 1) > LOOKED


def _quick(listing: Listing) -> list[Row]:
    """The statements that may fit, with one look at each speaker of an article instead of at each statement."""
    some = listing.some(LOOKED)
    told = statements.join(some, statements.c.place == some.c.place)
    columns = [statements.c[name] for name in (*_TOLD, SPEAKER, OUTLET)]
    query = select(*columns).select_from(told).where(statements.c.speaker.is_not(None))
    known = _speakers(listing)
    rows = dicts(listing.connection.execute(query))
    return [known[row["article_id"], row["speaker"]] | row for row in rows]


def _speakers(listing: Listing) -> dict[tuple[str, str], Row]:
    """What is known of the speakers of these statements, by article and id."""
    some = listing.some(LOOKED)
    pairs = select(statements.c.article_id, statements.c.speaker).distinct()
    heard = pairs.join(some, statements.c.place == some.c.place).subquery()
    names = ("name", "kind", "role", "country", "wikidata", "aliases")
    columns = [speakers.c[name].label(f"speaker_{'called' if name == 'name' else name}") for name in names]
    outlet = [articles.c[name].label(f"article_{name}") for name in ("outlet_name", "outlet_domain")]
    mine = (speakers.c.article_id == heard.c.article_id) & (speakers.c.id == heard.c.speaker)
    joined = heard.join(speakers, mine).join(articles, articles.c.id == heard.c.article_id)
    query = select(heard.c.article_id, heard.c.speaker, *columns, *outlet).select_from(joined)
    return {(row["article_id"], row["speaker"]): row for row in dicts(listing.connection.execute(query))}


def by_name(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each name and kind; unnamed speakers are as many as there are articles, and stand apart by words."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["speaker_called"] is not None:
            groups.setdefault((folded(row["speaker_called"]), row["speaker_kind"]), []).append(row)
    return list(groups.values())


def _persons(groups: Sequence[list[Row]], wanted: Criteria) -> list[tuple[Person, list[Row]]]:
    names = [{SPEAKER: "; ".join(_names(group))} for group in groups]
    fits = fitting(names, {}, {SPEAKER: wanted.exact.get(SPEAKER, Words())})
    return [(person(group, by_name=fit), group) for group, fit in zip(groups, fits, strict=True)]


def _names(group: Sequence[Row]) -> dict[str, None]:
    """Every name and alias, once."""
    return dict.fromkeys(name for row in group for name in (row["speaker_called"], *row["speaker_aliases"]))


def person(group: Sequence[Row], *, by_name: bool = True) -> Person:
    """What is known of a speaker by the rows of their statements; of those there is at least one."""
    days = [day for row in group if (day := row["place"] >> (SERIAL_BITS + ORDINAL_BITS))]
    names = Counter(row["speaker_called"] for row in group)
    return Person(
        name=names.most_common(1)[0][0],
        kind=SpeakerKind(group[0]["speaker_kind"]),
        by_name=by_name,
        roles=_counted(row["speaker_role"] for row in group),
        aliases=_counted(alias for row in group for alias in row["speaker_aliases"] if alias not in names),
        countries=_counted(row["speaker_country"] for row in group),
        wikidata=_counted(row["speaker_wikidata"] for row in group),
        outlets=_counted(row["article_outlet_name"] or row["article_outlet_domain"] for row in group),
        statements=len(group),
        articles=len({row["place"] >> ORDINAL_BITS for row in group}),
        first=date.fromordinal(min(days)).isoformat() if days else None,
        last=date.fromordinal(max(days)).isoformat() if days else None,
    )


def _counted(values: Iterable[str | None]) -> Counted:
    """Each value with its number, the most frequent first."""
    counts = Counter(value for value in values if value)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def hits(
    connection: Connection, group: Sequence[Row], words: Words, people: Corrections, context: int = WIDTH
) -> tuple[StatementHit, ...]:
    """What is shown of the statements of these rows."""
    rows: Sequence[dict[str, Any]] = people.rows(statement_rows(connection, [row["place"] for row in group]))
    return statement_hits(connection, rows, words, context)
