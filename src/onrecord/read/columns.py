"""The row of a table → `Source`: which column holds the text, and what the others state of the page.

Columns are known by the names that tables of articles usually give them, or by a mapping of the user's. What the row
states is kept beside the bytes (`Stated`) and believed by nobody here. A row without a text is no page.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import PurePath
from typing import Any, Final

from onrecord.data import table
from onrecord.errors import OnRecordError
from onrecord.model import Stated
from onrecord.read.capture import MAX_BYTES, from_bytes
from onrecord.read.items import Item, Skipped, Unread

_NOISE: Final = re.compile(r"[\s_.\-]+")
_CONTROLS: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NAMES: Final = re.compile(r"\s*(?:;|\||,|\band\b|&)\s*")
_NOTHING: Final = frozenset({"none", "null", "nan", "n/a", "na", "[]", "{}", "-"})
_LONGEST: Final = 2000
_LONGEST_ID: Final = 200
_MOST_NAMES: Final = 50
_DEEPEST: Final = 4
# Seconds since 1970 between 1990 and 2100; thousandths of seconds are a thousand times as many.
_FIRST_SECOND: Final = 631_152_000
_LAST_SECOND: Final = 4_102_444_800


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which field; a field that no column holds is absent. `texts` are the columns of the page's
    text in the order in which they are asked."""

    texts: tuple[str, ...]
    others: Mapping[str, str]


def columns_of(names: Collection[str], mapping: Mapping[str, str]) -> Columns:
    """The columns of a table with these column names; `mapping`, field → column, goes before the usual names."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_NOISE.sub("", name).lower(), name)
    found = {
        field: next((known[usual] for usual in usuals if usual in known), None) for field, usuals in _usual().items()
    }
    chosen = {field: name for field, name in (found | dict(mapping)).items() if name is not None}
    order = sorted(("text", "html"), key=lambda field: field not in mapping)
    texts = tuple(chosen.pop(field) for field in order if field in chosen)
    return Columns(texts, {field: name for field, name in chosen.items() if name not in texts})


@cache
def _usual() -> dict[str, tuple[str, ...]]:
    rows = table("en", "column_names.tsv")
    fields = dict.fromkeys(row["field"] for row in rows)
    return {field: tuple(row["name"] for row in rows if row["field"] == field) for field in fields}


def no_text(where: str, names: Collection[str], mapping: Mapping[str, str]) -> OnRecordError:
    """The error for a table in which no column can be the text."""
    shown = ", ".join(list(names)[:20])[:300]
    wanted = mapping.get("text") or mapping.get("html")
    detail = f"no column “{wanted}”; there are: {shown}" if wanted else f"none of its columns is a text: {shown}"
    return OnRecordError("OR112", where, "Name the column: --columns text=NAME.", detail)


def header_error(where: str, names: Collection[str], mapping: Mapping[str, str]) -> OnRecordError | None:
    """What speaks against a table with a header: a column that the mapping names and that is not there, or no text."""
    missing = [name for name in mapping.values() if name not in names]
    if missing or not columns_of(names, mapping).texts:
        return no_text(where, names, {"text": missing[0]} if missing else {})
    return None


def item(row: Mapping[str, Any], columns: Columns, location: str, origin: str) -> Item:
    """The page of a row; `origin` is the table's name."""
    text = next((text for name in columns.texts if (text := _text(row.get(name))).strip()), "")
    if not text:
        return Skipped(location, "no text in this row")
    data = text.encode("utf-8")
    value = {field: row.get(name) for field, name in columns.others.items()}
    if len(data) > MAX_BYTES:
        return too_long(location)
    try:
        source = from_bytes(data, location, _address(value.get("url")), "utf-8")
    except OnRecordError as error:
        return Unread(location, error)
    return replace(source, record=_line(value.get("id"), _LONGEST_ID), stated=_stated(value, columns, origin))


def too_long(location: str) -> Unread:
    """A row that is larger than any page."""
    detail = f"more than {MAX_BYTES // 1_000_000} MB in one row"
    return Unread(location, OnRecordError("OR106", location, "The other rows were read.", detail))


def _stated(value: Mapping[str, Any], columns: Columns, origin: str) -> Stated | None:
    found = {
        "title": _line(value.get("title")),
        "outlet": _line(value.get("outlet")),
        "published": _when(value.get("published")),
        "modified": _when(value.get("modified")),
        "language": _line(value.get("language"), 40),
    }
    byline = _people(value.get("byline"))
    if not byline and not any(found.values()):
        return None
    name = columns.others.get("published") if found["published"] else None
    return Stated(f"column “{name}” of {origin}" if name else origin, byline=byline, **found)


def origin_of(where: str) -> str:
    """What a table is called: its file's name without the folders it lies in."""
    return PurePath(where).name or where


def _text(value: Any, depth: int = 0) -> str:
    """The text of a cell. A list is a list of paragraphs, and a list in it the sentences of one; an object gives what
    it holds under a usual name of a text, as `{"rendered": …}` of WordPress does."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bytes | bytearray):
        return clean(bytes(value[: MAX_BYTES + 1]).decode("utf-8", "replace"))
    if isinstance(value, Mapping) and depth < _DEEPEST:
        usual = ("rendered", *_usual()["text"], *_usual()["html"])
        return next((_text(value[name], depth + 1) for name in usual if name in value), "")
    if isinstance(value, Sequence) and depth < _DEEPEST:
        return ("\n\n" if depth == 0 else " ").join(filter(None, (_text(one, depth + 1) for one in value)))
    return ""


def clean(text: str) -> str:
    """The text without lone surrogates, which JSON can write and no encoding can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _line(value: Any, longest: int = _LONGEST) -> str | None:
    """A cell as one line; `None` where it says nothing."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in ("name", "title", "rendered", "value") if name in value), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    line = " ".join(_CONTROLS.sub(" ", clean(str(value))[: longest * 4]).split())[:longest]
    return line if line and line.lower() not in _NOTHING else None


def _people(value: Any) -> tuple[str, ...]:
    """The names of a byline: a list of them, or one text with names between commas."""
    if isinstance(value, str) and value[:1] == "[" and value[-1:] == "]":
        # Lists that were written to CSV come as Python shows them.
        value = [name.strip(" \"'") for name in value[1:-1].split(",")]
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        named = [_line(one, 200) for one in value[:_MOST_NAMES]]
    else:
        named = [_line(one, 200) for one in _NAMES.split(_line(value) or "")[:_MOST_NAMES]]
    return tuple(dict.fromkeys(filter(None, named)))


def _address(value: Any) -> str | None:
    line = _line(value, 8000)
    return line if line and line.lower().startswith(("http://", "https://")) and " " not in line else None


def _when(value: Any) -> str | None:
    """A date as the table writes it; numbers are seconds or thousandths of seconds since 1970."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if value > _LAST_SECOND else value
        if _FIRST_SECOND <= seconds <= _LAST_SECOND:
            return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _line(value, 200)
