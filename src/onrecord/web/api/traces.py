"""Traces: where a quotation was first reported, who printed it, what was altered, and who copied from whom.

Adds nothing to the trace; the answer is that of `onrecord trace --json`. Reading writes nothing, so that what the index
of the trace has not taken in yet is left out: a header says how many articles that are.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Self

from fastapi import Query, Request, Response
from pydantic import Field, model_validator

from onrecord.archive.provenance import named
from onrecord.errors import OnRecordError
from onrecord.export.trace import derivation_dict, to_dict
from onrecord.model import Alteration, Derivation
from onrecord.trace import index, tracing
from onrecord.trace.derivations import between, changes, text_of
from onrecord.trace.relatives import relatives as related
from onrecord.trace.tracing import Trace
from onrecord.web import state
from onrecord.web.alignment import check
from onrecord.web.api import descents
from onrecord.web.api.answers import add_heads, formatted, operations, told
from onrecord.web.api.articles import Id, Reader, article_id, shown
from onrecord.web.api.asked import PLAIN, Asked, Name, Unsaid

LIMIT: Final = 10
MOST: Final = 100
LEFT_OUT: Final = "OnRecord-Left-Out"
_HEADERS: Final = {
    LEFT_OUT: {"description": "How many articles the trace does not know of yet.", "schema": {"type": "integer"}}
}
_TOLD: Final[dict[int | str, dict[str, Any]]] = {200: {"headers": _HEADERS}}

router = operations("traces", 404)


class Traced(Asked):
    """What is to be traced: exactly one of words, statement and article."""

    words: str | Unsaid = Field(
        None,
        min_length=1,
        max_length=10_000,
        pattern=PLAIN,
        description="A quotation from anywhere, four words or more.",
        examples=["without a single crown from the alliance"],
    )
    statement: Name | Unsaid = Field(None, description="A statement of the archive, ARTICLE#s3.")
    article: Name | Unsaid = Field(None, description="The id or the address of an article of the archive.")
    limit: int = Field(LIMIT, ge=1, le=MOST, description="At most so many utterances.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(asked is not None for asked in (self.words, self.statement, self.article)) != 1:
            raise ValueError("give exactly one of words, statement and article")
        return self


@router.get("/traces", operation_id="trace", summary="Trace", response_model=descents.Trace, responses=_TOLD)
def trace(request: Request, _: Reader, asked: Annotated[Traced, Query()]) -> Response:
    """Trace a quotation from anywhere, a statement, or an article with all that it shares with others: exactly one of
    the three. Of words, what shares most with them comes first."""
    found = _found(request, asked)
    return told(to_dict(found.utterances, found.derivations), headers=_left_out(request))


def _found(request: Request, asked: Traced) -> Trace:
    archive = state.archive(request)
    if asked.words is not None:
        return tracing.trace_words(archive, asked.words, asked.limit)
    with state.reading(request) as connection:
        article, statement = named(connection, asked.article or asked.statement or "")
    if asked.article is not None:
        return tracing.trace_article(archive, article, asked.limit)
    if statement is None:
        raise OnRecordError("OR404", article, "Name a statement as ARTICLE#s3; the article lists its statements.")
    return tracing.trace_statement(archive, article, statement)


def _left_out(request: Request) -> dict[str, str]:
    return {LEFT_OUT: str(index.behind(state.archive(request)))}


@router.get(
    "/articles/{article}/relatives",
    operation_id="get_relatives",
    summary="What an article was made from",
    response_model=descents.Trace,
    responses=_TOLD,
)
def relatives(request: Request, _: Reader, article: Id) -> Response:
    """What an article was made from, and what was made from it, with the alterations: quicker than its trace."""
    with state.reading(request) as connection:
        records = tracing.Records(connection)
        made = related(connection, records.record(article_id(connection, article)), records.record)
    return told(to_dict((), made), headers=_left_out(request))


@router.get(
    "/articles/{article}/from/{other}",
    operation_id="compare",
    summary="Two articles compared",
    response_model=descents.Comparison,
)
def compare(request: Request, _: Reader, article: Id, other: Id) -> Response:
    """An article against another one, as if made from it: whether the trace says so, and all that is different."""
    with state.reading(request) as connection:
        ids = article_id(connection, article), article_id(connection, other)
        derived, origin = (text_of(shown(connection, id_, machine=False)) for id_ in ids)
    check(origin, derived)
    made = between(origin, derived)
    different = made.alterations if made and made.article == ids[0] else tuple(changes(origin, derived))
    return formatted(
        {
            "article": ids[0],
            "other": ids[1],
            "derivation": derivation_dict(made) if made else None,
            "alterations": alteration_dicts(different),
        }
    )


def alteration_dicts(some: Sequence[Alteration]) -> list[dict[str, Any]]:
    """Alterations in the words of the trace's JSON, which has them within a derivation."""
    told_: list[dict[str, Any]] = derivation_dict(Derivation("", "", 0, False, 0, tuple(some)))["alterations"]
    return told_


add_heads(router)
