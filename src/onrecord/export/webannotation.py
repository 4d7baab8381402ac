"""Statements as W3C Web Annotations (Recommendation of 2017): an annotation page that any annotation tool can load.

Adds nothing to the record. Each piece of content has two selectors that say the same: the words with those around them
(`TextQuoteSelector`), which survive a change of the page, and their place in `article.text` (`TextPositionSelector`),
in code points as that standard counts.
"""

from typing import Any, Final

import onrecord
from onrecord.export.told import Told
from onrecord.model import Statement
from onrecord.spans import Span

SUFFIX: Final = ".annotations.jsonld"
MEDIA_TYPE: Final = "application/ld+json"
CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
AROUND: Final = 32


def to_dict(told: Told) -> dict[str, Any]:
    """An annotation page with an annotation for each statement."""
    items = [_annotation(told, statement) for statement in told.record.statements]
    return {
        "@context": CONTEXT,
        "id": f"{told.iri(told.record.article.id)}#annotations",
        "type": "AnnotationPage",
        "items": items,
    }


def _annotation(told: Told, statement: Statement) -> dict[str, Any]:
    targets = [_target(told, span, "content") for span in statement.content]
    roles = [
        {"type": "SpecificResource", "purpose": "describing", **_target(told, span, role)}
        for role, spans in (("cue", statement.cue), ("source", statement.source))
        for span in spans
    ]
    return {
        "id": told.statement(statement),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Software", "name": f"OnRecord {onrecord.__version__} ({statement.method})"},
        "body": [*_bodies(told, statement), *roles],
        "target": targets,
    }


def _bodies(told: Told, statement: Statement) -> list[dict[str, Any]]:
    """Kind, speaker and the reason, as text."""
    said = f"{statement.reason} (confidence {statement.confidence:.2f})"
    bodies = [_text("tagging", str(statement.kind)), _text("commenting", said)]
    speaker = next((s for s in told.record.speakers if s.id == statement.speaker), None)
    if speaker is not None:
        bodies += [_text("identifying", speaker.name)]
        if speaker.wikidata:
            bodies += [{"type": "SpecificResource", "purpose": "identifying", "source": told.speaker(speaker)}]
    return bodies


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _target(told: Told, span: Span, role: str) -> dict[str, Any]:
    article = told.record.article
    return {
        "source": article.url or told.iri(article.id),
        "styleClass": f"onrecord-{role}",
        "selector": [quote(article.text, span), {"type": "TextPositionSelector", "start": span.start, "end": span.end}],
    }


def quote(text: str, span: Span) -> dict[str, str]:
    """The words of a span, with those before and after it."""
    start, end = span
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def anchored(text: str, target: dict[str, Any]) -> Span | None:
    """Where a target's words stand in a text: at the place that it names, else where words and surroundings occur
    exactly once; `None` where they do not."""
    selectors = {selector["type"]: selector for selector in target["selector"]}
    wanted, place = selectors["TextQuoteSelector"], selectors.get("TextPositionSelector")
    if place and text[place["start"] : place["end"]] == wanted["exact"]:
        return Span(place["start"], place["end"])
    for before, after in ((wanted["prefix"], wanted["suffix"]), ("", "")):
        sought = before + wanted["exact"] + after
        if text.count(sought) == 1:
            start = text.index(sought) + len(before)
            return Span(start, start + len(wanted["exact"]))
    return None
