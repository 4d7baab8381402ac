"""Decisions and the queue as JSON lines, out of one archive and into another.

Adds decisions that were taken elsewhere; the same file twice adds nothing. A line of the queue that somebody has
written an `action` into is a decision too. A bad line is one error with its number, and the others count all the same.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO, Final, TypeAlias

from sqlalchemy import Connection

from onrecord.archive import ledger
from onrecord.archive.connect import Archive, writing
from onrecord.archive.decision import from_dict, refused, to_dict
from onrecord.archive.decisions import decide
from onrecord.archive.review import Waiting, Wanted, queue
from onrecord.errors import OnRecordError

QUEUE: Final = "onrecord-queue/1"
LONGEST: Final = 10_000_000
_BATCH: Final = 200
_PLAIN: Final = "Give one JSON object a line, as “onrecord review export” writes them."
_GIVEN: Final = ("action", "article", "statement", "value", "who", "why", "at")

Report: TypeAlias = Callable[[OnRecordError], None]


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many decisions were added, were there already, stood on bad lines, and how many lines decided nothing."""

    added: int = 0
    known: int = 0
    refused: int = 0
    undecided: int = 0


def exported(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every decision, undone ones and undoing ones too, in the order in which they came."""
    return (to_dict(decision) for decision in ledger.all_of(connection))


def exported_queue(connection: Connection, wanted: Wanted | None = None) -> Iterator[dict[str, Any]]:
    """Every entry of the queue, with room for an action, its value, and why."""
    return (_line(waiting) for waiting in queue(connection, wanted))


def _line(waiting: Waiting) -> dict[str, Any]:
    return {"format": QUEUE} | asdict(waiting) | {"action": None, "value": {}, "why": ""}


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is longer than any decision, only so much that this can be told."""
    while line := stream.readline(LONGEST + 1):
        rest = line
        while len(rest) > LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST + 1)
        yield line


def replay(archive: Archive, lines: Iterable[bytes], name: str, who: str, report: Report) -> Replayed:
    """Take the decisions of a file's lines; `who` decides where a line does not say, `report` is told of bad lines.

    `name` says in messages where the lines are from. Raises OR403 where the archive cannot be written.
    """
    numbered = enumerate(lines, start=1)
    done = Counter[str]()
    while some := list(islice(numbered, _BATCH)):
        with writing(archive) as connection:
            taker = _Taker(connection, who, ledger.marks(connection))
            done.update(taker.outcome(line, f"{name} line {number}", report) for number, line in some)
    return Replayed(**{outcome: done[outcome] for outcome in ("added", "known", "refused", "undecided")})


class _Taker:
    """Takes lines within one transaction; `marks` are those of plain lines that were taken already."""

    def __init__(self, connection: Connection, who: str, marks: set[str]) -> None:
        self._connection, self._who, self._marks = connection, who, marks

    def outcome(self, line: bytes, where: str, report: Report) -> str:
        """What became of a line, by its name in `Replayed`; empty for an empty line."""
        try:
            return self._taken(_parsed(line, where), where) if line.strip() else ""
        except OnRecordError as error:
            told = error.detail if error.where == where else f"{error.where}: {error.detail}".removesuffix(": ")
            if error.code == "OR404":
                report(OnRecordError("OR404", where, error.remedy, told))
            elif error.code == "OR407":
                report(OnRecordError("OR407", where, error.remedy, told))
            else:
                raise
            return "refused"

    def _taken(self, line: Mapping[str, Any], where: str) -> str:
        if line.get("key"):
            return "added" if ledger.keep(self._connection, from_dict(line, where)) else "known"
        if line.get("action"):
            return self._plain({name: line[name] for name in _GIVEN if line.get(name) is not None}, where)
        if line.get("format") != QUEUE:
            raise refused(where, "it has no action")
        return "undecided"

    def _plain(self, line: Mapping[str, Any], where: str) -> str:
        """Take a decision in a person's words; the mark of the line is kept, so that it is taken once."""
        given = {"who": self._who, **line}
        decision = from_dict(given, where)
        mark = sha256(json.dumps(given, sort_keys=True).encode("ascii")).hexdigest()[:32]
        if mark in self._marks:
            return "known"
        decide(self._connection, decision, mark)
        self._marks.add(mark)
        return "added"


def _parsed(line: bytes, where: str) -> Mapping[str, Any]:
    if len(line) > LONGEST:
        raise OnRecordError("OR407", where, _PLAIN, f"the line is longer than {LONGEST:,} bytes")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise OnRecordError("OR407", where, _PLAIN, "the line is no JSON") from None
    if not isinstance(value, dict):
        raise OnRecordError("OR407", where, _PLAIN, "the line is no JSON object")
    return value
