"""Site maps (sitemaps.org) → the addresses of the pages that a site announces, with what news site maps say of them.

Adds title, date, language and outlet of a page where the site map is one for news. Entities and document types are
left alone, nothing is fetched, and the number of addresses is limited. The dates of change in ordinary site maps are
not used: many sites write the day on which the map was made.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.errors import OnRecordError
from onrecord.model import Stated
from onrecord.read.inflate import Damaged, TooLarge, inflated
from onrecord.read.xml import name_of, text_of, tree, unread

if TYPE_CHECKING:
    from lxml.etree import _Element

# What the protocol allows in one file.
MAX_ADDRESSES: Final = 50_000
MAX_DEPTH: Final = 2
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a site map; all but its address only from site maps for news."""

    url: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a site map, and the further site maps of an index, in their order and each once."""

    pages: tuple[Listed, ...]
    maps: tuple[str, ...]


def sitemap(data: bytes, where: str, encoding: str | None = None) -> Sitemap:
    """The site map that the bytes hold. Raises OR113 where they hold none, OR122."""
    root = tree(data, where, encoding)
    name = name_of(root)
    if name not in {"urlset", "sitemapindex"}:
        raise unread(where, "it is no site map")
    found = {page.url: page for page in _pages(root)}
    listed = tuple(found.values())[:MAX_ADDRESSES]
    return Sitemap(listed, ()) if name == "urlset" else Sitemap((), tuple(page.url for page in listed))


def unpacked(data: bytes, where: str, limit: int) -> bytes:
    """The bytes of a .gz site map; any others as they are. Raises OR113 (damaged) or OR122 (over the limit)."""
    if not data.startswith(_GZIP):
        return data
    try:
        return b"".join(inflated([data], "gzip", limit))
    except Damaged as error:
        raise unread(where, str(error)) from None
    except TooLarge:
        remedy = "Give the site maps that it is made of, one by one."
        raise OnRecordError("OR122", where, remedy, f"more than {limit} bytes when unpacked") from None


def stated(page: Listed, origin: str) -> Stated | None:
    """What a site map for news says of the page; `None` where it gives nothing but the address."""
    if not (page.title or page.published or page.language or page.outlet):
        return None
    return Stated(
        f"site map {origin}",
        title=page.title,
        outlet=page.outlet,
        published=page.published,
        language=page.language,
    )


def _pages(root: "_Element") -> Iterator[Listed]:
    for node in root.iterchildren("{*}url", "{*}sitemap"):
        if url := text_of(node.find("{*}loc")):
            yield Listed(
                url,
                text_of(node.find("{*}news/{*}title")),
                text_of(node.find("{*}news/{*}publication_date")),
                text_of(node.find("{*}news/{*}publication/{*}language")),
                text_of(node.find("{*}news/{*}publication/{*}name")),
            )
