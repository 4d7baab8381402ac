"""Runs that were cut short, what they had done by then, and what went wrong in them.

Adds nothing to the archive but the state of a run. What a run has done is read from what it stored, so that nothing has
to be kept beside it that a crash could part from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select, update

from onrecord.archive.connect import Archive, reading
from onrecord.archive.rows import storable
from onrecord.archive.schema import errors, runs, skipped, sources
from onrecord.model import Source
from onrecord.read.items import Item, Skipped, Unread

ADD: Final = "add"


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its id, what it was started with, its state ("running", "interrupted", "finished") and its counts."""

    id: int
    arguments: Mapping[str, Any]
    state: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read."""

    location: str
    code: str
    detail: str
    remedy: str


def method_version(method: str | None) -> str:
    """What attributes with this method, and its version: "tagger 1.0", "rules 1"; `None` is the best there is here."""
    from onrecord.attribute import candidates, network  # noqa: PLC0415 - numpy is slow to import

    if method == "rules" or (method is None and not network.available()):
        return candidates.RULES
    size: network.Size = "fast" if method == "fast" else "tagger"
    return f"{size} {network.settings(size=size).version}"


def unfinished(connection: Connection, command: str = ADD) -> Run | None:
    """The last run of the command that did not come to its end."""
    wanted = select(runs).where(runs.c.command == command, runs.c.state != "finished")
    return _run(connection, wanted.order_by(runs.c.id.desc()).limit(1))


def run_of(connection: Connection, run: int) -> Run | None:
    """The run of this id."""
    return _run(connection, select(runs).where(runs.c.id == run))


def _run(connection: Connection, wanted: Any) -> Run | None:
    row = connection.execute(wanted).mappings().first()
    return Run(row["id"], row["arguments"], row["state"], row["counts"]) if row else None


def go_on(connection: Connection, run: int) -> dict[str, int]:
    """Mark a run as running again; its counts without those of inputs that will be met once more.

    An unchanged page leaves no trace of its own where it was found before, and is therefore met and counted again.
    """
    mine = runs.c.id == run
    counts = dict(connection.execute(select(runs.c.counts).where(mine)).scalar_one())
    stored = connection.execute(select(func.count()).where(sources.c.run_id == run)).scalar_one()
    counts["unchanged"] = stored - counts.get("added", 0) - counts.get("changed", 0)
    counts = {outcome: number for outcome, number in counts.items() if number > 0}
    connection.execute(update(runs).where(mine).values(state="running", finished=None, counts=counts))
    return counts


def done(archive: Archive, run: int) -> Callable[[str], bool]:
    """Whether a location was stored, failed or skipped in this run: the predicate that leaves it out on resuming."""
    aside = {noted[0] for noted in _noted(archive, run)}

    def is_done(location: str) -> bool:
        location = storable(location)
        if location in aside:
            return True
        wanted = select(sources.c.id).where(sources.c.location == location, sources.c.run_id == run).limit(1)
        with reading(archive) as connection:
            return connection.execute(wanted).first() is not None

    return is_done


def left(archive: Archive, run: int, items: Iterable[Item]) -> Iterator[Item]:
    """The items without what the run has noted already of failures and of what is no page: to come upon it, nothing
    needed to be read, so that nobody asked whether to leave it out."""
    noted = _noted(archive, run)
    return (item for item in items if isinstance(item, Source) or _note(item) not in noted)


def _noted(archive: Archive, run: int) -> frozenset[tuple[str, ...]]:
    failed = select(errors.c.location, errors.c.code, errors.c.detail).where(errors.c.run_id == run)
    passed = select(skipped.c.location, skipped.c.reason).where(skipped.c.run_id == run)
    with reading(archive) as connection:
        return frozenset(tuple(row) for wanted in (failed, passed) for row in connection.execute(wanted))


def _note(item: Unread | Skipped) -> tuple[str, ...]:
    if isinstance(item, Skipped):
        return storable(item.where), storable(item.reason)
    return storable(item.where), item.error.code, storable(item.error.detail)


def failures(connection: Connection, run: int) -> list[Failure]:
    """What could not be read in the run, in the order in which it was met."""
    wanted = select(errors).where(errors.c.run_id == run).order_by(errors.c.id)
    return [
        Failure(row["location"], row["code"], row["detail"], row["remedy"])
        for row in connection.execute(wanted).mappings()
    ]


def reasons(connection: Connection, run: int) -> dict[str, int]:
    """How many inputs of the run were skipped, by reason, the most frequent first."""
    reason, number = skipped.c.reason, func.count()
    wanted = select(reason, number).where(skipped.c.run_id == run).group_by(reason).order_by(number.desc(), reason)
    return {str(name): int(times) for name, times in connection.execute(wanted)}
