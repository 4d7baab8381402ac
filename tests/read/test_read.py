"""The read stage as a whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import OnRecordError
from onrecord.model import Article, Source
from onrecord.read import read_article
from onrecord.read.capture import from_bytes

MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div>", "</div>", "<a href='/x'>", "</a>", "<br>", "<h1>", "</h1>", "<q>", "<script>",
         "</script>", "<!--", "-->", "&amp;", "&#0;", "<table><tr><td>", "<figcaption>", " The mayor said. ",
         "“", "\0", "<svg>", "<"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


def inside(article: Article) -> bool:
    spans = [p.span for p in article.paragraphs] + [link.span for link in article.links]
    return all(0 <= span.start < span.end <= len(article.text) for span in spans)


def test_detection_can_be_overridden() -> None:
    source = from_bytes(b"<html><body><p>The mayor has resigned.</p></body></html>", "x")
    assert read_article(source).text == "The mayor has resigned."
    assert read_article(source, "text").text.startswith("<html>")


def test_a_source_made_elsewhere_is_checked_too() -> None:
    with pytest.raises(OnRecordError):
        read_article(Source("x", b"", "text/plain", "0" * 64))


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup_gives_spans_inside_the_text_or_a_coded_error(markup: str) -> None:
    try:
        article = read_article(from_bytes(f"<html><body>{markup}".encode(), "x"), "html")
    except OnRecordError:
        return
    assert inside(article)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_an_article_or_a_coded_error(data: bytes) -> None:
    try:
        article = read_article(from_bytes(data, "x"))
    except OnRecordError:
        return
    assert inside(article)
