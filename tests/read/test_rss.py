from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnRecordError
from onrecord.read.entries import Entry
from onrecord.read.rss import feed, opml

URL = "http://news.example/world/feed.xml"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(items: str, head: str = "<title>Harbour Post | World</title>") -> tuple[Entry, ...]:
    return feed(f'<rss version="2.0" {SPACES}><channel>{head}{items}</channel></rss>'.encode(), URL).entries


def atom(entries: str, attributes: str = "") -> tuple[Entry, ...]:
    return feed(f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{entries}</feed>'.encode(), URL).entries


def test_rss_two_says_address_title_author_date_and_language() -> None:
    item = """<item><title>Pier &amp;amp; &lt;i&gt;ferry&lt;/i&gt;</title><link>/pier</link>
        <author>desk@post.example (Ann Vale)</author><pubDate>Mon, 03 Aug 2026 10:00:00 +0200</pubDate></item>"""
    assert rss(item, "<language>en-GB</language>") == (
        Entry("http://news.example/pier", "Pier & ferry", ("Ann Vale",), "2026-08-03T08:00:00Z", language="en-GB"),
    )


def test_a_feed_has_a_title() -> None:
    assert feed(b"<rss><channel><title>Harbour Post</title></channel></rss>", URL).title == "Harbour Post"
    assert feed(b'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>', URL).title == "A"


def test_dublin_core_and_content_count() -> None:
    item = """<item><link>a</link><dc:creator>Ann Vale</dc:creator><dc:creator>Tom Reed</dc:creator>
        <dc:date>2026-08-03</dc:date>
        <content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded><description>Some.</description></item>"""
    (entry,) = rss(item)
    assert (entry.byline, entry.published, entry.content) == (
        ("Ann Vale", "Tom Reed"),
        "2026-08-03",
        "<p>All of it.</p>",
    )


def test_other_vocabularies_do_not_speak_for_the_entry() -> None:
    (entry,) = rss(
        "<item><itunes:title>No</itunes:title><media:content type='html'>No</media:content>"
        "<itunes:author>No</itunes:author>"
        "<title>Yes</title></item>"
    )
    assert (entry.title, entry.byline, entry.content) == ("Yes", (), None)


def test_a_guid_is_an_address_where_it_says_so() -> None:
    assert rss("<item><guid>http://n.example/a</guid></item>")[0].url == "http://n.example/a"
    assert rss('<item><guid isPermaLink="false">http://n.example/a</guid></item>')[0].url is None
    assert rss("<item><guid>4711</guid></item>")[0].url is None


def test_rss_one_is_read() -> None:
    data = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>One</title></channel>
        <item rdf:about="y"><title>Pier</title><link>http://n.example/pier</link><dc:date>2026-08-03T10:00Z</dc:date></item></rdf:RDF>"""
    found = feed(data, URL)
    assert found.title == "One"
    assert found.entries == (Entry("http://n.example/pier", "Pier", published="2026-08-03T10:00Z"),)


def test_atom_says_address_authors_dates_and_text() -> None:
    (entry,) = atom(
        """<entry xml:lang="de"><title type="html">&lt;b&gt;Pier&lt;/b&gt;</title><link rel="self" href="self"/>
        <link rel="enclosure" href="b.mp3"/><link rel="alternate" type="application/json" href="j"/><link href="pier"/>
        <author><name>Ann Vale</name><email>a@b.example</email></author><author><name>Tom Reed</name></author>
        <published>2026-08-03T10:00:00+02:00</published><updated>2026-08-04T10:00:00Z</updated>
        <content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content></entry>"""
    )
    assert entry == Entry(
        "http://news.example/world/pier", "Pier", ("Ann Vale", "Tom Reed"), "2026-08-03T10:00:00+02:00",
        "2026-08-04T10:00:00Z", "de", "<p>All of it.</p>",
    )  # fmt: skip


def test_atom_text_may_be_markup_and_a_base_may_move_links() -> None:
    (entry,) = atom(
        '<entry><link href="a"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All.</p></div></content></entry>',
        'xml:base="http://base.example/x/"',
    )
    assert entry.url == "http://base.example/x/a"
    assert entry.content is not None
    assert "<p>All.</p>" in entry.content


def test_a_summary_and_plain_text_are_no_whole_text() -> None:
    assert atom("<entry><summary type='html'>Some.</summary><content>plain</content></entry>")[0].content is None
    assert rss("<item><description>Some.</description></item>")[0].content is None


def test_undeclared_prefixes_and_broken_markup_are_read_as_far_as_they_go() -> None:
    data = (
        b"<rss><channel><item><link>http://n.example/a</link><title>A & B</title></item><item><link>http://n.example/b"
    )
    assert [entry.url for entry in feed(data, URL).entries] == ["http://n.example/a", "http://n.example/b"]


@pytest.mark.parametrize("data", [b"", b"<html><body>x</body></html>", b"plain", b"<opml/>", b"%PDF-1.7"])
def test_what_is_no_feed_is_an_error(data: bytes) -> None:
    with pytest.raises(OnRecordError, match="OR113"):
        feed(data, URL)


def test_a_list_of_feeds_names_each_once() -> None:
    data = b"""<opml version="2.0"><body><outline text="news"><outline type="rss" xmlUrl="http://a.example/feed"/>
        <outline xmlurl="/b.xml"/></outline><outline xmlUrl=" http://a.example/feed "/>
        <outline text="empty" xmlUrl=""/></body></opml>"""
    assert opml(data, URL) == ("http://a.example/feed", "http://news.example/b.xml")
    with pytest.raises(OnRecordError, match="OR113"):
        opml(b"<rss/>", URL)


PARTS = [
    b"<rss>", b"<item>", b"</item>", b"<link>", b"http://a", b"&x;", b"<![CDATA[", b"]]>", b"<!--", b'a="',
    b"<!DOCTYPE", b"\0", b"\xff", b"<pubDate>Mon, 1",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS)))
def test_any_bytes_are_a_feed_or_none(parts: list[bytes]) -> None:
    with suppress(OnRecordError):
        assert isinstance(feed(b"<rss>" + b"".join(parts), URL).entries, tuple)


N = 1_000_000
HOSTILE = {
    "items without an end": b"<item>" * (N // 6), "depth": b"<a>" * (N // 3), "brackets": b"<" * N,
    "ampersands": b"&" * N, "attributes": b"<item " + b"a='b' " * (N // 6), "comments": b"<!--" * (N // 4),
    "sections": b"<![CDATA[" + b"]" * N,
    "authors": b"<item><author>" + b"a" * N + b"@", "mailboxes": b"<item><author>" + b"a@" * (N // 2) + b"(",
    "dates": b"<item><pubDate>" + b"Mon, " * (N // 5), "years": b"<item><updated>" + b"2020-" * (N // 5),
    "markup": b"<item><title>" + b"&lt;b" * (N // 5), "white space": b"<item><title>" + b" " * N + b"x",
    "entities": b"<item><title>" + b"&nbsp;" * (N // 6), "bases": b"<entry xml:base='a/'>" * (N // 21),
    "links": b"<item>" + b"<link/>" * (N // 7), "names": b"<item>" + b"<author><name/></author>" * (N // 24),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_take_no_longer_than_others_of_their_size(name: str) -> None:
    assert len(feed(b"<rss><channel>" + HOSTILE[name], URL).entries) <= 10_000
