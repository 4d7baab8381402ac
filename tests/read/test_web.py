import gzip
import json
import socket
from dataclasses import replace

import pytest
from tests.website import Asked, Site, article, reply

from onrecord.model import Source
from onrecord.read.fetch import Web
from onrecord.read.items import Item, Options, Skipped, Unread
from onrecord.read.visits import Visits
from onrecord.read.web import items, page

WEB = Web(private=True, timeout=5, delay=0, max_pages=10, visits=Visits(sleep=lambda seconds: None))
PIER = article("Pier shut", "The pier is shut, the council said.")
FERRY = article("Ferry late", "The ferry is late, the harbour master said.")


def read(url: str, web: Web = WEB) -> list[Item]:
    fresh = replace(web, visits=Visits(sleep=lambda seconds: None))
    return list(items(url, Options(web=fresh)))


def places(found: list[Item]) -> list[tuple[str, str]]:
    """What came, in short: its kind and where it is."""
    return [(type(one).__name__, one.location if isinstance(one, Source) else one.where) for one in found]


@pytest.fixture
def pages(site: Site) -> Site:
    site.answers |= {"/pier": reply(PIER), "/ferry": reply(FERRY)}
    return site


def test_an_address_may_be_a_page(pages: Site) -> None:
    (found,) = read(f"{pages.url}/pier#part")
    assert isinstance(found, Source)
    assert (found.location, found.url, found.stated) == (f"{pages.url}/pier", f"{pages.url}/pier", None)
    assert found.data == PIER.encode()


def test_what_is_no_page_is_skipped_and_what_fails_is_said(pages: Site) -> None:
    pages.answers |= {"/image": reply(b"x", Content_Type="image/png"), "/pdf": reply(b"%PDF-1.7 x")}
    assert places(read(f"{pages.url}/image")) == [("Skipped", f"{pages.url}/image")]
    for path, code in (("/pdf", "OR105"), ("/missing", "OR123")):
        (found,) = read(pages.url + path)
        assert isinstance(found, Unread)
        assert (found.where, found.error.code) == (pages.url + path, code)
    (refused,) = read("http://a:b@news.example/")
    assert isinstance(refused, Unread)
    assert refused.error.code == "OR121"


def test_what_was_read_before_is_not_fetched_again(pages: Site) -> None:
    assert list(items(f"{pages.url}/pier", Options(web=WEB), lambda location: location.endswith("/pier"))) == []
    assert pages.asked == []


def test_an_address_may_be_a_feed(pages: Site) -> None:
    pages.answers["/feed"] = reply(
        "<rss><channel><item><title>Pier!</title><link>/pier</link></item><item><link>/gone</link></item>"
        "<item><link>ferry</link></item><item><title>no link</title></item></channel></rss>",
        Content_Type="application/rss+xml",
    )
    found = read(f"{pages.url}/feed")
    assert places(found) == [
        ("Source", f"{pages.url}/pier"), ("Unread", f"{pages.url}/gone"), ("Source", f"{pages.url}/ferry"),
    ]  # fmt: skip
    assert isinstance(found[0], Source)
    assert found[0].stated is not None
    assert (found[0].stated.title, found[0].stated.origin) == ("Pier!", f"entry of the feed {pages.url}/feed")


def test_an_address_may_be_a_list_of_feeds(pages: Site) -> None:
    pages.answers |= {
        "/opml": reply("<opml><outline xmlUrl='/a'/><outline xmlUrl='/broken'/><outline xmlUrl='/b'/></opml>"),
        "/a": reply("<rss><item><link>/pier</link></item></rss>"),
        "/b": reply(
            json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"url": "/ferry"}, {"url": "/pier"}]})
        ),
    }
    assert places(read(f"{pages.url}/opml")) == [
        ("Source", f"{pages.url}/pier"), ("Unread", f"{pages.url}/broken"), ("Source", f"{pages.url}/ferry"),
    ]  # fmt: skip


