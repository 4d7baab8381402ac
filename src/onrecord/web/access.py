"""Who asks, and what they may do: a token in the header, a session of a browser, the user of this machine, or nobody.

A page or a call says which scope it needs; whoever lacks it is asked to sign in, or refused. Decides nothing else, and
knows nobody but by their token's name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from sqlalchemy import Connection

from onrecord.archive import tokens
from onrecord.archive.tokens import Scope
from onrecord.errors import OnRecordError
from onrecord.web import state
from onrecord.web.sessions import COOKIE, Session
from onrecord.web.settings import is_loopback

__all__ = ["LOCAL", "NOBODY", "READER", "Caller", "Scope", "caller", "is_here", "needs"]

_BEARER: Final = "bearer "
_PASSED_ON: Final = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name that logs and corrections show, and all that they may do.

    `token` is the id of the token that they showed; `session` is of a browser that signed in with one; `local` is the
    user of this machine.
    """

    name: str
    scopes: frozenset[Scope]
    token: str | None = None
    session: Session | None = None
    local: bool = False

    def may(self, scope: Scope | str) -> bool:
        """Whether they may do what needs this scope; templates ask by its name."""
        return Scope(scope) in self.scopes


NOBODY: Final = Caller("nobody", frozenset())
READER: Final = Caller("reader", frozenset({Scope.READ}))
LOCAL: Final = Caller("local", frozenset(Scope), local=True)


def caller(request: Request) -> Caller:
    """Who asks. A token that is wrong or revoked is refused, not taken for none. Raises OR503."""
    known = getattr(request.state, "caller", None)
    if not isinstance(known, Caller):
        known = request.state.caller = _caller(request)
    return known


def _caller(request: Request) -> Caller:
    header = request.headers.get("authorization", "")
    session = state.of(request).sessions.find(request.cookies[COOKIE]) if COOKIE in request.cookies else None
    if not header and session is None and state.settings(request).public:
        return READER
    with state.reading(request) as connection:
        if header:
            return _by_header(request, connection, header)
        if session and (found := tokens.known(connection, session.token)):
            return _with(request, found, session)
        if state.settings(request).public:
            return READER
        here = state.settings(request).local and is_here(request) and not tokens.any_live(connection)
        return LOCAL if here else NOBODY


def is_here(request: Request) -> bool:
    """Whether the request comes from this machine itself, and was not passed on for somebody elsewhere."""
    passed_on = any(name in request.headers for name in _PASSED_ON)
    return not passed_on and request.client is not None and is_loopback(request.client.host)


def _by_header(request: Request, connection: Connection, header: str) -> Caller:
    secret = header[len(_BEARER) :].strip() if header.lower().startswith(_BEARER) else ""
    found = tokens.find(connection, secret)
    if found is None:
        remedy = "Send “Authorization: Bearer TOKEN” with one that “onrecord token list” lists as in use."
        raise OnRecordError("OR503", "the token", remedy, "it is wrong, or was revoked")
    return _with(request, found, None)


def _with(request: Request, token: tokens.Token, session: Session | None) -> Caller:
    state.of(request).clerk.used(token.id)
    return Caller(token.name, tokens.allowed(token.scopes), token.id, session)


def needs(scope: Scope) -> Callable[[Request], Caller]:
    """A dependency of a page or a call: who asks, if they may. Raises OR503 (nobody known) or OR504 (not allowed)."""

    def check(request: Request) -> Caller:
        asking = caller(request)
        if scope in asking.scopes:
            return asking
        if asking.token is None:
            raise OnRecordError("OR503", request.url.path, "Sign in with a token, or send one.", f"it needs “{scope}”")
        remedy = "Ask whoever runs this archive for a token that does."
        raise OnRecordError("OR504", request.url.path, remedy, f"it needs “{scope}”")

    return check
