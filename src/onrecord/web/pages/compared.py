"""Two articles side by side: what the one that was made from the other took over, changed, added and left out.

Shows what the trace says of the pair. Two versions of a page are compared in the same way; of articles that have too
little in common, that is said, and nothing of credit. Decides nothing itself.
"""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from onrecord.archive import decisions, ledger, lookup
from onrecord.archive.provenance import named
from onrecord.model import Alteration, AlterationKind, Derivation
from onrecord.trace.alterations import CUT
from onrecord.trace.derivations import Text, between, changes, text_of
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.alignment import Row, aligned, check
from onrecord.web.pages.article import address
from onrecord.web.rendering import page
from onrecord.web.state import reading

router = APIRouter()
View = Literal["highlighted", "side", "changes"]
VIEWS: Final = {"highlighted": "Highlighted", "side": "Side by side", "changes": "Changes only"}
_WORDS: Final = {AlterationKind.INSERTION: "added", AlterationKind.OMISSION: "left out"}


@dataclass(frozen=True, slots=True)
class Compared:
    """The pair: `made` is what the trace says of it, `None` where they share too little; `rows` are the paragraphs,
    `about` the changes of title, date and credit, `slight` how many cuts are marked and not listed."""

    origin: Text
    derived: Text
    made: Derivation | None
    rows: tuple[Row, ...]
    about: tuple[Alteration, ...]
    slight: int

    def count(self, state: str) -> int:
        """How many paragraphs are “same”, “altered”, “added” or “left out”."""
        return sum(row.state == state for row in self.rows)


@router.get("/a/{article}/from/{other}")
def show(
    request: Request,
    article: str,
    other: str,
    _caller: Annotated[Caller, Depends(needs(Scope.READ))],
    view: View = "highlighted",
) -> Response:
    """The article beside the one that it was made from; where the trace says that it is the other way round, there."""
    with reading(request) as connection:
        names = named(connection, article)[0], named(connection, other)[0]
        records = [decisions.apply(connection, lookup.record(connection, name)) for name in names]
        versions = _one_page(connection, *names)
    derived, origin = map(text_of, records)
    check(origin, derived)
    made = between(origin, derived)
    turned = made is not None and made.article != names[0]
    if names != (article, other) or (turned and not versions):
        to = (made.article, made.origin) if made and not versions else names
        return RedirectResponse(f"{address(to[0])}/from/{to[1]}?view={view}", 303)
    pair = compared(origin, derived, None if turned else made)
    said = {kind: _WORDS.get(kind, str(kind).replace("-", " ")) for kind in AlterationKind}
    return page(request, "compared.html", pair=pair, view=view, views=VIEWS, versions=versions, said=said)


def _one_page(connection: Connection, one: str, other: str) -> bool:
    """Whether the two are versions of one page."""
    homes = ledger.homes(connection, [one, other])
    return one in homes and other in homes and homes[one].page == homes[other].page


def compared(origin: Text, derived: Text, made: Derivation | None) -> Compared:
    """The two texts with all that is different. Raises OR109 where they are too long for it."""
    check(origin, derived)
    every = tuple(made.alterations if made else changes(origin, derived))
    listed = [one for one in every if one.score > CUT]
    rows = tuple(aligned(origin, derived, listed))
    about = tuple(one for one in listed if not one.before_spans and not one.after_spans)
    return Compared(origin, derived, made, rows, about, len(every) - len(listed))
