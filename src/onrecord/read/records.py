"""A member of a web archive → its records, each taken apart into headers and block, or said to be lost.

FastWARC reads them; from the first place on that it refuses, warcio, which reads ARC too. A record counts as read only
where its bytes are vouched for: by the member's checksum, by the digest in its header, or, where there is neither, by
standing between its neighbours as its length says. Blocks larger than a page are not held.
"""

import base64
import hashlib
import io
import logging
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Final, TypeAlias, TypeVar

from onrecord.read.members import HELD, Lost, Member

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_T = TypeVar("_T")
_START: Final = re.compile(rb"WARC/\d\.\d{1,2}\r?\n(?=[A-Za-z-]{1,60}:)")
_ARC: Final = re.compile(rb"(?:filedesc|https?)://[^\s]{1,8000} [0-9a-fA-F.:]{1,60} \d{14} [^\s]{1,200} \d{1,12}\n")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_MAX_HEAD: Final = 65_536
_WINDOW: Final = 4096
_LARGEST_WINDOW: Final = 1 << 20
_BLANK: Final = 64
_DIGESTS: Final = frozenset({"md5", "sha1", "sha256", "sha512"})
# What a hostile file may make us read in vain, in bytes and in places.
_IN_VAIN: Final = 20 * HELD
_LONGEST: Final = 1 << 48
_MOST_LOST: Final = 100_000

