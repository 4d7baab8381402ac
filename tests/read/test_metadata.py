"""Title, byline, outlet, dates, language and address of a page."""

import pytest
from lxml.html import document_fromstring

from onrecord.model import Dated, Doubted, Outlet
from onrecord.read.metadata import Metadata, metadata

ARTICLE = '{"@type":"NewsArticle","headline":"Port opens","datePublished":"2023-08-03T10:00:00+02:00"}'


def about(head: str, body: str = "<p>Text</p>", url: str | None = None) -> Metadata:
    return metadata(document_fromstring(f"<html lang=en-GB><head>{head}</head><body>{body}</body></html>"), url)


def test_json_ld_goes_before_meta_tags() -> None:
    meta = "<meta property='article:published_time' content='2020-01-01'>"
    found = about(f'{meta}<script type="application/ld+json">{ARTICLE}</script>')
    assert found.published == Dated("2023-08-03T08:00:00Z", "JSON-LD datePublished", 0.95)


def test_the_heading_that_readers_see_is_the_title() -> None:
    found = about(
        "<title>New port opens in spring | The Sentinel</title>", "<h1>New port <em>opens</em> in spring</h1>"
    )
    assert found.title == "New port opens in spring"


def test_a_heading_that_names_the_site_is_not_the_title() -> None:
    found = about("<meta property=og:title content='New port opens in spring'>", "<h1>The Sentinel</h1>")
    assert found.title == "New port opens in spring"


def test_modified_and_published_are_kept_apart() -> None:
    found = about("<meta property='article:modified_time' content='2023-08-04T00:00:00Z'>")
    assert found.published is None
    assert found.modified == Dated("2023-08-04T00:00:00Z", "meta tag “article:modified_time”", 0.95)


@pytest.mark.parametrize("footer", ["© 2019 The Sentinel", "Copyright 2015–2019", "Founded in 1901"])
def test_a_copyright_year_is_no_date(footer: str) -> None:
    assert about("", f"<p>The port opens.</p><footer>{footer}</footer>").published is None


def test_the_address_gives_a_date_and_says_so() -> None:
    found = about("", url="https://www.sentinel.example/2023/08/03/port")
    assert found.published == Dated("2023-08-03", "the page's address", 0.95)
    assert found.outlet == Outlet(None, "sentinel.example")


def test_bylines_are_names_only() -> None:
    assert about("<meta name=author content='By Jane Doe and John Roe'>").byline == ("Jane Doe", "John Roe")
    assert about("<meta name=author content='https://x.example/jane'>").byline == ()
    assert about("", "<span class=byline><style>.a{color:red}</style>By Jane Doe</span>").byline == ("Jane Doe",)


def test_the_canonical_link_is_the_address_where_none_is_known() -> None:
    link = "<link rel=canonical href='https://sentinel.example/port'>"
    assert about(link).url == "https://sentinel.example/port"
    assert about(link, url="https://other.example/x").url == "https://other.example/x"
    assert about("<link rel=canonical href='javascript:alert(1)'>").url is None


def test_a_field_for_dates_without_a_full_date_is_doubted() -> None:
    found = about("<meta property='article:published_time' content='1/21'>")
    assert found.published is None
    assert found.doubted == (Doubted("published", "1/21", "no full date; found in meta tag “article:published_time”"),)


def test_a_date_that_only_the_markup_gives_must_stand_on_the_page() -> None:
    shown = about("", "<h1>Port opens</h1><span class='date'>August 3, 2023</span><p>The port opens.</p>").published
    assert shown is not None
    assert shown.value == "2023-08-03"
    assert shown.confidence < 0.95
    hidden = about(
        "<meta property='og:image' content='https://s.example/2023/08/03/port.jpg'>", "<p>The port opens.</p>"
    )
    assert hidden.published is None


PAGE = '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2023-08-03T10:00:00Z"}</script>'


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ("", "<p>Opening hours</p>", None),
        ("", "<p>3 August 2023</p>", "2023-08-03T10:00:00Z"),
        ("<meta property='article:published_time' content='2023-08-03'>", "", "2023-08-03T10:00:00Z"),
        ("<meta property='article:published_time' content='2023-08-09'>", "", "2023-08-09"),
        (f'<script type="application/ld+json">{ARTICLE}</script>', "", "2023-08-03T08:00:00Z"),
    ],
)
def test_the_day_on_which_a_page_was_set_up_is_believed_where_it_is_said_again(
    head: str, body: str, date: str | None
) -> None:
    found = about(PAGE + head, body).published
    assert (found and found.value) == date
