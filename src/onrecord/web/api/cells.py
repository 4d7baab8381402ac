"""Rows of plain values → lines of CSV (RFC 4180, UTF-8) that no spreadsheet takes for formulas.

A cell that begins with = + - @, a tab or a line end, or with the wide forms of these signs, gets an apostrophe before
it, as the OWASP advises against CSV injection; so does one that begins with apostrophes before such a sign. Whoever
takes one apostrophe away from each cell that begins with apostrophes and such a sign has the text as it was.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def header(names: Sequence[str]) -> str:
    """The first line: the names of the columns."""
    return _lines([names])


def lines(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> str:
    """A line for each row with the columns of these names; what is not known is empty."""
    return _lines([cell(row[name]) for name in names] for row in rows)


def _lines(rows: Iterable[Sequence[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return written.getvalue()


def cell(value: Any) -> str | float:
    """A value as a cell: spans as “10-50 60-70”, other lists with “; ” between, what is nested as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return harmless(value if isinstance(value, str) else _joined(value))


def _joined(value: Any) -> str:
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    if value and all(isinstance(one, Sequence) and not isinstance(one, str) for one in value):
        return " ".join(f"{start}-{end}" for start, end in value)
    return "; ".join(map(str, value))


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
