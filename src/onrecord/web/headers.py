"""The headers that every answer carries, errors and files included: nothing runs, loads, frames or sniffs what is not
ours.

With them, a title that were taken for markup could still do nothing. Decides nothing else.
"""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Not “no-referrer”: browsers would then no longer say whence a form of our own comes.
_ALWAYS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_HTTPS: Final = "max-age=31536000"
_YEAR: Final = "public, max-age=31536000, immutable"


def put(headers: MutableHeaders, path: str, query: bytes, *, https: bool) -> None:
    """Put them on an answer."""
    for name, value in _ALWAYS.items():
        headers[name] = value
    if https:
        headers["strict-transport-security"] = _HTTPS
    # A file whose address has its version in it never changes; all else is for this reader, now.
    if path.startswith("/static/"):
        headers.setdefault("cache-control", _YEAR if query.startswith(b"v=") else "no-cache")
    else:
        headers.setdefault("cache-control", "private, no-cache")
        headers.add_vary_header("Cookie")


class Headers:
    """The outermost part of the application: puts them on whatever comes from within."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app, self._https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                put(MutableHeaders(scope=message), scope["path"], scope["query_string"], https=self._https)
            await send(message)

        await self._app(scope, receive, with_headers)
