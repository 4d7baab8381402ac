"""About this archive: what it holds in numbers, what read it, which models and versions, and whether it is whole.

Adds nothing to the archive. The check reads all of it, and is for who may administer it, one at a time.
"""

from threading import Lock
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import func, select

from onrecord.archive.about import about, damages
from onrecord.archive.schema import trace_pending
from onrecord.errors import OnRecordError
from onrecord.web import csrf, judges, state
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.rendering import page

router = APIRouter()
_CHECKING: Final = Lock()


@router.get("/about")
def about_archive(request: Request, _caller: Annotated[Caller, Depends(needs(Scope.READ))]) -> HTMLResponse:
    """The archive in numbers."""
    return _page(request, None)


@router.post("/about/check", dependencies=[Depends(csrf.checked)])
def check(request: Request, caller: Annotated[Caller, Depends(needs(Scope.ADMIN))]) -> HTMLResponse:
    """The same, after all of it was read; with what is damaged."""
    if not _CHECKING.acquire(blocking=False):
        raise OnRecordError("OR506", request.url.path, "Wait until it has ended.", "a check is running")
    try:
        found = list(damages(state.archive(request)))
    finally:
        _CHECKING.release()
    state.of(request).clerk.note(caller.name, "archive.check", f"{len(found)} damaged")
    return _page(request, found)


def _page(request: Request, damaged: list[str] | None) -> HTMLResponse:
    with state.reading(request) as connection:
        waiting = connection.execute(select(func.count()).select_from(trace_pending)).scalar_one()
    return page(
        request,
        "about.html",
        about=about(state.archive(request)),
        judges=judges.judges(),
        waiting=waiting,
        damaged=damaged,
    )
