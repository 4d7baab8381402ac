"""Outlets: whose pages the archive has, whose reports they carry, how they report whom, and what is first-hand.

Adds nothing to what is counted, and compares no outlet with another. Every count says over how many articles it is.
"""

from dataclasses import asdict
from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from pydantic import Field
from sqlalchemy import Connection

from onrecord.archive import outlets as counted
from onrecord.archive.outlets import Manner, Named, Sourcing
from onrecord.errors import OnRecordError
from onrecord.trace.firsthand import Hand, Handed, hands
from onrecord.web import state
from onrecord.web.api.answers import add_heads, formatted, operations
from onrecord.web.api.articles import Reader
from onrecord.web.api.asked import Asked, Name, Text
from onrecord.web.api.corrections import entry_dict
from onrecord.web.api.decided import Entry
from onrecord.web.api.descents import Alteration
from onrecord.web.api.models import Format, Model
from onrecord.web.api.traces import alteration_dicts

router = operations("outlets", 404)
TRACED: Final = 10
MOST_TRACED: Final = 50


class Listed(Asked):
    """A part of the list."""

    name: Text = Field("", description="Only outlets of this name or domain, or with all of its words.")
    limit: int = Field(100, ge=1, le=1_000, description="At most so many.")
    skip: int = Field(0, ge=0, le=1_000_000, description="Without the first so many.")


class Outlets(Model):
    """Outlets, those with most articles first."""

    format: Format
    total: int
    outlets: list[Named]


@router.get("/outlets", operation_id="list_outlets", summary="Whose pages there are", response_model=Outlets)
def outlets(request: Request, _: Reader, asked: Annotated[Listed, Query()]) -> Response:
    """Every outlet by name and domain, those with most articles first; articles that name none are left out."""
    with state.reading(request) as connection:
        found = counted.outlets(connection)
    chosen = counted.meant(found, asked.name) if asked.name.strip() else found
    part = chosen[asked.skip : asked.skip + asked.limit]
    return formatted({"total": len(chosen), "outlets": [asdict(one) for one in part]})


class Meant(Asked):
    """Which outlet."""

    name: Name = Field(description="Its name or its domain.", examples=["The Ardale Chronicle"])
    domain: Text = Field("", description="Its domain, where several outlets have the name.")


class Profile(Model):
    """An outlet, in counts over its newest articles, and what people decided about them."""

    format: Format
    outlet: Named
    sourcing: Sourcing = Field(description="Whose reports its articles say that they carry.")
    manner: Manner = Field(description="Its reporting words, and those of the speakers with most statements.")
    decisions: int
    decided: list[Entry] = Field(description="The last decisions about its articles, the latest first.")


@router.get("/outlets/profile", operation_id="get_outlet", summary="An outlet", response_model=Profile)
def profile(request: Request, _: Reader, asked: Annotated[Meant, Query()]) -> Response:
    """Whose reports an outlet carries, how it reports whom, and what people have corrected in its articles."""
    with state.reading(request) as connection:
        outlet = _meant(connection, asked)
        entries, number = counted.decided(connection, outlet)
        sourcing, manner = counted.sourcing(connection, outlet), counted.manner(connection, outlet)
    counts = {"sourcing": asdict(sourcing), "manner": asdict(manner)}
    return formatted(
        {"outlet": asdict(outlet), **counts, "decisions": number, "decided": [entry_dict(one) for one in entries]}
    )


def _meant(connection: Connection, asked: Meant) -> Named:
    """The one outlet that is meant. Raises OR404 where there is none, or several are."""
    found = counted.meant(counted.outlets(connection), asked.name)
    exact = [one for one in found if not asked.domain or one.domain == asked.domain]
    if len(exact) != 1:
        names = "; ".join(f"{one.called} ({one.domain or 'no domain'})" for one in exact[:5])
        raise OnRecordError("OR404", asked.name, "“/outlets” lists them by name and domain.", names)
    return exact[0]


class Traced(Meant):
    """Which outlet, and how much of it is traced."""

    articles: int = Field(TRACED, ge=1, le=MOST_TRACED, description="How many articles, the newest, are traced.")


class Reading(Model):
    """A reading of the outlet that others have too."""

    statement: str
    date: str | None
    text: str
    hand: Hand = Field(description="Whence it is, as far as this archive shows.")
    parent: str | None = Field(description="The reading of another outlet that it most likely comes from.")
    parent_outlet: str | None
    reason: str
    alterations: list[Alteration] = Field(description="Against the parent.")


class Hands(Model):
    """Which readings of an outlet are first-hand, and which from others."""

    format: Format
    outlet: Named
    articles: int = Field(description="How many articles were traced.")
    counts: dict[str, int]
    readings: list[Reading]


@router.get("/outlets/hands", operation_id="get_hands", summary="What an outlet has first-hand", response_model=Hands)
def hand(request: Request, _: Reader, asked: Annotated[Traced, Query()]) -> Response:
    """Of what other outlets report too: what an outlet has first, what from others, and what it altered."""
    with state.reading(request) as connection:
        outlet = _meant(connection, asked)
        ids = counted.newest(connection, outlet, asked.articles)
    found = hands(state.archive(request), ids)
    counts = {str(one): number for one, number in found.counts.items()}
    readings = [_reading(one) for one in found.handed]
    return formatted({"outlet": asdict(outlet), "articles": found.articles, "counts": counts, "readings": readings})


def _reading(one: Handed) -> dict[str, Any]:
    return {
        **{name: getattr(one.reading, name) for name in ("statement", "date", "text")},
        "hand": str(one.hand),
        "parent": one.parent.statement if one.parent else None,
        "parent_outlet": one.parent.outlet if one.parent else None,
        "reason": one.reason,
        "alterations": alteration_dicts(one.altered),
    }


add_heads(router)
