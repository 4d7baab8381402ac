from pathlib import Path

import pytest
from tests.website import Site, article, reply

from onrecord.model import Source
from onrecord.read.feed import entries, feeds, items_of_file, kind
from onrecord.read.fetch import Web
from onrecord.read.items import Item, Options, Skipped, Unread
from onrecord.read.visits import Visits

WEB = Web(private=True, timeout=5, delay=0, visits=Visits(sleep=lambda seconds: None))
FULL = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<item><title>Pier</title><link>http://n.example/pier</link>
<content:encoded>&lt;p&gt;The pier is shut.</content:encoded></item>
<item><title>Ferry</title><link>http://n.example/ferry</link>
<description>Only this.</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<rss version='2.0'>", "feed"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- <html> --><feed xmlns='x'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"), (b'{"version": "https://jsonfeed.org/version/1.1"', "feed"),
        ("<rss>".encode("utf-16"), "feed"), (b"<opml version='1.0'>", "opml"), (b"<urlset xmlns='x'>", "sitemap"),
        (b"<?xml version='1.0'?>\n<sitemapindex\n>", "sitemap"), (b"<!DOCTYPE html><rss>", None),
        (b"<html><feed>", None),
        (b"text about <rss> feeds", None), (b'{"version": 3}', None), (b"", None), (b"<rssx>", None),
        (b"<!--" * 2000, None),
    ],
)  # fmt: skip
def test_lists_are_told_by_their_content(data: bytes, found: str | None) -> None:
    assert kind(data) == found


def test_an_address_is_there_once() -> None:
    data = b"<rss><item><link>a</link></item><item><link>a</link></item><item/><item/></rss>"
    assert [one.url for one in entries(data, "http://n.example/")] == ["http://n.example/a", None, None]


def test_all_formats_are_feeds() -> None:
    assert len(entries(b'{"items": [{"url": "a"}]}', "http://n.example/")) == 1
    assert feeds(b"<opml><outline xmlUrl='a'/></opml>", "http://n.example/") == ("http://n.example/a",)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feed.xml"


def read(path: Path, options: Options = Options()) -> list[Item]:  # noqa: B008 - it is frozen
    return list(items_of_file(path, options))


def test_without_the_web_what_the_feed_carries_is_read(path: Path) -> None:
    path.write_text(FULL)
    pier, ferry = read(path)
    assert isinstance(pier, Source)
    assert (pier.location, pier.url, pier.media_type) == (f"{path}#1", "http://n.example/pier", "text/html")
    assert pier.stated is not None
    assert pier.stated.title == "Pier"
    assert b"The pier is shut." in pier.data
    assert isinstance(ferry, Skipped)
    assert (ferry.where, "summary" in ferry.reason) == (f"{path}#2", True)


def test_what_was_read_before_is_left_out(path: Path) -> None:
    path.write_text(FULL)
    found = list(items_of_file(path, Options(), lambda location: location.endswith("#1")))
    assert [type(one) for one in found] == [Skipped]


def test_with_the_web_the_pages_are_fetched(path: Path, site: Site) -> None:
    site.answers["/pier"] = reply(article("Pier shut", "The pier is shut, the council said."))
    path.write_text(f"<rss><item><link>{site.url}/pier</link><title>Pier</title></item></rss>")
    (found,) = read(path, Options(web=WEB))
    assert isinstance(found, Source)
    assert found.location == f"{site.url}/pier"
    assert found.stated is not None
    assert str(path) in found.stated.origin


def test_the_feeds_of_a_list_are_skipped_without_the_web(path: Path) -> None:
    path.write_text("<opml><outline xmlUrl='http://n.example/feed'/></opml>")
    (found,) = read(path)
    assert isinstance(found, Skipped)
    assert found.where == "http://n.example/feed"


def test_a_file_that_is_no_feed_is_an_error(path: Path) -> None:
    path.write_text("nothing of the kind")
    (found,) = read(path)
    assert isinstance(found, Unread)
    assert found.error.code == "OR113"
    (missing,) = read(path.with_name("missing.xml"))
    assert isinstance(missing, Unread)
    assert missing.error.code == "OR101"
