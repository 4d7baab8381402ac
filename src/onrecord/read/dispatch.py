"""A file's stream → its items, by what the file is: a page, a web archive, a table, a zip of pages.

Told by its first bytes, and only where these leave it open by the ending of its name. Feeds and lists of feeds are
told here too, and read by `feed`. A file that was named is read or is an error; one that was found in a folder or an
archive may also be none of our concern, and is then skipped with the reason.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO, Final, Literal, TypeAlias

from onrecord.errors import OnRecordError
from onrecord.read.capture import MAX_BYTES, from_stream
from onrecord.read.detect import media_type
from onrecord.read.items import Item, Options, Skip, Skipped, Unread, never
from onrecord.read.streams import BROKEN, is_compressed, plain
from onrecord.read.warc import Payloads

Kind: TypeAlias = Literal["page", "warc", "zip", "parquet", "csv", "lines", "json", "feed"]
Opener: TypeAlias = Callable[[], BinaryIO]

_HEAD: Final = 65_536
_TABLES: Final[dict[str, Kind]] = {
    ".jsonl": "lines", ".ndjson": "lines", ".jsonlines": "lines", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".tab": "csv",
}  # fmt: skip
_COMPRESSED: Final = frozenset({".gz", ".zst", ".bz2"})
_READABLE: Final = frozenset({"", ".txt", ".text", ".md", ".markdown"})
_ARC: Final = re.compile(rb"filedesc://\S{1,2000} [\d.]{1,40} \d{14} ")
_JSON: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s{0,99}(?:\[\s{0,99})?\{\s{0,99}"')
# What makes a file that was only found no concern of ours: empty, not text, no column for a text, no feed.
_NO_CONCERN: Final = frozenset({"OR104", "OR105", "OR112", "OR113"})


@dataclass(frozen=True, slots=True)
class Run:
    """What all files of one run have in common."""

    options: Options
    skip: Skip = never
    payloads: Payloads = field(default_factory=Payloads)


def items(opener: Opener, where: str, run: Run, *, named: bool = True, nested: bool = False) -> Iterator[Item]:
    """The items of a file that `opener` opens; its streams can seek. `where` is its location. A zip inside a zip
    (`nested`) is not opened."""
    for item in _items(opener, where, run, named=named, nested=nested):
        if not named and isinstance(item, Unread) and item.error.code in _NO_CONCERN and item.where == where:
            yield Skipped(where, _reason(item.error))
        else:
            yield item


def _items(opener: Opener, where: str, run: Run, *, named: bool, nested: bool) -> Iterator[Item]:
    try:
        stream = opener()
    except OSError as error:
        yield unreadable(where, error)
        return
    with stream:
        try:
            kind = kind_of(stream, where)
        except OSError as error:
            yield unreadable(where, error)
            return
        if kind == "page":
            yield from _page(stream, where, run, named=named)
        elif kind == "zip" and nested:
            yield Skipped(where, "a ZIP archive inside another one")
        else:
            yield from _container(kind, stream, opener, where, run)


def _container(kind: Kind, stream: BinaryIO, opener: Opener, where: str, run: Run) -> Iterator[Item]:
    if kind == "warc":
        from onrecord.read import warc  # noqa: PLC0415 - start-up time

        yield from warc.items(stream, where, run.skip, run.payloads, opener)
    elif kind == "zip":
        from onrecord.read import wacz  # noqa: PLC0415 - start-up time

        yield from wacz.items(stream, where, run)
    elif kind == "parquet":
        from onrecord.read import parquet  # noqa: PLC0415 - start-up time

        yield from parquet.items(stream, where, run.options, run.skip)
    elif kind == "feed":
        yield Skipped(where, "a feed inside an archive")
    else:
        from onrecord.read import tables  # noqa: PLC0415 - start-up time

        yield from tables.items(stream, where, kind, run.options, run.skip)  # type: ignore[arg-type]


def kind_of(stream: BinaryIO, name: str) -> Kind:
    """What a file is; `stream` is at its beginning again afterwards. Raises `OSError`."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    ending = ending_of(name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"PAR1"):
        return "parquet"
    if _is_skippable_frame(head):
        return "warc"
    content = _peeked(stream) if is_compressed(head) else head
    if content.startswith(b"WARC/") or _ARC.match(content) or ".warc" in PurePath(name).suffixes[-2:]:
        return "warc"
    if ending in {".opml", ".rss", ".atom", ".xml", ".json"} and _is_feed(content):
        return "feed"
    if not ending and _JSON.match(content):
        return "json"
    return _TABLES.get(ending, "page")


def ending_of(name: str) -> str:
    """The ending of a name in lower case, that of a compression left out: ".csv" of "a.csv.gz"."""
    path = PurePath(name.rsplit("#", 1)[-1].lower())
    return (path.with_suffix("") if path.suffix in _COMPRESSED else path).suffix


def _is_skippable_frame(head: bytes) -> bool:
    """Whether a Zstandard file opens with a frame beside the content, as web archives with a dictionary do."""
    return head[1:4] == b"\x2a\x4d\x18" and 0x50 <= head[0] <= 0x5F


def _peeked(stream: BinaryIO) -> bytes:
    try:
        return plain(stream).read(_HEAD)
    except BROKEN:
        return b""
    finally:
        stream.seek(0)


def _is_feed(head: bytes) -> bool:
    from onrecord.read.feed import kind  # noqa: PLC0415 - start-up time

    return kind(head) is not None


def _page(stream: BinaryIO, where: str, run: Run, *, named: bool) -> Iterator[Item]:
    if run.skip(where):
        return
    try:
        source = from_stream(_content(stream, where), where)
    except OnRecordError as error:
        yield Unread(where, error)
        return
    if not named and ending_of(where) not in _READABLE and media_type(source.data) != "text/html":
        yield Skipped(where, f"a {ending_of(where)} file that is not HTML")
    else:
        yield source


def _content(stream: BinaryIO, where: str) -> BinaryIO:
    """The stream of a page; of a compressed one, its content up to the limit. Raises OR110."""
    if not is_compressed(stream.read(8)):
        stream.seek(0)
        return stream
    try:
        return io.BytesIO(plain(stream).read(MAX_BYTES + 1))
    except BROKEN as error:
        raise OnRecordError("OR110", where, "Get the file again.", str(error)) from None


def _reason(error: OnRecordError) -> str:
    empty, no_text = "empty", "a table without a column of text"
    return {"OR104": empty, "OR112": no_text, "OR113": "no feed"}.get(error.code, error.detail or "not text")


def unreadable(where: str, error: OSError) -> Unread:
    """A file that the system does not give."""
    if isinstance(error, FileNotFoundError):
        return Unread(where, OnRecordError("OR101", where, "Check the path; nothing was read."))
    return Unread(where, OnRecordError("OR103", where, "Check that you may read it.", error.strerror or str(error)))
