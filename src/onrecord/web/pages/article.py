"""The page of an article: its text with the statements marked, the sourcing sheet beside it, and a card for each.

Shows the article as people have corrected it, as `onrecord show` does. Answers for its address and for the beginning
of its id too. What the trace knows of it takes longer, and is a page of its own, whose parts this one loads.
"""

from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from onrecord.archive.provenance import Captured, Provenance, named, provenance
from onrecord.errors import OnRecordError
from onrecord.export.marks import web_link
from onrecord.model import Article, Dated, Record
from onrecord.web import cards, lineage
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.elsewhere import archived
from onrecord.web.marked import UNKNOWN, marked
from onrecord.web.pages import review
from onrecord.web.rendering import page
from onrecord.web.state import archive, reading

router = APIRouter()
Reader = Annotated[Caller, Depends(needs(Scope.READ))]
Part = Literal["whole", "articles", "readings"]
_LONGEST_NAME: Final = 8_000


@router.get("/a")
def ask(request: Request, _caller: Reader, name: Annotated[str, Query(max_length=_LONGEST_NAME)]) -> Response:
    """Lead to an article by its id, the beginning of it, or its address."""
    with reading(request) as connection:
        return RedirectResponse(_home(connection, name), 303)


@router.get("/a/{article}/lineage")
def traced(request: Request, _caller: Reader, article: str, part: Part = "whole") -> HTMLResponse:
    """Who else reports the words of an article, and what was made from what: a page, or a part of one."""
    with reading(request) as connection:
        record, _ = provenance(connection, article)
    told: dict[str, Any] = {"article": record.article, "whole": part == "whole"}
    told["waiting"] = lineage.left_out(archive(request))
    if part != "readings":
        told["relatives"] = lineage.related(archive(request), article)
    if part != "articles":
        told["retold"] = lineage.retold(archive(request), article)
    names = {"whole": "article/lineage.html", "articles": "article/relatives.html", "readings": "article/readings.html"}
    return page(request, names[part], **told)


@router.get("/a/{article}")
def show(request: Request, caller: Reader, article: str, speaker: str | None = None, decided: str = "") -> Response:
    """The article, or where it is if it was called otherwise. `speaker` is whose statements stand out, by id; `decided`
    is the number of the decision that a reader comes back from."""
    with reading(request) as connection:
        name, statement = named(connection, article)
        if (name, statement) != (article, None):
            return RedirectResponse(address(name, statement), 303)
        record, origin = provenance(connection, name)
        done = review.decided(connection, decided) if caller.may(Scope.REVIEW) else None
    chosen = speaker if speaker in {UNKNOWN, *(one.id for one in record.speakers)} else None
    return page(request, "article.html", **_context(record, origin, chosen), done=done)


@router.get("/a/{name:path}")
def find(request: Request, _caller: Reader, name: str) -> Response:
    """Lead to an article by its address, which has slashes in it, and perhaps a query that a browser took off it."""
    query = request.url.query
    with reading(request) as connection:
        if query:
            try:
                return RedirectResponse(_home(connection, f"{name}?{query}"), 303)
            except OnRecordError as error:
                if error.code != "OR404":
                    raise
        return RedirectResponse(_home(connection, name), 303)


def _home(connection: Connection, name: str) -> str:
    return address(*named(connection, name.strip()))


def address(article: str, statement: str | None = None) -> str:
    """Where the page of an article is, or of the passage that a statement is."""
    return f"/a/{quote(article, safe='')}" + (f"#{quote(statement, safe='')}" if statement else "")


def _context(record: Record, origin: Provenance, speaker: str | None) -> dict[str, Any]:
    """All that the page shows."""
    text = marked(record, speaker)
    table = cards.rows(record)
    return {
        "article": record.article,
        "blocks": text.blocks,
        "cards": cards.cards(record, text, speaker),
        "rows": table,
        "plot": cards.plot(table),
        "sheet": record.sheet,
        "speakers": record.speakers,
        "findings": cards.findings(record, text),
        "origin": origin,
        "dates": _dates(record.article),
        "link": web_link(record.article.url),
        "copy": archived(record.article.url, _moment(record.article, origin)),
        "speaker": speaker,
    }


def _dates(article: Article) -> list[tuple[str, Dated | None]]:
    """The dates of the page, kept apart; that it does not say when it was published or changed is said."""
    seen = [("First seen", article.first_seen)] if article.first_seen else []
    return [("Published", article.published), ("Modified", article.modified), *seen]


def _moment(article: Article, origin: Provenance) -> str | None:
    """The time of which a copy would show what was read: that of the capture, else that of publication."""
    fetched = next((one.fetched for one in reversed(origin.captured) if _is_of(one, article)), None)
    dated = article.published or article.first_seen
    return fetched or (dated.value if dated else None)


def _is_of(one: Captured, article: Article) -> bool:
    return one.fetched is not None and one.url == article.url
