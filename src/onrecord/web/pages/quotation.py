"""The page of a quotation: the earliest report in this archive, every reading, their collation and their descent.

Asked for by a statement of the archive or by words from anywhere. Writes nothing: what the index of the trace has not
taken in yet is left out, and counted.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select

from onrecord.archive import outlets
from onrecord.archive.hits import statement_rows
from onrecord.archive.presented import corrections
from onrecord.archive.schema import statements
from onrecord.model import Utterance
from onrecord.trace.tracing import Trace, trace_statement, trace_words
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.apparatus import Apparatus, apparatus, times, tree
from onrecord.web.elsewhere import passage
from onrecord.web.kept import Kept
from onrecord.web.rendering import page
from onrecord.web.state import archive, reading

router = APIRouter()
Reader = Annotated[Caller, Depends(needs(Scope.READ))]
Base = Annotated[int | None, Query(ge=0, le=100_000)]
LIMIT: Final = 12
_LONGEST: Final = 10_000
_RETOLD: Final = 40
_TRACES: Final = Kept()


@router.get("/q")
def ask(
    request: Request, _caller: Reader, words: Annotated[str, Query(max_length=_LONGEST)] = "", base: Base = None
) -> HTMLResponse:
    """The utterances that some words are of, what shares most with them first and in full. Raises OR406."""
    asked = words.strip()
    if not asked:
        return page(request, "quotation.html", words="", found=None, others=(), waiting=0, articles=0)
    traced, waiting = _kept(request, asked, lambda: trace_words(archive(request), asked, LIMIT))
    here = f"/q?words={quote(asked, safe='')}"
    json = f"/api/v1/traces?words={quote(asked, safe='')}"
    return _page(request, traced, base, words=asked, here=here, json=json, waiting=waiting)


@router.get("/q/{article}/{statement}")
def show(request: Request, _caller: Reader, article: str, statement: str, base: Base = None) -> HTMLResponse:
    """The utterance of a statement, also where it has no other reading. Raises OR404."""
    name = f"{article}#{statement}"
    traced, waiting = _kept(
        request, (article, statement), lambda: trace_statement(archive(request), article, statement)
    )
    here = f"/q/{quote(article, safe='')}/{quote(statement, safe='')}"
    json = f"/api/v1/traces?statement={quote(name, safe='')}"
    return _page(request, traced, base, words="", here=here, json=json, asked=name, waiting=waiting)


def _kept(request: Request, asked: Hashable, make: Callable[[], Trace]) -> tuple[Trace, int]:
    """The trace of what was asked, made once while the archive is the same; and how many articles it leaves out."""
    with reading(request) as connection:
        state = outlets.state(connection)
    return _TRACES.get((archive(request).where, state, asked), make), state[-1]


def _page(request: Request, traced: Trace, base: int | None, **told: Any) -> HTMLResponse:
    told["articles"] = traced.articles
    if not traced.utterances:
        return page(request, "quotation.html", found=None, others=(), **told)
    found = apparatus(traced.utterances[0], traced.witnesses[0], base)
    return page(
        request, "quotation.html",
        found=found,
        others=traced.utterances[1:],
        times=times(found),
        tree=tree(found) if len(found.rows) > 1 else "",
        live={row.it.statement: passage(row.it.url, row.it.text) for row in found.rows},
        retold=_retold(request, found),
        by_base=f"{told['here']}{'&' if '?' in told['here'] else '?'}base=",
        **told,
    )  # fmt: skip


def _retold(request: Request, found: Apparatus) -> list[dict[str, Any]]:
    """What may be the same in other words, as it stands, with the evidence."""
    hints = found.retold[:_RETOLD]
    rows = _rows(request, [one.child for one in hints]) if hints else {}
    return [
        {"it": one, "row": rows[one.child], "letter": found.letter_of(one.parent)} for one in hints if one.child in rows
    ]


def _rows(request: Request, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The rows of statements by name, as people have corrected them."""
    ids = {name.partition("#")[0] for name in names}
    with reading(request) as connection:
        query = select(statements.c.place, statements.c.article_id, statements.c.id)
        found = connection.execute(query.where(statements.c.article_id.in_(ids)))
        places = [place for place, article, id_ in found if f"{article}#{id_}" in names]
        rows = corrections(connection).rows(statement_rows(connection, places))
    return {f"{row['article_id']}#{row['id']}": row for row in rows}


def address(statement: str, base: int | None = None) -> str:
    """Where the page of a statement's utterance is; in: “ARTICLE#s3”."""
    article, _, name = statement.partition("#")
    query = "" if base is None else f"?base={base}"
    return f"/q/{quote(article, safe='')}/{quote(name, safe='')}{query}"


def first(utterance: Utterance) -> str:
    """Where the page of an utterance is, by its first reading."""
    return address(utterance.readings[0].statement)
