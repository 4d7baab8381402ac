"""A web archive's file → its members: the pieces that were compressed one by one, each with its place in the file.

A damaged member is lost, and said to be (`Lost`); reading goes on at the next place where a member begins with the
words of a record, so that one broken byte costs one record. Nothing larger than a page and its headers is held in
memory: a larger member becomes a stream. An uncompressed file is one member.
"""

import io
import re
import struct
import zlib
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final, Protocol, TypeAlias

from onrecord.read.capture import MAX_BYTES

HELD: Final = MAX_BYTES + 1_000_000
_GZIP: Final = b"\x1f\x8b\x08"
_ZSTD: Final = b"(\xb5/\xfd"
_SKIPPABLE: Final = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_DICTIONARY: Final = b"\x5d\x2a\x4d\x18"
_MAX_DICTIONARY: Final = 32_000_000
_MAX_WINDOW: Final = 1 << 27
_SMALL_STEP: Final = 64
_WINDOW: Final = 1 << 20
_SAMPLE: Final = 512
# A hostile file can be full of what looks like a beginning; an honest one has few such places by chance.
_MOST_TRIED: Final = 100_000
_RECORD: Final = re.compile(rb"WARC/\d|filedesc://|https?://|dns:")


@dataclass(frozen=True, slots=True)
class Member:
    """One member. `offset` is its first byte in the file; `checked` says that its bytes passed a checksum, `damaged`
    that `stream` holds only what came out of it before its compression broke, `plain` that it is the file itself. A
    large member's stream cannot seek."""

    offset: int
    stream: BinaryIO
    checked: bool = False
    damaged: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch of the file that could not be read, from `start` up to `end` (`None`: to the end), and why."""

    start: int
    end: int | None
    reason: str


Part: TypeAlias = Member | Lost


class DamagedError(OSError):
    """A member's stream that could not be read on."""


class _Inflater(Protocol):
    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...


def members(stream: BinaryIO, start: int = 0) -> Iterator[Part]:
    """The members of a seekable stream in their order, from the one at `start` on. A member that is a stream is read
    before the next one is asked for."""
    stream.seek(0)
    head = stream.read(4)
    if head.startswith(_GZIP):
        yield from _compressed(stream, start, _Gzip())
    elif head == _ZSTD or _SKIPPABLE.match(head):
        yield from _compressed(stream, start, _Zstandard(stream))
    else:
        stream.seek(0)
        yield Member(0, stream, plain=True)


class _Gzip:
    """How gzip members begin and are read; each ends with a checksum."""

    magic = _GZIP
    checked = True
    # What one step of compressed bytes can swell to stays below the size of a page.
    step = 16_384

    def inflater(self) -> _Inflater:
        return zlib.decompressobj(31)


class _Zstandard:
    """How Zstandard frames begin and are read, with the dictionary that the file may open with (the IIPC's proposal
    for WARC in Zstandard, 1.0)."""

    magic = _ZSTD
    checked = False
    step = 1024

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard  # noqa: PLC0415 - start-up time

        dictionary = _dictionary(stream)
        data = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self.decompressor = zstandard.ZstdDecompressor(dict_data=data, max_window_size=_MAX_WINDOW)

    def inflater(self) -> Any:
        return self.decompressor.decompressobj()


def _dictionary(stream: BinaryIO) -> bytes:
    import zstandard  # noqa: PLC0415 - start-up time

    stream.seek(0)
    head = stream.read(8)
    if head[:4] != _DICTIONARY or len(head) < 8:
        return b""
    (size,) = struct.unpack("<I", head[4:])
    data = stream.read(min(size, _MAX_DICTIONARY))
    if not data.startswith(_ZSTD):
        return data
    try:
        return zstandard.ZstdDecompressor().stream_reader(data).read(_MAX_DICTIONARY)
    except zstandard.ZstdError:
        return b""


_Kind: TypeAlias = _Gzip | _Zstandard


class _Open(io.RawIOBase):
    """One member being decompressed: a stream that cannot seek, and afterwards knows where the next member begins."""

    def __init__(self, stream: BinaryIO, offset: int, kind: _Kind, step: int = 0) -> None:
        super().__init__()
        self.file, self.at, self.step, self.inflater = stream, offset, step or kind.step, kind.inflater()
        self.ready = io.BytesIO()
        self.whole = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, none at the member's end. Raises `DamagedError`."""
        while not (part := self.ready.read(size)) and size and not self.whole:
            self.ready = io.BytesIO(self.step_on())
        return part

    def hold(self, held: io.BytesIO) -> None:
        """Fill `held` with what the member holds, up to about `HELD` bytes. Raises `DamagedError`."""
        while held.tell() <= HELD and not self.whole:
            held.write(self.step_on())

    def step_on(self) -> bytes:
        """What comes out of the next few bytes of the file. Raises `DamagedError`."""
        self.file.seek(self.at)
        data = self.file.read(self.step)
        try:
            out = self.inflater.decompress(data) if data else b""
        except Exception as error:  # zlib.error and ZstdError have no nearer ancestor
            raise DamagedError(f"its compression is broken: {error}") from None
        self.at += len(data)
        if self.inflater.eof:
            self.at -= len(self.inflater.unused_data)
            self.whole = True
        elif not data:
            raise DamagedError("it is cut off")
        return out