def test_an_address_may_be_a_site_map_or_an_index_of_them(pages: Site) -> None:
    one = f"<urlset><url><loc>{pages.url}/pier</loc></url></urlset>"
    other = f"<urlset><url><loc>{pages.url}/ferry</loc></url></urlset>"
    maps = "".join(f"<sitemap><loc>{pages.url}/{name}</loc></sitemap>" for name in ("1.xml", "2.xml.gz"))
    index = f"<sitemapindex>{maps}</sitemapindex>"
    pages.answers |= {
        "/sitemap.xml": reply(index),
        "/1.xml": reply(one),
        "/2.xml.gz": reply(gzip.compress(other.encode()), Content_Type="application/gzip"),
    }
    assert [where for _, where in places(read(f"{pages.url}/sitemap.xml"))] == [
        f"{pages.url}/pier",
        f"{pages.url}/ferry",
    ]
    assert places(read(f"{pages.url}/2.xml.gz")) == [("Source", f"{pages.url}/ferry")]


def test_site_maps_inside_site_maps_without_end_are_not_followed(pages: Site) -> None:
    pages.answers["/loop"] = reply(f"<sitemapindex><sitemap><loc>{pages.url}/loop</loc></sitemap></sitemapindex>")
    (found,) = read(f"{pages.url}/loop")
    assert isinstance(found, Unread)
    assert found.error.code == "OR122"
    assert pages.paths.count("/loop") == 3


def test_no_more_pages_are_fetched_than_allowed(site: Site) -> None:
    links = "".join(f"<item><link>/{number}</link></item>" for number in range(20))
    site.answers["/feed"] = reply(f"<rss>{links}</rss>")
    found = read(f"{site.url}/feed", replace(WEB, max_pages=3))
    assert [type(one).__name__ for one in found] == ["Unread", "Unread", "Unread", "Skipped"]
    assert "/3" not in site.paths


def test_an_address_may_be_a_table_of_pages(site: Site) -> None:
    rows = "".join(
        json.dumps({"text": f"The pier is shut, said {name}.", "title": name}) + "\n" for name in ("Ann", "Tom")
    )
    site.answers["/articles.jsonl"] = reply(rows, Content_Type="application/octet-stream")
    site.answers["/export?kind=1"] = reply(rows, Content_Type="application/x-ndjson; charset=utf-8")
    found = read(f"{site.url}/articles.jsonl")
    assert places(found) == [("Source", f"{site.url}/articles.jsonl#1"), ("Source", f"{site.url}/articles.jsonl#2")]
    assert isinstance(found[0], Source)
    assert found[0].fetched
    assert len(read(f"{site.url}/export?kind=1")) == 2


def test_a_page_that_robots_may_not_read_is_an_item(pages: Site) -> None:
    pages.answers["/robots.txt"] = reply("User-agent: *\nDisallow: /pier")
    (found,) = read(f"{pages.url}/pier")
    assert isinstance(found, Unread)
    assert found.error.code == "OR124"


def test_a_page_never_raises(site: Site) -> None:
    def silent(asked: Asked, line: socket.socket) -> None:
        """Close without a word."""

    site.answers["/"] = silent
    for url in (site.url, "http://[", "javascript:x", ""):
        found = page(url, replace(WEB, obey_robots=False))
        assert isinstance(found, Unread)
        assert found.error.code in {"OR120", "OR121"}


def test_a_redirected_page_keeps_the_address_that_was_asked_for_as_its_location(pages: Site) -> None:
    pages.answers["/old"] = reply("", 301, Location="/pier")
    (found,) = read(f"{pages.url}/old")
    assert isinstance(found, Source)
    assert (found.location, found.url) == (f"{pages.url}/old", f"{pages.url}/pier")


def test_an_image_in_a_feed_is_skipped(site: Site) -> None:
    site.answers |= {
        "/feed": reply("<rss><item><link>/i</link></item></rss>"),
        "/i": reply(b"x", Content_Type="image/png"),
    }
    assert [type(one) for one in read(f"{site.url}/feed")] == [Skipped]
