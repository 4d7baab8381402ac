"""What a table's row or a feed's entry says of a page fills what the page leaves open."""

from dataclasses import replace

from onrecord.clean.stated import with_stated
from onrecord.model import Article, Dated, Outlet, Source, Stated

STATED = Stated(
    "column of articles.csv", "Port opens", ("By Jane Doe",), "The Sentinel", "2023-08-03", "Aug 4, 2023", "en"
)
TEXT = Source("articles.csv#1", b"x", "text/plain", "0", stated=STATED)
PAGE = replace(TEXT, media_type="text/html")


def test_open_fields_are_filled_with_their_origin() -> None:
    read = with_stated(Article("a1", "text"), TEXT)
    assert (read.title, read.byline, read.outlet.name, read.language) == (
        "Port opens",
        ("Jane Doe",),
        "The Sentinel",
        "en",
    )
    assert read.published == Dated("2023-08-03", "column of articles.csv", 0.9)
    assert read.modified == Dated("2023-08-04", "column of articles.csv", 0.9)


def test_the_address_gives_the_domain() -> None:
    assert (
        with_stated(Article("a1", "text", url="https://www.sentinel.example/port"), TEXT).outlet.domain
        == "sentinel.example"
    )


def test_the_page_goes_first() -> None:
    own = Article(
        "a1", "text", title="Own", byline=("A B",), outlet=Outlet("Own"), published=Dated("2020-01-01", "JSON-LD")
    )
    read = with_stated(own, PAGE)
    assert (read.title, read.byline, read.outlet.name) == ("Own", ("A B",), "Own")
    assert read.published == Dated("2020-01-01", "JSON-LD")


def test_a_stated_title_goes_before_the_first_line_of_a_plain_text() -> None:
    assert with_stated(Article("a1", "text", title="First line"), TEXT).title == "Port opens"


def test_a_stated_date_that_is_no_full_date_is_doubted() -> None:
    source = replace(TEXT, stated=replace(STATED, published="1/21"))
    read = with_stated(Article("a1", "text"), source)
    assert read.published is None
    assert [(one.field, one.found) for one in read.doubted] == [("published", "1/21")]


def test_the_time_of_capture_is_when_the_page_was_first_seen() -> None:
    source = Source("x", b"x", "text/html", "0", fetched="2023-08-03T10:00:00Z")
    assert with_stated(Article("a1", "text"), source).first_seen == Dated("2023-08-03T10:00:00Z", "time of capture")
