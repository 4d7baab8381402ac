"""Speakers: whom a name means in the archive, and what they have said about something.

Adds no identity: as `onrecord speaker` does, it lists each name apart, and a person and an organisation of one name.
"""

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from pydantic import Field

from onrecord.archive import profile as profiles
from onrecord.archive.manner import Verb
from onrecord.archive.people import find_people
from onrecord.archive.profile import Called
from onrecord.archive.search import Query as Question
from onrecord.export.found import person_dict
from onrecord.kinds import SpeakerKind
from onrecord.trace.firsthand import GROUPED, firsts
from onrecord.web import state
from onrecord.web.api import results
from onrecord.web.api.answers import add_heads, formatted, operations
from onrecord.web.api.articles import Reader
from onrecord.web.api.asked import CURSOR, MOST, Cursor, Limits, Name, Unsaid
from onrecord.web.api.models import Format, Model

router = operations("speakers")


# More statements than are compared, since not all are quoted.
_LOOKED: Final = 3 * GROUPED


class Meant(Limits):
    """Who is meant, and which of their statements."""

    name: Name = Field(description="Words of a name, an alias or a role.", examples=["dravec"])

    def query(self) -> Question:
        """The question to the archive."""
        return Question(
            "", self.name, self.outlet, self.since, self.until, self.kind, self.stance, self.about,
            all_versions=self.all_versions,
        )  # fmt: skip


class Asked(Meant):
    """Whom a name fits."""

    exact: bool = Field(False, description="Only who has just this name.")
    limit: int = Field(20, ge=1, le=MOST, description="How many statements of one are shown, or how many of several.")


@router.get("/speakers", operation_id="find_speakers", summary="Whom a name means", response_model=results.People)
def speakers(request: Request, _: Reader, asked: Annotated[Asked, Query()]) -> Response:
    """Everyone whom a name fits, with other names, roles, outlets, and their newest statements."""
    with state.reading(request) as connection:
        found = find_people(connection, asked.query(), asked.limit, exact=asked.exact)
    listed = [person_dict(person) for person in found.people]
    return formatted({"name": asked.name, "statements": found.statements, "more": found.more, "people": listed})


class Only(Meant):
    """Who has just this name, of which kind, and which page of their statements."""

    name: Name = Field(description="The whole name.", examples=["Ilyan Dravec"])
    speaker_kind: SpeakerKind | Unsaid = Field(None, description="Of two of one name, the one of this kind.")
    limit: int = Field(20, ge=1, le=MOST, description="How many statements a page has.")
    after: Cursor | Unsaid = Field(None, description=CURSOR)


class Profile(Model):
    """One speaker: what they are called and when, how they are reported, and a page of what they said."""

    person: results.Person
    called: list[Called] = Field(description="Names with roles, each with a statement that has them.")
    names: int = Field(description="How many names with roles there are besides.")
    verbs: list[Verb]
    next: str | None
    more: bool = Field(description="Whether there are older statements, which were not looked at.")


class Profiles(Model):
    """Everyone of a name: mostly one, or a person and an organisation."""

    format: Format
    profiles: list[Profile]


@router.get("/speakers/profile", operation_id="get_speaker", summary="A speaker", response_model=Profiles)
def profile(request: Request, _: Reader, asked: Annotated[Only, Query()]) -> Response:
    """Names and roles over time with the words that give them, reporting words used for them, statements by date."""
    with state.reading(request) as connection:
        found = profiles.profile(connection, asked.query(), asked.speaker_kind, asked.after, asked.limit)
    return formatted({"profiles": [_profile(one) for one in found]})


def _profile(found: profiles.Profile) -> dict[str, Any]:
    return {
        "person": person_dict(found.person),
        "called": [asdict(one) for one in found.called],
        "names": found.names,
        "verbs": [asdict(one) for one in found.verbs],
        "next": found.next,
        "more": found.more,
    }


class First(Model):
    """An outlet, and how often it had a speaker's quotations first."""

    outlet: str
    alone: int = Field(description="In how many it was the only one on the earliest day.")
    among: int = Field(description="In how many it was one of several on the earliest day.")
    example: str = Field(description="One of its statements.")


class Firsts(Model):
    """Which outlets had a speaker's quotations first, of those that several have."""

    format: Format
    compared: int = Field(description="How many statements were compared.")
    shared: int = Field(description="How many quotations several outlets have.")
    outlets: list[First]


@router.get("/speakers/firsts", operation_id="get_firsts", summary="Who quotes a speaker first", response_model=Firsts)
def first(request: Request, _: Reader, asked: Annotated[Only, Query()]) -> Response:
    """Which outlets have a speaker's quotations first in this archive."""
    with state.reading(request) as connection:
        found = profiles.profile(connection, asked.query(), asked.speaker_kind, None, 1)
        told = firsts(connection, found[0].places[:_LOOKED] if found else ())
    names = ("outlet", "alone", "among", "example")
    listed = [dict(zip(names, one, strict=True)) for one in told.outlets]
    return formatted({"compared": told.compared, "shared": told.shared, "outlets": listed})


add_heads(router)
