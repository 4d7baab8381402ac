"""What a search found, counted by speaker, outlet, time, kind and stance: by what it could be narrowed down.

Adds counts and judges nothing. They are of the newest results only, of which so many are looked at, and say where they
are too low for that reason. What people have corrected is counted as corrected.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, select

from onrecord.archive.criteria import Criteria, Query, criteria, of_statements, on_articles
from onrecord.archive.listing import Listing
from onrecord.archive.presented import corrections
from onrecord.archive.schema import articles, speakers, statements
from onrecord.archive.search import COMPARED, READ, article_candidates, candidates, kept_statements
from onrecord.archive.search import really_fitting as fitting

LOOKED: Final = 500
"""How many results are looked at, where looking at each is quick."""
SHOWN: Final = 10
"""How many values of each facet are told, the most frequent ones."""

Values: TypeAlias = tuple[tuple[str, int], ...]
Told: TypeAlias = tuple[str | None, str | None, str | None, str | None, str | None, str | None]
"""Speaker, outlet, its domain, when it was published, kind, stance."""

_SPEAKER: Final = (speakers.c.article_id == statements.c.article_id) & (speakers.c.id == statements.c.speaker)
_OF_ARTICLE: Final = (articles.c.outlet_name, articles.c.outlet_domain, articles.c.published)


@dataclass(frozen=True, slots=True)
class Facets:
    """The most frequent values of each facet with their numbers of results; those of time by year, or by month where
    all are of one year, the latest first. `counted` results were looked at; `more` says that there are others."""

    speakers: Values = ()
    outlets: Values = ()
    times: Values = ()
    kinds: Values = ()
    stances: Values = ()
    counted: int = 0
    more: bool = False


def facets(connection: Connection, query: Query) -> Facets:
    """Of the statements that fit. Raises OR406."""
    wanted, people = criteria(query), corrections(connection)
    places, more = _newest(candidates(connection, wanted, people, ranked=False), COMPARED if wanted.begun else LOOKED)
    if people.told:
        rows = kept_statements(connection, wanted, people, places)
        return _counted([_of_row(row) for row in rows], more=more)
    return _counted(_of_statements(connection, wanted, places), more=more)


def article_facets(connection: Connection, query: Query) -> Facets:
    """Of the articles that fit: outlets and times. Raises OR406."""
    wanted, inner = on_articles(query), of_statements(query)
    listing, kept = article_candidates(connection, query, wanted, inner, ranked=False)
    compared = inner is not None and inner.only_looks_so
    places, more = _newest(listing, READ if wanted.begun else COMPARED if compared else LOOKED)
    return _counted([_of_row(row) for row in kept(places)], more=more)


def _newest(listing: Listing, most: int) -> tuple[list[int], bool]:
    """The newest places, and whether there are more."""
    batch = [place for place, _ in listing.batch(listing.first(0), most + 1)]
    return batch[:most], len(batch) > most


def _of_statements(connection: Connection, wanted: Criteria, places: Sequence[int]) -> list[Told]:
    """No more of each than is counted, which is much faster than whole rows."""
    rows = statements.join(articles, articles.c.id == statements.c.article_id).outerjoin(speakers, _SPEAKER)
    query = select(speakers.c.name, *_OF_ARTICLE, statements.c.kind, statements.c.stance).select_from(rows)
    found = connection.execute(query.where(statements.c.place.in_(fitting(connection, wanted, places))))
    return [(name, outlet, domain, day, kind, stance) for name, outlet, domain, day, kind, stance in found]


def _of_row(row: dict[str, Any]) -> Told:
    article = (row["article_outlet_name"], row["article_outlet_domain"], row["article_published"])
    return (row.get("speaker_called"), *article, row.get("kind"), row.get("stance"))


def _counted(told: Sequence[Told], *, more: bool) -> Facets:
    names, outlets, domains, days, kinds, stances = zip(*told, strict=True) if told else ((),) * 6
    return Facets(
        speakers=_most(names),
        outlets=_most(name or domain for name, domain in zip(outlets, domains, strict=True)),
        times=_times(days),
        kinds=_most(kinds),
        stances=_most(stances),
        counted=len(told),
        more=more,
    )


def _most(values: Iterable[str | None]) -> Values:
    """The most frequent values, of equally frequent ones in the order of the alphabet."""
    numbers = Counter(value for value in values if value)
    return tuple(sorted(((str(value), n) for value, n in numbers.items()), key=lambda one: (-one[1], one[0]))[:SHOWN])


def _times(days: Iterable[str | None]) -> Values:
    """The latest years, or of one year its months."""
    dated = [day for day in days if day]
    length = 4 if len({day[:4] for day in dated}) > 1 else 7
    return tuple(sorted(Counter(day[:length] for day in dated).items(), reverse=True)[:12])
