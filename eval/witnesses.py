"""Simulated reports as readings, as the trace compares them: the words, the marks, and the reporter's words beside."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from eval.simulator import FIRST_DAY, Report
from onrecord.model import Reading, StatementKind
from onrecord.spans import Span
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import words_of

_BEGIN: Final = datetime.fromordinal(FIRST_DAY).replace(tzinfo=UTC)
EXACT, DAYS = "exact", "days"


def name_of(number: int) -> str:
    """A report's statement: a name that says nothing of its order."""
    return f"a{sha256(str(number).encode()).hexdigest()[:16]}#s1"


def witness(number: int, report: Report, times: str = DAYS) -> Witnessed:
    """A report as a reading, dated by its true time or day."""
    marks = ("“", "”") if report.quoted else ("", "")
    text = f"{marks[0]}{report.text}{marks[1]} {report.outside}."
    span = Span(len(marks[0]), len(marks[0]) + len(report.text))
    quoted = [span] if report.quoted else []
    when = _BEGIN + timedelta(days=report.time)
    statement = name_of(number)
    reading = Reading(
        statement, statement.partition("#")[0], None, report.outlet,
        when.isoformat() if times == EXACT else when.date().isoformat(), "simulated", (span,), report.text,
        kind=StatementKind.DIRECT if report.quoted else StatementKind.INDIRECT,
    )  # fmt: skip
    return Witnessed(
        reading, words_of(text, [span], quoted), words_of(text, [Span(0, len(text))], quoted), (), text, text
    )
