"""A table of articles (JSON lines, a JSON array, CSV, TSV) → its rows as pages, one at a time.

A row is known by its number: of its line in JSON lines, of its element in an array, of its record below the header in
CSV. A row that cannot be read is said to be (OR111, OR106) and the next one is read; no row larger than a page is held.
Which column is what, and what is believed of it, is `columns`' concern; Parquet is `parquet`'s.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, Literal, TypeAlias

from onrecord.errors import OnRecordError
from onrecord.read.capture import MAX_BYTES
from onrecord.read.columns import Columns, columns_of, header_error, item, no_text, origin_of, too_long
from onrecord.read.delimited import records
from onrecord.read.items import Item, Options, Skip, Skipped, Unread, never
from onrecord.read.streams import BROKEN, in_utf8, lines, plain

Kind: TypeAlias = Literal["json", "lines", "csv"]
_PIECE: Final = 1 << 16
_MOST_LISTED: Final = 1000
_REMEDY: Final = "The other rows were read."
_DEEPEST: Final = 500
_TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},"]', re.S)


@dataclass(slots=True)
class _Rows:
    """The rows of one table: how they are called, which are left out, and the columns, found once for each shape."""

    where: str
    options: Options
    skip: Skip
    shapes: dict[tuple[str, ...], Columns] = field(default_factory=dict)
    is_told: bool = False

    def location(self, number: int) -> str:
        """How a row is called in every run."""
        return f"{self.where}#{number}"

    def columns(self, names: Collection[str]) -> Columns:
        """The columns of a row with these names."""
        key = tuple(names)
        if len(self.shapes) > _MOST_LISTED:
            self.shapes.clear()
        return self.shapes.setdefault(key, columns_of(key, self.options.columns))

    def item(self, row: Mapping[str, Any], number: int) -> Item:
        """The page of a row; the first row that has no column for its text is the table's error, others are skipped."""
        columns = self.columns(row)
        if any(name in row for name in columns.texts):
            self.is_told = True
            return item(row, columns, self.location(number), origin_of(self.where))
        if self.is_told:
            return Skipped(self.location(number), "no column of text in this row")
        self.is_told = True
        return Unread(self.where, no_text(self.where, row, self.options.columns))

    def is_left_out(self, number: int) -> bool:
        """Whether a row is not to be read. One that was read in an earlier go has told of the table what there was."""
        left_out = self.skip(self.location(number))
        self.is_told = self.is_told or left_out
        return left_out

    def broken(self, number: int, why: str) -> Unread:
        """A row that cannot be read."""
        return Unread(self.location(number), OnRecordError("OR111", self.location(number), _REMEDY, why))


def items(stream: BinaryIO, where: str, kind: Kind, options: Options, skip: Skip = never) -> Iterator[Item]:
    """The rows of a table as items. `stream` can seek and may be compressed; `where` begins their locations."""
    rows = _Rows(where, options, skip)
    last = 0
    try:
        for number, found in _READERS[kind](lambda: in_utf8(plain(stream)), rows):
            last = number
            if found is not None:
                yield found
    except BROKEN as error:
        remedy = "Get the file again; what stands before the damage was read."
        at = f"damaged after row {last}: {error}" if last else f"damaged: {error}"
        yield Unread(where, OnRecordError("OR111", where, remedy, at))


_Found: TypeAlias = tuple[int, Item | None]
_Opener: TypeAlias = Callable[[], BinaryIO]


def _lines(opener: _Opener, rows: _Rows) -> Iterator[_Found]:
    """JSON lines, one object a line."""
    for number, data in lines(opener()):
        if data is not None and not data.strip(b" \t\r\n\0\x1e\xef\xbb\xbf"):
            continue
        if rows.is_left_out(number):
            yield number, None
        elif data is None:
            yield number, too_long(rows.location(number))
        else:
            yield number, _object(data, number, rows)


