"""The JSON of one article, as DESIGN.md and docs/onrecord-1.schema.json fix it: same names, same order, nothing more.

Adds nothing to the record. Dates lose their origin here, since the format has no place for it; floats are rounded to
four places.
"""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from onrecord.export.visible import HIDDEN
from onrecord.model import Article, Dated, Finding, Record, Reporting, Sheet, Speaker, Statement
from onrecord.spans import Span

FORMAT: Final = "onrecord/1"
_PAIR: Final = re.compile(r"\[\n +(\d+),\n +(\d+)\n +\]")


def to_dict(record: Record) -> dict[str, Any]:
    """The record as plain lists, strings and numbers, with the format's keys in the format's order."""
    return {
        "format": FORMAT,
        "article": _article(record.article),
        "statements": [_statement(statement) for statement in record.statements],
        "speakers": [_speaker(speaker) for speaker in record.speakers],
        "sheet": _sheet(record.sheet),
        "dropped": [{"text": dropped.text, "reason": dropped.reason} for dropped in record.article.dropped],
    }


def dumps(value: object, *, indent: int | None = None) -> str:
    r"""The value as JSON. Hidden and controlling characters are `\u` escapes, other characters are themselves."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    # A raw line feed never stands inside a JSON string, so that only pairs of numbers are drawn together.
    return HIDDEN.sub(_escape, _PAIR.sub(r"[\1, \2]", text))


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "byline": list(article.byline),
        "outlet": {"name": article.outlet.name, "domain": article.outlet.domain},
        "published": _date(article.published),
        "modified": _date(article.modified),
        "first_seen": _date(article.first_seen),
        "language": article.language,
        "text": article.text,
        "paragraphs": [_placed(paragraph.span) | {"kind": str(paragraph.kind)} for paragraph in article.paragraphs],
        "links": [_placed(link.span) | {"url": link.url} for link in article.links],
        "damage": [
            _placed(damage.span)
            | {
                "found": damage.found,
                "suggested": damage.suggested,
                "score": round(damage.score, 4),
                "reason": damage.reason,
            }
            for damage in article.damage
        ],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "kind": str(statement.kind),
        "content": _spans(statement.content),
        "cue": _spans(statement.cue),
        "source": _spans(statement.source),
        "quotations": _spans(statement.quotations),
        "speaker": statement.speaker,
        "within": statement.within,
        "confidence": round(statement.confidence, 4),
        "reporting": _reporting(statement.reporting),
    }


def _reporting(reporting: Reporting | None) -> dict[str, Any] | None:
    if reporting is None:
        return None
    return {
        "lemma": reporting.lemma,
        "stance": None if reporting.stance is None else str(reporting.stance),
        "score": None if reporting.score is None else round(reporting.score, 4),
        "reason": reporting.reason,
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": str(speaker.kind),
        "role": speaker.role,
        "country": speaker.country,
        "wikidata": speaker.wikidata,
        "aliases": list(speaker.aliases),
        "mentions": _spans(speaker.mentions),
        "reason": speaker.reason,
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "statements": sheet.statements,
        "speakers_named": sheet.speakers_named,
        "speakers_unnamed": sheet.speakers_unnamed,
        "single_source": sheet.single_source,
        "quoted_share": round(sheet.quoted_share, 4),
        "words_by_speaker": dict(sheet.words_by_speaker),
        "findings": [finding_dict(finding) for finding in sheet.findings],
    }


def finding_dict(finding: Finding) -> dict[str, Any]:
    """One finding in the format's words."""
    return {"code": finding.code, "message": finding.message, "spans": _spans(finding.spans)}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _placed(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _date(dated: Dated | None) -> str | None:
    return None if dated is None else dated.value
