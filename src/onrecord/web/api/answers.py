"""How the API answers: JSON in the words of the format, its routers, and what all operations have in common.

Adds the version of the format to what is handed out, HEAD to whatever can be read, and to the refusal of a method which
ones there are. Decides nothing.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request, Response, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer

from onrecord.export.json import FORMAT, dumps
from onrecord.web.api.models import Problem

JSON: Final = "application/json"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})

_TOKEN: Final = HTTPBearer(
    scheme_name="token",
    description="A token that “onrecord token create” printed, with the scope that the operation names. Who asks on "
    "the machine itself needs none as long as no token was made; nor does who reads a public archive.",
    auto_error=False,
)
_TOLD: Final = {
    400: "The request cannot be understood.",
    401: "It needs a token (OR503), or the token is wrong.",
    403: "The token does not allow it (OR504), or another site sent it (OR505).",
    404: "There is nothing of this id (OR404).",
    409: "The correction cannot be applied (OR407).",
    413: "It is too much at once (OR106).",
    422: "A value is bad (OR508), or the search cannot be understood (OR406).",
    429: "There were too many requests (OR506); Retry-After says how many seconds to wait.",
    503: "The archive cannot be read (OR402) or written (OR403).",
}
_ALWAYS: Final = (401, 403, 422, 429, 503)


def operations(noun: str, *codes: int) -> APIRouter:
    """The router of a noun, whose operations may besides fail with these statuses."""
    told: dict[int | str, dict[str, Any]] = {
        code: {"model": Problem, "description": _TOLD[code]} for code in sorted({*_ALWAYS, *codes})
    }
    return APIRouter(tags=[noun], dependencies=[Security(_TOKEN)], responses=told)


def add_heads(made: APIRouter) -> None:
    """Answer HEAD wherever GET is answered, and any other method with all that there are. HTTP says so; the framework
    does neither for several operations at one address."""
    methods: dict[str, set[str]] = {}
    for route in [one for one in made.routes if isinstance(one, APIRoute)]:
        own = route.methods or set()
        methods.setdefault(route.path, set()).update(own)
        if "GET" in own:
            methods[route.path].add("HEAD")
            made.add_api_route(route.path, route.endpoint, methods=["HEAD"], include_in_schema=False)
    for path, there in methods.items():
        refuse = partial(_refuse, ", ".join(sorted(there)))
        made.add_route(path, refuse, methods=sorted(_METHODS - there), include_in_schema=False)


def _refuse(allowed: str, _: Request) -> Response:
    """Raises what the framework raises for a method that is not there."""
    raise HTTPException(405, headers={"allow": allowed})


def told(what: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer as JSON, written as the command line writes it."""
    return Response(dumps(what), status, headers, JSON)


def formatted(what: Mapping[str, Any]) -> Response:
    """The same with the version of the format before all else."""
    return told({"format": FORMAT, **what})
