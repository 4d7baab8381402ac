"""Taking a correction: what a person decided is checked against what it is about, and kept with the words it means.

Adds a row, and reads the machine's rows only. `decide` takes a decision in a person's words, `apply` shows a record as
people have corrected it. Refuses what names nothing that is there (OR404) and what cannot be applied (OR407).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection

from onrecord.archive import anchors, corrected, ledger, store
from onrecord.archive.corrected import View
from onrecord.archive.decision import ABOUT_STATEMENTS, ROLES, Decision, check, heads, hour, named, now, refused
from onrecord.archive.draft import folded
from onrecord.archive.rows import storable
from onrecord.errors import OnRecordError
from onrecord.model import Record, Speaker, Statement
from onrecord.spans import Span, strip

Value: TypeAlias = Mapping[str, Any]


def apply(given: Connection | Iterable[Decision], record: Record) -> Record:
    """The corrected view of a stored record: by the decisions of its archive, or by those that are given."""
    return (view(given, record) if isinstance(given, Connection) else corrected.view(record, given)).record


def view(connection: Connection, record: Record) -> View:
    """The corrected view of a stored record, with what became of each decision about it."""
    home = ledger.homes(connection, [record.article.id]).get(record.article.id)
    return corrected.view(record, ledger.about(connection, home), home.names if home else ())


def decide(connection: Connection, decision: Decision, mark: str = "") -> Decision:
    """Add a new decision, and return it with its number, its time, its anchor and its full value.

    In: what was decided, in the words of a person. An accepted or rejected statement needs no value; `speaker` takes
    {"name": … or None, "kind", "new"}, `kind` {"kind"}, `span` [[start, end], …] by role; `merge` {"name", "into"}, of
    an article or, without one, of all; `split` {"name", "as", "parts": ["a1#s3", "a2", …]}; `undo` {"decision": key}.
    It counts after every decision that is there, also where the clock of another machine ran ahead. `mark` is kept with
    it, for who wants to know later what it was made of.

    Raises OR404 where there is no such article, statement or decision, and OR407 where it cannot be applied.
    """
    plain = replace(decision, who=storable(decision.who.strip()), why=storable(decision.why.strip()))
    heads(plain)
    filled = _FILLED[plain.action](connection, plain)
    anchor = {**filled.anchor, "line": mark} if mark else filled.anchor
    made = replace(filled, anchor=anchor, at=decision.at or _after(ledger.last_hour(connection)))
    check(made)
    return replace(made, id=ledger.insert_row(connection, made))


def _after(last: str | None) -> str:
    """Now, or directly after the last decision."""
    at = now()
    return at if last is None or last < at else hour(datetime.fromisoformat(last) + timedelta(microseconds=1))


class Desk:
    """An article on the table: its record, and how people have corrected it so far."""

    def __init__(self, connection: Connection, article: str) -> None:
        self.home = ledger.homes(connection, [article]).get(article)
        self.record = store.record(connection, article)
        self.text = self.record.article.text
        self.seen = view(connection, self.record).record

    def machine(self, name: str) -> Statement:
        """The statement as the machine found it. Raises OR404."""
        for statement in self.record.statements:
            if statement.id == name:
                return statement
        article = self.record.article.id
        raise OnRecordError("OR404", named(article, name), f"“onrecord show {article}” lists the article’s statements.")

    def shown(self, name: str) -> Statement:
        """The statement as it is corrected so far; one that was rejected, as the machine found it. Raises OR404."""
        found = self.machine(name)
        return next((s for s in self.seen.statements if s.id == name), found)

    def anchor(self, name: str) -> dict[str, Any]:
        """The words of a statement: the machine's, and where people changed the content, theirs too. Raises OR404."""
        found, shown = self.machine(name), self.shown(name)
        anchor: dict[str, Any] = {"page": self.home.page if self.home else None}
        anchor |= {role: anchors.anchors(self.text, getattr(found, role)) for role in ROLES}
        if shown.content != found.content:
            anchor["corrected"] = anchors.anchors(self.text, shown.content)
        return anchor

    def speaker(self, name: str) -> Speaker | None:
        """The speaker of this id or name, or who goes by it as well. Raises OR407 where several do."""
        speakers, meant = self.seen.speakers, folded(name)
        ways = (
            [s for s in speakers if s.id == name],
            [s for s in speakers if folded(s.name) == meant],
            [s for s in speakers if meant in map(folded, s.aliases)],
        )
        found = next((way for way in ways if way), [])
        if len(found) > 1:
            ids = ", ".join(speaker.id for speaker in found)
            raise refused(self.record.article.id, f"several speakers are called “{name}”", f"Give an id: {ids}.")
        return found[0] if found else None

    def known_speaker(self, name: str) -> Speaker:
        """As `speaker`. Raises OR407 where there is none."""
        found = self.speaker(name)
        if found is None:
            names = ", ".join(f"“{s.name}”" for s in self.seen.speakers) or "none"
            raise refused(self.record.article.id, f"it has no speaker “{name}”", f"Its speakers: {names}.")
        return found


def _told(speaker: Speaker) -> dict[str, Any]:
    """A speaker as a decision names one, so that another reading can have the same."""
    return {name: getattr(speaker, name) for name in ("id", "name", "kind", "role", "country")}


def _accept(desk: Desk, decision: Decision) -> Value:
    """What is accepted is what is seen now: its words, its kind, its speaker."""
    shown = desk.shown(decision.statement or "")
    speaker = next((s for s in desk.seen.speakers if s.id == shown.speaker), None)
    return {"speaker": _told(speaker) if speaker else None, "kind": shown.kind}


