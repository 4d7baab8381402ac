"""A web archive (WARC, also ARC) → the pages in it: those answers that are HTML or plain text, as the server sent them.

Adds to the source the page's address, when it was captured, the record's id and the encoding that the server named. A
revisit record gets the bytes of the page that it refers to, where that was met in the same run. Skipped, with the
reason, are other media types, other states than success, and answers without content; records about other records
(warcinfo, request, metadata) are passed over. What is damaged is said (OR110), and the rest is read.
"""

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import BinaryIO, Final

from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read.capture import MAX_BYTES, from_bytes
from onrecord.read.codings import Message, body_of, charset_of, media_type_of, message
from onrecord.read.detect import media_type
from onrecord.read.items import Item, Skip, Skipped, Unread, never
from onrecord.read.members import Lost, Member, members
from onrecord.read.records import Raw, place, record_at, records

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
# What servers say of a file whose type they do not know; its content decides.
_UNSAID: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "unk"})
_READ: Final = frozenset({"response", "resource", "conversion", "revisit"})
_FINE: Final = frozenset({200, 203})
_FOR_MACHINES: Final = re.compile(r"/(?:robots|(?:app-)?ads|humans|security|llms)\.txt$|\.(?:js|mjs|css|json|map|vtt)$")
_JSON: Final = (b'{"', b"[{", b"{}", b"[]")
_NO_PAGE: Final = frozenset({"OR104", "OR105"})
_MOST_REMEMBERED: Final = 100_000
_LONGEST_ADDRESS: Final = 8000
_LONGEST_ID: Final = 200

Opener = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Payloads:
    """Where the pages of this run stand, by the digest of their payload, for the revisit records that refer to them."""

    places: dict[str, tuple[Opener, int, int]] = field(default_factory=dict)

    def add(self, digest: str | None, opener: Opener | None, member: Member, at: int) -> None:
        """Remember where a page stands; at most 100,000 are remembered, so that memory has a bound."""
        if digest and opener and len(self.places) < _MOST_REMEMBERED:
            self.places.setdefault(digest, (opener, member.offset, at))

    def find(self, digest: str | None) -> Raw | None:
        """The record with this payload, where one was remembered and can be read again."""
        if not digest or digest not in self.places:
            return None
        opener, offset, at = self.places[digest]
        try:
            with opener() as stream:
                member = next(members(stream, offset), None)
                return record_at(member, at) if isinstance(member, Member) else None
        except (OSError, ValueError):
            return None


def items(
    stream: BinaryIO,
    where: str,
    skip: Skip = never,
    payloads: Payloads | None = None,
    opener: Opener | None = None,
) -> Iterator[Item]:
    """The items of a web archive; `stream` can seek, `where` begins their locations, and `opener` opens the same file
    once more. Nothing is raised for what the file holds."""
    payloads = Payloads() if payloads is None else payloads
    kept = 0
    for part in members(stream):
        if isinstance(part, Lost):
            # A record that was kept of the damaged member has its member's place already.
            yield _lost(f"{where}#{part.start}" + (f"+{kept}" if kept else ""), part, "bytes of the file")
            kept = 0
        else:
            end = yield from _items_of(part, where, skip, payloads, opener)
            kept = end if part.damaged else 0


def _items_of(
    member: Member, where: str, skip: Skip, payloads: Payloads, opener: Opener | None
) -> Generator[Item, None, int]:
    """The items of one member; returned is about where the last one ended."""

    def wanted(at: int, kind: str, headers: Mapping[str, str]) -> bool:
        if kind not in _READ:
            return False
        if is_old := skip(f"{where}#{place(member, at)}"):
            payloads.add(headers.get("warc-payload-digest"), opener, member, at)
        return not is_old

    end = 0
    for part in records(member, wanted):
        location = f"{where}#{place(member, part.start if isinstance(part, Lost) else part.at)}"
        if isinstance(part, Lost):
            yield _lost(location, part, "bytes of the file" if member.plain else "decompressed bytes")
        elif part.block is not None:
            item = _item(part, location, payloads)
            if isinstance(item, Source) and part.type == "response":
                payloads.add(part.headers.get("warc-payload-digest"), opener, member, part.at)
            yield item
            end = part.at + part.length
    return end


def _lost(location: str, lost: Lost, unit: str) -> Unread:
    stretch = f"from {lost.start:,} on" if lost.end is None else f"{lost.start:,} to {lost.end:,}"
    detail = f"{lost.reason}; lost: {unit} {stretch}"
    return Unread(location, OnRecordError("OR110", location, "What can be read beside it was read.", detail))


def _item(raw: Raw, location: str, payloads: Payloads) -> Item:
    """What a record is: a page, or why it is none."""
    if raw.type != "revisit":
        return _page(raw, raw, location)
    found = payloads.find(raw.headers.get("warc-payload-digest"))
    if found is None:
        return Skipped(location, "revisit of a page that was not met before")
    return _page(raw, found, location)


def _page(raw: Raw, holder: Raw, location: str) -> Item:
    """The page whose bytes are in `holder`, captured as `raw` says."""
    url = _address(raw.headers)
    answer = _answer(holder)
    media = media_type_of(answer.headers.get("content-type"))
    if reason := _no_page(url or "", answer.status, media):
        return Skipped(location, reason)
    if holder.is_large:
        detail = f"{holder.length:,} bytes"
        return Unread(location, OnRecordError("OR106", location, "It was passed over; nothing else is lost.", detail))
    try:
        body = body_of(answer, location, MAX_BYTES)
        source = from_bytes(body, location, url, charset_of(answer.headers.get("content-type")))
    except OnRecordError as error:
        return Skipped(location, error.detail or "empty") if error.code in _NO_PAGE else Unread(location, error)
    if media in _UNSAID and media_type(body) != "text/html":
        return Skipped(location, "of no stated type, and not HTML")
    if body.lstrip()[:2] in _JSON:
        return Skipped(location, f"JSON, though called {media}")
    return replace(source, fetched=_time(raw.headers), record=_id(raw.headers))


def _answer(raw: Raw) -> Message:
    """The HTTP answer in a record; of a record that holds only a file, that file with the type that its header says."""
    block, content_type = raw.block or b"", raw.headers.get("content-type", "")
    if media_type_of(content_type) == "application/http" or (raw.type == "response" and block.startswith(b"HTTP/")):
        return message(block)
    return Message(0, {"content-type": content_type}, block)


def _no_page(url: str, status: int, media: str) -> str | None:
    """Why an answer is no page for a reader, seen from outside."""
    if status and status not in _FINE:
        return f"status {status}"
    if media not in _PAGES and media not in _UNSAID:
        return media[:80]
    if not url:
        return "of no web address"
    path = url.partition("?")[0].partition("#")[0]
    if media != "text/html" and (match := _FOR_MACHINES.search(path)):
        return f"{match[0].lstrip('/')} file"
    return None


def _address(headers: Mapping[str, str]) -> str | None:
    """The record's web address; some writers put it in angle brackets."""
    url = headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")
    url = url.replace(" ", "%20")
    is_web = url.lower().startswith(("http://", "https://")) and len(url) <= _LONGEST_ADDRESS and url.isprintable()
    return url if is_web else None


def _id(headers: Mapping[str, str]) -> str | None:
    name = headers.get("warc-record-id", "").strip().removeprefix("<").removesuffix(">")
    return name if name and len(name) <= _LONGEST_ID and name.isprintable() else None


def _time(headers: Mapping[str, str]) -> str | None:
    """The time of capture to the second, in UTC."""
    try:
        moment = datetime.fromisoformat(headers.get("warc-date", "").strip())
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1990 else None
