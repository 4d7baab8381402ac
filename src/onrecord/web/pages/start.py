"""The start page: one field for a quotation, an address or an id, and what the archive holds.

Finds nothing by itself: it leads to the page that does.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection, Select, func, select, true

from onrecord.archive import search
from onrecord.archive.provenance import named
from onrecord.archive.rows import sheet_of
from onrecord.archive.schema import articles, statements
from onrecord.errors import OnRecordError
from onrecord.model import Finding
from onrecord.read.addresses import is_web
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.rendering import page
from onrecord.web.state import reading

router = APIRouter()
_LATEST: Final = 8
# So many of the latest articles are looked at for findings, of which so many are shown.
_LOOKED_AT: Final = 40
_FINDINGS: Final = 5
_LONGEST: Final = 8000


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and the article that has it."""

    article: str
    title: str | None
    finding: Finding


@router.get("/")
def start(request: Request, _caller: Annotated[Caller, Depends(needs(Scope.READ))]) -> HTMLResponse:
    """Where to ask, and what is in the archive."""
    return _page(request)


def _page(request: Request, unknown: str = "", status: HTTPStatus = HTTPStatus.OK) -> HTMLResponse:
    """The page; `unknown` is an address that was asked for and is not in the archive."""
    with reading(request) as connection:
        return page(
            request,
            "start.html",
            status,
            unknown=unknown,
            latest=search.find_articles(connection, search.Query(), _LATEST, context=0).hits,
            findings=_findings(connection),
            articles=_count(connection, select(func.count()).select_from(articles)),
            outlets=_count(connection, select(func.count(articles.c.outlet_domain.distinct()))),
            statements=_count(connection, select(func.count()).select_from(statements)),
        )


def _count(connection: Connection, query: Select[int]) -> int:
    return int(connection.execute(query).scalar_one())


def _findings(connection: Connection) -> tuple[Found, ...]:
    """The first finding of each of the latest articles that have one, as the machine found it."""
    query = select(articles.c.id, articles.c.title, articles.c.body).where(articles.c.current == true())
    found = list[Found]()
    for row in connection.execute(query.order_by(articles.c.place.desc()).limit(_LOOKED_AT)).mappings():
        if len(found) < _FINDINGS and (findings := sheet_of(row).findings):
            found.append(Found(row["id"], row["title"], findings[0]))
    return tuple(found)


@router.get("/go")
def go(
    request: Request,
    _caller: Annotated[Caller, Depends(needs(Scope.READ))],
    what: Annotated[str, Query(max_length=_LONGEST)] = "",
) -> Response:
    """Lead to what was pasted: an article of the archive by its address or id, anything else as a quotation; of an
    address that is not there it is said."""
    asked = what.strip()
    with reading(request) as connection:
        target = _article(connection, asked) if len(asked.split()) == 1 else None
    if target is None and is_web(asked):
        return _page(request, asked, HTTPStatus.NOT_FOUND)
    words = f"/q?words={quote(asked, safe='')}" if asked else "/"
    return RedirectResponse(target or words, HTTPStatus.SEE_OTHER)


def _article(connection: Connection, asked: str) -> str | None:
    """The page of the article, or of the statement in it, that this names; `None` where there is none."""
    try:
        article, statement = named(connection, asked)
    except OnRecordError as error:
        if error.code != "OR404":
            raise
        return None
    return f"/a/{quote(article, safe='')}" + (f"#{quote(statement, safe='')}" if statement else "")
