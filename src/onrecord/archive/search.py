"""Searching the archive: statements and articles that fit, newest first, page by page.

Adds nothing to the archive and judges nothing. Only the current version of each page is searched unless all are asked
for. What people have corrected is found and shown as corrected, and what they have rejected is left out. Refuses what
cannot be understood (OR406).

The order is that of `place`: the day of publication, then the order of adding. A cursor is the place of the last result
that was shown, so that paging neither repeats nor leaves out what was there, whatever is added meanwhile. By relevance
the cursor names all results so far, of which there can be 1,000, and articles added meanwhile are left out.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, FromClause, false, func, select

from onrecord.archive.context import WIDTH, fitting
from onrecord.archive.criteria import OUTLET, TEXT, Criteria, Query, criteria, of_statements, on_articles
from onrecord.archive.hits import (
    ArticleHit,
    StatementHit,
    article_hits,
    article_rows,
    statement_hits,
    statement_rows,
)
from onrecord.archive.index import matches
from onrecord.archive.listing import Cursor, Kept, Listing, Row, article_of, collect, cursor, dicts
from onrecord.archive.lookup import texts
from onrecord.archive.presented import Corrections, corrections, none_of
from onrecord.archive.schema import ORDINAL_BITS, articles, statements

__all__ = ["ArticleHit", "Page", "Query", "StatementHit", "find_articles", "find_statements"]

COUNTED: Final = 1_000
"""How many possible results are looked at to count those that fit."""

COMPARED: Final = 200
"""The same, where the words of each have to be compared, or the statements of each article."""
READ: Final = 50
"""The same, where whole articles have to be read for it."""

Hit = TypeVar("Hit", StatementHit, ArticleHit)


@dataclass(frozen=True, slots=True)
class Page(Generic[Hit]):
    """Some results, the cursor for those that follow (`None` at the end), and how many there are in all.

    With `more` that is only what was counted, since counting ends early. Where there is more than one page, it is what
    the machine read: corrections are looked at on the page that is shown.
    """

    hits: tuple[Hit, ...]
    next: str | None
    total: int
    more: bool = False


def find_statements(
    connection: Connection, query: Query, limit: int = 20, after: str | None = None, *, context: int = WIDTH
) -> Page[StatementHit]:
    """Statements that fit, `limit` of them after a cursor; `context` is in code points. Raises OR406."""
    wanted, people = criteria(query), corrections(connection)
    listing = candidates(connection, wanted, people, ranked=_is_ranked(query, wanted))
    kept = partial(kept_statements, connection, wanted, people)
    rows, following = collect(listing, kept, _start(listing, after), limit, _size(limit, wanted))
    hits = statement_hits(connection, rows, wanted.words, context)
    if following is None and after is None:
        return Page(hits, None, len(hits))
    return _page(hits, following, *_count(listing, wanted))


def _is_ranked(query: Query, wanted: Criteria) -> bool:
    """Whether the best comes first; without words, all is equally good."""
    return query.order == "relevance" and bool(wanted.words.wanted)


def _start(listing: Listing, after: str | None) -> Cursor:
    ranked = listing.rank is not None
    if after is not None:
        return cursor(after, ranked=ranked)
    newest = listing.connection.execute(select(func.max(articles.c.serial))).scalar() if ranked else 0
    return listing.first(newest or 0)


def _size(limit: int, wanted: Criteria) -> int:
    """How many places to look at first: one more than is shown says whether there is another page."""
    return limit + limit // 4 + 5 if wanted.only_looks_so else limit + 1


def _page(hits: tuple[Hit, ...], following: Cursor | None, total: int, more: bool) -> Page[Hit]:
    return Page(hits, str(following) if following else None, max(total, len(hits) + bool(following)), more)


def _count(listing: Listing, wanted: Criteria) -> tuple[int, bool]:
    """How many fit of the first places that the index gives, as the machine read them, and whether it gives more."""
    if wanted.only_looks_so:
        return _counted_by_words(listing, wanted)
    total = listing.counted(COUNTED + 1)
    return min(total, COUNTED), total > COUNTED


def _counted_by_words(listing: Listing, wanted: Criteria) -> tuple[int, bool]:
    """The same where words have to be compared: those of a few speakers and outlets, each once."""
    columns, most = _compared(wanted), COMPARED if wanted.begun else COUNTED
    some = listing.some(most + 1)
    query = select(*columns, func.count().label("number")).group_by(*columns)
    query = query.join(some, statements.c.place == some.c.place)
    rows = dicts(listing.connection.execute(query))
    fits = fitting(rows, wanted.begun, wanted.exact)
    seen = sum(row["number"] for row in rows)
    total = sum(row["number"] for row, fit in zip(rows, fits, strict=True) if fit)
    return min(total, most), seen > most


def candidates(connection: Connection, wanted: Criteria, people: Corrections, *, ranked: bool) -> Listing:
    """The statements that may fit."""
    found = matches(connection, statements, [wanted.fields, *people.ways(wanted)])
    besides = tuple(people.elsewhere(wanted))
    if found is None:
        return Listing(connection, statements, statements.c.place, None, (), wanted.low, wanted.high, besides)
    rank = found.rank if ranked else None
    return Listing(connection, found.rows, found.place, rank, (found.condition,), wanted.low, wanted.high, besides)


def kept_statements(connection: Connection, wanted: Criteria, people: Corrections, places: Sequence[int]) -> list[Row]:
    """The rows of these places that fit, as people have corrected them."""
    if people.told:
        rows = people.rows(statement_rows(connection, places))
        fits = fitting(rows, wanted.loose, wanted.exact, stems=True)
        return [row for row, fit in zip(rows, fits, strict=True) if fit]
    return statement_rows(connection, really_fitting(connection, wanted, places))


def really_fitting(connection: Connection, wanted: Criteria, places: Sequence[int]) -> Sequence[int]:
    """Those of the places that fit, as the machine read them, where the index may have given too many."""
    if not wanted.only_looks_so:
        return places
    query = select(statements.c.place, *_compared(wanted)).where(statements.c.place.in_(places))
    found = dicts(connection.execute(query))
    fits = fitting(found, wanted.begun, wanted.exact)
    fit_places = {row["place"] for row, fit in zip(found, fits, strict=True) if fit}
    return [place for place in places if place in fit_places]


def find_articles(
    connection: Connection, query: Query, limit: int = 20, after: str | None = None, *, context: int = WIDTH
) -> Page[ArticleHit]:
    """Articles whose title and text, outlet and date fit, and which have a statement that fits the rest of the query.

    Raises OR406.
    """
    wanted, inner = on_articles(query), of_statements(query)
    listing, kept = article_candidates(connection, query, wanted, inner, ranked=_is_ranked(query, wanted))
    rows, following = collect(listing, kept, _start(listing, after), limit, _size(limit, wanted))
    hits = article_hits(connection, rows, wanted.words, context)
    if following is None and after is None:
        return Page(hits, None, len(hits))
    return _page(hits, following, *_count_articles(listing, wanted, inner, kept))


def article_candidates(
    connection: Connection, query: Query, wanted: Criteria, inner: Criteria | None, *, ranked: bool
) -> tuple[Listing, Kept]:
    """The articles that may fit, and what keeps those that do; `inner` is asked of their statements."""
    people = corrections(connection)
    listing = _articles(connection, wanted, query, ranked=ranked)
    if inner is not None:
        listing = _with_statements(listing, inner, people)
    return listing, partial(_kept_articles, connection, wanted, inner, people)


def _count_articles(listing: Listing, wanted: Criteria, inner: Criteria | None, kept: Kept) -> tuple[int, bool]:
    """The same of articles."""
    if not wanted.begun and (inner is None or not inner.only_looks_so):
        total = listing.counted(COUNTED + 1)
        return min(total, COUNTED), total > COUNTED
    most = READ if wanted.begun else COMPARED
    places = listing.connection.scalars(select(listing.some(most + 1).c.place)).all()
    some = places[:most]
    if inner is not None and not wanted.begun:
        return len(_with_one(listing.connection, inner, some)), len(places) > most
    return len(kept(some)), len(places) > most


def _articles(connection: Connection, wanted: Criteria, query: Query, *, ranked: bool) -> Listing:
    """The articles that may fit, by what is their own."""
    conditions: list[ColumnElement[bool]] = [] if query.all_versions else [articles.c.current]
    if OUTLET in wanted.exact:
        conditions.append(_from_outlets(connection, wanted))
    found = matches(connection, articles, [{c: w for c, w in wanted.fields.items() if c != OUTLET}])
    if found is None:
        return Listing(connection, articles, articles.c.place, None, tuple(conditions), wanted.low, wanted.high)
    rows: FromClause = articles
    if found.rows is not articles:
        # With “+ 0” SQLite cannot look each article up in the index, which it would have to ask anew each time.
        rows = found.rows.join(articles, articles.c.place == found.place + 0)
    rank = found.rank if ranked else None
    return Listing(connection, rows, found.place, rank, (found.condition, *conditions), wanted.low, wanted.high)


def _from_outlets(connection: Connection, wanted: Criteria) -> ColumnElement[bool]:
    """That an article is of one of the outlets that fit, of which there are few beside the articles."""
    name = func.coalesce(articles.c.outlet_name, "") + " " + func.coalesce(articles.c.outlet_domain, "")
    outlets = connection.scalars(select(name).distinct()).all()
    fits = fitting([{OUTLET: outlet} for outlet in outlets], {}, {OUTLET: wanted.exact[OUTLET]})
    named = [outlet for outlet, fit in zip(outlets, fits, strict=True) if fit]
    return name.in_(named) if named else false()


def _with_statements(listing: Listing, inner: Criteria, people: Corrections) -> Listing:
    """Those of the articles that may have a statement that fits."""
    asked = candidates(listing.connection, inner, people, ranked=False)
    article = article_of(asked.place)
    having = (
        select(article).select_from(asked.rows).where(*asked.conditions, asked.place.between(inner.low, inner.high))
    )
    places = sorted({_article_at(place) for place in asked.besides})
    among = articles.c.place.in_(having) if not places else articles.c.place.in_(having) | articles.c.place.in_(places)
    return replace(listing, conditions=(*listing.conditions, among))


def _having(connection: Connection, inner: Criteria, people: Corrections, places: Sequence[int]) -> set[int]:
    """Which of the articles at these places have a statement that really fits, also as people have corrected it."""
    if not people.told:
        return _with_one(connection, inner, places)
    listing = _within(candidates(connection, inner, people, ranked=False), places)
    rows, _ = collect(
        listing, partial(kept_statements, connection, inner, people), listing.first(0), sys.maxsize, COUNTED
    )
    return {_article_at(row["place"]) for row in rows}


def _within(listing: Listing, places: Sequence[int]) -> Listing:
    """Those of the listed statements that are in the articles at these places."""
    low, high = max(min(places), listing.low), min(max(places) + (1 << ORDINAL_BITS) - 1, listing.high)
    besides = tuple(place for place in listing.besides if _article_at(place) in set(places))
    mine = article_of(listing.place).in_(places)
    return replace(listing, low=low, high=high, besides=besides, conditions=(*listing.conditions, mine))


def _article_at(place: int) -> int:
    """The place of a statement's article."""
    return place >> ORDINAL_BITS << ORDINAL_BITS


