"""An HTTP message as an archive keeps it → status, headers and the body as a browser would see it.

Takes off the chunking and the content codings that `inflate` knows, never beyond a limit (OR122). Archives often hold
bodies that were decoded already under headers that say otherwise: such a body is taken as it is.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from onrecord.errors import OnRecordError
from onrecord.read.capture import MAX_BYTES
from onrecord.read.inflate import Damaged, TooLarge, inflated

_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_CHUNK: Final = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


class Message(NamedTuple):
    """An HTTP response: its status (0 where there is none), its headers by lower-case name, its body as sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def message(block: bytes) -> Message:
    """Take an HTTP response apart; a block without a status line is a body alone."""
    status = _STATUS.match(block)
    if not status:
        return Message(0, {}, block)
    end = _HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    return Message(int(status[1]), headers_of(head.split(b"\n")[1:]), body)


def headers_of(lines: Iterable[bytes]) -> dict[str, str]:
    """Header lines by lower-case name; of several with the same name the first, continuation lines left out."""
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon and name == name.strip():
            found.setdefault(name.lower(), value.strip())
    return found


def media_type_of(content_type: str | None) -> str:
    """The lower-case media type of a Content-Type header without its parameters; empty where there is none."""
    return (content_type or "").partition(";")[0].partition(",")[0].strip().lower()


def charset_of(content_type: str | None) -> str | None:
    """The character encoding that a Content-Type header names."""
    match = _CHARSET.search(content_type or "")
    return match[1] if match else None


def body_of(response: Message, where: str, limit: int = MAX_BYTES) -> bytes:
    """The body without its codings. Raises OR122 beyond `limit` bytes, OR110 where the body is damaged."""
    data = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        data = unchunked(data)
    codings = response.headers.get("content-encoding", "")
    if not codings or not data:
        return data
    try:
        return b"".join(inflated([data], codings, limit))
    except TooLarge:
        remedy = "Save the page again, without compression; what is there would fill the memory."
        detail = f"more than {limit // 1_000_000} MB out of {len(data):,} bytes"
        raise OnRecordError("OR122", where, remedy, detail) from None
    except Damaged as error:
        if _is_plain(data):
            return data
        raise OnRecordError("OR110", where, "The other records are not affected.", str(error)) from None


def unchunked(data: bytes) -> bytes:
    """The body of a chunked transfer, as far as it goes; a body that does not begin with a chunk as it is."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size, start = int(match[1], 16), match.end()
        if size == 0:
            return b"".join(parts)
        parts.append(data[start : start + size])
        at = start + size
        at += 2 if data[at : at + 2] == b"\r\n" else 1 if data[at : at + 1] == b"\n" else 0
    # What follows a broken chunk is kept where nothing was a chunk; behind good chunks it has no known place.
    return b"".join(parts) if parts else data


def _is_plain(data: bytes) -> bool:
    """Whether the bytes are text that was decoded before it was archived."""
    sample = data[:1000].lstrip()
    return sample[:1] == b"<" or not sample.translate(None, bytes(range(9, 14)) + bytes(range(32, 127)))
