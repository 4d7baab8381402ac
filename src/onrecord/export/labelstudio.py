"""A Label Studio task with predictions, so that people can correct the machine there.

Adds nothing to the record. Offsets are UTF-16 code units, as browsers count; a piece of a role is a region, and the
pieces of one statement hang together by relations from its reporting words, or for want of them from its first piece.
"""

from collections.abc import Iterator
from typing import Any, Final

import onrecord
from onrecord.export.told import Told
from onrecord.model import Record, Statement
from onrecord.spans import Span, Utf16

SUFFIX: Final = ".label-studio.json"
MEDIA_TYPE: Final = "application/json"
# What a project's labelling interface has to be for these predictions.
INTERFACE: Final = (
    '<View><Labels name="label" toName="text"><Label value="Source"/><Label value="Cue"/><Label value="Content"/>'
    '</Labels><Relations><Relation value="source"/><Relation value="content"/></Relations>'
    '<Text name="text" value="$text"/></View>'
)


def to_list(told: Told) -> list[dict[str, Any]]:
    """One task, in the list that Label Studio imports."""
    record = told.record
    article = record.article
    units = Utf16(article.text)
    results = [result for statement in record.statements for result in _results(record, statement, units)]
    sure = [statement.confidence for statement in record.statements]
    prediction = {
        "model_version": f"OnRecord {onrecord.__version__}",
        "score": round(sum(sure) / len(sure), 4) if sure else None,
        "result": results,
    }
    meta = {"article": article.id, "url": article.url, "title": article.title}
    return [{"data": {"text": article.text, **meta}, "predictions": [prediction]}]


def _results(record: Record, statement: Statement, units: Utf16) -> Iterator[dict[str, Any]]:
    roles = (("Cue", statement.cue), ("Content", statement.content), ("Source", statement.source))
    regions = [(label, number, span) for label, spans in roles for number, span in enumerate(spans, 1)]
    names = [f"{statement.id}-{label.lower()}-{number}" for label, number, _ in regions]
    for name, (label, _, span) in zip(names, regions, strict=True):
        yield _region(name, label, span, units, statement, record)
    for name, (label, _, _) in zip(names[1:], regions[1:], strict=True):
        yield {"type": "relation", "from_id": names[0], "to_id": name, "direction": "right", "labels": [label.lower()]}


def _region(name: str, label: str, span: Span, units: Utf16, statement: Statement, record: Record) -> dict[str, Any]:
    start, end = units.units(span)
    who = next((speaker.name for speaker in record.speakers if speaker.id == statement.speaker), None)
    return {
        "id": name,
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "score": round(statement.confidence, 4),
        "value": {"start": start, "end": end, "text": record.article.text[slice(*span)], "labels": [label]},
        "meta": {"text": [part for part in (str(statement.kind), who) if part]},
    }


def spans(task: dict[str, Any]) -> dict[str, list[tuple[str, Span]]]:
    """The regions of a task by the statement in their name, label and code point span; annotations of people go before
    predictions."""
    units = Utf16(task["data"]["text"])
    chosen = (task.get("annotations") or task.get("predictions") or [{"result": []}])[0]["result"]
    found: dict[str, list[tuple[str, Span]]] = {}
    for result in chosen:
        if result.get("type") == "labels":
            span = units.points(Span(result["value"]["start"], result["value"]["end"]))
            found.setdefault(result["id"].partition("-")[0], []).append((result["value"]["labels"][0], span))
    return found
