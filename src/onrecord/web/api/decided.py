"""What the JSON of the queue and of decisions looks like, for the description of the API.

Describes and makes nothing; a decision is what `onrecord review export` prints, with its number in this archive.
"""

from typing import Any, Literal

from pydantic import Field

from onrecord.kinds import StatementKind
from onrecord.web.api.models import Format, Model, Share


class Waiting(Model):
    """A statement of the queue, as the machine has it, and why it waits."""

    article: str
    statement: str
    text: str
    kind: StatementKind
    speaker: str | None
    cue: str
    source: str
    confidence: Share
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    reasons: list[str]


class Queue(Model):
    """A part of the queue."""

    format: Literal["onrecord-queue/1"]
    more: bool = Field(description="Whether there are more after these.")
    waiting: list[Waiting]


class Decision(Model):
    """A decision of a person, with the words that it means."""

    id: int = Field(description="Its number in this archive.")
    format: Literal["onrecord-decision/1"]
    key: str = Field(description="The same in every archive; made of all that was decided.")
    at: str
    who: str
    why: str
    action: Literal["accept", "reject", "speaker", "kind", "span", "merge", "split", "undo"]
    article: str | None
    statement: str | None
    value: dict[str, Any]
    anchor: dict[str, Any]


class Entry(Decision):
    """A decision, and what became of it."""

    state: Literal["counts", "overruled", "undone", "lost", "undoes"]
    because: str = Field(description="Who undid it or counts instead, or what it finds no more; else empty.")


class Decisions(Model):
    """Decisions, the latest ones last."""

    format: Format
    decisions: list[Entry]
