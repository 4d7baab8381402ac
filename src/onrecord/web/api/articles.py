"""Articles: one with its statements, where it came from, and what a name means in the archive.

Adds nothing: an article's JSON is that of `onrecord show --json`. People's corrections are in effect unless the
machine's own reading is asked for. A reader who has an article already is told so, without its being made again.
"""

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Annotated, Any, Final, TypeAlias
from urllib.parse import quote

from fastapi import Depends, Header, Path, Query, Request, Response
from pydantic import Field
from sqlalchemy import Connection, func, select

import onrecord
from onrecord.archive import decisions, lookup, schema
from onrecord.archive.corrected import Placed
from onrecord.archive.provenance import Provenance, named, provenance
from onrecord.errors import OnRecordError
from onrecord.export.json import to_dict
from onrecord.model import Article, Record
from onrecord.web import state
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.api import models
from onrecord.web.api.answers import add_heads, formatted, operations, told
from onrecord.web.api.asked import PLAIN, Asked, Name, Unsaid

Reader: TypeAlias = Annotated[Caller, Depends(needs(Scope.READ))]
Id: TypeAlias = Annotated[
    str,
    Path(
        min_length=1,
        max_length=200,
        pattern=PLAIN,
        description="The id of an article, or its beginning; “/names” tells the id of an address.",
        examples=["a0123456789abcdef"],
    ),
]
StatementId: TypeAlias = Annotated[
    str, Path(min_length=1, max_length=200, pattern=PLAIN, description="The id of a statement.", examples=["s3"])
]
_LISTED: Final = "The article lists its statements."
_SAME: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "The article is still the one of this ETag."}}

router = operations("articles", 404)


class Sought(Asked):
    """What is to be found."""

    name: Name = Field(
        description="An id or its beginning, ARTICLE#s3, or the address or the location of a page.",
        examples=["https://ardale-chronicle.example/dam"],
    )


class Seen(Asked):
    """Whose reading is meant."""

    machine: bool = Field(False, description="What the machine read, without people’s corrections.")


@router.get("/names", operation_id="resolve_name", summary="What a name means", response_model=models.Target)
def resolve(request: Request, _: Reader, asked: Annotated[Sought, Query()]) -> Response:
    """What a name means: an article, or a statement; of a page with several versions the newest one."""
    with state.reading(request) as connection:
        article, statement = named(connection, asked.name)
    href = f"/api/v1/articles/{quote(article, safe='')}"
    href += f"/statements/{quote(statement, safe='')}" if statement else ""
    return told({"article": article, "statement": statement, "href": href})


@router.get(
    "/articles/{article}",
    operation_id="get_article",
    summary="An article",
    response_model=models.Record,
    responses=_SAME,
)
def article(
    request: Request,
    _: Reader,
    article: Id,
    asked: Annotated[Seen, Query()],
    if_none_match: Annotated[str | Unsaid, Header(max_length=1_000, description="An ETag of this article.")] = None,
) -> Response:
    """An article: its text with all statements, speakers, findings, and what was left out of it."""
    with state.reading(request) as connection:
        id_ = article_id(connection, article)
        headers = {"etag": _etag(connection, id_, machine=asked.machine)}
        if if_none_match is not None and headers["etag"] in map(str.strip, if_none_match.split(",")):
            return Response(None, 304, headers)
        record = shown(connection, id_, machine=asked.machine)
    return told(to_dict(record), headers=headers)


def article_id(connection: Connection, name: str) -> str:
    """The id of the article that a name means. Raises OR404, also where it is of a statement."""
    article, statement = named(connection, name)
    if statement is not None:
        raise OnRecordError("OR404", name, "A statement is at /articles/ARTICLE/statements/STATEMENT.")
    return article


def shown(connection: Connection, article: str, *, machine: bool) -> Record:
    """A record as people have corrected it, or as the machine read it. Raises OR404."""
    record = lookup.record(connection, article)
    return record if machine else decisions.apply(connection, record)


def _etag(connection: Connection, article: str, *, machine: bool) -> str:
    """What all of an article's JSON depends on: which run read it and when, the last correction, and our version.

    Weak, since a proxy may send the same in another coding.
    """
    last = select(func.max(schema.decisions.c.id)).scalar_subquery()
    mine = schema.articles.c.id == article
    row = connection.execute(select(schema.articles.c.run_id, schema.articles.c.read_at, last).where(mine)).one()
    known = (onrecord.__version__, article, *row, machine)
    return f'W/"{sha256(repr(known).encode()).hexdigest()[:32]}"'


@router.get(
    "/articles/{article}/statements/{statement}",
    operation_id="get_statement",
    summary="A statement",
    response_model=models.Record,
)
def statement(
    request: Request,
    _: Reader,
    article: Id,
    statement: StatementId,
    asked: Annotated[Seen, Query()],
) -> Response:
    """An article with one of its statements alone, and that statement's speaker."""
    with state.reading(request) as connection:
        record = shown(connection, article_id(connection, article), machine=asked.machine)
    return told(of_one(to_dict(record), statement))


def of_one(record: Mapping[str, Any], statement: str) -> dict[str, Any]:
    """An article's JSON with nothing but one statement and its speaker. Raises OR404, also where it was rejected."""
    found = [one for one in record["statements"] if one["id"] == statement]
    if not found:
        where = f"{record['article']['id']}#{statement}"
        raise OnRecordError("OR404", where, f"{_LISTED} One that people have rejected is shown with machine=true.")
    speakers = [one for one in record["speakers"] if one["id"] == found[0]["speaker"]]
    return {**record, "statements": found, "speakers": speakers}


@router.get(
    "/articles/{article}/provenance",
    operation_id="get_provenance",
    summary="Where an article came from",
    response_model=models.Provenance,
)
def origin(request: Request, _: Reader, article: Id) -> Response:
    """Where an article came from: captures, versions of its page, dates with their origin, credits, corrections."""
    with state.reading(request) as connection:
        record, found = provenance(connection, article_id(connection, article))
    return formatted(_provenance(record.article, found))


def _provenance(article: Article, found: Provenance) -> dict[str, Any]:
    dates = {"published": article.published, "modified": article.modified, "first_seen": article.first_seen}
    made = ("version", "current", "onrecord", "method", "read_at")
    return {
        "article": article.id,
        **{name: getattr(found, name) for name in made},
        "dates": {name: asdict(dated) if dated else None for name, dated in dates.items()},
        "captured": [asdict(one) for one in found.captured],
        "versions": [asdict(one) for one in found.versions],
        "credits": [asdict(one) for one in article.credits],
        "doubted": [asdict(one) for one in article.doubted],
        "corrections": [_placed(one) for one in found.corrections],
    }


def _placed(placed: Placed) -> dict[str, Any]:
    decision = placed.decision
    told_ = {name: getattr(decision, name) for name in ("id", "key", "action", "who", "why", "at")}
    return told_ | {"value": dict(decision.value), "statements": list(placed.statements), "lost": placed.lost}


add_heads(router)
