"""What a search could be narrowed down by: its results counted by speaker, outlet, time, kind and stance.

Adds nothing to what is counted: the same as the page of the search shows.
"""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from pydantic import Field, NonNegativeInt

from onrecord.archive.facets import article_facets
from onrecord.archive.facets import facets as statement_facets
from onrecord.web import state
from onrecord.web.api.answers import add_heads, formatted, operations
from onrecord.web.api.articles import Reader
from onrecord.web.api.asked import Filters
from onrecord.web.api.models import Format, Model

router = operations("searches")


class Asked(Filters):
    """What is searched, and for what."""

    over: Literal["statements", "articles"] = Field("statements", description="Whether statements or articles count.")


class Facets(Model):
    """The most frequent values of each facet with their numbers of results."""

    format: Format
    speakers: dict[str, NonNegativeInt] = Field(description="Of statements only.")
    outlets: dict[str, NonNegativeInt]
    times: dict[str, NonNegativeInt] = Field(description="Years, or of one year its months; the latest first.")
    kinds: dict[str, NonNegativeInt] = Field(description="Of statements only.")
    stances: dict[str, NonNegativeInt] = Field(description="Of statements only.")
    counted: NonNegativeInt = Field(description="How many results, the newest ones, were counted.")
    more: bool = Field(description="Whether there are others, which were not.")


@router.get("/facets", operation_id="get_facets", summary="Count what a search finds", response_model=Facets)
def facets(request: Request, _: Reader, asked: Annotated[Asked, Query()]) -> Response:
    """The results of a search by speaker, outlet, time, kind and stance: by what it could be narrowed down."""
    count = statement_facets if asked.over == "statements" else article_facets
    with state.reading(request) as connection:
        found: dict[str, Any] = asdict(count(connection, asked.query()))
    return formatted({name: dict(value) if isinstance(value, tuple) else value for name, value in found.items()})


add_heads(router)
