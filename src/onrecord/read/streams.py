"""A stream that may be compressed → the stream of its content, and lines of it that never grow beyond a limit.

gzip, bzip2 and Zstandard, told by their first bytes. Nothing is decompressed before it is asked for. Damage shows
as one of `BROKEN` while reading.
"""

import bz2
import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple, cast

from onrecord.read.capture import MAX_BYTES

BROKEN: Final = (OSError, EOFError, zlib.error)
_PIECE: Final = 1 << 16
# The densest slice of this size swells to some thirty megabytes.
_SLICE: Final = 1024
_ZSTD_WINDOW: Final = 1 << 27


class Line(NamedTuple):
    """One line of a stream with its number from 1 on; `data` is without its line break, and `None` where it is longer
    than a page."""

    number: int
    data: bytes | None


class _Zstandard(io.RawIOBase):
    """A Zstandard stream, frame by frame, whose errors are those of a file."""

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard  # noqa: PLC0415 - start-up time

        super().__init__()
        self.stream, self.error = stream, zstandard.ZstdError
        self.decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self.frame = self.decompressor.decompressobj()
        self.is_begun = False
        self.data = self.ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """As any raw stream; raises `OSError` for damage."""
        while not self.ready:
            self.data = self.data or self.stream.read(_SLICE)
            if not self.data:
                break
            self._step()
        if not self.ready and self.is_begun:
            raise OSError("it is cut off")
        part, self.ready = self.ready[: len(buffer)], self.ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def _step(self) -> None:
        if self.frame.eof:
            self.frame = self.decompressor.decompressobj()
        try:
            self.ready = self.frame.decompress(self.data)
        except self.error as error:
            raise OSError(str(error)) from None
        self.is_begun = not self.frame.eof
        self.data = self.frame.unused_data if self.frame.eof else b""


class _Borrowed(io.RawIOBase):
    """Somebody else's stream, which is not closed when this one is."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self.stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """As any raw stream."""
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Recoded(io.RawIOBase):
    """A UTF-16 stream as UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self.ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """As any raw stream."""
        while not self.ready:
            data = self.stream.read(_PIECE)
            self.ready = self.decoder.decode(data, not data).encode("utf-8", "replace")
            if not data:
                break
        part, self.ready = self.ready[: len(buffer)], self.ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def is_compressed(head: bytes) -> bool:
    """Whether these first bytes are those of a compression that is known here."""
    return head.startswith((b"\x1f\x8b", b"BZh", b"(\xb5/\xfd"))


def plain(stream: BinaryIO) -> BinaryIO:
    """The content of a stream that can seek, from its beginning: decompressed where it is compressed."""
    stream.seek(0)
    head = stream.read(6)
    stream.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
    if head.startswith(b"BZh"):
        return cast("BinaryIO", bz2.BZ2File(stream))
    if head.startswith(b"(\xb5/\xfd"):
        return cast("BinaryIO", io.BufferedReader(_Zstandard(stream), _PIECE))
    return stream


def in_utf8(stream: BinaryIO) -> BinaryIO:
    """The same text; in UTF-8 where a byte order mark says that it is UTF-16."""
    buffered = io.BufferedReader(_Borrowed(stream), _PIECE)
    if buffered.peek(2)[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return buffered
    return io.BufferedReader(_Recoded(buffered), _PIECE)


def lines(stream: BinaryIO, limit: int = MAX_BYTES) -> Iterator[Line]:
    """The lines of a stream. Of one longer than `limit` nothing is kept. Raises one of `BROKEN`."""
    number = 0
    while data := stream.readline(limit + 1):
        number += 1
        if len(data) > limit and not data.endswith(b"\n"):
            while data and not data.endswith(b"\n"):
                data = stream.readline(_PIECE)
            yield Line(number, None)
        else:
            yield Line(number, data.rstrip(b"\r\n"))
