"""A record as people have corrected it: the machine's reading with every decision that still finds what it means.

Adds a view and changes nothing that is stored. A decision is looked for by the statement's words; one that finds none
is shown as lost, with the reason, and has no effect. Decisions take effect in the order of their time, so that of two
people who disagree the later one counts. Confidences stay the machine's.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from onrecord.archive import anchors
from onrecord.archive.decision import ROLES, Decision, live, note
from onrecord.archive.draft import Draft, LostError, folded, kind_of, quotations_in
from onrecord.model import Record, Speaker, Statement, StatementKind

_NOBODY: Final = "the article has no speaker “{}”"


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision and the statements of this reading that it is about; `lost` says what it is about no more, and is
    empty where it found everything."""

    decision: Decision
    statements: tuple[str, ...]
    lost: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A corrected record, and what became of each decision, the earliest first."""

    record: Record
    placed: tuple[Placed, ...]


def view(record: Record, decisions: Iterable[Decision], home: Iterable[str] = ()) -> View:
    """The record with those of the decisions in effect that are about it.

    `home` holds what else names the record's page: its key, and the ids of its other versions.
    """
    draft, found = _applied(record, decisions, home)
    return View(draft.finished() if any(one.statements for one in found) else record, found)


def placed(record: Record, decisions: Iterable[Decision], home: Iterable[str] = ()) -> tuple[Placed, ...]:
    """What becomes of each decision, as `view` has it, without the view."""
    return _applied(record, decisions, home)[1]


def _applied(record: Record, decisions: Iterable[Decision], home: Iterable[str]) -> tuple[Draft, tuple[Placed, ...]]:
    draft = Draft(record, frozenset({record.article.id, *home}))
    told = [decision for decision in live(decisions) if is_about(decision, draft.home)]
    return draft, tuple(found for decision in told if (found := _placed(draft, decision)))


def is_about(decision: Decision, home: frozenset[str]) -> bool:
    """Whether a decision is about the page with these names, or about all pages."""
    if decision.action == "split":
        return any(_is_home(part, home) for part in decision.value["parts"])
    return decision.article is None or decision.article in home or decision.anchor.get("page") in home


def _is_home(part: Mapping[str, Any], home: frozenset[str]) -> bool:
    return part["article"] in home or part.get("page") in home


def _placed(draft: Draft, decision: Decision) -> Placed | None:
    """Let the decision have its effect; `None` where it is about all articles and does not concern this one."""
    try:
        if decision.action == "merge":
            found = _merge(draft, decision)
            return None if found is None else Placed(decision, found)
        if decision.action == "split":
            return _split(draft, decision)
        statement = draft.target(decision.anchor, decision.article, decision.statement, decision.value.get("content"))
        _EFFECTS[decision.action](draft, statement, decision)
    except LostError as lost:
        return Placed(decision, (), str(lost))
    return Placed(decision, (statement.id,))


def _accept(draft: Draft, statement: Statement, decision: Decision) -> None:
    """What was accepted stays: these words, this kind, this speaker, whatever a newer reading says."""
    value = decision.value
    if "speaker" in value:
        told = value["speaker"]
        statement = draft.give(statement, draft.speaker(told, decision, statement) if told else None)
    kind = StatementKind(value.get("kind") or statement.kind)
    draft.put(replace(statement, kind=kind), decision, "accepted")


def _reject(draft: Draft, statement: Statement, _: Decision) -> None:
    draft.rejected.add(statement.id)


def _speaker(draft: Draft, statement: Statement, decision: Decision) -> None:
    known = decision.value["name"] is not None
    speaker = draft.speaker(decision.value, decision, statement) if known else None
    done = f"speaker set to “{speaker.name}”" if speaker else "speaker set to unknown"
    draft.put(draft.give(statement, speaker), decision, done)


def _kind(draft: Draft, statement: Statement, decision: Decision) -> None:
    kind = StatementKind(decision.value["kind"])
    draft.put(replace(statement, kind=kind), decision, f"kind set to {kind}")


def _span(draft: Draft, statement: Statement, decision: Decision) -> None:
    """Other words; the quotations in them, and the kind, follow from where the quotation marks stand."""
    given = {role: decision.value[role] for role in ROLES if role in decision.value}
    places = {role: anchors.located(draft.article.text, words) for role, words in given.items()}
    missing = [role for role, place in places.items() if place is None]
    if missing:
        raise LostError(f"the words that were set as its {missing[0]} are not in this version of the text")
    spans = {role: place[0] for role, place in places.items() if place}
    if "content" in spans:
        quotations = quotations_in(draft.article, spans["content"])
        kind = kind_of(spans["content"], quotations)
        statement = replace(statement, content=spans["content"], quotations=quotations, kind=kind)
    cue, source = spans.get("cue", statement.cue), spans.get("source", statement.source)
    draft.put(replace(statement, cue=cue, source=source), decision, f"{' and '.join(spans)} set")


_EFFECTS: Final[Mapping[str, Callable[[Draft, Statement, Decision], None]]] = {
    "accept": _accept,
    "reject": _reject,
    "speaker": _speaker,
    "kind": _kind,
    "span": _span,
}


def _merge(draft: Draft, decision: Decision) -> tuple[str, ...] | None:
    """One speaker is the other, here or in every article; `None` where everywhere has nobody of the name here."""
    value = decision.value
    everywhere = decision.article is None
    ones = draft.called(value["name"], also=not everywhere, id_=value.get("id"))
    if not ones:
        if everywhere:
            return None
        raise LostError(_NOBODY.format(value["name"]))
    if not everywhere and len(ones) > 1:
        raise LostError(f"the article has several speakers “{value['name']}”")
    others = [s for s in draft.called(value["into"], also=False, id_=value.get("into_id")) if s not in ones]
    if folded(value["into"]) == folded(value["name"]) and not others:
        raise LostError(f"the article has one speaker “{value['name']}” only")
    ids = [id_ for one in ones for id_ in _fold(draft, one, value["into"], others, decision)]
    return tuple(ids)


def _fold(draft: Draft, speaker: Speaker, name: str, others: list[Speaker], decision: Decision) -> list[str]:
    """Make a speaker the first of others, or where there is no other, give them its name."""
    speaker = draft.speakers[speaker.id]
    base = draft.speakers[others[0].id] if others else replace(speaker, name=name)
    aliases = dict.fromkeys((*base.aliases, speaker.name, *speaker.aliases))
    draft.speakers[base.id] = replace(
        base,
        aliases=tuple(alias for alias in aliases if alias != base.name),
        mentions=tuple(sorted({*base.mentions, *speaker.mentions})),
        reason=f"{base.reason}; {note(decision, f'“{speaker.name}” taken as “{base.name}”')}",
    )
    told = [statement for statement in draft.statements.values() if statement.speaker == speaker.id]
    for statement in told:
        draft.statements[statement.id] = replace(statement, speaker=base.id)
    if others:
        del draft.speakers[speaker.id]
    return [statement.id for statement in told]


def _split(draft: Draft, decision: Decision) -> Placed:
    """Some statements, or all of an article, are another speaker's than the one's of this name."""
    found: list[str] = []
    lost: list[str] = []
    for part in decision.value["parts"]:
        if _is_home(part, draft.home):
            try:
                found += _parted(draft, part, decision)
            except LostError as error:
                lost.append(str(error))
    return Placed(decision, tuple(found), "; ".join(dict.fromkeys(lost)))


def _parted(draft: Draft, part: Mapping[str, Any], decision: Decision) -> list[str]:
    name, other = decision.value["name"], decision.value["as"]
    like = next(iter(draft.called(name)), None)
    if part["statement"] is not None:
        statement = draft.target(part["anchor"], part["article"], part["statement"])
        speaker = draft.speaker({"name": other, "new": True}, decision, statement, like)
        draft.put(draft.give(statement, speaker), decision, f"speaker set to “{speaker.name}”")
        return [statement.id]
    if like is None:
        raise LostError(_NOBODY.format(name))
    others = [speaker for speaker in draft.called(other, also=False) if speaker.id != like.id]
    return _fold(draft, like, other, others, decision)