# warcio says on standard error what it repairs, unless somebody listens.
logging.getLogger("warcio").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as it stands in the file. `at` is its first byte in its decompressed member; `length` is that of its
    block. `block` is `None` where it was not wanted, and only its beginning where it is larger than a page."""

    at: int
    type: str
    headers: Mapping[str, str]
    length: int
    block: bytes | None = field(repr=False)

    @property
    def is_large(self) -> bool:
        """Whether the block is larger than any page."""
        return self.length > HELD


Part: TypeAlias = Raw | Lost
Wanted: TypeAlias = Callable[[int, str, Mapping[str, str]], bool]


class _RefusedError(Exception):
    """FastWARC does not read on."""


def records(member: Member, wanted: Wanted) -> Iterator[Part]:
    """The records of a member. `wanted(at, type, headers)` says whether the block is needed. The `start` and `end` of
    a `Lost` are places in the decompressed member, as `at` is. What a damaged member has lost is not said here."""
    for part in _parts(member, wanted):
        if isinstance(part, Raw) or not member.damaged:
            yield part


def record_at(member: Member, at: int) -> Raw | None:
    """The record at a place that was found before; `None` where its member is too large to go back in."""
    found = _slow(member.stream, at, lambda *_: True) if member.stream.seekable() else None
    part = _judged(member, found[0], is_followed=True) if found else None
    return part if isinstance(part, Raw) else None


def place(member: Member, at: int) -> str:
    """How a place is written: its byte in the file, or that of its member, "+", and its byte in the decompressed
    member, where that is not the first."""
    return str(at) if member.plain else f"{member.offset}+{at}" if at else str(member.offset)


def _parts(member: Member, wanted: Wanted) -> Iterator[Part]:
    if member.stream.seekable():
        if _ARC.match(_peek(member.stream, 0)):
            yield from _stepwise(member, 0, wanted)
            return
        member.stream.seek(0)
    failed_at = yield from _fast(member, wanted)
    if failed_at is not None:
        yield from _stepwise(member, failed_at, wanted)


def _fast(member: Member, wanted: Wanted) -> Generator[Part, None, int | None]:
    """The records as far as FastWARC reads them; returned is the place of the first about which there is a doubt."""
    last: Raw | None = None
    is_refused = False
    try:
        for raw in _iterated(member.stream, wanted):
            if last:
                yield _judged(member, last, is_followed=True)
            last = raw
    except _RefusedError:
        is_refused = True
    if member.stream.seekable() and (is_refused or (last and not _is_inside(member.stream, last))):
        return last.at if last else 0
    if last:
        yield _judged(member, last, is_followed=not is_refused)
    elif is_refused:
        yield Lost(0, None, "no record can be read here")
    return None


def _iterated(stream: BinaryIO, wanted: Wanted) -> Iterator[Raw]:
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 - start-up time

    iterator = _native(lambda: ArchiveIterator(stream, parse_http=False, stream_detect=False))
    while (record := _native(lambda: next(iterator, None))) is not None:
        yield _native(partial(_raw, record, wanted))


def _native(call: Callable[[], _T]) -> _T:
    """What FastWARC gives; its errors, a panic of its Rust code among them, as a refusal."""
    try:
        return call()
    except (OSError, ValueError):
        raise _RefusedError from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _RefusedError from None


def _raw(record: "WarcRecord", wanted: Wanted) -> Raw:
    headers = {name.lower(): value for name, value in record.headers.to_tuples()}
    # Headers that end in bare line feeds come out as one header.
    if "warc-type" not in headers or any("\n" in value for value in headers.values()):
        raise ValueError(headers)
    kind, at, length = headers["warc-type"].lower(), record.stream_pos, record.content_length
    block = None
    if wanted(at, kind, headers):
        held, most = io.BytesIO(), _most(length)
        while held.tell() < most and (part := record.reader.read(most - held.tell())):
            held.write(part)
        block = held.getvalue()
    return Raw(at, kind, headers, length, block)


def _most(length: int) -> int:
    """How much of a block of this length is held."""
    return length if length <= HELD else _MAX_HEAD


def _is_inside(stream: BinaryIO, raw: Raw) -> bool:
    """Whether the stream is long enough for the record."""
    if raw.block is not None and not raw.is_large:
        return len(raw.block) == raw.length
    return raw.at + raw.length <= stream.seek(0, io.SEEK_END)


def _judged(member: Member, raw: Raw, *, is_followed: bool) -> Part:
    """The record, or what speaks against it."""
    if raw.block is None or raw.is_large:
        return raw
    if len(raw.block) < raw.length:
        return Lost(raw.at, None, f"the record is cut off after {len(raw.block):,} of {raw.length:,} bytes")
    if member.checked:
        return raw
    is_same = _matches(raw)
    if is_same is False:
        return Lost(raw.at, raw.at + raw.length, "the record's bytes do not match the digest in its header")
    if is_same is None and (member.damaged or not is_followed):
        return Lost(raw.at, raw.at + raw.length, "the record does not end where its length says")
    return raw


def _matches(raw: Raw) -> bool | None:
    """Whether the block has the digest that its header says; `None` where it says none that is known."""
    name, colon, stated = raw.headers.get("warc-block-digest", "").partition(":")
    if not colon or name.lower() not in _DIGESTS or raw.block is None:
        return None
    digest = hashlib.new(name.lower(), raw.block, usedforsecurity=False).digest()
    written = (base64.b32encode(digest).decode("ascii").rstrip("="), digest.hex().upper())
    return stated.strip().rstrip("=").upper() in written


def _stepwise(member: Member, start: int, wanted: Wanted) -> Iterator[Part]:
    """The records from a place on, one by one, going on behind each damage where the next record begins."""
    stream = member.stream
    at, in_vain = _after(stream, start), 0
    for _ in range(_MOST_LOST):
        while at is not None and (found := _slow(stream, at, wanted)):
            raw, end = found
            following = _after(stream, end)
            is_followed = _is_sound(stream, end, following)
            part = _judged(member, raw, is_followed=is_followed)
            if isinstance(part, Lost) or ((raw.block is None or raw.is_large) and not is_followed):
                in_vain += len(raw.block or b"")
                break
            yield part
            at = following
        if at is None:
            return
        in_vain += _MAX_HEAD
        reason = part.reason if found and isinstance(part, Lost) else "no record can be read here"
        after = _next(stream, at + 1) if in_vain < _IN_VAIN else None
        yield Lost(at, after, reason)
        at = after


def _slow(stream: BinaryIO, at: int, wanted: Wanted) -> tuple[Raw, int] | None:
    """The record at a place as warcio reads it, and where it ends."""
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415 - start-up time

    head = _peek(stream, at)
    is_arc = _ARC.match(head) is not None
    # warcio reads lines of any length, therefore the end of the headers is looked for first.
    if not is_arc and not (_START.match(head) and _HEAD_END.search(head)):
        return None
    stream.seek(at)
    try:
        loader = ArcWarcRecordLoader(arc2warc=is_arc)
        record = loader.parse_record_stream(stream, known_format=None, no_record_parse=True)
        headers = {name.lower(): value for name, value in record.rec_headers.headers}
        kind, length = str(record.rec_type).lower(), record.length
    except Exception:  # whatever warcio makes of hostile bytes: it does not read them
        return None
    if length is None or not 0 <= length <= _LONGEST:
        return None
    start = stream.tell()
    block = stream.read(_most(length)) if wanted(at, kind, headers) else None
    return Raw(at, kind, headers, length, block), start + length


def _peek(stream: BinaryIO, at: int, size: int = _MAX_HEAD) -> bytes:
    stream.seek(at)
    return stream.read(size)


def _after(stream: BinaryIO, end: int) -> int | None:
    """Where something stands behind the line breaks that follow a record; `None` at the stream's end."""
    found = _peek(stream, end, _BLANK)
    rest = found.lstrip(b"\r\n")
    return end + len(found) - len(rest) if rest else None


def _is_sound(stream: BinaryIO, end: int, following: int | None) -> bool:
    """Whether a record that ends here does so where records end: before two line breaks, another record, or nothing."""
    if following is None:
        return end <= stream.seek(0, io.SEEK_END)
    head = _peek(stream, following, 9000)
    return _peek(stream, end, 4) == b"\r\n\r\n" or bool(_START.match(head) or _ARC.match(head))


def _next(stream: BinaryIO, start: int) -> int | None:
    """The next place from `start` on where a record begins."""
    at, size = start, _WINDOW
    while True:
        window = _peek(stream, at, size)
        if match := _START.search(window):
            return at + match.start()
        if len(window) < size:
            return None
        at += size - _BLANK
        size = min(size * 2, _LARGEST_WINDOW)
