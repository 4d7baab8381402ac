"""Citations and exports of an article or a statement: a page to copy from, and the files themselves.

Adds nothing to the record; what each format holds is said in its own module of `export`.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from onrecord.archive.provenance import named, provenance
from onrecord.errors import OnRecordError
from onrecord.export import formats
from onrecord.export.told import Told
from onrecord.model import Statement
from onrecord.trace.tracing import trace_article
from onrecord.web import state
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.rendering import page

router = APIRouter()
Reader = Annotated[Caller, Depends(needs(Scope.READ))]


@router.get("/cite/{article}", response_model=None)
def cite_article(request: Request, article: str, _caller: Reader) -> Response | HTMLResponse:
    """How to cite an article, and the formats in which it can be had."""
    return _cite(request, article, None, request.query_params.get("as"))


@router.get("/cite/{article}/{statement}", response_model=None)
def cite_statement(request: Request, article: str, statement: str, _caller: Reader) -> Response | HTMLResponse:
    """How to cite a statement."""
    return _cite(request, article, statement, request.query_params.get("as"))


@router.get("/export/{article}", response_model=None)
def export(request: Request, article: str, _caller: Reader) -> Response:
    """An article in the format that `as` names, with its lineage."""
    format_ = formats.known(request.query_params.get("as", "record"), "article", "utterances")
    told = _told(request, article)
    found = trace_article(state.archive(request), told.record.article.id)
    traced = Told(told.record, found.utterances, found.derivations, told.base)
    whole = format_.of == "article"
    data = formats.article(format_, traced) if whole else formats.utterances(format_, traced.utterances)
    return _file(data, format_, traced.record.article.id)


def _told(request: Request, article: str) -> Told:
    with state.reading(request) as connection:
        record, _ = provenance(connection, named(connection, article)[0])
    return Told(record, base=str(request.base_url).rstrip("/"))


def _cite(request: Request, article: str, statement: str | None, wanted: str | None) -> Response | HTMLResponse:
    told = _told(request, article)
    chosen = _statement(told, statement) if statement else None
    if wanted is not None:
        format_ = formats.known(wanted, "citation")
        return _file(formats.citation(format_, told, chosen), format_, told.record.article.id)
    cited = [
        (format_, formats.citation(format_, told, chosen).decode("utf-8", "replace"))
        for format_ in formats.FORMATS.values()
        if format_.of == "citation"
    ]
    others = [format_ for format_ in formats.FORMATS.values() if format_.of != "citation"]
    return page(request, "cite.html", article=told.record.article, statement=chosen, cited=cited, others=others)


def _statement(told: Told, name: str) -> Statement:
    for one in told.record.statements:
        if one.id == name:
            return one
    raise OnRecordError("OR404", name, "The article's page lists its statements.")


def _file(data: bytes, format_: formats.Format, article: str) -> Response:
    named_ = {"Content-Disposition": f'attachment; filename="{article}{format_.suffix}"'}
    return Response(data, media_type=format_.media_type, headers=named_)
