"""The model's nouns ⇄ rows of the archive's tables, each way exactly: what was read is what comes back.

Adds the columns that a search needs, made of what is there. What it changes: characters that no database takes (the
zero character, halves of surrogate pairs) become U+FFFD, so that offsets stay as they are; and a domain is cut where it
is longer than any can be.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import RowMapping

from onrecord.archive.fulltext import facets
from onrecord.archive.schema import day_of, place
from onrecord.model import (
    Article,
    Credit,
    Damage,
    Dated,
    Doubted,
    Dropped,
    Finding,
    Link,
    Outlet,
    Paragraph,
    ParagraphKind,
    Record,
    Reporting,
    Sheet,
    Source,
    Speaker,
    SpeakerKind,
    Stance,
    Stated,
    Statement,
    StatementKind,
)
from onrecord.spans import Span, Spans

Row: TypeAlias = dict[str, Any]

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_LONGEST_DOMAIN: Final = 253
GAP: Final = " … "
"""Stands between the pieces of a statement's content in the words that a search sees."""


def storable(text: str) -> str:
    """The text as every database takes it, of the same length."""
    return text if text.isascii() and "\0" not in text else _UNSTORABLE.sub("\ufffd", text)


def _maybe(text: str | None) -> str | None:
    return None if text is None else storable(text)


def article_row(record: Record, serial: int) -> Row:
    """The columns of `articles` that come from the reading; `serial` is the article's number in the archive."""
    article = record.article
    day = day_of(article.published.value if article.published else None)
    return {
        "place": place(day, serial),
        "serial": serial,
        "url": _maybe(article.url),
        "title": _maybe(article.title),
        "byline": article.byline,
        "outlet_name": _maybe(article.outlet.name),
        "outlet_domain": _maybe(article.outlet.domain and article.outlet.domain[:_LONGEST_DOMAIN]),
        "published": _maybe(article.published.value) if article.published else None,
        "day": day,
        "language": _maybe(article.language),
        "text": storable(article.text),
        "body": _body(article) | {"sheet": _sheet(record.sheet), "speakers": [one.id for one in record.speakers]},
        "statements": len(record.statements),
    }


def _body(article: Article) -> Row:
    return {
        "dates": [_dated(date) for date in (article.published, article.modified, article.first_seen)],
        "paragraphs": [[*paragraph.span, paragraph.kind] for paragraph in article.paragraphs],
        "links": [[*link.span, link.url] for link in article.links],
        "damage": [[*one.span, one.found, one.suggested, one.score, one.reason] for one in article.damage],
        "credits": [[one.name, one.span, one.origin, one.confidence] for one in article.credits],
        "entries": article.entries,
        "doubted": [[one.field, one.found, one.reason] for one in article.doubted],
    }


def _dated(date: Dated | None) -> list[Any] | None:
    return [date.value, date.origin, date.confidence] if date else None


def _sheet(sheet: Sheet) -> Row:
    findings = [[finding.code, finding.message, finding.spans] for finding in sheet.findings]
    return {name: getattr(sheet, name) for name in Sheet.__slots__} | {"findings": findings}


def article_of(row: RowMapping, dropped: Iterable[RowMapping]) -> Article:
    """The article of its row and those of what was dropped, in order."""
    body = row["body"]
    published, modified, first_seen = (Dated(*date) if date else None for date in body["dates"])
    return Article(
        id=row["id"],
        text=row["text"],
        url=row["url"],
        title=row["title"],
        byline=tuple(row["byline"]),
        outlet=Outlet(row["outlet_name"], row["outlet_domain"]),
        published=published,
        modified=modified,
        first_seen=first_seen,
        language=row["language"],
        paragraphs=tuple(Paragraph(Span(s, e), ParagraphKind(kind)) for s, e, kind in body["paragraphs"]),
        links=tuple(Link(Span(start, end), url) for start, end, url in body["links"]),
        damage=tuple(Damage(Span(start, end), *rest) for start, end, *rest in body["damage"]),
        dropped=tuple(Dropped(one["text"], one["reason"]) for one in dropped),
        credits=tuple(Credit(name, Span(*span) if span else None, *rest) for name, span, *rest in body["credits"]),
        entries=spans_of(body["entries"]),
        doubted=tuple(Doubted(*one) for one in body["doubted"]),
    )


def sheet_of(row: RowMapping) -> Sheet:
    """The sourcing sheet of an article's row."""
    sheet = row["body"]["sheet"]
    findings = tuple(Finding(code, message, spans_of(spans)) for code, message, spans in sheet["findings"])
    return Sheet(**sheet | {"findings": findings})


