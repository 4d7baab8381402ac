"""Statements of an archive as the trace compares them, as people have corrected them: rejected ones are left out.

Adds nothing. Only the current version of each page counts.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select

from onrecord.archive.hits import statement_rows
from onrecord.archive.presented import Corrections, corrections
from onrecord.archive.schema import ORDINAL_BITS, SERIAL_BITS, articles, day_of, place, speakers, statements
from onrecord.frame.case import is_named
from onrecord.model import Record, Speaker, SpeakerKind, Statement, StatementKind
from onrecord.trace.rows import UNDATED, Row
from onrecord.trace.words import forms

__all__ = ["Corrections", "all_rows", "corrections", "record_rows", "rows_at", "rows_of", "rows_said"]

_MANY: Final = 500
_PAGE: Final = 5_000
_JOINED: Final = statements.join(articles, articles.c.id == statements.c.article_id).outerjoin(
    speakers, (speakers.c.article_id == statements.c.article_id) & (speakers.c.id == statements.c.speaker)
)
_COLUMNS: Final = (
    statements.c.place, statements.c.id, statements.c.article_id, statements.c.kind, statements.c.text,
    speakers.c.name.label("speaker_called"), speakers.c.named,
    articles.c.outlet_name.label("article_outlet_name"), articles.c.outlet_domain.label("article_outlet_domain"),
)  # fmt: skip


def rows_at(connection: Connection, people: Corrections, places: Sequence[int]) -> list[Row]:
    """The statements at these places that count; places of nothing, or of an old version, give nothing."""
    found: list[Row] = []
    for first in range(0, len(places), _MANY):
        found += _rows(connection, people, statements.c.place.in_(places[first : first + _MANY]))
    return found


def rows_of(connection: Connection, people: Corrections, ids: Sequence[str]) -> list[Row]:
    """The statements of these articles that count."""
    found: list[Row] = []
    for first in range(0, len(ids), _MANY):
        found += _rows(connection, people, statements.c.article_id.in_(ids[first : first + _MANY]))
    return found


def rows_said(connection: Connection, people: Corrections, names: Collection[str], days: tuple[int, int]) -> list[Row]:
    """What these speakers are quoted with that counts, printed in these days (both included)."""
    first, last = (place(max(day, 1), 0) for day in (days[0], days[1] + 1))
    printed = select(articles.c.id).where(articles.c.place >= first, articles.c.place < last, articles.c.current)
    ids = connection.scalars(printed.order_by(articles.c.place)).all()
    spoken: ColumnElement[bool] = speakers.c.name.in_(sorted(names))
    if not people.told:  # people may have corrected the kind
        spoken &= statements.c.kind != StatementKind.INDIRECT
    found: list[Row] = []
    # By the articles of these days: one speaker's statements of all years are many.
    for begin in range(0, len(ids), _MANY):
        found += _rows(connection, people, spoken & statements.c.article_id.in_(ids[begin : begin + _MANY]))
    return found


def all_rows(connection: Connection, people: Corrections) -> Iterator[Row]:
    """Every statement of the archive that counts, in the order of places."""
    last = -1
    while True:
        query = select(statements.c.place).where(statements.c.place > last).order_by(statements.c.place)
        places = connection.scalars(query.limit(_PAGE)).all()
        if not places:
            return
        yield from _rows(connection, people, statements.c.place.between(last + 1, places[-1]))
        last = places[-1]


def _rows(connection: Connection, people: Corrections, which: ColumnElement[bool]) -> list[Row]:
    if people.told:
        query = select(statements.c.place).select_from(_JOINED).where(which, articles.c.current)
        places = connection.scalars(query.order_by(statements.c.place)).all()
        parts = (places[first : first + _MANY] for first in range(0, len(places), _MANY))
        found = (row for part in parts for row in people.rows(statement_rows(connection, part)))
        return [_corrected(row) for row in found]
    query = select(*_COLUMNS).select_from(_JOINED).where(which, articles.c.current).order_by(statements.c.place)
    return [_row(dict(row), named=bool(row["named"])) for row in connection.execute(query).mappings()]


def _corrected(row: dict[str, Any]) -> Row:
    name = row["speaker_called"]
    named = name is not None and is_named(_speaker(name, row["speaker_kind"]))
    return _row(row, named=named)


def _speaker(name: str, kind: str) -> Speaker:
    return Speaker("", name, SpeakerKind(kind), None, None, (), (), "")


def _row(row: Mapping[str, Any], *, named: bool) -> Row:
    day = row["place"] >> (SERIAL_BITS + ORDINAL_BITS)
    return Row(
        place=row["place"],
        statement=f"{row['article_id']}#{row['id']}",
        forms=tuple(forms(row["text"])),
        day=day or UNDATED,
        speaker=row["speaker_called"].casefold() if named else "",
        outlet=row["article_outlet_name"] or row["article_outlet_domain"] or "",
        quoted=row["kind"] != StatementKind.INDIRECT,
    )


def record_rows(record: Record) -> list[Row]:
    """The statements of a record that is not in the archive; their places are numbers below 0."""
    return [_of_record(record, statement, -number) for number, statement in enumerate(record.statements, start=1)]


def _of_record(record: Record, statement: Statement, place: int) -> Row:
    article = record.article
    speaker = next((one for one in record.speakers if one.id == statement.speaker), None)
    text = " ".join(article.text[span.start : span.end] for span in statement.content)
    return Row(
        place=place,
        statement=f"{article.id}#{statement.id}",
        forms=tuple(forms(text)),
        day=day_of(article.published.value if article.published else None) or UNDATED,
        speaker=speaker.name.casefold() if speaker and is_named(speaker) else "",
        outlet=article.outlet.name or article.outlet.domain or "",
        quoted=statement.kind is not StatementKind.INDIRECT,
    )