def _object(data: bytes, number: int, rows: _Rows) -> Item:
    try:
        row = json.loads(data.lstrip(b"\x1e").removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        return rows.broken(number, _why(error))
    return rows.item(row, number) if isinstance(row, dict) else rows.broken(number, "the line is no JSON object")


def _why(error: Exception) -> str:
    return f"no JSON: {error}"[:200] if isinstance(error, ValueError) else "nested too deeply"


def _json(opener: _Opener, rows: _Rows) -> Iterator[_Found]:
    """A JSON document: an array of objects, an object that holds one, JSON lines under another name, or one article."""
    if opener().read(_PIECE).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"[":
        yield from _array(opener, rows)
    elif _is_lines(opener()):
        yield from _lines(opener, rows)
    else:
        yield from _document(opener(), rows)


def _is_lines(stream: BinaryIO) -> bool:
    """Whether the first line is an object by itself and something follows it."""
    found = lines(stream)
    first, second = next(found, None), next(found, None)
    if not first or not first.data or not second:
        return False
    try:
        return isinstance(json.loads(first.data), dict)
    except (ValueError, RecursionError):
        return False


def _document(stream: BinaryIO, rows: _Rows) -> Iterator[_Found]:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        yield 1, too_long(rows.where)
        return
    try:
        whole = json.loads(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        yield 1, Unread(rows.where, OnRecordError("OR111", rows.where, "Correct the file.", _why(error)))
        return
    if not isinstance(whole, dict):
        yield 1, Unread(rows.where, OnRecordError("OR111", rows.where, "Correct the file.", "it holds no object"))
        return
    listed = [whole] if rows.columns(whole).texts else _listed(whole)
    for number, row in enumerate(listed, start=1):
        yield number, None if rows.is_left_out(number) else rows.item(row, number)


def _listed(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The first list of objects in an object, as the answers of news services hold their articles; else the object."""
    lists = (value for value in whole.values() if isinstance(value, list))
    found = ([row for row in one if isinstance(row, dict)] for one in lists)
    return next(filter(None, found), [dict(whole)])


def _array(opener: _Opener, rows: _Rows) -> Iterator[_Found]:
    """The elements of an array, read piece by piece; behind a broken one there is no telling where the next begins."""
    for number, data in enumerate(_elements(opener()), start=1):
        if data is None:
            yield number, rows.broken(number, "the array is broken off here, or this element is larger than a page")
        elif rows.is_left_out(number):
            yield number, None
        else:
            yield number, _object(data, number, rows)


def _elements(stream: BinaryIO) -> Iterator[bytes | None]:
    """The bytes of each element of a JSON array; `None` where what follows cannot be told apart."""
    buffer = stream.read(_PIECE)
    buffer, place, depth = buffer[buffer.index(b"[") + 1 :], 0, 0
    while True:
        begin = 0
        for match in _TOKEN.finditer(buffer, place):
            token, place = match[0], match.start()
            if token == b'"':
                break
            place = match.end()
            depth += (token in b"[{") - (token in b"]}")
            if depth < 0 or (depth == 0 and token == b","):
                element, begin = buffer[begin : match.start()], place
                if element.strip():
                    yield element
                elif depth == 0:
                    # Nothing between two commas is no JSON.
                    yield None
                    return
            if depth < 0:
                return
            if depth > _DEEPEST:
                break
        buffer, place = buffer[begin:], place - begin
        # Twice as much each time, so that a long element is not gone through again and again.
        more = stream.read(max(_PIECE, len(buffer))) if len(buffer) <= MAX_BYTES and depth <= _DEEPEST else b""
        if not more:
            yield None
            return
        buffer += more


def _csv(opener: _Opener, rows: _Rows) -> Iterator[_Found]:
    """Comma-, semicolon-, tab- or bar-separated values with a header, quoted as RFC 4180 says."""
    found = records(opener())
    header = next(found, None)
    if not isinstance(header, list):
        yield 0, Unread(rows.where, OnRecordError("OR111", rows.where, "Give it a header.", "it has no header"))
        return
    if error := header_error(rows.where, header, rows.options.columns):
        yield 0, Unread(rows.where, error)
        return
    columns, origin = rows.columns(header), origin_of(rows.where)
    for number, record in enumerate(found, start=1):
        if rows.is_left_out(number):
            yield number, None
        elif isinstance(record, str):
            yield number, rows.broken(number, record)
        else:
            row = dict(reversed(list(zip(header, record, strict=False))))
            yield number, item(row, columns, rows.location(number), origin)


_READERS: Final[Mapping[Kind, Callable[[_Opener, _Rows], Iterator[_Found]]]] = {
    "json": _json,
    "lines": _lines,
    "csv": _csv,
}
