"""What the JSON of a trace looks like, for the description of the API; docs/onrecord-trace-1.schema.json says the same.

Describes and makes nothing: the answers are made by `export.trace`. "Earliest" means earliest in this archive.
"""

from pydantic import Field

from onrecord.kinds import AlterationKind, DescentKind
from onrecord.web.api.models import Format, Model, Share, Span


class Reading(Model):
    """The words that one article gives for a statement."""

    statement: str = Field(description="ARTICLE#s3.", examples=["a0123456789abcdef#s3"])
    article: str
    url: str | None
    outlet: str | None
    date: str | None
    date_origin: str | None = Field(description="Where the date was found.")
    spans: list[Span]
    text: str


class Alteration(Model):
    """One variation between two readings, or between two articles."""

    origin: str = Field(alias="from", description="A statement; of derived articles, an article.")
    to: str
    kind: AlterationKind
    before: str = Field(description="As printed; empty where something was added.")
    after: str = Field(description="As printed; empty where something was left out.")
    reason: str


class Descent(Model):
    """Where a reading most likely comes from."""

    parent: str | None
    child: str
    kind: DescentKind
    score: Share
    evidence: list[str]


class Utterance(Model):
    """All readings of one act of speech."""

    id: str = Field(description="Made of the first reading’s statement.")
    speaker: str | None = Field(description="The name that most readings give.")
    earliest: str | None = Field(description="The statement of the earliest dated reading in this archive.")
    readings: list[Reading] = Field(description="Oldest first, undated last.")
    alterations: list[Alteration]
    descent: list[Descent] = Field(description="Of each reading but the first.")


class Derivation(Model):
    """One article that was made from another."""

    article: str = Field(description="What was made from another.")
    origin: str = Field(alias="from")
    coverage: Share = Field(description="The share of its words that stand in the other.")
    credited: bool
    score: Share
    alterations: list[Alteration]


class Trace(Model):
    """The JSON of a trace, as `onrecord trace --json` prints it."""

    format: Format
    utterances: list[Utterance]
    derivations: list[Derivation]


class Comparison(Model):
    """An article against another one."""

    format: Format
    article: str
    other: str
    derivation: Derivation | None = Field(
        description="What the trace says of the two: which was made from which; null where they share too little."
    )
    alterations: list[Alteration] = Field(description="From the other one to the article.")