def spans_of(pairs: Iterable[Sequence[int]]) -> Spans:
    """Spans of pairs of numbers."""
    return tuple(Span(start, end) for start, end in pairs)


def speaker_row(article_id: str, speaker: Speaker) -> Row:
    """The row of `speakers`."""
    return {
        "article_id": article_id,
        "id": speaker.id,
        "name": storable(speaker.name),
        "kind": speaker.kind,
        "role": _maybe(speaker.role),
        "country": _maybe(speaker.country),
        "wikidata": _maybe(speaker.wikidata),
        "aliases": speaker.aliases,
        "mentions": speaker.mentions,
        "reason": storable(speaker.reason),
        "named": speaker.kind is not SpeakerKind.UNNAMED,
    }


def speaker_of(row: RowMapping) -> Speaker:
    """The speaker of its row."""
    return Speaker(
        id=row["id"],
        name=row["name"],
        kind=SpeakerKind(row["kind"]),
        role=row["role"],
        country=row["country"],
        aliases=tuple(row["aliases"]),
        mentions=spans_of(row["mentions"]),
        reason=row["reason"],
        wikidata=row["wikidata"],
    )


def statement_rows(article_id: str, record: Record, first: int, *, current: bool) -> list[Row]:
    """The rows of `statements`, in order; `first` is the place of the article, after which they stand."""
    speakers = {speaker.id: speaker for speaker in record.speakers}
    outlet = storable(" ".join(filter(None, (record.article.outlet.name, record.article.outlet.domain))))
    return [
        {"place": first + number, "article_id": article_id, "outlet": outlet}
        | _statement(statement)
        | _searched(statement, record.article.text, speakers, current=current)
        for number, statement in enumerate(record.statements, start=1)
    ]


def _statement(statement: Statement) -> Row:
    reporting = statement.reporting
    return {
        "id": statement.id,
        "kind": statement.kind,
        "content": statement.content,
        "cue": statement.cue,
        "source": statement.source,
        "quotations": statement.quotations,
        "speaker": statement.speaker,
        "within": statement.within,
        "confidence": statement.confidence,
        "reason": storable(statement.reason),
        "method": storable(statement.method),
        "lemma": storable(reporting.lemma) if reporting else None,
        "stance": reporting.stance if reporting else None,
        "stance_score": reporting.score if reporting else None,
        "stance_reason": storable(reporting.reason) if reporting else None,
    }


def _searched(statement: Statement, text: str, speakers: Mapping[str, Speaker], *, current: bool) -> Row:
    speaker = speakers.get(statement.speaker or "")
    names = [speaker.name, speaker.role, *speaker.aliases] if speaker else []
    return {
        "text": storable(GAP.join(text[span.start : span.end] for span in statement.content)),
        "speaker_name": storable("; ".join(filter(None, names))),
        "facets": facets(statement, speaker.kind if speaker else None, current=current),
    }


def statement_of(row: RowMapping) -> Statement:
    """The statement of its row."""
    lemma, stance = row["lemma"], row["stance"]
    reporting = Reporting(lemma, Stance(stance) if stance else None, row["stance_score"], row["stance_reason"])
    return Statement(
        id=row["id"],
        kind=StatementKind(row["kind"]),
        content=spans_of(row["content"]),
        cue=spans_of(row["cue"]),
        source=spans_of(row["source"]),
        quotations=spans_of(row["quotations"]),
        confidence=row["confidence"],
        reason=row["reason"],
        method=row["method"],
        speaker=row["speaker"],
        within=row["within"],
        reporting=None if lemma is None else reporting,
    )


def dropped_rows(article_id: str, article: Article) -> list[Row]:
    """The rows of `dropped`, in order."""
    return [
        {"article_id": article_id, "ordinal": number, "text": storable(one.text), "reason": storable(one.reason)}
        for number, one in enumerate(article.dropped)
    ]


def source_row(source: Source) -> Row:
    """The columns of `sources` that come from the capture; what is not known has none."""
    row = {
        "location": storable(source.location),
        "url": _maybe(source.url),
        "media_type": storable(source.media_type),
        "sha256": source.sha256,
        "encoding": _maybe(source.encoding),
        "fetched": source.fetched,
        "record": _maybe(source.record),
        "stated": _stated(source.stated) if source.stated else None,
    }
    return {name: value for name, value in row.items() if value is not None}


def _stated(stated: Stated) -> Row:
    return {name: value for name in Stated.__slots__ if (value := getattr(stated, name)) is not None}


def stated_of(value: Row | None) -> Stated | None:
    """What the container said, of its JSON."""
    return Stated(**value | {"byline": tuple(value.get("byline", ()))}) if value else None
