"""What a correction looks like when it is sent: one shape for each action, as docs/correcting.md describes them.

Checks the form alone; whether a correction can be applied is decided where it is taken.
"""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from onrecord.archive.decision import LONGEST_NAME, LONGEST_WHY
from onrecord.kinds import SpeakerKind, StatementKind
from onrecord.web.api.asked import PLAIN
from onrecord.web.api.models import Model

_MOST: int = 500


def _whole(number: object) -> object:
    return int(number) if isinstance(number, float) and number.is_integer() else number


Named: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Why: TypeAlias = Annotated[str, Field(max_length=LONGEST_WHY, pattern=PLAIN, description="Why, in a sentence.")]
# JSON has one sort of numbers: 7.0 is a whole one too, and “7” is none.
Offset: TypeAlias = Annotated[int, Field(ge=0, le=100_000_000, strict=True), BeforeValidator(_whole)]
Spans: TypeAlias = Annotated[list[tuple[Offset, Offset]], Field(max_length=_MOST)]


class Nothing(Model):
    """No value."""


class Party(Model):
    """Whose a statement is."""

    name: Named | None = Field(
        description="A speaker of the article by name, alias or id, or a new name; null: nobody knows."
    )
    kind: SpeakerKind | None = Field(None, description="What a new speaker is; a person, unless you say so.")
    new: StrictBool = Field(False, description="A new speaker, also where another goes by that name.")


class Manner(Model):
    """Of what kind a statement is."""

    kind: StatementKind


class Words(Model):
    """Which words are a statement's content, cue or source; of what is left out, nothing is said."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    content: Spans = Field(default_factory=list, min_length=1)
    cue: Spans = Field(default_factory=list, description="An empty list: there are no reporting words.")
    source: Spans = Field(default_factory=list, description="An empty list: no words name the speaker.")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("give content, cue or source")
        return self


class Merged(Model):
    """Two names of one speaker."""

    name: Named
    into: Named = Field(description="The name that is kept.")


class Parted(Model):
    """A name of two speakers."""

    name: Named = Field(description="The name of the speaker so far.")
    other: Named = Field(alias="as", description="The name of the other speaker.")
    parts: list[Named] = Field(
        min_length=1, max_length=_MOST, description="The other speaker’s statements (ARTICLE#s3) or articles."
    )


class _Told(Model):
    why: Why = ""


class _OfStatement(_Told):
    article: Named = Field(examples=["a0123456789abcdef"])
    statement: Named = Field(examples=["s3"])


class Judged(_OfStatement):
    """A statement is right as it is, or nobody is reported to say this."""

    action: Literal["accept", "reject"]
    value: Nothing = Nothing()


class OfSpeaker(_OfStatement):
    """Whose a statement is."""

    action: Literal["speaker"]
    value: Party


class OfKind(_OfStatement):
    """Of what kind a statement is."""

    action: Literal["kind"]
    value: Manner


class OfSpan(_OfStatement):
    """Which words are what."""

    action: Literal["span"]
    value: Words


class Merge(_Told):
    """Two names are one speaker's."""

    action: Literal["merge"]
    article: Named | None = Field(None, description="Only in this article; else in all.")
    value: Merged


class Split(_Told):
    """Some statements or articles mean another speaker."""

    action: Literal["split"]
    value: Parted


class Undo(_Told):
    """A decision does not count."""


Correction: TypeAlias = Annotated[Judged | OfSpeaker | OfKind | OfSpan | Merge | Split, Field(discriminator="action")]