def _speaker(desk: Desk, decision: Decision) -> Value:
    name = _text(decision, "name")
    if name is None:
        return {"name": None}
    found = desk.speaker(name)
    if found and not decision.value.get("new"):
        return _told(found)
    if found and folded(found.name) == folded(name):
        raise refused(decision.where, f"the article has a speaker “{name}” already", "Give them another name.")
    kept = {key: decision.value[key] for key in ("kind", "new") if decision.value.get(key)}
    return {"name": name} | kept


def _span(desk: Desk, decision: Decision) -> Value:
    """Anchors of the new spans, without the white space at their ends."""
    given = {role: decision.value[role] for role in ROLES if role in decision.value}
    return {role: anchors.anchors(desk.text, _spans(desk.text, pairs, decision)) for role, pairs in given.items()}


def _spans(text: str, pairs: Any, decision: Decision) -> list[Span]:
    try:
        spans = [Span(start, end) for start, end in pairs]
    except (TypeError, ValueError):
        raise refused(decision.where, "spans are pairs of numbers") from None
    return [_placed(text, span, decision) for span in spans]


def _placed(text: str, span: Span, decision: Decision) -> Span:
    start, end = span
    inside = type(start) is int and type(end) is int and 0 <= start < end <= len(text)
    found = strip(text, span) if inside else Span(0, 0)
    if found.start == found.end:
        detail = f"there are no words at {start}-{end}; the text has {len(text)} characters"
        raise refused(decision.where, detail, "Spans are START-END, in characters of the article’s text.")
    return found


def _text(decision: Decision, name: str) -> str | None:
    value = decision.value.get(name)
    return storable(value.strip()) if isinstance(value, str) else None


def _needed(decision: Decision, name: str) -> str:
    text = _text(decision, name)
    if not text:
        raise refused(decision.where, f"“{name}” is missing")
    return text


_VALUES: Final[Mapping[str, Callable[[Desk, Decision], Value]]] = {
    "accept": _accept,
    "reject": lambda *_: {},
    "speaker": _speaker,
    "kind": lambda *given: given[1].value,
    "span": _span,
}


def _of_statement(connection: Connection, decision: Decision) -> Decision:
    desk = Desk(connection, decision.article or "")
    anchor = desk.anchor(decision.statement or "")
    return replace(decision, anchor=anchor, value=_VALUES[decision.action](desk, decision))


def _merge(connection: Connection, decision: Decision) -> Decision:
    name, into = _needed(decision, "name"), _needed(decision, "into")
    if decision.article is None:
        if folded(name) == folded(into):
            raise refused(decision.where, "the two names are the same")
        if not ledger.is_heard_of(connection, name):
            raise refused(decision.where, f"no article has a speaker “{name}”", "Give the name as articles have it.")
        return replace(decision, value={"name": name, "into": into})
    desk = Desk(connection, decision.article)
    one, other = desk.known_speaker(name), desk.speaker(into)
    if other is not None and one.id == other.id:
        raise refused(decision.where, f"“{name}” and “{into}” are the same speaker already")
    value = {"name": one.name, "id": one.id, "into": into}
    value |= {"into": other.name, "into_id": other.id} if other else {}
    return replace(decision, anchor=_page(desk), value=value)


def _page(desk: Desk) -> dict[str, Any]:
    return {"page": desk.home.page if desk.home else None}


def _split(connection: Connection, decision: Decision) -> Decision:
    name, other = _needed(decision, "name"), _needed(decision, "as")
    if folded(name) == folded(other):
        raise refused(decision.where, "the two names are the same")
    given = decision.value.get("parts") or ()
    if not isinstance(given, list | tuple) or not all(isinstance(part, str) for part in given):
        raise refused(decision.where, "“parts” is no list of statements and articles")
    named_parts = [storable(part).partition("#") for part in given]
    desks = {article: Desk(connection, article) for article, _, _ in named_parts}
    parts = [_part(desks[article], statement or None, name) for article, _, statement in named_parts]
    article = next(iter(desks)) if len(desks) == 1 else None
    anchor = _page(desks[article]) if article else {}
    speaker = desks[parts[0]["article"]].known_speaker(name) if parts else None
    value = {"name": speaker.name if speaker else name, "as": other, "parts": parts}
    return replace(decision, article=article, statement=None, anchor=anchor, value=value)


def _part(desk: Desk, statement: str | None, name: str) -> dict[str, Any]:
    """An article, or a statement, of which a speaker of this name is another one."""
    speaker, article = desk.known_speaker(name), desk.record.article.id
    part: dict[str, Any] = {"article": article, "page": _page(desk)["page"], "statement": statement}
    if statement is None:
        return part
    if desk.shown(statement).speaker != speaker.id:
        raise refused(named(article, statement), f"it is not a statement of “{name}”")
    return part | {"anchor": desk.anchor(statement)}


def _undo(connection: Connection, decision: Decision) -> Decision:
    target = ledger.undoable(connection, replace(decision, value={"decision": _needed(decision, "decision")}))
    if ledger.is_undone(connection, target.key):
        raise refused(f"decision {target.id}", "it is undone already", "“onrecord review log” shows what counts.")
    page = {"page": target.anchor["page"]} if "page" in target.anchor else {}
    return replace(
        decision, article=target.article, statement=target.statement, anchor=page, value={"decision": target.key}
    )


_FILLED: Final[Mapping[str, Callable[[Connection, Decision], Decision]]] = {
    **dict.fromkeys(ABOUT_STATEMENTS, _of_statement),
    "merge": _merge,
    "split": _split,
    "undo": _undo,
}
