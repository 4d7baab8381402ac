"""What waits for a person, and what became of what people decided.

Adds a queue: first the statements that people disagree about, then those that nobody has decided on, the least certain
first, and of equally certain ones those without a speaker. Every entry says why it is there. Nothing is decided here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, RowMapping, Select, func, or_, select

from onrecord.archive import lookup
from onrecord.archive.decision import named
from onrecord.archive.disputes import Overruled
from onrecord.archive.fulltext import CURRENT
from onrecord.archive.rows import GAP, spans_of
from onrecord.archive.schema import articles, speakers, statements
from onrecord.archive.standing import Standing

# A list shows a few, an export shows all.
_FIRST: Final = 20
_BATCH: Final = 200
_SPOKEN: Final = (speakers.c.article_id == statements.c.article_id) & (speakers.c.id == statements.c.speaker)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of the queue: of this article, of speakers or outlets of this name, of this kind, less sure than
    `below`, without a known speaker, disputed."""

    article: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    kind: str | None = None
    below: float | None = None
    unresolved: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement of the queue, as the machine has it, and why it waits."""

    article: str
    statement: str
    text: str
    kind: str
    speaker: str | None
    cue: str
    source: str
    confidence: float
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    reasons: tuple[str, ...]

    @property
    def where(self) -> str:
        """As commands name it: “a1#s3”."""
        return named(self.article, self.statement)


def queue(connection: Connection, wanted: Wanted | None = None) -> Iterator[Waiting]:
    """What waits, in its order; read as far as it is needed."""
    wanted = wanted or Wanted()
    standing = Standing(connection)
    yield from _shown(connection, _disputed(connection, wanted, standing))
    if wanted.disputed:
        return
    open_ = (place for place, article, id_ in _places(connection, wanted) if not standing.is_decided(article, id_))
    size = _FIRST
    while some := list(islice(open_, size)):
        yield from _shown(connection, [(row, _reasons(row)) for row in _rows(connection, some)])
        size = _BATCH


def _places(connection: Connection, wanted: Wanted) -> Iterator[tuple[int, str, str]]:
    """The places of what waits, in their order, with the names of article and statement.

    One confidence, of two digits, after the other, which an index has in order: to find the first few, the rest of the
    archive need not be looked at.
    """
    confidence = statements.c.confidence
    order = _order(wanted)
    first = connection.execute(select(func.min(confidence))).scalar() or 0.0
    for hundredth in range(int(first * 100), 102):
        portion = order.where(confidence >= (hundredth - 0.5) / 100, confidence < (hundredth + 0.5) / 100)
        yield from ((place, article, statement) for place, article, statement in connection.execute(portion))


def _order(wanted: Wanted) -> Select[Any]:
    """The places of what waits, in the order of the queue, with the names of article and statement."""
    query = _joined(select(statements.c.place, statements.c.article_id, statements.c.id), wanted)
    known = statements.c.speaker.is_not(None)
    return query.order_by(func.round(statements.c.confidence * 100), known, statements.c.place)


def _joined(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """The query with its limits, and with no more tables than these need: it goes through all statements."""
    if wanted.outlet is not None:
        query = query.join_from(statements, articles, articles.c.id == statements.c.article_id)
    if wanted.speaker is not None:
        query = query.join_from(statements, speakers, _SPOKEN)
    return query.where(statements.c.facets.like(f"%{CURRENT}"), *_limits(wanted))


def _rows(connection: Connection, places: Sequence[int]) -> list[RowMapping]:
    """All that is shown of the statements at these places, in their order."""
    names = ("title", "url", "published", "outlet_name", "outlet_domain")
    about = (articles.c[name].label(f"article_{name}") for name in names)
    query = select(statements, *about, speakers.c.name.label("speaker_called"), speakers.c.named)
    query = query.join_from(statements, articles, articles.c.id == statements.c.article_id).outerjoin(speakers, _SPOKEN)
    found = connection.execute(query.where(statements.c.place.in_(places))).mappings()
    by_place = {row["place"]: row for row in found}
    return [by_place[place] for place in places]


def _limits(wanted: Wanted) -> Iterator[Any]:
    if wanted.article is not None:
        yield statements.c.article_id == wanted.article
    if wanted.speaker is not None:
        yield _is(speakers.c.name, wanted.speaker)
    if wanted.outlet is not None:
        yield or_(*(_is(column, wanted.outlet) for column in (articles.c.outlet_name, articles.c.outlet_domain)))
    if wanted.kind is not None:
        yield statements.c.kind == wanted.kind
    if wanted.below is not None:
        yield statements.c.confidence < wanted.below
    if wanted.unresolved:
        yield statements.c.speaker.is_(None)


def _is(column: Column[str | None], name: str) -> ColumnElement[bool]:
    """Whether a column has this name, in any case as far as the database knows of cases."""
    return or_(column == name, func.lower(column) == name.lower())


def _disputed(connection: Connection, wanted: Wanted, standing: Standing) -> list[tuple[RowMapping, tuple[str, ...]]]:
    """The statements that people disagree about, with the machine's reasons after theirs."""
    found = []
    for article in standing.of_several():
        about: dict[str, list[str]] = {}
        for one in standing.overruled(article):
            if one.disputed:
                about.setdefault(one.of, []).append(_dispute(one))
        if about:
            query = _order(wanted).where(statements.c.article_id == article, statements.c.id.in_(about))
            rows = _rows(connection, [place for place, _, _ in connection.execute(query)])
            found += [(row, (*dict.fromkeys(about[row["id"]]), *_reasons(row))) for row in rows]
    return found


def _dispute(one: Overruled) -> str:
    numbers = f"decisions {one.earlier.id} and {one.later.id}"
    return f"{one.earlier.who} and {one.later.who} disagree ({numbers}): {one.on}"


def _reasons(row: RowMapping) -> tuple[str, ...]:
    """Why the machine is not sure of a statement."""
    reasons = [f"confidence {row['confidence']:.2f}"]
    if row["speaker"] is None:
        reasons.append("no speaker is known")
    elif not row["named"]:
        reasons.append("the speaker has no name")
    if not row["cue"]:
        reasons.append("no reporting words")
    return tuple(reasons)


def _shown(connection: Connection, rows: Sequence[tuple[RowMapping, tuple[str, ...]]]) -> Iterator[Waiting]:
    texts = lookup.texts(connection, {row["article_id"] for row, _ in rows})
    for row, reasons in rows:
        words = _words(texts[row["article_id"]])
        yield Waiting(
            article=row["article_id"],
            statement=row["id"],
            text=row["text"],
            kind=row["kind"],
            speaker=row["speaker_called"],
            cue=words(row["cue"]),
            source=words(row["source"]),
            confidence=row["confidence"],
            title=row["article_title"],
            outlet=row["article_outlet_name"] or row["article_outlet_domain"],
            published=row["article_published"],
            url=row["article_url"],
            reasons=reasons,
        )


def _words(text: str) -> Callable[[Sequence[Sequence[int]]], str]:
    return lambda pairs: GAP.join(text[span.start : span.end] for span in spans_of(pairs))
