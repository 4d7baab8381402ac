"""A path or a stream → `Source`: the bytes as captured, their SHA-256 and their media type.

Refuses what cannot be an article before any of it is parsed: missing, unreadable, empty, too large, not text. It
fetches nothing.
"""

import hashlib
import json
from dataclasses import astuple
from pathlib import Path
from typing import BinaryIO, Final

from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read.detect import binary_kind, media_type

MAX_BYTES: Final = 20_000_000


def from_path(path: Path) -> Source:
    """The file at `path`. Raises OR101–OR106; at most 20 MB and one byte are read."""
    where = str(path)
    try:
        if path.is_dir():
            raise OnRecordError("OR102", where, "Name the files in it, one by one.")
        with path.open("rb") as stream:
            return from_stream(stream, where)
    except FileNotFoundError:
        raise OnRecordError("OR101", where, "Check the path; nothing was read.") from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise OnRecordError("OR103", where, "Check that you may read it.", detail) from None


def from_stream(stream: BinaryIO, name: str) -> Source:
    """All of a byte stream; `name` says in messages where it came from. Raises OR103–OR106."""
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise OnRecordError("OR103", name, "Check that you may read it.", error.strerror or str(error)) from None
    return from_bytes(data, name)


def from_bytes(data: bytes, name: str, url: str | None = None, encoding: str | None = None) -> Source:
    """Bytes already at hand, with the address and the encoding a server gave. Raises OR104, OR105, OR106."""
    check(data, name)
    return Source(name, data, media_type(data), hashlib.sha256(data).hexdigest(), url, encoding)


def article_id(source: Source) -> str:
    """The id of the article that is read from a source: made of its bytes and, where they are known, its address and
    what its container says of it, so that the same words at two addresses are two articles. Where the container lies
    makes no difference."""
    made_of = source.sha256
    if source.url or source.stated:
        stated = astuple(source.stated)[1:] if source.stated else ()
        parts = json.dumps([source.sha256, source.url, stated])
        made_of = hashlib.sha256(parts.encode("ascii")).hexdigest()
    return f"a{made_of[:16]}"


def check(data: bytes, where: str) -> None:
    """Raises OR104 (empty), OR105 (not text) or OR106 (more than 20 MB)."""
    if len(data) > MAX_BYTES:
        remedy = "Save the article alone, without the images and scripts that are embedded in the page."
        raise OnRecordError("OR106", where, remedy, f"more than {MAX_BYTES // 1_000_000} MB")
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf\xff\xfe"):
        raise OnRecordError("OR104", where, "Save the page again; there is nothing in it.")
    if kind := binary_kind(data):
        raise OnRecordError("OR105", where, "Save the article as HTML or as plain text.", kind)
