"""Corrections: what waits for a person, what people have decided, and a new decision or the undoing of one.

Adds decisions beside what the machine found, under the name of who asks: nobody decides in another's name. Each is
noted in the archive's log, in the same transaction.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Annotated, Any, Final, Literal, TypeAlias

from fastapi import Body, Depends, Path, Query, Request, Response
from pydantic import Field

from onrecord.archive.connect import writing
from onrecord.archive.decision import Decision, to_dict
from onrecord.archive.decisions import decide
from onrecord.archive.ledger import numbered
from onrecord.archive.replay import QUEUE
from onrecord.archive.review import Waiting, Wanted, queue
from onrecord.archive.standing import Entry, Standing
from onrecord.kinds import StatementKind
from onrecord.web import audit, csrf, state
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.api import decided, requests
from onrecord.web.api.answers import add_heads, formatted, operations, told
from onrecord.web.api.articles import Reader, article_id
from onrecord.web.api.asked import MOST, Asked, Name, Unsaid

Reviewer: TypeAlias = Annotated[Caller, Depends(needs(Scope.REVIEW))]
# After who asks: a browser that is not signed in is asked to, before anything is said of its form.
Own: TypeAlias = Annotated[None, Depends(csrf.checked)]
State: TypeAlias = Literal["counts", "overruled", "undone", "lost", "undoes"]
Number: TypeAlias = Annotated[int, Path(ge=1, le=2_147_483_647, description="The number of a decision.", examples=[1])]
_FURTHEST: Final = 10_000

router = operations("corrections", 400, 404, 409)


class Waits(Asked):
    """Which entries of the queue."""

    article: Name | Unsaid = Field(None, description="Only of this article.")
    speaker: Name | Unsaid = Field(None, description="Only of the speaker of this name.")
    outlet: Name | Unsaid = Field(None, description="Only of the outlet of this name or domain.")
    kind: StatementKind | Unsaid = Field(None, description="Only of this kind.")
    below: float | Unsaid = Field(None, ge=0, le=1, description="Only what is less sure than this.")
    unresolved: bool = Field(False, description="Only what has no known speaker.")
    disputed: bool = Field(False, description="Only what people disagree about.")

    def wanted(self) -> Wanted:
        """The same as the queue takes it."""
        return Wanted(self.article, self.speaker, self.outlet, self.kind, self.below, self.unresolved, self.disputed)


class Queued(Waits):
    """A part of the queue."""

    limit: int = Field(20, ge=1, le=MOST, description="At most so many.")
    skip: int = Field(0, ge=0, le=_FURTHEST, description="Without the first so many.")


@router.get("/queue", operation_id="list_queue", summary="What waits for a person", response_model=decided.Queue)
def waiting(request: Request, _: Reader, asked: Annotated[Queued, Query()]) -> Response:
    """Statements to be reviewed: first what people disagree about, then what nobody decided on, least certain first."""
    with state.reading(request) as connection:
        found = list(islice(queue(connection, asked.wanted()), asked.skip, asked.skip + asked.limit + 1))
    entries = [waiting_dict(one) for one in found[: asked.limit]]
    return told({"format": QUEUE, "more": len(found) > asked.limit, "waiting": entries})


def waiting_dict(waiting: Waiting) -> dict[str, Any]:
    """An entry of the queue."""
    return {name: getattr(waiting, name) for name in decided.Waiting.model_fields if name != "reasons"} | {
        "reasons": list(waiting.reasons)
    }


class Logged(Asked):
    """Which decisions."""

    article: Name | Unsaid = Field(None, description="Only about this article.")
    statement: Name | Unsaid = Field(None, description="Only about this statement of the article.", examples=["s3"])
    state: State | Unsaid = Field(None, description="Only what has this state.")
    limit: int = Field(50, ge=1, le=1_000, description="At most so many, the latest ones.")


@router.get(
    "/corrections", operation_id="list_corrections", summary="What people decided", response_model=decided.Decisions
)
def log(request: Request, _: Reader, asked: Annotated[Logged, Query()]) -> Response:
    """The decisions, the latest ones last, and which of them count; a download has all of them."""
    with state.reading(request) as connection:
        article = article_id(connection, asked.article) if asked.article else None
        last = asked.limit if asked.state is None else None
        entries = Standing(connection).history(article, asked.statement, last)
    chosen = [entry for entry in entries if asked.state in (None, entry.state)]
    return formatted({"decisions": [entry_dict(entry) for entry in chosen[-asked.limit :]]})


def entry_dict(entry: Entry) -> dict[str, Any]:
    """A decision, and what became of it."""
    return decision_dict(entry.decision) | {"state": entry.state, "because": entry.why}


def decision_dict(decision: Decision) -> dict[str, Any]:
    """A decision with its number."""
    return {"id": decision.id, **to_dict(decision)}


@router.post(
    "/corrections",
    operation_id="correct",
    summary="Correct the machine",
    status_code=201,
    response_model=decided.Decision,
)
def correct(request: Request, caller: Reviewer, _: Own, correction: Annotated[requests.Correction, Body()]) -> Response:
    """Decide about a statement or a speaker, in the name of the token. Of two decisions the later one counts."""
    return _decided(request, caller, correction.model_dump(by_alias=True, exclude_unset=True, mode="json"))


@router.post(
    "/corrections/{number}/undo",
    operation_id="undo_correction",
    summary="Undo a decision",
    status_code=201,
    response_model=decided.Decision,
)
def undo(
    request: Request, caller: Reviewer, _: Own, number: Number, undone: Annotated[requests.Undo | None, Body()] = None
) -> Response:
    """Let a decision count no more; both stay in the log."""
    why = undone.why if undone else ""
    return _decided(request, caller, {"action": "undo", "value": {"number": number}, "why": why})


def _decided(request: Request, caller: Caller, sent: Mapping[str, Any]) -> Response:
    """Take a decision and note who did, both or neither. Raises OR404, OR407."""
    with writing(state.archive(request)) as connection:
        value = sent.get("value", {})
        if sent["action"] == "undo":
            value = {"decision": numbered(connection, value["number"]).key}
        asked = Decision(
            sent["action"], sent.get("article"), sent.get("statement"), value, caller.name, sent.get("why", "")
        )
        made = decide(connection, asked)
        audit.note(connection, caller, f"review.{made.action}", made.where, {"decision": made.id})
    return told(decision_dict(made), 201)


add_heads(router)
