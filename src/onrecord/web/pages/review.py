"""The queue of what waits for a person, one statement at a time, and the forms by which people decide.

Shows the statement as it is corrected so far, with its passage and all that was decided about it. What was decided is
kept beside what the machine read, under the name of who is signed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Connection

from onrecord.archive import ledger
from onrecord.archive.decision import ROLES, Decision
from onrecord.archive.decisions import Desk
from onrecord.archive.review import Waiting, Wanted, queue
from onrecord.archive.worded import written
from onrecord.errors import OnRecordError
from onrecord.export.words import description, reporting_words, words
from onrecord.model import SpeakerKind, Statement, StatementKind
from onrecord.spans import Spans
from onrecord.web import csrf, deciding
from onrecord.web.access import Caller, Scope, needs
from onrecord.web.forms import Fields, own_path, text, with_query
from onrecord.web.passages import passage
from onrecord.web.rendering import page
from onrecord.web.state import archive, reading

router = APIRouter()
Reviewer = Annotated[Caller, Depends(needs(Scope.REVIEW))]
_CHANGES: Final = [Depends(needs(Scope.REVIEW)), Depends(csrf.checked)]
DEEPEST: Final = 1_000
"""How far the queue can be gone through without deciding."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address says: which entries of the queue, which of them (`n`, from 0), or which statement."""

    article: str = ""
    speaker: str = ""
    outlet: str = ""
    kind: str = ""
    below: str = ""
    unresolved: str = ""
    disputed: str = ""
    n: int = 0
    statement: str = ""
    edit: str = ""
    back: str = ""
    decided: str = ""

    def wanted(self) -> Wanted:
        """The limits of the queue. Raises OR406."""
        return Wanted(
            article=self.article.strip() or None,
            speaker=self.speaker.strip() or None,
            outlet=self.outlet.strip() or None,
            kind=self.kind or None,
            below=self._share(),
            unresolved=bool(self.unresolved),
            disputed=bool(self.disputed),
        )

    def _share(self) -> float | None:
        try:
            found = float(self.below) if self.below.strip() else None
        except ValueError:
            found = -1.0
        if found is not None and not 0 <= found <= 1:
            raise OnRecordError("OR406", "below", "Give a number from 0 to 1.", f"“{self.below[:40]}”")
        return found

    def limits(self) -> dict[str, str]:
        """The limits of the queue that are set, as an address says them."""
        names = ("article", "speaker", "outlet", "kind", "below", "unresolved", "disputed")
        return {name: value for name in names if (value := getattr(self, name))}

    def at(self, n: int) -> str:
        """The address of an entry of the same queue."""
        told = self.limits() | ({"n": str(n)} if n else {})
        return "/review" + (f"?{urlencode(told)}" if told else "")


@router.get("/review")
def review(request: Request, _caller: Reviewer, asked: Annotated[Asked, Depends()]) -> HTMLResponse:
    """The next statement of the queue, or the one that is named."""
    n = min(max(asked.n, 0), DEEPEST)
    with reading(request) as connection:
        waiting, more = (None, False) if asked.statement else _entry(connection, asked, n)
        name = asked.statement or (waiting.where if waiting else "")
        told = _told(connection, name) if name else None
        done = decided(connection, asked.decided)
    here = f"/review?{urlencode({'statement': name})}" if asked.statement else asked.at(n)
    own = own_path(asked.back, "")
    return page(
        request, "review.html",
        asked=asked, n=n, waiting=waiting, told=told, done=done,
        kinds=[str(kind) for kind in StatementKind], groups=[str(kind) for kind in SpeakerKind],
        here=here, back=own or here, away=own,
        previous=asked.at(n - 1) if waiting and n else None, following=asked.at(n + 1) if more else None,
    )  # fmt: skip


def _entry(connection: Connection, asked: Asked, n: int) -> tuple[Waiting | None, bool]:
    """The entry of this number, else the last one, and whether there is another after it."""
    found = list(islice(queue(connection, asked.wanted()), n, n + 2))
    return (found[0] if found else None), len(found) > 1 and n < DEEPEST


def _told(connection: Connection, name: str) -> dict[str, Any]:
    """All that is shown of a statement, “a1#s3”. Raises OR404."""
    article, _, id_ = name.partition("#")
    desk = Desk(connection, article)
    machine, shown = desk.machine(id_), desk.shown(id_)
    speakers = {speaker.id: speaker for speaker in desk.seen.speakers}
    speaker = speakers.get(shown.speaker or "")
    return {
        "article": desk.record.article,
        "name": name,
        "id": id_,
        "statement": shown,
        "rejected": all(one.id != id_ for one in desk.seen.statements),
        "changed": _changed(machine, shown),
        "speaker": speaker,
        "who": description(speaker) if speaker else "",
        "named": words(desk.text, shown.source),
        "cue": reporting_words(desk.record.article, shown),
        "passage": passage(desk.record.article, shown),
        "speakers": desk.seen.speakers,
        "written": {role: _lines(desk.text, getattr(shown, role)) for role in ROLES},
        "history": deciding.history(connection, article, id_),
        "words_of": deciding.words_of,
    }


def _changed(machine: Statement, shown: Statement) -> bool:
    return any(getattr(machine, name) != getattr(shown, name) for name in ("kind", "speaker", *ROLES))


def _lines(whole: str, spans: Spans) -> str:
    return "\n".join(written(whole, start, end) for start, end in spans)


def decided(connection: Connection, number: str) -> Mapping[str, Any] | None:
    """What a page that was led back to says of the decision that was just taken; nothing for a number of none."""
    if not deciding.is_number(number):
        return None
    try:
        made = ledger.numbered(connection, int(number))
    except OnRecordError:
        return None
    others = _others(connection, made)
    return {"decision": made, "what": deciding.words_of(made), "others": others, "address": address(made)}


def _others(connection: Connection, made: Decision) -> list[Decision]:
    """What other people have decided about the same statement, and not undone."""
    if not made.article or not made.statement:
        return []
    told = deciding.history(connection, made.article, made.statement)
    return [one.decision for one in told if one.decision.who != made.who and one.state in {"counts", "overruled"}]


def address(decision: Decision) -> str | None:
    """Where the statement of a decision is shown."""
    if not decision.article or not decision.statement:
        return None
    return f"/a/{quote(decision.article, safe='')}#{quote(decision.statement, safe='')}"


@router.post("/review/speakers", dependencies=_CHANGES)
def speakers(request: Request, caller: Reviewer, form: Fields) -> RedirectResponse:
    """Take two names for one speaker's, or some statements for another's; then back."""
    made = deciding.about_speakers(archive(request), caller, form)
    return _back(form, made, "/review")


@router.post("/review/undo", dependencies=_CHANGES)
def undo(request: Request, caller: Reviewer, form: Fields) -> RedirectResponse:
    """Undo the decision whose number is `value`; then back."""
    made = deciding.undo(archive(request), caller, text(form, "value"), text(form, "why"))
    return _back(form, made, address(made) or "/review")


@router.post("/review/{article}/{statement}", dependencies=_CHANGES)
def decide(request: Request, caller: Reviewer, article: str, statement: str, form: Fields) -> RedirectResponse:
    """Decide about a statement; then back to where it was decided."""
    made = deciding.about_statement(archive(request), caller, article, statement, form)
    default = address(Decision("accept", article, statement)) or "/review"
    return _back(form, made, default)


def _back(form: Fields, made: Decision, default: str) -> RedirectResponse:
    return RedirectResponse(with_query(own_path(text(form, "back"), default), f"decided={made.id}"), 303)
