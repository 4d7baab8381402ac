"""The clean stage as a whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean
from onrecord.model import Article, Dated, Link, Paragraph, ParagraphKind
from onrecord.spans import Span

CAPTURE = """top of page
Northport Sentinel
Home
Log In

Jane Doe
Aug 2, 2023
3 min read
Updated: Aug 3, 2023

Mayor says new port will open in spring

The milit,01a,ry governor said on Tuesday that the port would open.

“We are ready,” he told reporters.

Read more: Port fees rise again
39 views0 comments
bottom of page
"""


def test_a_capture_keeps_its_text_and_drops_its_furniture() -> None:
    article = clean(Article(id="a1", text=CAPTURE, title="top of page"))
    assert [article.text[slice(*p.span)] for p in article.paragraphs] == [
        "Mayor says new port will open in spring",
        "The milit,01a,ry governor said on Tuesday that the port would open.",
        "“We are ready,” he told reporters.",
    ]
    assert article.title == "Mayor says new port will open in spring"
    assert article.byline == ("Jane Doe",)
    assert article.modified == Dated("2023-08-03", "furniture line “Updated: Aug 3, 2023”", 0.9)
    assert [d.suggested for d in article.damage] == ["military"]
    assert {"top of page", "39 views0 comments", "Northport Sentinel"} <= {d.text for d in article.dropped}


def test_nothing_is_lost() -> None:
    article = clean(Article(id="a1", text=CAPTURE))
    kept = sorted([*article.text.split(), *(word for d in article.dropped for word in d.text.split())])
    assert kept == sorted(CAPTURE.split())


def test_a_page_keeps_its_kinds_and_its_links_move_along() -> None:
    text = "Port opens\n\nAdvertisement\n\nThe mayor said yes."
    article = Article(
        id="a1",
        text=text,
        published=Dated("2020-01-01", "JSON-LD"),
        paragraphs=(
            Paragraph(Span(0, 10), ParagraphKind.HEADLINE),
            Paragraph(Span(12, 25), ParagraphKind.BODY),
            Paragraph(Span(27, 46), ParagraphKind.BODY),
        ),
        links=(Link(Span(12, 25), "http://ad.example"), Link(Span(31, 36), "http://mayor.example")),
    )
    cleaned = clean(article)
    assert cleaned.text == "Port opens\n\nThe mayor said yes."
    assert [cleaned.text[slice(*p.span)] for p in cleaned.paragraphs] == ["Port opens", "The mayor said yes."]
    assert [cleaned.text[slice(*link.span)] for link in cleaned.links] == ["mayor"]
    assert cleaned.published == Dated("2020-01-01", "JSON-LD")


def test_a_text_of_nothing_but_furniture_stays() -> None:
    assert clean(Article(id="a1", text="Log In\nSubscribe\n")).text == "Log In\nSubscribe\n"


@pytest.mark.parametrize("last", ["Advertisement", "Advertisement\n", "Advertisement\r\n"])
def test_a_last_line_leaves_no_break_of_its_own_behind(last: str) -> None:
    assert clean(Article(id="a1", text=f"The mayor said yes.\n{last}")).text.rstrip("\n") == "The mayor said yes."


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*CAPTURE.splitlines(), "", " ", "x", "\r"]), max_size=30).map("\n".join))
def test_any_capture_keeps_all_its_words_and_valid_spans(text: str) -> None:
    article = clean(Article(id="a1", text=text))
    kept = sorted([*article.text.split(), *(word for d in article.dropped for word in d.text.split())])
    assert kept == sorted(text.split())
    for span in (*(p.span for p in article.paragraphs), *(d.span for d in article.damage)):
        assert 0 <= span.start < span.end <= len(article.text)


def test_the_entries_of_a_live_blog_move_along_with_the_text() -> None:
    text = "Share this article\n\nThe vote begins.\n\nThe vote ends."
    paragraphs = tuple(Paragraph(Span(*at), ParagraphKind.BODY) for at in ((0, 18), (20, 36), (38, 52)))
    article = clean(Article(id="a1", text=text, paragraphs=paragraphs, entries=(Span(20, 36), Span(38, 52))))
    assert [article.text[slice(*span)] for span in article.entries] == ["The vote begins.", "The vote ends."]
    assert article.text.startswith("The vote begins.")
