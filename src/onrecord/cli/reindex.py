"""`onrecord reindex`: the archive's pages read again with this version, and what that changed.

Adds newer readings; people's corrections stay as they are.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onrecord.cli import INTERRUPTED
from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.inputs import Fast, Rules, method_of
from onrecord.cli.progress import counted, progress
from onrecord.cli.terminal import report, say
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.export.words import count

if TYPE_CHECKING:
    from onrecord.archive.connect import Archive
    from onrecord.archive.differences import Change
    from onrecord.archive.reindex import Plan, Reread

_SIGNS = {"added": "+", "gone": "-", "changed": "~", "article": "~"}
_LONGEST = 100


def reindex(  # noqa: PLR0913 - one parameter an option
    *,
    archive: ArchiveOption = None,
    article: Annotated[list[str] | None, Parameter(help="Only this article; may be given several times.")] = None,
    since: Annotated[str | None, Parameter(help="Only articles published on this day or later: 2023-08-01.")] = None,
    force: Annotated[bool, Parameter(help="Also what this version has read already.")] = False,
    dry_run: Annotated[bool, Parameter(help="Show what would change, and change nothing.")] = False,
    jsonl: Annotated[bool, Parameter(help="Print one JSON object for each article.")] = False,
    fast: Fast = False,
    rules: Rules = False,
    jobs: Annotated[int, Parameter(help="Read on this many processes (1: in this one).")] = 0,
) -> int:
    """Read the archive's pages again. Returns 2 where one could not be read, 130 when it was interrupted."""
    from onrecord.archive.reindex import Plan  # noqa: PLC0415 - start-up time

    if jobs < 0:
        raise OnRecordError("OR301", "--jobs", "Give 1 or more.", f"{jobs}")
    method = method_of(fast=fast, rules=rules)
    plan = Plan(_day(since), tuple(article or ()), force, method, jobs, dry_run)
    with opened(archive) as store:
        return _run(store, plan, jsonl=jsonl)


def _day(since: str | None) -> str | None:
    try:
        return date.fromisoformat(since).isoformat() if since else None
    except ValueError:
        raise OnRecordError("OR301", "--since", "Write a day as 2023-08-01.", f"“{since}” is none") from None


def _run(store: "Archive", plan: "Plan", *, jsonl: bool) -> int:
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.reindex import chosen, reindex  # noqa: PLC0415

    with reading(store) as connection:
        ids = chosen(connection, plan)
    told = _Told()
    try:
        with progress(lambda: len(ids)) as tell, closing(reindex(store, plan, ids)) as done:
            for one in done:
                told.add(one)
                tell(told.outcomes)
                _show(one, jsonl=jsonl)
    except KeyboardInterrupt:
        say(f"stopped after {told.summary(plan)}; what was read is kept, and the same command goes on")
        return INTERRUPTED
    say(told.summary(plan))
    return 2 if told.outcomes["failed"] else 0


class _Told:
    """The counts of a run so far."""

    def __init__(self) -> None:
        self.outcomes = Counter[str]()
        self._changes, self._origins, self._corrections = Counter[str](), Counter[str](), Counter[str]()

    def add(self, one: "Reread") -> None:
        """Count one more article."""
        self.outcomes[one.outcome] += 1
        self._changes.update(change.kind for change in one.changes)
        if not one.error:
            self._origins[one.origin] += 1
            self._corrections.update({"standing": len(one.standing), "lost": len(one.lost)})

    def summary(self, plan: "Plan") -> str:
        """The counts on one line."""
        total = self.outcomes.total()
        if not total:
            return "nothing to read again: this version has read all of it (--force reads it all the same)"
        parts = [f"{count(total, 'article')} read again: {counted(self.outcomes)}"]
        parts.append("from " + ", ".join(f"{origin} {number}" for origin, number in sorted(self._origins.items())))
        statements = ", ".join(f"{self._changes[kind]} {kind}" for kind in ("added", "gone", "changed"))
        parts.append(f"statements: {statements}")
        if self._corrections.total():
            parts.append(f"corrections: {self._corrections['standing']} stand, {self._corrections['lost']} lost")
        return "; ".join(parts) + ("; nothing was stored" if plan.dry_run else "")


def _show(one: "Reread", *, jsonl: bool) -> None:
    from onrecord.export.json import dumps  # noqa: PLC0415 - start-up time

    if one.error:
        report(one.error)
    for line in [dumps(_dict(one))] if jsonl else _lines(one):
        # Between what is said of the progress on standard error.
        print(line, flush=True)


def _lines(one: "Reread") -> Iterator[str]:
    if one.changes or one.lost:
        kinds = Counter(change.kind for change in one.changes)
        counts = ", ".join(f"{number} {kind}" for kind, number in kinds.items() if kind != "article")
        yield one_line(f"{one.article} from {one.origin}: {counts or 'the article itself'}")
    for change in one.changes:
        yield "  " + one_line(f"{_SIGNS[change.kind]} {_change(change)}")
    for placed in one.lost:
        yield "  " + one_line(f"! decision {placed.decision.id} ({placed.decision.action}) is lost: {placed.lost}")


def _dict(one: "Reread") -> dict[str, Any]:
    return {
        "article": one.article,
        "origin": one.origin,
        "outcome": one.outcome,
        "changes": [{"kind": c.kind, "before": c.before, "after": c.after} for c in one.changes],
        "corrections": {
            "standing": [placed.decision.id for placed in one.standing],
            "lost": [{"decision": placed.decision.id, "why": placed.lost} for placed in one.lost],
        },
        "error": str(one.error) if one.error else None,
    }


def _change(change: "Change") -> str:
    """What changed, in a line: the new words, or what is other than before."""
    before, after = change.before or {}, change.after or {}
    if change.kind == "article":
        return ", ".join(_values(before, after))
    one = after or before
    if change.kind == "changed":
        return f"{one['id']} {', '.join(_values(before, after))}"
    return f"{one['id']} {one['speaker'] or 'speaker not known'}: {_short(one['text'])}"


def _values(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for name, value in before.items():
        if name not in ("id", "content", "sha256") and value != after[name]:
            yield f"{name}: {_short(value)} → {_short(after[name])}"


def _short(value: object) -> str:
    if value in (None, "", []):
        return "none"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
