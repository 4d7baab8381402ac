"""Errors as answers: the coded errors of OnRecord as a page, or as JSON under /api, with the fitting HTTP status.

Adds a code to what the framework itself refuses, and to defects, of which nothing is told but that there is one.
"""

from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from onrecord.errors import CODES, OnRecordError
from onrecord.export.visible import one_line
from onrecord.web import headers, rendering, state
from onrecord.web.access import NOBODY

API: Final = "/api"
# What is wrong with what was sent is the sender's; what is wrong with the archive is ours.
_STATUS: Final = {
    "OR106": 413, "OR109": 413, "OR110": 422, "OR115": 501, "OR121": 422, "OR201": 500, "OR301": 422,
    "OR401": 503, "OR402": 503, "OR403": 503, "OR404": 404, "OR405": 503, "OR406": 422, "OR407": 409, "OR408": 404,
    "OR503": 401, "OR504": 403, "OR505": 403, "OR506": 429, "OR507": 404, "OR509": 500,
}  # fmt: skip
_TOO_MUCH: Final = 413
_OF_ARCHIVE: Final = frozenset({"OR401", "OR402", "OR403", "OR405"})
_MOST_FIELDS: Final = 5


def status_of(code: str) -> int:
    """The HTTP status of a coded error."""
    if code in _STATUS:
        return _STATUS[code]
    # What was to be read could not be fetched (502), or is no article (422).
    return 502 if code.startswith("OR12") else 422 if code.startswith("OR1") else 400


def as_dict(error: OnRecordError) -> dict[str, Any]:
    """An error as JSON: its code, what went wrong, where, and what to do."""
    detail = f" ({error.detail})" if error.detail else ""
    return {
        "code": error.code,
        "what": one_line(CODES[error.code] + detail),
        "where": one_line(where(error)),
        "remedy": one_line(error.remedy),
    }


def where(error: OnRecordError) -> str:
    """Where it went wrong, as anybody may know: of an archive not the path or the server."""
    return "the archive" if error.code in _OF_ARCHIVE else error.where


def answer(request: Request, error: OnRecordError, status: int | None = None) -> Response:
    """The error as a page, or as JSON under /api; who is not signed in and has to be, is led to do so."""
    status = status or status_of(error.code)
    extra = {"retry-after": error.detail} if error.code == "OR506" and error.detail.isdigit() else {}
    if request.url.path.startswith(API):
        extra |= {"www-authenticate": 'Bearer realm="OnRecord"'} if status == HTTPStatus.UNAUTHORIZED else {}
        return JSONResponse(as_dict(error), status, extra)
    if error.code == "OR503" and request.method == "GET" and "authorization" not in request.headers:
        return RedirectResponse(rendering.login_address(request), HTTPStatus.SEE_OTHER, extra)
    page = rendering.page(
        request,
        "error.html",
        status,
        error=error,
        where=where(error),
        meaning=CODES[error.code],
        phrase=HTTPStatus(status).phrase,
    )
    page.headers.update(extra)
    return page


def install(app: FastAPI) -> None:
    """Answer every error of an application so."""
    app.add_exception_handler(OnRecordError, _coded)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _defect)


def _coded(request: Request, error: Exception) -> Response:
    assert isinstance(error, OnRecordError)
    if error.code == "OR503" and "authorization" in request.headers:
        request.state.caller = NOBODY
    return answer(request, error)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    found = answer(request, _of_status(error.status_code, request.url.path, str(error.detail)), error.status_code)
    found.headers.update(error.headers or {})
    return found


def _of_status(status: int, path: str, detail: str) -> OnRecordError:
    """The coded error of what the framework refuses."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _defective(path)
    if status == HTTPStatus.NOT_FOUND:
        return OnRecordError("OR507", path, "Check the address, or begin at the start page.")
    if status == _TOO_MUCH:
        return OnRecordError("OR106", path, "Send less at once, or add it with “onrecord add”.")
    return OnRecordError("OR508", path, "Check the address, and what was sent.", detail)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(
        f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()[:_MOST_FIELDS]
    )
    return answer(request, OnRecordError("OR508", request.url.path, "Check what was sent.", told), 422)


def _defective(where: str) -> OnRecordError:
    return OnRecordError("OR509", where, "It is in the server’s log; please report it.")


def _defect(request: Request, _error: Exception) -> Response:
    # Such an answer is made outside of all the others, and so past what puts the headers on them.
    request.state.caller = NOBODY
    found = answer(request, _defective(request.url.path))
    https = state.settings(request).https
    headers.put(found.headers, request.url.path, request.url.query.encode(), https=https)
    return found
