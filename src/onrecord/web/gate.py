"""What every request passes before anything looks at it: the host it names, whence it is sent, how often, how much.

A page of another site cannot reach the reading room under a name of its own (DNS rebinding), nor send in the name of
who uses it; nobody can ask faster, or send more, than was set. Who may do what is decided behind it.
"""

import math
from http import HTTPStatus
from typing import Final

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import OnRecordError
from onrecord.web import access, csrf, refusals, state
from onrecord.web.limits import address_key, is_address
from onrecord.web.sessions import COOKIE
from onrecord.web.settings import Settings, is_loopback

# Beside the files that are sent: the other fields of a form. Who may change nothing may send so much in all.
_FIELDS: Final = 100_000
_FILES: Final = "/static/"
_ANY: Final = frozenset({"0.0.0.0", "::", ""})
# What a token that is none costs of what an address may ask for.
_WRONG: Final = 10.0
_TOO_MUCH: Final = 413


class Gate:
    """Lets a request through, or answers it with a refusal."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, where nothing is in the way."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            most = await self._pass(request)
        except OnRecordError as error:
            # Whoever is refused here is not looked up.
            request.state.caller = access.NOBODY
            status = None if self._is_ours(request) else HTTPStatus.MISDIRECTED_REQUEST
            response = await run_in_threadpool(refusals.answer, request, error, status)
            await response(scope, receive, send)
        else:
            await self._app(scope, _counted(receive, most), send)

    async def _pass(self, request: Request) -> int:
        """How many bytes the request may send. Raises OR503, OR505, OR506 and OR106."""
        self._check_origin(request)
        await self._check_pace(request)
        return await self._check_size(request)

    def _check_origin(self, request: Request) -> None:
        if not self._is_ours(request):
            remedy = "Use the address that “onrecord serve” printed, or start it with --name for this one."
            host = request.headers.get("host", "")[:100]
            raise OnRecordError("OR505", host, remedy, "the archive is not served under this name")
        if request.method not in csrf.SAFE and csrf.is_foreign(request):
            remedy = "Send it from a page of this archive."
            raise OnRecordError("OR505", request.url.path, remedy, "another site sent it")

    def _is_ours(self, request: Request) -> bool:
        """Whether the name is one under which this is served; an address itself no other site can have."""
        name = _host_of(request.headers.get("host", ""))
        served = {self._settings.host.lower(), *(one.lower() for one in self._settings.names)}
        return name in served or is_loopback(name) or (self._settings.host in _ANY and is_address(name))

    async def _check_pace(self, request: Request) -> None:
        """Count the request for its token, or for its address; files are not counted, nor the user of this machine."""
        if request.url.path.startswith(_FILES) or (self._settings.local and access.is_here(request)):
            return
        buckets, key = state.of(request).buckets, address_key(request.client.host if request.client else None)
        if "authorization" in request.headers or COOKIE in request.cookies:
            try:
                found = await run_in_threadpool(access.caller, request)
            except OnRecordError as error:
                if error.code == "OR503":
                    self._wait(request, buckets.take(key, _WRONG))
                raise
            key = found.token or key
        self._wait(request, buckets.take(key))

    def _wait(self, request: Request, seconds: float) -> None:
        if seconds > 0:
            raise OnRecordError("OR506", request.url.path, "Wait so many seconds.", str(math.ceil(seconds)))

    async def _check_size(self, request: Request) -> int:
        """What the request may send: much only from those who may change something."""
        if request.method in csrf.SAFE:
            return _FIELDS
        caller = await run_in_threadpool(access.caller, request)
        most = self._settings.max_upload + _FIELDS if caller.scopes - {access.Scope.READ} else _FIELDS
        length = request.headers.get("content-length", "0")
        if length.isdigit() and int(length) > most:
            detail = f"at most {most:,} bytes at once"
            raise OnRecordError("OR106", request.url.path, "Send less, or add it with “onrecord add”.", detail)
        return most


def _counted(receive: Receive, most: int) -> Receive:
    """The body as it comes in, until it is too much, whatever its header said."""
    so_far = 0

    async def counted() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > most:
            raise HTTPException(_TOO_MUCH)
        return message

    return counted


def _host_of(header: str) -> str:
    """The name or address of a Host header, without its port."""
    named = header.strip().lower()
    return named[1:].partition("]")[0] if named.startswith("[") else named.partition(":")[0].rstrip(".")
