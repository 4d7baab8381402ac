"""What the JSON of adding looks like: what is sent, and how far a job is.

Checks the form alone; which addresses are fetched, and what can be read, is decided where it is done.
"""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import ConfigDict, Field, StrictBool, model_validator

from onrecord.web.api.models import Format, Model

As: TypeAlias = Literal["html", "text"]
Address: TypeAlias = Annotated[str, Field(max_length=8_000, pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\x00]+$")]


class Job(Model):
    """What is to be added: what is at an address, or a text."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["address"]}, {"required": ["text"]}]})

    address: Address = Field(
        "",
        description="A page, a feed or a site map; of a text, where it is from.",
        examples=["https://ardale-chronicle.example/dam"],
    )
    text: str = Field(
        "", min_length=1, pattern=r"\S", description="Text, or HTML; without one, the address is fetched."
    )
    as_: As | None = Field(None, alias="as", description="Take it as this, whatever it looks like.")
    keep_bytes: StrictBool = Field(False, description="Keep the page itself too.")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not (self.address or self.text):
            raise ValueError("give an address, or a text")
        return self


class Begun(Model):
    """A job of the list."""

    run: int
    state: str
    who: str
    started: str
    finished: str | None
    sources: list[str]
    counts: dict[str, int]


class Jobs(Model):
    """The latest jobs."""

    format: Format
    jobs: list[Begun]


class Failure(Model):
    """An input that could not be read."""

    location: str
    code: str
    detail: str
    remedy: str


class Progress(Model):
    """How far a job is."""

    run: int = Field(description="Its number.")
    state: Literal["waiting", "running", "stopping", "finished", "interrupted", "failed"]
    counts: dict[str, int] = Field(description="By outcome: added, changed, unchanged, failed, skipped.")
    met: int = Field(description="How many inputs were met.")
    now: str = Field(description="Which one was met last.")
    error: str = Field(description="Why it failed; else empty.")


class Told(Progress):
    """How far a job is, and what could not be read or was no article."""

    format: Format
    failures: list[Failure]
    skipped: dict[str, int] = Field(description="How many inputs were passed over, by reason.")
