"""Who decided differently: of two decisions about the same thing the later one counts, and both are shown.

Adds no decision and settles nothing. Somebody who changes their own mind disputes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from onrecord.archive.corrected import Placed
from onrecord.archive.decision import ROLES, Decision
from onrecord.archive.draft import folded

Thing: TypeAlias = tuple[str, str]
"""A statement's id, or a speaker's name, and what of it is decided."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """A decision, the later one that counts instead, and on what; `disputed` where they are two people's."""

    earlier: Decision
    later: Decision
    of: str
    on: str
    disputed: bool


def overruled(placed: Iterable[Placed]) -> list[Overruled]:
    """Each decision of one article that a later one counts instead of, in the order of their time."""
    told: dict[Thing, list[tuple[Decision, Any]]] = {}
    for one in placed:
        for thing, value in _things(one):
            told.setdefault(thing, []).append((one.decision, value))
    found = [one for thing, row in told.items() for one in _of_one(thing, row)]
    return sorted(found, key=lambda one: (one.earlier.at, one.earlier.key, one.on))


def _of_one(thing: Thing, row: list[tuple[Decision, Any]]) -> Iterator[Overruled]:
    later, counts = row[-1]
    latest = {decision.who: decision.key for decision, _ in row}
    for decision, value in row[:-1]:
        if value != counts:
            disputed = decision.who != later.who and latest[decision.who] == decision.key
            yield Overruled(decision, later, *thing, disputed)


def _things(one: Placed) -> Iterator[tuple[Thing, Any]]:
    """What a decision says of what: two decisions differ where they say different things of the same."""
    decision = one.decision
    if decision.action == "merge":
        yield (folded(decision.value["name"]), "who it is"), folded(decision.value["into"])
        return
    for statement in one.statements:
        for on, value in _said(decision):
            yield (statement, on), value


def _said(decision: Decision) -> Iterator[tuple[str, Any]]:
    value, action = decision.value, decision.action
    yield "whether it is a statement", action != "reject"
    if action == "accept":
        yield "speaker", _name(value.get("speaker"))
        yield "kind", value.get("kind")
        yield "content", _place(decision.anchor.get("corrected") or decision.anchor["content"])
    if action == "speaker":
        yield "speaker", _name(value)
    if action == "split":
        yield "speaker", folded(value["as"])
    if action == "kind":
        yield "kind", value["kind"]
    if action == "span":
        yield from ((role, _place(value[role])) for role in ROLES if role in value)


def _name(value: Any) -> str | None:
    return folded(value["name"]) if value and value["name"] is not None else None


def _place(anchors: Any) -> tuple[tuple[int, int], ...]:
    return tuple((anchor["start"], anchor["end"]) for anchor in anchors)