class _Prefixed(io.RawIOBase):
    """A stream with what was read of it already put back at its front. Damage ends it, and stands in `damage`: what
    reads it is native code, which an error in the middle of a read would bring down."""

    def __init__(self, prefix: io.BytesIO, rest: _Open) -> None:
        super().__init__()
        self.prefix, self.rest, self.taken = prefix, rest, 0
        self.damage: str | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.taken

    def read(self, size: int = -1) -> bytes:
        """The prefix first, then the rest."""
        part = self.prefix.read(size)
        if not part and self.damage is None:
            try:
                part = self.rest.read(size)
            except DamagedError as error:
                self.damage = str(error)
        self.taken += len(part)
        return part

    def drain(self) -> None:
        """Go on to the member's end without looking at it."""
        while self.damage is None and not self.rest.whole:
            try:
                self.rest.step_on()
            except DamagedError as error:
                self.damage = str(error)


def _compressed(stream: BinaryIO, start: int, kind: _Kind) -> Iterator[Part]:
    at: int | None = start
    while at is not None:
        stream.seek(at)
        head = stream.read(8)
        if not head:
            return
        if _SKIPPABLE.match(head) and len(head) == 8:
            at += 8 + struct.unpack("<I", head[4:])[0]
        elif not head.startswith(kind.magic):
            after = _next(stream, at + 1, kind)
            yield Lost(at, after, "no record begins here")
            at = after
        else:
            at = yield from _member(stream, at, kind)


def _member(stream: BinaryIO, at: int, kind: _Kind) -> Generator[Part, None, int | None]:
    """One member, and returned where the next one begins."""
    opened, held = _Open(stream, at, kind), io.BytesIO()
    try:
        opened.hold(held)
    except DamagedError as error:
        yield Member(at, _salvaged(stream, at, kind), damaged=True)
        after = _next(stream, at + 1, kind)
        yield Lost(at, after, str(error))
        return after
    held.seek(0)
    if opened.whole:
        yield Member(at, held, kind.checked)
        return opened.at
    return (yield from _large(stream, at, kind, _Prefixed(held, opened)))


def _salvaged(stream: BinaryIO, at: int, kind: _Kind) -> io.BytesIO:
    """What comes out of a damaged member before its damage, fed in small steps, since a failed one gives nothing."""
    held = io.BytesIO()
    with suppress(DamagedError):
        _Open(stream, at, kind, _SMALL_STEP).hold(held)
    held.seek(0)
    return held


def _large(stream: BinaryIO, at: int, kind: _Kind, rest: _Prefixed) -> Generator[Part, None, int | None]:
    yield Member(at, rest)  # type: ignore[arg-type]  # a raw stream reads like any other
    rest.drain()
    if rest.damage is None:
        return rest.rest.at
    # A member that was cut off may have swallowed the beginning of the next one.
    after = _next(stream, at + 1, kind)
    yield Lost(min(rest.rest.at, after or rest.rest.at), after, rest.damage)
    return after


def _next(stream: BinaryIO, start: int, kind: _Kind) -> int | None:
    """The next place from `start` on where a member begins whose first bytes are those of a record."""
    for at, sample in islice(_places(stream, start, kind.magic), _MOST_TRIED):
        inflater = kind.inflater()
        try:
            if _RECORD.match(inflater.decompress(sample)):
                return at
        except Exception:  # whatever the decompressor says: no member begins here
            continue
    return None


def _places(stream: BinaryIO, start: int, magic: bytes) -> Iterator[tuple[int, bytes]]:
    """Where the magic bytes stand from `start` on, each with the few bytes that begin there."""
    at = start
    while True:
        stream.seek(at)
        window = stream.read(_WINDOW)
        found = window.find(magic)
        while found >= 0 and (found < _WINDOW - _SAMPLE or len(window) < _WINDOW):
            yield at + found, window[found : found + _SAMPLE]
            found = window.find(magic, found + 1)
        if len(window) < _WINDOW:
            return
        at += _WINDOW - _SAMPLE
