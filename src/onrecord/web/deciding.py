"""What a form or a call says about a statement or a speaker → a decision, kept beside what the machine read.

Adds a decision and its line of the log, both or none. Who decides is who asks, whatever the form says. Nothing that the
machine found is changed, and of two people who decide about the same statement both are kept. Refuses what the archive
refuses (OR404, OR407), and a form that does not say what it wants (OR407).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection
from starlette.datastructures import FormData

from onrecord.archive import ledger
from onrecord.archive.connect import Archive, writing
from onrecord.archive.decision import ROLES, Decision, live, named, refused
from onrecord.archive.decisions import Desk, decide
from onrecord.archive.rows import GAP
from onrecord.archive.standing import Entry, Standing
from onrecord.archive.worded import place_of
from onrecord.web import audit
from onrecord.web.access import Caller
from onrecord.web.forms import text

Value: TypeAlias = Mapping[str, Any]
_DIGITS: Final = 9
_SAY: Final = "Send action=accept, reject, speaker, kind, span or undo."


def about_statement(archive: Archive, caller: Caller, article: str, statement: str, form: FormData) -> Decision:
    """Take the decision of a form about a statement. Raises OR404, OR407, OR403."""
    with writing(archive) as connection:
        return _taken(connection, caller, _about(connection, caller, article, statement, form), text(form, "why"))


def about_speakers(archive: Archive, caller: Caller, form: FormData) -> Decision:
    """Take the decision of a form about speakers: `action` “merge” (`name`, `into`, perhaps `article`), or “split”
    (`name`, `as`, and as often as needed `parts`: “a1#s3” or “a2”). Raises OR404, OR407, OR403."""
    action, name = text(form, "action"), text(form, "name")
    if action == "merge":
        meant = Decision(action, text(form, "article") or None, value={"name": name, "into": text(form, "into")})
    elif action == "split":
        parts = [part.strip() for part in form.getlist("parts") if isinstance(part, str) and part.strip()]
        meant = Decision(action, value={"name": name, "as": text(form, "as"), "parts": parts})
        if not parts:
            raise refused("the form", "it names no statement or article", "Choose what the other speaker said.")
    else:
        raise refused("the form", f"there is no action “{action[:40]}”", "Send action=merge or action=split.")
    with writing(archive) as connection:
        return _taken(connection, caller, meant, text(form, "why"))


def _taken(connection: Connection, caller: Caller, meant: Decision, why: str) -> Decision:
    made = decide(connection, replace(meant, who=caller.name, why=why))
    audit.note(connection, caller, f"review.{made.action}", made.where, {"decision": made.id})
    return made


def _about(connection: Connection, caller: Caller, article: str, statement: str, form: FormData) -> Decision:
    action = text(form, "action")
    if action == "undo":
        return Decision(
            action, value={"decision": _undone(connection, caller, article, statement, text(form, "value"))}
        )
    if action not in {*_VALUES, "span"}:
        raise refused(named(article, statement), f"there is no action “{action[:40]}”", _SAY)
    if action == "span":
        return Decision(action, article, statement, _span(connection, article, statement, form))
    return Decision(action, article, statement, _VALUES[action](article, form))


def _speaker(article: str, form: FormData) -> Value:
    """`value` is a name or the id of one of the article's speakers, `name` another name, which counts if it is given;
    `value=?` or `unknown` says that nobody knows."""
    name = text(form, "name") or text(form, "value")
    if text(form, "unknown") or (name == "?" and not text(form, "name")):
        return {"name": None}
    if not name:
        raise refused(article, "it names no speaker", "Choose a speaker, or write a name.")
    return {"name": name, "kind": text(form, "kind") or None, "new": bool(text(form, "new"))}


def _kind(_: str, form: FormData) -> Value:
    return {"kind": text(form, "value")}


def _span(connection: Connection, article: str, statement: str, form: FormData) -> Value:
    """`content`, `cue`, `source`: a line for each span, as offsets (“10-50”) or as its words; an empty field is none,
    a missing one is let be. `value` is the content where that field is missing, in one line with “ … ” between spans.
    What is as it was is not decided on."""
    given = {role: text(form, role) for role in ROLES if role in form}
    if "content" not in given and text(form, "value"):
        given["content"] = text(form, "value").replace(GAP, "\n")
    desk = Desk(connection, article)
    shown = desk.shown(statement)
    places = {role: _places(desk.text, lines, role) for role, lines in given.items()}
    other = {role: place for role, place in places.items() if place != [list(span) for span in getattr(shown, role)]}
    if not other:
        raise refused(named(article, statement), "its words are these already", "Change the words, or accept it.")
    return other


def _places(whole: str, lines: str, role: str) -> list[list[int]]:
    """The places in their order, whatever the order of the lines."""
    return sorted(place_of(whole, line.strip(), role) for line in lines.splitlines() if line.strip())


_VALUES: Final[Mapping[str, Callable[[str, FormData], Value]]] = {
    "accept": lambda *_: {},
    "reject": lambda *_: {},
    "speaker": _speaker,
    "kind": _kind,
}


def undo(archive: Archive, caller: Caller, number: str, why: str) -> Decision:
    """Undo the decision of this number. Raises OR404, OR407, OR403."""
    with writing(archive) as connection:
        return _taken(connection, caller, Decision("undo", value={"decision": _numbered(connection, number)}), why)


def _undone(connection: Connection, caller: Caller, article: str, statement: str, number: str) -> str:
    """The key of what is to be undone: the decision of this number, else the caller's last about this statement."""
    if number:
        return _numbered(connection, number)
    where = named(article, statement)
    own = [one for one in _told(connection, article, statement) if one.who == caller.name]
    if not own:
        raise refused(where, f"{caller.name} has decided nothing about it that could be undone", "Name the decision.")
    return own[-1].key


def _numbered(connection: Connection, number: str) -> str:
    """The key of the decision of this number."""
    if not is_number(number):
        raise refused("the form", f"“{number[:40]}” is no number of a decision", "Send value=NUMBER.")
    return ledger.numbered(connection, int(number)).key


def is_number(written: str) -> bool:
    """Whether this can be the number of a decision or of a run."""
    return written.isascii() and written.isdigit() and len(written) <= _DIGITS


def _told(connection: Connection, article: str, statement: str) -> list[Decision]:
    """What was decided about a statement and not undone, the earliest first."""
    return live(ledger.all_of(connection, article, statement))


def history(connection: Connection, article: str, statement: str) -> Sequence[Entry]:
    """All that people decided about a statement, and what became of it."""
    if not ledger.all_of(connection, article, statement):
        return ()
    return Standing(connection).history(article, statement)


def words_of(decision: Decision) -> str:
    """What was decided, in a few words: “speaker: Ilva Brandt”."""
    value = decision.value
    match decision.action:
        case "speaker":
            return f"speaker: {value['name'] or 'not known'}"
        case "kind":
            return f"kind: {value['kind']}"
        case "span":
            return f"other words for {' and '.join(role for role in ROLES if role in value)}"
        case "merge":
            return f"“{value['name']}” taken as “{value['into']}”"
        case "split":
            return f"“{value['as']}” told apart from “{value['name']}”"
    return {"accept": "accepted", "reject": "rejected", "undo": "a decision undone"}[decision.action]
