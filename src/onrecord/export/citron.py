"""The JSON of Citron (BBC R&D, 2018): one document with its quotes, as its training and evaluation tools read it.

Adds nothing to the record. The format has one cue a quote and no kinds: a statement without reporting words has an
empty cue at its content's beginning.
"""

from typing import Any, Final

from onrecord.export.told import Told
from onrecord.model import Statement
from onrecord.spans import Span, Spans

SUFFIX: Final = ".citron.json"
MEDIA_TYPE: Final = "application/json"


def to_dict(told: Told) -> dict[str, Any]:
    """The document with its text, quotes, and the mentions of each speaker as a coreference group."""
    record = told.record
    return {
        "text": record.article.text,
        "quotes": [_quote(told, statement) for statement in record.statements],
        "coreference_groups": [
            [_span(told, span) for span in speaker.mentions] for speaker in record.speakers if speaker.mentions
        ],
    }


def _quote(told: Told, statement: Statement) -> dict[str, Any]:
    first = statement.content[0].start
    cue = Span(statement.cue[0].start, statement.cue[-1].end) if statement.cue else Span(first, first)
    speaker = next((s for s in told.record.speakers if s.id == statement.speaker), None)
    named = tuple(m for m in speaker.mentions if m not in statement.source) if speaker else ()
    return {
        "id": told.statement(statement),
        "cue": _span(told, cue),
        "sources": [_span(told, span) for span in statement.source],
        "contents": [_span(told, span) for span in statement.content],
        "coreferences": [_span(told, span) for span in named],
        "confidence": round(statement.confidence, 4),
    }


def _span(told: Told, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": told.record.article.text[slice(*span)]}


def contents(document: dict[str, Any]) -> list[tuple[Spans, Spans]]:
    """Source and content spans of each quote of a document."""
    return [(_back(quote["sources"]), _back(quote["contents"])) for quote in document["quotes"]]


def _back(spans: list[dict[str, Any]]) -> Spans:
    return tuple(Span(span["start"], span["end"]) for span in spans)
