"""Searches: the statements or the articles that fit, page by page.

Adds nothing to what `onrecord find` finds; a result is what it prints with --json.
"""

from typing import Annotated, Any

from fastapi import Query, Request, Response

from onrecord.archive.search import Page, find_articles, find_statements
from onrecord.export.found import article_dict, statement_dict
from onrecord.web import state
from onrecord.web.api import results
from onrecord.web.api.answers import add_heads, formatted, operations
from onrecord.web.api.articles import Reader
from onrecord.web.api.asked import Search

router = operations("searches")


@router.get(
    "/statements", operation_id="find_statements", summary="Find statements", response_model=results.FoundStatements
)
def statements(request: Request, _: Reader, asked: Annotated[Search, Query()]) -> Response:
    """Statements that fit, the newest first. What people have rejected is left out, what they corrected is so shown."""
    with state.reading(request) as connection:
        page = find_statements(connection, asked.query(asked.order), asked.limit, asked.after, context=asked.context)
    return _page("statements", page, [statement_dict(hit) for hit in page.hits])


@router.get("/articles", operation_id="find_articles", summary="Find articles", response_model=results.FoundArticles)
def articles(request: Request, _: Reader, asked: Annotated[Search, Query()]) -> Response:
    """Articles in whose title or text the words stand, with a statement that fits the rest of what is asked."""
    with state.reading(request) as connection:
        page = find_articles(connection, asked.query(asked.order), asked.limit, asked.after, context=asked.context)
    return _page("articles", page, [article_dict(hit) for hit in page.hits])


def _page(noun: str, page: Page[Any], hits: list[dict[str, Any]]) -> Response:
    return formatted({"total": page.total, "more": page.more, "next": page.next, noun: hits})


add_heads(router)
