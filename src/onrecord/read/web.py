"""An address of the web → the pages behind it: the page itself, or those that a feed, a list of feeds or a site map
names, or those inside a collection (WARC, table) that lies there.

Adds to each page when it was fetched, its final address, and what the list that named it says of it. Everything is
fetched by `onrecord.read.polite`; how many pages one list brings is limited, and a page that fails stops no other.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from onrecord.errors import OnRecordError
from onrecord.model import Source, Stated
from onrecord.read import feed, sitemap
from onrecord.read.addresses import parse
from onrecord.read.entries import stated
from onrecord.read.fetch import Fetched, Web, to_source
from onrecord.read.items import Item, Options, Skip, Skipped, Unread, never
from onrecord.read.polite import visit

_NO_PAGE: Final = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
_COLLECTIONS: Final = (".warc", ".warc.gz", ".warc.zst", ".wacz", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_BY_TYPE: Final = {
    "application/warc": ".warc", "application/wacz": ".wacz", "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl", "text/csv": ".csv", "text/tab-separated-values": ".tsv",
    "application/vnd.apache.parquet": ".parquet",
}  # fmt: skip


_Named: TypeAlias = tuple[str, Stated | None] | Unread


class _List(NamedTuple):
    """A feed, a list of feeds or a site map: its bytes, where they are, and the encoding that the server declared."""

    data: bytes
    where: str
    encoding: str | None


def items(url: str, options: Options, skip: Skip = never) -> Iterator[Item]:
    """The pages behind an address, lazily. `skip` is asked with each page's address before it is fetched."""
    web = options.web or Web()
    try:
        where = parse(url).url
        if not skip(where):
            yield from _opened(visit(where, web), replace(options, web=web), skip)
    except OnRecordError as error:
        yield Unread(error.where if error.where.startswith("http") else url, error)


def page(url: str, web: Web, said: Stated | None = None) -> Item:
    """The one page at an address, with what a list `said` of it. Never raises: what goes wrong is the item."""
    try:
        return _page(visit(url, web), said)
    except OnRecordError as error:
        return Unread(_location(url), error)


def listed(
    data: bytes, where: str, options: Options, skip: Skip = never, encoding: str | None = None
) -> Iterator[Item]:
    """The pages that a feed, a list of feeds or a site map names; `encoding` is what the server declared.

    Raises OR113 where the bytes are none of these, OR122.
    """
    web = options.web or Web()
    found = _named(_List(sitemap.unpacked(data, where, web.max_bytes), where, encoding), web, 0)
    yield from _bounded(found, where, web, skip)


def _opened(found: Fetched, options: Options, skip: Skip) -> Iterator[Item]:
    web = options.web or Web()
    data = sitemap.unpacked(found.data, found.requested, web.max_bytes) if _is_packed_map(found) else found.data
    if feed.kind(data):
        yield from listed(data, found.url, options, skip, found.encoding)
    elif suffix := _collection(found):
        yield from _inside(found, suffix, options, skip)
    else:
        yield _page(found, None)


def _page(found: Fetched, said: Stated | None) -> Source | Skipped:
    if found.media_type.startswith(_NO_PAGE):
        return Skipped(found.requested, found.media_type)
    return to_source(found, said)


def _bounded(found: Iterator[_Named], where: str, web: Web, skip: Skip) -> Iterator[Item]:
    """Each page once, and no more of them than the limit; those to be skipped count too, so that it is the same in
    every run."""
    seen: set[str] = set()
    for one in found:
        if isinstance(one, Unread):
            yield one
            continue
        url = _location(one[0])
        if url in seen:
            continue
        if len(seen) == web.max_pages:
            yield Skipped(where, f"it names more than {web.max_pages} pages")
            return
        seen.add(url)
        if not skip(url):
            yield page(url, web, one[1])


def _named(one: _List, web: Web, depth: int) -> Iterator[_Named]:
    """The addresses of pages, with what the list says of each; lists inside lists are fetched on the way."""
    data, where, encoding = one
    kind = feed.kind(data)
    if kind == "feed":
        entries = feed.entries(data, where, encoding)
        yield from ((entry.url, stated(entry, where)) for entry in entries if entry.url)
        return
    if kind == "opml":
        further = feed.feeds(data, where, encoding)
    else:
        found = sitemap.sitemap(data, where, encoding)
        yield from ((page.url, sitemap.stated(page, where)) for page in found.pages)
        further = found.maps
    for url in further[: web.max_pages]:
        yield from _further(url, web, depth + 1)


def _further(url: str, web: Web, depth: int) -> Iterator[_Named]:
    try:
        if depth > sitemap.MAX_DEPTH:
            raise OnRecordError("OR122", url, "Give its address by itself.", "lists inside lists inside lists")
        found = visit(url, web)
        data = sitemap.unpacked(found.data, url, web.max_bytes)
        yield from _named(_List(data, found.url, found.encoding), web, depth)
    except OnRecordError as error:
        yield Unread(_location(url), error)


def _location(url: str) -> str:
    """The address as every run writes it; as it stands where it is none."""
    try:
        return parse(url).url
    except OnRecordError:
        return url


def _is_packed_map(found: Fetched) -> bool:
    return urlsplit(found.url).path.lower().endswith(".xml.gz")


def _collection(found: Fetched) -> str | None:
    """The suffix of a collection of pages, by its media type or by its address."""
    path = urlsplit(found.url).path.lower()
    by_name = max((suffix for suffix in _COLLECTIONS if path.endswith(suffix)), key=len, default=None)
    return by_name if by_name and found.media_type != "text/html" else _BY_TYPE.get(found.media_type)


def _inside(found: Fetched, suffix: str, options: Options, skip: Skip) -> Iterator[Item]:
    """The pages of a collection. Their locations begin with its address, and say its kind where that does not."""
    from onrecord.read import dispatch  # noqa: PLC0415 - start-up time

    where = found.requested if found.requested.lower().endswith(suffix) else f"{found.requested}#fetched{suffix}"
    for item in dispatch.items(lambda: io.BytesIO(found.data), where, dispatch.Run(options, skip)):
        yield replace(item, fetched=item.fetched or found.fetched) if isinstance(item, Source) else item
