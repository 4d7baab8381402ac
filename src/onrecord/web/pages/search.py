"""The page of a search: statements or articles that fit, with the words in their context and what to narrow it down by.

All that was asked stands in the address, so that it can be kept and sent; what is asked is what `onrecord find` asks.
"""

from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from onrecord.archive.criteria import Query
from onrecord.archive.facets import Facets, Values, article_facets, facets
from onrecord.archive.query import plain
from onrecord.archive.search import Page, find_articles, find_statements
from onrecord.errors import OnRecordError
from onrecord.export.found import marked
from onrecord.model import Stance, StatementKind
from onrecord.web import refusals
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.pages.review import decided
from onrecord.web.rendering import page
from onrecord.web.state import reading

router = APIRouter()
SHOWN: Final = 20
CONTEXT: Final = 60
OVERS: Final = ("statements", "articles")
ORDERS: Final = ("newest", "relevance")
VIEWS: Final = ("whole", "lines")
LONGEST: Final = 600
"""Of longer statements only what is around the words is shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks, each part as it was written."""

    q: str = ""
    speaker: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    kind: str = ""
    stance: str = ""
    about: str = ""
    order: str = "newest"
    over: str = "statements"
    view: str = "whole"
    after: str = ""

    def query(self) -> Query:
        """The question. Raises OR406 for an order, a view or a subject that there is not."""
        for name, given, known in (
            ("order", self.order, ORDERS),
            ("over", self.over, OVERS),
            ("view", self.view, VIEWS),
        ):
            if given not in known:
                raise OnRecordError("OR406", name, f"Choose one of: {', '.join(known)}.", f"“{given[:40]}”")
        return Query(
            words=self.q,
            speaker=self.speaker.strip() or None,
            outlet=self.outlet.strip() or None,
            since=self.since.strip() or None,
            until=self.until.strip() or None,
            kind=self.kind or None,
            stance=self.stance or None,
            about=self.about.strip() or None,
            order="relevance" if self.order == "relevance" else "newest",
        )

    def told(self) -> dict[str, str]:
        """What is not as it is without being said, in the order in which it is said."""
        return {name: value for name, value in asdict(self).items() if value and value != getattr(_PLAIN, name)}

    def limits(self) -> dict[str, str]:
        """Which results are meant, without how they are shown."""
        return {name: value for name, value in self.told().items() if name not in {"over", "view", "after", "order"}}

    def address(self, **changes: str) -> str:
        """The address of the same search with changes, from its first page on."""
        told = replace(self, **{"after": "", **changes}).told()
        return "/search" + (f"?{urlencode(told)}" if told else "")


_PLAIN: Final = Asked()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A facet: what it is called, and each of its values with its number, its address, and whether it is chosen."""

    name: str
    values: tuple[tuple[str, int, str, bool], ...]


@router.get("/search")
def search(
    request: Request, _caller: Annotated[Caller, Depends(needs(Scope.READ))], asked: Annotated[Asked, Depends()]
) -> HTMLResponse:
    """What was found, or an empty page to ask."""
    found: dict[str, Any] = {"page": None, "error": None, "narrowings": (), "counted": Facets(), "done": None}
    try:
        query = asked.query()
        with reading(request) as connection:
            found |= _found(connection, asked, query)
            found["done"] = decided(connection, request.query_params.get("decided", ""))
    except OnRecordError as error:
        if error.code != "OR406":
            raise
        found["error"] = error
    return page(
        request, "search.html", refusals.status_of("OR406") if found["error"] else 200,
        asked=asked, marked=marked, longest=LONGEST, chosen=_chosen(asked), limits=urlencode(asked.limits()),
        kinds=[str(kind) for kind in StatementKind], stances=[str(stance) for stance in Stance],
        back=asked.address(after=asked.after), **found,
    )  # fmt: skip


def _found(connection: Connection, asked: Asked, query: Query) -> dict[str, Any]:
    after, width = asked.after or None, CONTEXT
    hits: Page[Any]
    if asked.over == "articles":
        hits, counted = find_articles(connection, query, SHOWN, after, context=width), article_facets(connection, query)
    else:
        hits, counted = find_statements(connection, query, SHOWN, after, context=width), facets(connection, query)
    return {"page": hits, "counted": counted, "narrowings": _narrowings(asked, counted)}


def _narrowings(asked: Asked, counted: Facets) -> list[Narrowing]:
    """The facets with more to choose than what is chosen already."""
    told = (
        ("Speaker", "speaker", counted.speakers),
        ("Outlet", "outlet", counted.outlets),
        ("Date", "since", counted.times),
        ("Kind", "kind", counted.kinds),
        ("Stance of the reporting word", "stance", counted.stances),
    )
    return [Narrowing(label, _values(asked, name, values)) for label, name, values in told if values]


def _values(asked: Asked, name: str, values: Values) -> tuple[tuple[str, int, str, bool], ...]:
    return tuple((value, number, *_address(asked, name, value)) for value, number in values)


def _address(asked: Asked, name: str, value: str) -> tuple[str, bool]:
    """The address of the search with this value alone, and whether it is asked for already."""
    if name == "since":
        return asked.address(since=value, until=value), asked.since == asked.until == value
    given = f"“{plain(value)}”" if name in {"speaker", "outlet"} else value
    return asked.address(**{name: given}), getattr(asked, name) == given


def _chosen(asked: Asked) -> list[tuple[str, str, str]]:
    """What limits the search, with the address of the search without it."""
    return [(name, value, asked.address(**{name: ""})) for name, value in asked.limits().items() if name != "q"]
