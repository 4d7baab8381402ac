"""The page of a speaker: whom a name means, what else they are called and when, how they are reported, their words.

Adds no identity: where a name fits several, each is listed apart, and only people merge or split them. Shows what
`onrecord speaker` finds.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from onrecord.archive import outlets
from onrecord.archive.criteria import Query as Question
from onrecord.archive.manner import Verb
from onrecord.archive.people import find_people
from onrecord.archive.profile import Profile, profile
from onrecord.export.found import marked
from onrecord.model import SpeakerKind
from onrecord.trace.firsthand import GROUPED, firsts
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.kept import Kept
from onrecord.web.plots.bars import Bar, bars
from onrecord.web.rendering import page
from onrecord.web.state import archive, reading

router = APIRouter()
Reader = Annotated[Caller, Depends(needs(Scope.READ))]
SHOWN: Final = 20
VERBS: Final = 12
# More statements than are compared, since not all are quoted.
_LOOKED: Final = 3 * GROUPED
_LONGEST: Final = 1_000
_FIRSTS: Final = Kept()

Words = Annotated[str, Query(max_length=_LONGEST)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks: who, with just this name or not, of which kind, and which of their statements."""

    name: Words = ""
    about: Words = ""
    outlet: Words = ""
    since: Words = ""
    until: Words = ""
    exact: bool = False
    sort: Annotated[SpeakerKind | None, Query(alias="as")] = None
    after: Words = ""

    def question(self) -> Question:
        """The question to the archive."""
        return Question(
            speaker=self.name.strip(),
            outlet=self.outlet.strip() or None,
            since=self.since.strip() or None,
            until=self.until.strip() or None,
            about=self.about.strip() or None,
        )

    def address(self, **other: str) -> str:
        """The address of this page with something else."""
        told: dict[str, str] = {name: getattr(self, name) for name in ("name", "about", "outlet", "since", "until")}
        told |= {"exact": "1" if self.exact else "", "as": str(self.sort or "")} | other
        return f"/speaker?{urlencode({name: value for name, value in told.items() if value})}"


@router.get("/speaker")
def show(request: Request, _caller: Reader, asked: Annotated[Asked, Depends()]) -> HTMLResponse:
    """Everyone whom a name fits; of one, all that the archive knows. Raises OR406."""
    if not asked.name.strip():
        return page(request, "speaker.html", asked=asked, people=None, found=None)
    with reading(request) as connection:
        people = None if asked.exact else find_people(connection, asked.question(), SHOWN)
        name, sort = asked.name.strip(), asked.sort
        if people is not None and len(people.people) == 1:
            name, sort = people.people[0].name, people.people[0].kind
        found: list[Profile] = []
        if people is None or len(people.people) == 1:
            found = profile(connection, replace(asked.question(), speaker=name), sort, asked.after or None, SHOWN)
    return page(request, "speaker.html", asked=asked, people=people, found=found, marked=marked, **_drawn(found))


def _drawn(found: list[Profile]) -> dict[str, Any]:
    """The plot of the verbs of a speaker, where there is one."""
    if len(found) != 1:
        return {}
    counted = [Bar(label(verb), verb.statements) for verb in found[0].verbs]
    return {"plot": bars("verbs", "Reporting words used for them", "statements", counted, VERBS), "label": label}


def label(verb: Verb) -> str:
    """A reporting word with its stance: “claim (distancing)”."""
    return f"{verb.lemma} ({verb.manner})" if verb.lemma else verb.manner


@router.get("/speaker/first")
def first(request: Request, _caller: Reader, asked: Annotated[Asked, Depends()], part: bool = False) -> HTMLResponse:
    """Which outlets have a speaker's quotations first: a page, or a part of one."""
    with reading(request) as connection:
        found = profile(connection, asked.question(), asked.sort, None, 1)
        places = found[0].places[:_LOOKED] if found else ()
        key = (archive(request).where, outlets.state(connection), places)
        told = _FIRSTS.get(key, lambda: firsts(connection, places))
    template = "speaker/first.html" if part else "part.html"
    return page(request, template, inner="speaker/first.html", title="Who quotes them first", asked=asked, told=told)
