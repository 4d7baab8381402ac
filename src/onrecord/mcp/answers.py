"""What the tools answer: the schemas of their output, and answers made short enough for a model to take in.

Adds nothing and judges nothing; whatever is left out of an answer is counted in it. Where the command line prints the
same, the names are the same. Spans are pairs of Unicode code points of the article's text, end-exclusive.
"""

from collections.abc import Iterator
from typing import Any, Final

from pydantic import Field, NonNegativeInt

from onrecord.archive.people import People as Found
from onrecord.export.found import person_dict
from onrecord.export.json import FORMAT
from onrecord.export.json import to_dict as record_dict
from onrecord.export.told import Told
from onrecord.export.trace import to_dict as trace_dict
from onrecord.kinds import StatementKind
from onrecord.mcp.asked import Citations
from onrecord.model import Record, Statement
from onrecord.trace.tracing import Trace as Traced
from onrecord.web.api import descents, models, results
from onrecord.web.api.models import Format, Model, Share, Span

READINGS: Final = 40
ALTERATIONS: Final = 60
DERIVATIONS: Final = 10
PEOPLE: Final = 20
NAMES: Final = 10
_HEAD: Final = ("id", "url", "title", "byline", "outlet", "published", "modified", "language")
_COUNTED: Final = ("roles", "aliases", "countries", "wikidata", "outlets")


class Head(Model):
    """What a page says of itself."""

    id: str
    url: str | None
    title: str | None
    byline: list[str]
    outlet: models.Outlet
    published: str | None = Field(description="ISO 8601.")
    modified: str | None
    language: str | None


class Said(Model):
    """A statement, in words."""

    id: str = Field(description="ARTICLE#s3; of an article of the archive, what trace and cite take.")
    kind: StatementKind
    content: list[Span] = Field(description="The places of what was said, in the whole text.")
    text: str = Field(description="What was said; “ … ” stands between its parts.")
    speaker: results.Named | None = Field(description="Null where the page does not say who.")
    source: str | None = Field(description="The words that name the speaker.")
    cue: str | None = Field(description="The reporting words.")
    reporting: results.Verb | None
    within: str | None = Field(description="The id of the statement around this one.")
    confidence: Share


class Page(Model):
    """A part of a page, and who said what in it."""

    format: Format
    stored: bool = Field(description="Whether the archive has this article.")
    article: Head
    characters: NonNegativeInt = Field(description="How long the whole text is.")
    start: NonNegativeInt = Field(description="Where this part of the text begins.")
    next: int | None = Field(description="What to give as “start” for the next part; null at the end.")
    text: str
    statements: list[Said] = Field(description="Those that begin in this part.")
    findings: list[models.Finding] = Field(description="What an editor would want to know of the whole page.")


class Trace(descents.Trace):
    """The JSON of a trace, shortened."""

    left_out: dict[str, NonNegativeInt] = Field(
        description="What was too much for this answer, by kind: readings, alterations, derivations."
    )
    not_indexed: NonNegativeInt = Field(
        description="How many articles the trace does not know of yet; “onrecord trace” or “onrecord serve” takes "
        "them in."
    )


class People(results.People):
    """Everyone whom a name fits, each name apart; of roles, other names and outlets the most frequent."""

    left_out: NonNegativeInt = Field(description="How many more names fit.")


class Citation(Model):
    """A citation."""

    format: Format
    id: str = Field(description="What is cited, by its id.")
    as_: Citations = Field(alias="as")
    media_type: str
    citation: str


def page(record: Record, start: int, length: int, *, stored: bool) -> dict[str, Any]:
    """A part of an article from the character `start` on, and the statements whose content begins in it."""
    whole, text = record_dict(record), record.article.text
    end = min(start + length, len(text))
    return {
        "format": FORMAT,
        "stored": stored,
        "article": {name: whole["article"][name] for name in _HEAD},
        "characters": len(text),
        "start": start,
        "next": end if end < len(text) else None,
        "text": text[start:end],
        "statements": [_said(record, one) for one in record.statements if start <= one.content[0].start < end],
        "findings": whole["sheet"]["findings"],
    }


def _said(record: Record, statement: Statement) -> dict[str, Any]:
    told, reporting = Told(record), statement.reporting
    speaker = next((one for one in record.speakers if one.id == statement.speaker), None)
    within = f"{record.article.id}#{statement.within}" if statement.within else None
    return {
        "id": f"{record.article.id}#{statement.id}",
        "kind": str(statement.kind),
        "content": [[span.start, span.end] for span in statement.content],
        "text": told.words(statement.content),
        "speaker": {"name": speaker.name, "role": speaker.role, "kind": str(speaker.kind)} if speaker else None,
        "source": told.words(statement.source) or None,
        "cue": told.words(statement.cue) or None,
        "reporting": {"lemma": reporting.lemma, "stance": reporting.stance and str(reporting.stance)}
        if reporting
        else None,
        "within": within,
        "confidence": round(statement.confidence, 4),
    }


def trace(found: Traced, behind: int) -> dict[str, Any]:
    """A trace: of each utterance the oldest readings with what is said of them, and the first derivations."""
    whole = trace_dict(found.utterances, found.derivations)
    left_out = {"readings": 0, "alterations": 0, "derivations": len(_cut(whole, "derivations", DERIVATIONS))}
    for utterance in whole["utterances"]:
        gone = {reading["statement"] for reading in _cut(utterance, "readings", READINGS)}
        left_out["readings"] += len(gone)
        utterance["descent"] = [one for one in utterance["descent"] if one["child"] not in gone]
    for one in (*whole["utterances"], *whole["derivations"]):
        left_out["alterations"] += len(_cut(one, "alterations", ALTERATIONS))
    return {**whole, "left_out": {kind: count for kind, count in left_out.items() if count}, "not_indexed": behind}


def _cut(told: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    """Leave the first ones there; gives those that were taken out."""
    kept, gone = told[name][:most], told[name][most:]
    told[name] = kept
    return list(gone)


def people(name: str, found: Found) -> dict[str, Any]:
    """Everyone whom a name fits, as far as there is room."""
    return {
        "format": FORMAT,
        "name": name,
        "statements": found.statements,
        "more": found.more,
        "people": list(_people(found)),
        "left_out": max(0, len(found.people) - PEOPLE),
    }


def _people(found: Found) -> Iterator[dict[str, Any]]:
    for one in found.people[:PEOPLE]:
        told = person_dict(one)
        yield {**told, **{name: dict(list(told[name].items())[:NAMES]) for name in _COUNTED}}
