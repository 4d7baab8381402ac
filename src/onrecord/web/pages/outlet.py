"""The page of an outlet: what it has first-hand, whose reports it carries, how it reports whom, people's corrections.

Counts and compares; judges no outlet. What takes longer than a moment is a part of its own, which the page loads. Every
count says over how many articles it was made.
"""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from onrecord.archive import outlets
from onrecord.archive.manner import NO_WORD, NOT_TESTED
from onrecord.archive.outlets import Named
from onrecord.errors import OnRecordError
from onrecord.model import Stance
from onrecord.trace.firsthand import hands
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.kept import Kept
from onrecord.web.pages.speaker import label
from onrecord.web.plots.bars import Bar, bars
from onrecord.web.plots.stances import stances
from onrecord.web.rendering import page
from onrecord.web.state import archive, reading

router = APIRouter()
Reader = Annotated[Caller, Depends(needs(Scope.READ))]
Name = Annotated[str, Query(max_length=1_000)]
Domain = Annotated[str | None, Query(max_length=1_000)]
TRACED: Final = 8
"""How many articles, the newest, are traced."""
VERBS: Final = 12
CREDITS: Final = 30
ALTERED: Final = 40
CLASSES: Final = {**{str(one): str(one) for one in Stance}, NOT_TESTED: "untested", NO_WORD: "wordless"}
_COUNTS: Final = Kept()
_HANDS: Final = Kept(32)


@router.get("/outlet")
def show(request: Request, _caller: Reader, name: Name = "", domain: Domain = None) -> HTMLResponse:
    """An outlet by its name or its domain; where that fits several, and without any, a list."""
    with reading(request) as connection:
        state = (archive(request).where, outlets.state(connection))
        every = _COUNTS.get((state, "all"), lambda: outlets.outlets(connection))
        found = _meant(every, name, domain)
        if len(found) != 1:
            return page(request, "outlets.html", found=found if name.strip() else every, asked=name.strip())
        counts = _COUNTS.get((state, found[0]), lambda: _counts(connection, found[0]))
    return page(request, "outlet.html", outlet=found[0], **counts)


def _meant(every: tuple[Named, ...], name: str, domain: str | None) -> list[Named]:
    """Those that a name means; a domain, or that there is none, tells those of one name apart."""
    found = outlets.meant(every, name.strip()) if name.strip() else []
    exact = [] if domain is None else [one for one in found if (one.domain or "") == domain]
    return exact or found


def _counts(connection: Connection, outlet: Named) -> dict[str, Any]:
    manner = outlets.manner(connection, outlet)
    decided, decisions = outlets.decided(connection, outlet)
    counted = [Bar(label(verb), verb.statements) for verb in manner.verbs]
    by_stance = [(one.name, one.stances) for one in manner.speakers]
    return {
        "sourcing": outlets.sourcing(connection, outlet),
        "manner": manner,
        "decided": decided,
        "decisions": decisions,
        "verbs": bars("verbs", "Its reporting words", "statements", counted, VERBS),
        "by_stance": stances("stances", "How it reports whom", by_stance, CLASSES),
        "classes": CLASSES,
        "label": label,
        "most": CREDITS,
        "traced": TRACED,
    }


@router.get("/outlet/traced")
def traced(request: Request, _caller: Reader, name: Name, domain: Domain = None, part: bool = False) -> HTMLResponse:
    """What an outlet has first-hand and what from others, and what was altered on the way: a page, or a part of one.

    Raises OR404.
    """
    with reading(request) as connection:
        state = (archive(request).where, outlets.state(connection))
        found = _meant(_COUNTS.get((state, "all"), lambda: outlets.outlets(connection)), name, domain)
        if len(found) != 1:
            raise OnRecordError("OR404", name, "“/outlet” lists the outlets of this archive.")
        ids = outlets.newest(connection, found[0], TRACED)
    told = _HANDS.get((state, found[0], tuple(ids)), lambda: hands(archive(request), ids))
    template = "outlet/traced.html" if part else "part.html"
    return page(
        request, template, inner="outlet/traced.html", title=f"{found[0].called}: first-hand and second-hand",
        outlet=found[0], told=told, most=ALTERED,
    )  # fmt: skip
