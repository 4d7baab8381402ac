"""Jobs: adding what is sent, pasted or named by its address, in the background, and how far that is.

Adds what `onrecord add` would, under the name of who asks. Progress comes as server-sent events, each of them the whole
state: who lost the connection goes on with the state of now, and is not told again what they know.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Annotated, Any, Final, Literal, TypeAlias

from fastapi import Body, Depends, File, Form, Header, Path, Query, Request, Response, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import Field
from sqlalchemy import select

from onrecord.archive import ingest, runs, schema
from onrecord.errors import OnRecordError
from onrecord.web import adding, csrf, jobs, state
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.api import tasks
from onrecord.web.api.answers import add_heads, formatted, operations
from onrecord.web.api.asked import MOST, Asked, Unsaid
from onrecord.web.jobs import Job, Progress, Work

Adder: TypeAlias = Annotated[Caller, Depends(needs(Scope.ADD))]
Own: TypeAlias = Annotated[None, Depends(csrf.checked)]
Number: TypeAlias = Annotated[int, Path(ge=1, le=2_147_483_647, description="The number of a job.", examples=[1])]
EVENTS: Final = "text/event-stream"
# As OpenAPI 3.2 describes events.
_EVENT: Final = {
    "type": "object",
    "properties": {"event": {"enum": ["progress", "over"]}, "id": {"type": "string"}, "data": {"type": "string"}},
}
_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "“progress” and then “over”; the data of each is the JSON of how far it is.",
        "content": {EVENTS: {"itemSchema": _EVENT}},
    },
    204: {"description": "It is over, and Last-Event-ID says that this is known."},
}
_ADDED: Final = {"location": {"description": "Where its state is.", "schema": {"type": "string"}}}
_TAKEN: Final[dict[int | str, dict[str, Any]]] = {202: {"headers": _ADDED}}

router = operations("jobs", 400, 404, 413)


@router.post(
    "/jobs",
    operation_id="add",
    summary="Add an address or a text",
    status_code=202,
    response_model=tasks.Told,
    responses=_TAKEN,
)
def add(request: Request, caller: Adder, _: Own, job: Annotated[tasks.Job, Body()]) -> Response:
    """Fetch and add what is at an address, or add a text. It is done in the background."""
    settings = _settings(request, job.as_, keep_bytes=job.keep_bytes)
    if job.text:
        return _begun(request, caller, adding.pasted(job.text, job.address, settings))
    private = state.settings(request).allow_private
    return _begun(request, caller, adding.fetched(job.address, settings, private=private))


@router.post(
    "/uploads",
    operation_id="add_files",
    summary="Add files",
    status_code=202,
    response_model=tasks.Told,
    responses=_TAKEN,
)
def add_files(
    request: Request,
    caller: Adder,
    _: Own,
    files: Annotated[list[UploadFile], File(min_length=1, description="Pages, archives or tables of pages.")],
    as_: Annotated[Literal["", "html", "text"], Form(alias="as", description="Take them as this.")] = "",
    keep_bytes: Annotated[bool, Form(description="Keep the pages themselves too.")] = False,
) -> Response:
    """Add what is in files: HTML, text, WARC, WACZ, feeds, tables. It is done in the background."""
    settings = _settings(request, as_ or None, keep_bytes=keep_bytes)
    uploads = [(one.filename or "", one.file) for one in files]
    return _begun(request, caller, adding.files(uploads, settings))


def _settings(request: Request, as_: tasks.As | None, *, keep_bytes: bool) -> ingest.Settings:
    return ingest.Settings(as_, state.settings(request).method, keep_bytes)


def _begun(request: Request, caller: Caller, work: Work) -> Response:
    run = jobs.of(request).submit(work, caller)
    answer = _told(request, _progress(request, run))
    answer.status_code = 202
    answer.headers["location"] = f"/api/v1/jobs/{run}"
    return answer


class Recent(Asked):
    """How many of the latest."""

    limit: int = Field(20, ge=1, le=MOST, description="At most so many.")


@router.get("/jobs", operation_id="list_jobs", summary="The latest jobs", response_model=tasks.Jobs)
def listed(request: Request, _: Adder, asked: Annotated[Recent, Query()]) -> Response:
    """What was added from browsers and by programs, the latest first."""
    with state.reading(request) as connection:
        wanted = select(schema.runs).where(schema.runs.c.command == jobs.COMMAND)
        found = connection.execute(wanted.order_by(schema.runs.c.id.desc()).limit(asked.limit)).mappings().all()
    return formatted({"jobs": [_listed(request, row) for row in found]})


def _listed(request: Request, row: Mapping[Any, Any]) -> dict[str, Any]:
    said = row["arguments"]
    known = {name: row[name] for name in ("started", "finished", "counts")}
    told = {"who": said.get("who", ""), "sources": list(said.get("sources", ()))}
    return {"run": row["id"], "state": _progress(request, row["id"]).state, **told, **known}


@router.get("/jobs/{number}", operation_id="get_job", summary="How far a job is", response_model=tasks.Told)
def job(request: Request, _: Adder, number: Number) -> Response:
    """The state of a job, its counts, and what could not be read."""
    return _told(request, _progress(request, number))


def _progress(request: Request, number: int) -> Progress:
    """How far a job is, also of one from before this server was started. Raises OR404."""
    known = jobs.of(request).find(number)
    found = known.progress if known else jobs.stored(state.archive(request), number)
    if found is None:
        raise OnRecordError("OR404", f"job {number}", "Use the number that adding answered with.")
    return found


def _told(request: Request, progress: Progress) -> Response:
    with state.reading(request) as connection:
        failures = [asdict(one) for one in runs.failures(connection, progress.run)]
        skipped = runs.reasons(connection, progress.run)
    return formatted({**asdict(progress), "failures": failures, "skipped": skipped})


@router.post(
    "/jobs/{number}/stop",
    operation_id="stop_job",
    summary="Stop a job",
    response_model=tasks.Told,
)
def stop(request: Request, _: Adder, __: Own, number: Number) -> Response:
    """Have a job stop after what it is at; what it has stored is kept."""
    if known := jobs.of(request).find(number):
        known.stop()
    return _told(request, _progress(request, number))


@router.get(
    "/jobs/{number}/events",
    operation_id="follow_job",
    summary="Follow a job",
    response_class=StreamingResponse,
    responses=_STREAM,
)
def events(
    request: Request,
    _: Adder,
    number: Number,
    last_event_id: Annotated[str | Unsaid, Header(max_length=100, description="The id of the last event.")] = None,
) -> Response:
    """The state of a job whenever it changes, as server-sent events with a heartbeat, until it is over."""
    progress, known = _progress(request, number), jobs.of(request).find(number)
    if progress.over and last_event_id == name_of(asdict(progress)):
        return Response(None, 204)
    if request.method == "HEAD":
        return Response(None, 200, media_type=EVENTS)
    told = jobs.events(jobs.of(request), known or _past(progress))
    return StreamingResponse(_named(told, last_event_id), 200, {"cache-control": "no-store"}, EVENTS)


def _past(progress: Progress) -> Job:
    """A job that only the archive knows of, as one that can be listened to."""
    past = Job(progress.run, Work((), tuple, ingest.DEFAULTS))
    past.tell(state=progress.state, counts=progress.counts)
    return past


async def _named(told: AsyncIterator[str], heard: str | None) -> AsyncIterator[str]:
    """The events, each with an id made of what it says, without the one that was heard last."""
    async for event in told:
        name = next((name_of(json.loads(line[6:])) for line in event.splitlines() if line.startswith("data: ")), None)
        if name is None:
            yield event
        elif name != heard:
            yield f"id: {name}\n{event}"


def name_of(state: Mapping[str, Any]) -> str:
    """The id of an event: the same for the same state of a job."""
    return sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:16]


add_heads(router)