def _with_one(connection: Connection, inner: Criteria, places: Sequence[int]) -> set[int]:
    """Which of the articles at these places have a statement that really fits, as the machine read it."""
    if not places:
        return set()
    some = _within(candidates(connection, inner, none_of(connection), ranked=False), places).some(None)
    columns = (article_of(some.c.place).label("article"), *_compared(inner))
    query = select(*columns).distinct().join(some, statements.c.place == some.c.place)
    found = dicts(connection.execute(query))
    fits = fitting(found, inner.begun, inner.exact)
    return {row["article"] for row, fit in zip(found, fits, strict=True) if fit}


def _compared(wanted: Criteria) -> list[Column[str]]:
    """The columns of statements in which words have to be compared."""
    return [statements.c[name] for name in (*wanted.exact, *([TEXT] if wanted.begun else []))]


def _kept_articles(
    connection: Connection, wanted: Criteria, inner: Criteria | None, people: Corrections, places: Sequence[int]
) -> list[Row]:
    """The rows of these articles that fit by beginnings of words as well, and have a statement that does."""
    if inner is not None and places and (inner.only_looks_so or people.told):
        found = _having(connection, inner, people, places)
        places = [place for place in places if place in found]
    rows = article_rows(connection, places)
    if not wanted.begun:
        return rows
    whole = texts(connection, [row["article_id"] for row in rows])
    compared = [{"title": row["article_title"] or "", "text": whole[row["article_id"]]} for row in rows]
    fits = fitting(compared, wanted.begun, {})
    return [row for row, fit in zip(rows, fits, strict=True) if fit]
