"""Comma-, semicolon-, tab- or bar-separated values → records, one at a time, as RFC 4180 and spreadsheets write them.

A record may have many lines. One whose quotation mark is never closed costs only its first line, and none larger than a
page is held. What the cells mean is not asked here.
"""

import csv
from collections.abc import Iterator
from typing import BinaryIO, Final

from onrecord.read.capture import MAX_BYTES
from onrecord.read.streams import lines

_DELIMITERS: Final = (",", ";", "\t", "|")
_MOST_REWINDS: Final = 200
_TOO_LONG: Final = f"more than {MAX_BYTES // 1_000_000} MB in one row"


class _TooLongError(Exception):
    """A record that is larger than a page."""


class _Lines:
    """The lines of a CSV file as text, for csv's reader. Those of the record that is being read are kept, so that they
    can be read once more where a quotation mark was never closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self.lines = lines(stream)
        self.pushed: list[str] = []
        self.held: list[str] = []
        self.size = 0
        self.is_over = False

    def begin(self) -> None:
        """A new record begins."""
        self.held, self.size = [], 0

    def rewind(self) -> None:
        """Read all but the first line of the record again."""
        self.pushed += reversed(self.held[1:])
        self.is_over = False
        self.begin()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        text = self.pushed.pop() if self.pushed else self._read()
        self.held.append(text)
        self.size += len(text)
        if self.size > MAX_BYTES:
            raise _TooLongError
        return text

    def _read(self) -> str:
        line = next(self.lines, None)
        if line is None:
            self.is_over = True
            raise StopIteration
        if line.data is None:
            raise _TooLongError
        try:
            return line.data.decode("utf-8") + "\n"
        except UnicodeDecodeError:
            return line.data.decode("cp1252", "replace") + "\n"


def records(stream: BinaryIO) -> Iterator[list[str] | str]:
    """The records of a stream, or in words what is wrong with one; the header is the first one."""
    source = _Lines(stream)
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    rewinds = 0
    try:
        delimiter = _delimiter(source)
    except _TooLongError:
        yield _TOO_LONG
        return
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        source.begin()
        try:
            record = next(reader)
            is_open = source.is_over and len(source.held) > 1 and _is_open(source.held, delimiter)
        except StopIteration:
            return
        except csv.Error as error:
            yield str(error)
            continue
        except _TooLongError:
            is_open = len(source.held) > 1
            reader = csv.reader(source, delimiter=delimiter)
            if not is_open:
                yield _TOO_LONG
                continue
        if is_open:
            yield "a quotation mark is opened and not closed"
            rewinds += 1
            if rewinds <= _MOST_REWINDS:
                source.rewind()
        elif record:
            yield record


def _delimiter(source: _Lines) -> str:
    """The separator that gives the header the most names; a first line "sep=;" names it, as spreadsheets write it."""
    first = next(source, "").removeprefix("\ufeff")
    if first.startswith("sep=") and len(first) == 6:
        return first[4]
    source.held = [first]
    source.pushed.append(first)
    return max(_DELIMITERS, key=lambda delimiter: _width(first, delimiter))


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _is_open(held: list[str], delimiter: str) -> bool:
    try:
        for _ in csv.reader(held, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
