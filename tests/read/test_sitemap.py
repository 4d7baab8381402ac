import gzip

import pytest

from onrecord.errors import OnRecordError
from onrecord.read.sitemap import Listed, sitemap, stated, unpacked

URL = "http://news.example/sitemap.xml"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def test_a_site_map_names_pages_each_once() -> None:
    data = f"<urlset {SPACE}><url><loc> http://n/a </loc><lastmod>2026-08-03</lastmod></url><url><loc>http://n/b</loc></url><url><loc>http://n/a</loc></url><url/></urlset>"
    found = sitemap(data.encode(), URL)
    assert found.pages == (Listed("http://n/a"), Listed("http://n/b"))
    assert found.maps == ()


def test_an_index_names_site_maps() -> None:
    data = f"<sitemapindex {SPACE}><sitemap><loc>http://n/1.xml</loc></sitemap></sitemapindex>"
    assert sitemap(data.encode(), URL).maps == ("http://n/1.xml",)


def test_a_site_map_for_news_says_more() -> None:
    data = f"""<urlset {SPACE} xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://n/a</loc><n:news>
        <n:publication><n:name>Harbour Post</n:name><n:language>en</n:language></n:publication>
        <n:publication_date>2026-08-03</n:publication_date><n:title>Pier shut</n:title></n:news></url></urlset>"""
    (page,) = sitemap(data.encode(), URL).pages
    assert page == Listed("http://n/a", "Pier shut", "2026-08-03", "en", "Harbour Post")
    said = stated(page, URL)
    assert said is not None
    assert (said.origin, said.outlet) == (f"site map {URL}", "Harbour Post")
    assert stated(Listed("http://n/a"), URL) is None


@pytest.mark.parametrize("data", [b"", b"<rss/>", b"<html>", b"http://n/a"])
def test_what_is_no_site_map_is_an_error(data: bytes) -> None:
    with pytest.raises(OnRecordError, match="OR113"):
        sitemap(data, URL)


def test_a_compressed_one_is_unpacked_within_a_limit() -> None:
    assert unpacked(gzip.compress(b"<urlset/>"), URL, 1000) == b"<urlset/>"
    assert unpacked(b"<urlset/>", URL, 1000) == b"<urlset/>"
    with pytest.raises(OnRecordError, match="OR122"):
        unpacked(gzip.compress(bytes(10_000_000)), URL, 1000)
    with pytest.raises(OnRecordError, match="OR113"):
        unpacked(gzip.compress(b"<urlset/>")[:-3], URL, 1000)
