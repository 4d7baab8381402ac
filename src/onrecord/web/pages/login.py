"""Signing in: a token is shown once, and the browser keeps a session instead; and signing out.

Knows no passwords and no users but tokens. Refuses to take a token over the network in clear.
"""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.archive import tokens
from onrecord.errors import OnRecordError
from onrecord.web import csrf, state
from onrecord.web.rendering import page
from onrecord.web.sessions import COOKIE
from onrecord.web.settings import is_loopback

router = APIRouter()
_WRONG: Final = "This is no token of this archive, or it was revoked."
_LONGEST: Final = 200


@router.get("/login")
def login(request: Request, next_: Annotated[str, Query(alias="next")] = "/") -> HTMLResponse:
    """The page that asks for a token."""
    return page(request, "login.html", next=local(next_), wrong="", safe=_is_private(request))


@router.post("/login", dependencies=[Depends(csrf.checked)])
def enter(
    request: Request,
    token: Annotated[str, Form(max_length=_LONGEST)],
    next_: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Begin a session for a token that is right, and go on to what was asked for."""
    if not _is_private(request):
        remedy = "Use https, or a tunnel to this machine; docs/serving.md says how."
        raise OnRecordError("OR504", "/login", remedy, "the token would go over the network in clear")
    room = state.of(request)
    with state.reading(request) as connection:
        found = tokens.find(connection, token.strip())
    if found is None:
        return page(request, "login.html", HTTPStatus.UNAUTHORIZED, next=local(next_), wrong=_WRONG, safe=True)
    room.clerk.note(found.name, "login", found.id)
    answer = RedirectResponse(local(next_), HTTPStatus.SEE_OTHER)
    # A browser that signs in again leaves no older session behind.
    room.sessions.end(request.cookies.get(COOKIE, ""))
    answer.set_cookie(
        COOKIE, room.sessions.begin(found.id), path="/", secure=_is_https(request), httponly=True, samesite="lax"
    )
    return answer


@router.post("/logout", dependencies=[Depends(csrf.checked)])
def leave(request: Request) -> Response:
    """End the session."""
    state.of(request).sessions.end(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    answer.delete_cookie(COOKIE, path="/", secure=_is_https(request), httponly=True, samesite="lax")
    return answer


def local(address: str) -> str:
    """The address if it is one of ours, else that of the start page: nobody is led elsewhere after signing in."""
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if ours and "\\" not in address else "/"


def _is_https(request: Request) -> bool:
    return request.url.scheme == "https" or state.settings(request).https


def _is_private(request: Request) -> bool:
    """Whether nobody between can read what is sent: by https, or to this machine itself."""
    return _is_https(request) or is_loopback(request.url.hostname or "")
