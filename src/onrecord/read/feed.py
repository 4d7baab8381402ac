"""Feeds, lists of feeds and site maps on disk, and what kind of list some bytes are.

Adds to a page what its feed says of it (title, authors, dates), with the feed as the origin. Pages are fetched only
where that is wished; without it, what a feed itself carries in full is read and all else is skipped.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read import jsonfeed, rss
from onrecord.read.capture import from_bytes, from_path
from onrecord.read.entries import Entry, Feed, stated
from onrecord.read.items import Item, Options, Skip, Skipped, Unread, never

_HEAD: Final = 4096
_OPENS: Final = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|opml|urlset|sitemapindex)[\s>]", re.I)
_HTML: Final = re.compile(rb"<!doctype\s+html|<html", re.I)
_COMMENT: Final = re.compile(rb"<!--.*?-->", re.S)
_JSON: Final = re.compile(rb"\{[^\x00]{0,2000}?\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org")

Kind: TypeAlias = Literal["feed", "opml", "sitemap"]
_KINDS: Final[dict[bytes, Kind]] = {b"opml": "opml", b"urlset": "sitemap", b"sitemapindex": "sitemap"}


def kind(data: bytes) -> Kind | None:
    """Whether the bytes are a feed, a list of feeds or a site map; `None` for anything else, as a page."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"{"):
        return "feed" if _JSON.match(head) else None
    if not head.startswith(b"<") or _HTML.match(head):
        return None
    found = _OPENS.search(_COMMENT.sub(b"", head))
    return _KINDS.get(found[1].lower(), "feed") if found else None


def entries(data: bytes, url: str, encoding: str | None = None) -> tuple[Entry, ...]:
    """The entries of a feed; see `feed`."""
    return feed(data, url, encoding).entries


def feed(data: bytes, url: str, encoding: str | None = None) -> Feed:
    """The feed that the bytes hold: RSS, Atom or JSON Feed. `url` is where it came from, for its relative links,
    `encoding` what the server declared. Raises OR113, OR122."""
    is_json = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    found = jsonfeed.feed(data, url) if is_json else rss.feed(data, url, encoding)
    return replace(found, entries=tuple(_once(found.entries)))


def feeds(data: bytes, where: str, encoding: str | None = None) -> tuple[str, ...]:
    """The addresses of the feeds in an OPML list, in its order, each once. Raises OR113, OR122."""
    return rss.opml(data, where, encoding)


def content_source(entry: Entry, location: str, origin: str) -> Source:
    """The text that the feed itself carries, as a page. Raises OR104–OR106."""
    data = f"<article>{entry.content or ''}</article>".encode()
    return replace(from_bytes(data, location, entry.url, "utf-8"), stated=stated(entry, origin))


def items_of_file(path: Path, options: Options, skip: Skip = never) -> Iterator[Item]:
    """The pages of a feed, an OPML list or a site map on disk.

    They are fetched where `options.web` is set; without it, what the feed itself carries is read and the rest skipped.
    """
    where = str(path)
    try:
        data = from_path(path).data
        if options.web is not None:
            from onrecord.read.web import listed  # noqa: PLC0415 - only where something is fetched

            yield from listed(data, where, options, skip)
        elif kind(data) == "feed":
            yield from _carried(feed(data, where), where, skip)
        else:
            yield from (Skipped(one, "an address in a list; nothing was to be fetched") for one in _named(data, where))
    except OnRecordError as error:
        yield Unread(where, error)


def _named(data: bytes, where: str) -> tuple[str, ...]:
    if kind(data) == "opml":
        return feeds(data, where)
    from onrecord.read.sitemap import sitemap  # noqa: PLC0415 - seldom needed

    found = sitemap(data, where)
    return (*(page.url for page in found.pages), *found.maps)


def _carried(found: Feed, where: str, skip: Skip) -> Iterator[Item]:
    for number, entry in enumerate(found.entries, start=1):
        location = f"{where}#{number}"
        if skip(location):
            continue
        if not entry.content:
            yield Skipped(location, "the feed carries only a summary; nothing was to be fetched")
            continue
        try:
            yield content_source(entry, location, where)
        except OnRecordError as error:
            yield Unread(location, error)


def _once(found: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in found:
        if entry.url is None or entry.url not in seen:
            seen.add(entry.url or "")
            yield entry
