"""One correction by a person: what was decided, of which statement, by whom, when and why.

Adds the noun, its key and its line of JSON. A decision is never changed and never removed: who changes their mind adds
another one, and an undo is one more that names what it undoes. Refuses a decision without a name, an hour, or a form
that can be understood (OR407).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

from onrecord.archive import anchors
from onrecord.errors import OnRecordError
from onrecord.model import SpeakerKind, StatementKind

FORMAT: Final = "onrecord-decision/1"
ROLES: Final = ("content", "cue", "source")
LONGEST_NAME: Final = 1_000
LONGEST_WHY: Final = 10_000
EARLIEST: Final = 2000
AHEAD: Final = timedelta(days=1)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_KINDS: Final[Mapping[str, type]] = {
    **dict.fromkeys(("action", "who", "why", "at", "article", "statement", "key"), str),
    **dict.fromkeys(("value", "anchor"), dict),
}
_REMEDY: Final = "docs/correcting.md says what a decision holds."


@dataclass(frozen=True, slots=True)
class Decision:
    """`value` holds what `action` needs, `anchor` the words meant; `at` is UTC. `id` counts the archive's decisions."""

    action: str
    article: str | None = None
    statement: str | None = None
    value: Mapping[str, Any] = field(default_factory=dict)
    who: str = ""
    why: str = ""
    at: str = ""
    anchor: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """The hash of all that was decided, the same in every archive."""
        told = [self.action, self.article, self.statement, self.value, self.who, self.why, self.at, self.anchor]
        written = json.dumps(told, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return "d" + sha256(written.encode("ascii")).hexdigest()[:32]

    @property
    def where(self) -> str:
        """What it is about, as people name it."""
        return named(self.article, self.statement)


def named(article: str | None, statement: str | None = None) -> str:
    """“a1#s3”, or the article alone, or the archive."""
    return f"{article}#{statement}" if article and statement else article or "the archive"


def refused(where: str, detail: str, remedy: str = _REMEDY) -> OnRecordError:
    """The error of a decision that cannot be taken."""
    return OnRecordError("OR407", where, remedy, detail)


def now() -> str:
    """This moment as a decision's `at`: UTC, with microseconds, so that the order of the times is that of the text."""
    return hour(datetime.now(UTC))


def hour(moment: datetime) -> str:
    """A moment with its time zone as a decision's `at`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def to_dict(decision: Decision) -> dict[str, Any]:
    """The decision in the order of its line of JSON; `key` shows whether a line was altered since."""
    return {
        "format": FORMAT,
        "key": decision.key,
        "at": decision.at,
        "who": decision.who,
        "why": decision.why,
        "action": decision.action,
        "article": decision.article,
        "statement": decision.statement,
        "value": dict(decision.value),
        "anchor": dict(decision.anchor),
    }


def from_dict(line: Mapping[str, Any], where: str) -> Decision:
    """The decision of a line of JSON; other fields of the line are let be. Raises OR407 where it is none."""
    for name, kind in _KINDS.items():
        if not isinstance(line.get(name), kind | None):
            raise refused(where, f"“{name}” is of the wrong kind")
    action, who, why = (line.get(name) or "" for name in ("action", "who", "why"))
    at = _hour_of(line["at"], where) if line.get("at") else ""
    value, anchor = line.get("value") or {}, line.get("anchor") or {}
    decision = Decision(action, line.get("article"), line.get("statement"), value, who, why, at, anchor)
    if line.get("key") not in (None, decision.key):
        raise refused(where, "it was altered after it was written: its key is of other words")
    return decision


def _hour_of(text: str, where: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise refused(where, f"“{text[:40]}” is no time") from None
    if moment.tzinfo is None:
        raise refused(where, "its time has no time zone")
    if moment.year < EARLIEST:
        raise refused(where, f"its time is before the year {EARLIEST}")
    if moment > datetime.now(UTC) + AHEAD:
        raise refused(where, "its time has not come yet")
    return hour(moment)


def check(decision: Decision) -> None:
    """Raises OR407 where a decision has no known action, nobody who made it, or a value that its action cannot use."""
    heads(decision)
    try:
        _CHECKS[decision.action](decision.value)
        _anchor(decision.anchor, words=decision.action in ABOUT_STATEMENTS)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        detail = f"“{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
        raise refused(decision.where, detail) from None


def heads(decision: Decision) -> None:
    """Raises OR407 where a decision has no known action, nobody who made it, or no statement where it needs one."""
    if decision.action not in _CHECKS:
        raise refused("the decision", f"there is no action “{decision.action[:40]}”")
    try:
        _words("who", decision.who, LONGEST_NAME)
        _words("why", decision.why, LONGEST_WHY)
        _words("article", decision.article or "", LONGEST_NAME)
        _words("statement", decision.statement or "", LONGEST_NAME)
    except ValueError as error:
        raise refused("the decision", str(error)) from None
    if not decision.who.strip():
        raise refused(decision.where, "it does not say who decides", "Name yourself with --who or ONRECORD_WHO.")
    if decision.action in ABOUT_STATEMENTS and not (decision.article and decision.statement):
        raise refused(decision.where, "it names no statement", "A statement is named as ARTICLE#s3.")


def live(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody has undone, the earliest first, without the undoing ones."""
    told = sorted(decisions, key=lambda d: (d.at, d.key))
    undone = {d.value["decision"] for d in told if d.action == "undo"}
    return [d for d in told if d.action != "undo" and d.key not in undone]


def names_in(decision: Decision) -> Iterator[str]:
    """The articles and pages that a decision names; one about all articles names none."""
    if decision.action == "split":
        for part in decision.value["parts"]:
            yield from filter(None, (part["article"], part.get("page")))
    yield from filter(None, (decision.article, decision.anchor.get("page")))


def note(decision: Decision, done: str) -> str:
    """What a reason says of a correction: “speaker set by Ann on 2026-11-23 (she said so on air)”."""
    why = f" ({decision.why[:200]})" if decision.why else ""
    return f"{done} by {decision.who} on {decision.at[:10]}{why}"


def _words(name: str, text: object, longest: int) -> str:
    """The text, where an archive can keep it."""
    if not isinstance(text, str) or len(text) > longest or "\0" in text or _SURROGATE.search(text):
        raise ValueError(f"“{name}” is no text of at most {longest} characters")
    return text


def _anchor(anchor: Mapping[str, Any], *, words: bool) -> None:
    """See that an anchor names a page or none, and has the words of a statement where it is of one."""
    _words("page", anchor.get("page") or "", LONGEST_WHY)
    if words and not anchor["content"]:
        raise ValueError("its anchor has no words")
    for role in ("content", "cue", "source", "corrected"):
        selectors(anchor.get(role, []))


def _name(value: Mapping[str, Any], name: str) -> None:
    if not _words(name, value[name], LONGEST_NAME).strip():
        raise ValueError(f"“{name}” is empty")


def _party(value: Mapping[str, Any]) -> None:
    if value["name"] is not None:
        _name(value, "name")
    if value.get("kind") is not None:
        SpeakerKind(value["kind"])


def _accept(value: Mapping[str, Any]) -> None:
    if value.get("speaker") is not None:
        _party(value["speaker"])
    if value.get("kind") is not None:
        StatementKind(value["kind"])


def _kind(value: Mapping[str, Any]) -> None:
    StatementKind(value["kind"])


def _span(value: Mapping[str, Any]) -> None:
    given = [role for role in ROLES if role in value]
    if not given:
        raise ValueError("no content, cue or source is given")
    if value.get("content") == []:
        raise ValueError("a statement has content")
    for role in given:
        selectors(value[role])


def selectors(values: Any) -> None:
    """Raises ValueError, KeyError or TypeError where `values` are no anchors in the order of their text."""
    found = [anchors.from_json(one) for one in values]
    if any(one.end > other.start for one, other in pairwise(found)):
        raise ValueError("its spans are not in order, or overlap")


def _merge(value: Mapping[str, Any]) -> None:
    _name(value, "name")
    _name(value, "into")


def _split(value: Mapping[str, Any]) -> None:
    _name(value, "name")
    _name(value, "as")
    if not value["parts"]:
        raise ValueError("it names no statement or article")
    for part in value["parts"]:
        _name(part, "article")
        _words("page", part.get("page") or "", LONGEST_WHY)
        if part["statement"] is not None:
            _name(part, "statement")
            _anchor(part["anchor"], words=True)


def _undo(value: Mapping[str, Any]) -> None:
    _name(value, "decision")


ABOUT_STATEMENTS: Final = ("accept", "reject", "speaker", "kind", "span")
_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], None]]] = {
    "accept": _accept,
    "reject": lambda _: None,
    "speaker": _party,
    "kind": _kind,
    "span": _span,
    "merge": _merge,
    "split": _split,
    "undo": _undo,
}
