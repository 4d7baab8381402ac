"""Keeps other pages from sending forms in the name of who is signed in here.

A word that only our own pages know stands in each form, as a field or in a header. Browsers say whence they send:
what comes from another site is refused before anything else. A program that shows a token needs neither, since no
browser sends that by itself. Refuses nothing that only reads.
"""

import hmac
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request
from markupsafe import Markup

from onrecord.errors import OnRecordError
from onrecord.read.capture import MAX_BYTES
from onrecord.web import access, state

FIELD: Final = "csrf"
HEADER: Final = "x-csrf-token"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_REMEDY: Final = "Load the page again, and send it once more."


def word(request: Request) -> str:
    """The word that the forms of this reader carry: of their session, else of this run of the server."""
    caller = access.caller(request)
    if caller.session:
        return caller.session.csrf
    return hmac.new(state.of(request).secret, caller.name.encode(), sha256).hexdigest()


def field(request: Request) -> Markup:
    """The field of a form that holds it."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, word(request))


async def checked(request: Request, caller: Annotated[access.Caller, Depends(access.caller)]) -> AsyncIterator[None]:
    """A dependency of all that changes something: that the request comes from our own page. Raises OR505."""
    if (caller.token and caller.session is None) or (caller.local and not from_browser(request)):
        yield
        return
    form = None
    given = request.headers.get(HEADER)
    if given is None and request.headers.get("content-type", "").lower().startswith(_FORMS):
        form = await request.form(max_part_size=min(state.settings(request).max_upload, MAX_BYTES))
        given = str(form.get(FIELD, ""))
    # The word of nobody in particular is made anew for each run only; it is compared like a secret all the same.
    if not hmac.compare_digest((given or "").encode(), word(request).encode()):
        raise OnRecordError("OR505", request.url.path, _REMEDY, "the form is not, or no longer, one of this page")
    yield
    if form is not None:
        await form.close()


def from_browser(request: Request) -> bool:
    """Whether a browser sends this; each says whence it comes with all that changes something."""
    return any(name in request.headers for name in ("origin", "sec-fetch-site", "referer", "cookie"))


def is_foreign(request: Request) -> bool:
    """Whether a browser says that another site's page sends this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
