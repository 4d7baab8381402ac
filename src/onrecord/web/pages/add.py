"""The pages by which something is added: files, pasted text or an address, and what becomes of it.

Adds nothing itself: a job does, as `onrecord add` would. The page of a job needs no script; with one it shows progress
as it comes.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from sqlalchemy import Connection, or_, select
from starlette.datastructures import UploadFile

from onrecord.archive import runs
from onrecord.archive.ingest import Settings
from onrecord.archive.rows import sheet_of
from onrecord.archive.schema import articles, sources
from onrecord.archive.schema import runs as runs_table
from onrecord.errors import CODES, OnRecordError
from onrecord.model import Finding
from onrecord.web import adding, audit, csrf, deciding, jobs
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.forms import Fields, text
from onrecord.web.jobs import Job, Progress
from onrecord.web.rendering import page
from onrecord.web.state import archive, reading, settings

router = APIRouter(lifespan=jobs.lifespan)
Adder = Annotated[Caller, Depends(needs(Scope.ADD))]
_CHANGES: Final = [Depends(needs(Scope.ADD)), Depends(csrf.checked)]
RECENT: Final = 10
LISTED: Final = 100
# So many of the articles that were added are shown with their findings, as somebody who checks a draft wants them.
CHECKED: Final = 5


@router.get("/add")
def add(request: Request, _caller: Adder) -> HTMLResponse:
    """The three ways to add something, and the latest runs."""
    with reading(request) as connection:
        wanted = select(runs_table).where(runs_table.c.command == jobs.COMMAND)
        recent = connection.execute(wanted.order_by(runs_table.c.id.desc()).limit(RECENT)).mappings().all()
    known = {row["id"]: _state(request, row["id"], row["state"]) for row in recent}
    return page(request, "add.html", recent=recent, known=known)


def _state(request: Request, run: int, stored: str) -> str:
    job = jobs.of(request).find(run)
    return job.progress.state if job else "finished" if stored == "finished" else "interrupted"


@router.post("/add/files", dependencies=_CHANGES)
def upload(request: Request, caller: Adder, form: Fields) -> RedirectResponse:
    """Add the files that were sent."""
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    work = adding.files([(one.filename or "", one.file) for one in sent], _settings(request, form))
    return _begun(request, work, caller)


@router.post("/add/text", dependencies=_CHANGES)
def paste(request: Request, caller: Adder, form: Fields) -> RedirectResponse:
    """Add what was pasted."""
    return _begun(request, adding.pasted(text(form, "text"), text(form, "address"), _settings(request, form)), caller)


@router.post("/add/address", dependencies=_CHANGES)
def fetch(request: Request, caller: Adder, form: Fields) -> RedirectResponse:
    """Add what is at an address."""
    private = settings(request).allow_private
    work = adding.fetched(text(form, "address"), _settings(request, form), private=private)
    return _begun(request, work, caller)


def _settings(request: Request, form: Fields) -> Settings:
    as_: Any = text(form, "as") if text(form, "as") in {"html", "text"} else None
    return Settings(as_=as_, method=settings(request).method, keep_bytes=bool(text(form, "keep")))


def _begun(request: Request, work: jobs.Work, caller: Caller) -> RedirectResponse:
    return RedirectResponse(f"/jobs/{jobs.of(request).submit(work, caller)}", 303)


@router.get("/jobs/{run}")
def show(request: Request, _caller: Adder, run: str) -> HTMLResponse:
    """What has become of a job so far."""
    progress = _progress(request, run)
    with reading(request) as connection:
        told = runs.run_of(connection, progress.run)
        failures = runs.failures(connection, progress.run)
        reasons = runs.reasons(connection, progress.run)
        names = list(told.arguments.get("sources", ())) if told else []
        added = _added(connection, progress.run, names)
        findings = _findings(connection, [row["id"] for row in added[:CHECKED]])
    return page(
        request, "job.html",
        progress=progress, names=names, who=told.arguments.get("who", "") if told else "",
        failures=failures[:LISTED], failed=len(failures), reasons=reasons, added=added[:LISTED],
        more=len(added) > LISTED, findings=findings, meaning=CODES,
    )  # fmt: skip


def _progress(request: Request, run: str) -> Progress:
    """How far a job is, or what the archive says of it. Raises OR404."""
    if deciding.is_number(run):
        job = jobs.of(request).find(int(run))
        found = job.progress if job else jobs.stored(archive(request), int(run))
        if found is not None:
            return found
    raise OnRecordError("OR404", f"run {run[:20]}", "“Add” lists the latest runs.")


def _added(connection: Connection, run: int, names: Sequence[str]) -> Sequence[Any]:
    """The articles that a run stored or found there, in the order in which they came."""
    ours = or_(sources.c.run_id == run, sources.c.location.in_(names[:LISTED]))
    columns = (articles.c.id, articles.c.title, articles.c.outlet_name, articles.c.outlet_domain, articles.c.published)
    wanted = select(*columns, articles.c.statements, sources.c.id.label("source"))
    wanted = wanted.join(sources, sources.c.article_id == articles.c.id).where(ours).order_by(sources.c.id)
    found = connection.execute(wanted.limit(LISTED + 1)).mappings()
    return list({row["id"]: row for row in found}.values())


def _findings(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    """What an editor would want to know of these articles, as the machine found it."""
    wanted = select(articles.c.id, articles.c.body).where(articles.c.id.in_(ids))
    return {row["id"]: sheet_of(row).findings for row in connection.execute(wanted).mappings()}


def _job(request: Request, run: str) -> Job:
    job = jobs.of(request).find(int(run)) if deciding.is_number(run) else None
    if job is None:
        raise OnRecordError(
            "OR404", f"run {run[:20]}", "Its page says what has become of it.", "this server is not at it"
        )
    return job


@router.get("/jobs/{run}/events")
def follow(request: Request, _caller: Adder, run: str) -> StreamingResponse:
    """The progress of a job as it comes."""
    told = jobs.events(jobs.of(request), _job(request, run))
    return StreamingResponse(told, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


@router.post("/jobs/{run}/stop", dependencies=_CHANGES)
def stop(request: Request, caller: Adder, run: str) -> RedirectResponse:
    """Have a job stop after what it is at."""
    job = _job(request, run)
    job.stop()
    audit.note(archive(request), caller, "add.stop", f"run {run}")
    return RedirectResponse(f"/jobs/{run}", 303)
