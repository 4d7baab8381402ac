"""A zip file → its items: a web archive collection (WACZ), or pages, tables and web archives that lie in a zip.

Nothing is written to the disk under a name from the file. Entries are read in the order of their names; their sizes
are limited before they are read. Of a WACZ only its web archives are read: its indexes, page lists and logs say the
same once more. A damaged or encrypted entry is said to be (OR110), and the others are read.
"""

import io
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from onrecord.errors import OnRecordError
from onrecord.read import dispatch
from onrecord.read.dispatch import Opener, Run
from onrecord.read.items import Item, Unread

_WEB_ARCHIVE: Final = re.compile(r"(?:^|/)archive/[^/]+\.warc(?:\.gz|\.zst)?$", re.I)
_BROKEN: Final = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error)
_LARGEST_DIRECTORY: Final = 64_000_000
_LARGEST_TAIL: Final = 65_557
_END: Final = b"PK\x05\x06"
# No text compresses better than this; what claims to is made to fill a disk.
_DENSEST: Final = 200
_SMALL: Final = 20_000_000
_PIECE: Final = 1 << 20
_LOCAL_HEADER: Final = 30
_OFFICE: Final = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")


def items(stream: BinaryIO, where: str, run: Run) -> Iterator[Item]:
    """The items of a zip file. `stream` can seek, `where` begins their locations. Nothing is raised for what the file
    holds."""
    try:
        file = _opened(stream)
    except _BROKEN as error:
        remedy = "Get the file again; nothing of it was read."
        yield Unread(where, OnRecordError("OR110", where, remedy, str(error)))
        return
    with file:
        yield from _items(file, stream, where, run)


def _items(file: zipfile.ZipFile, stream: BinaryIO, where: str, run: Run) -> Iterator[Item]:
    entries = _entries(file)
    names = {entry.filename for entry in entries}
    if names.intersection(_OFFICE):
        yield Unread(where, OnRecordError("OR105", where, "Save the article as HTML or as plain text.", "a document"))
        return
    is_collection = "datapackage.json" in names or any(map(_WEB_ARCHIVE.search, names))
    for entry in entries:
        if not is_collection or _WEB_ARCHIVE.search(entry.filename):
            yield from _entry(partial(_content, file, stream, entry), entry, f"{where}#{entry.filename}", run)


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The zip file, with its table of contents read. Raises one of `_BROKEN`."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _LARGEST_TAIL))
    tail = stream.read()
    end = tail.rfind(_END)
    if 0 <= end <= len(tail) - 16 and _LARGEST_DIRECTORY < struct.unpack("<I", tail[end + 12 : end + 16])[0] < size:
        raise ValueError("its table of contents is larger than that of any collection")
    return zipfile.ZipFile(stream)


def _entries(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in it by name; of several with the same name, the last."""
    found = {entry.filename: entry for entry in file.infolist() if not _is_hidden(entry)}
    return [found[name] for name in sorted(found)]


def _is_hidden(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.split("/")
    return entry.is_dir() or parts[0] == "__MACOSX" or any(part.startswith(".") and part != ".." for part in parts)


def _entry(opener: Opener, entry: zipfile.ZipInfo, where: str, run: Run) -> Iterator[Item]:
    if entry.file_size > max(_SMALL, entry.compress_size * _DENSEST):
        detail = f"{entry.compress_size:,} bytes that claim to hold {entry.file_size:,}"
        yield Unread(where, OnRecordError("OR122", where, "Leave this file out of the archive.", detail))
        return
    try:
        yield from dispatch.items(opener, where, run, named=False, nested=True)
    except _BROKEN as error:
        yield Unread(where, OnRecordError("OR110", where, "Get the file again; the others were read.", str(error)))


def _content(file: zipfile.ZipFile, stream: BinaryIO, entry: zipfile.ZipInfo) -> BinaryIO:
    """An entry as a stream that can seek: a window on the file where it is stored as it is, else a nameless copy."""
    if entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & 1:
        stream.seek(entry.header_offset)
        header = stream.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise zipfile.BadZipFile("its header is broken")
        name, extra = struct.unpack("<HH", header[26:30])
        start = entry.header_offset + _LOCAL_HEADER + name + extra
        return io.BufferedReader(Window(stream, start, entry.file_size))
    return _copied(file, entry)


def _copied(file: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    copy = tempfile.SpooledTemporaryFile(max_size=_SMALL)  # noqa: SIM115 - closed by whoever asked for it
    try:
        with file.open(entry) as packed:
            while piece := packed.read(_PIECE):
                copy.write(piece)
    except _BROKEN as error:
        copy.close()
        raise zipfile.BadZipFile(str(error) or type(error).__name__) from None
    copy.seek(0)
    return copy  # type: ignore[return-value]


class Window(io.RawIOBase):
    """A stretch of somebody else's stream, as a stream of its own that can seek and does not close the other."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self.stream, self.start, self.size, self.at = stream, start, size, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As any stream; never before the beginning."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(0, base + offset)
        return self.at

    def tell(self) -> int:
        """Where it is."""
        return self.at

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """As any raw stream."""
        self.stream.seek(self.start + self.at)
        data = self.stream.read(max(0, min(len(buffer), self.size - self.at)))
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)
