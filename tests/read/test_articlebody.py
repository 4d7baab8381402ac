"""What a page states as its article."""

from lxml.html import HtmlElement, document_fromstring

from onrecord.read.articlebody import is_live, paragraphs_of, stated


def page(script: str) -> HtmlElement:
    return document_fromstring(f'<html><body><script type="application/ld+json">{script}</script></body></html>')


def test_the_longest_stated_body_is_taken() -> None:
    script = '[{"articleBody": "Short."}, {"articleBody" : "The mayor said \\"no\\".\\nThen she left."}]'
    assert paragraphs_of(stated(page(script)) or "") == ['The mayor said "no".', "Then she left."]


def test_markup_in_a_stated_body_becomes_lines() -> None:
    assert stated(page('{"articleBody": "<p>One</p><p>Two</p>"}')) == "One\nTwo"


def test_a_page_may_state_nothing_or_something_broken() -> None:
    assert stated(page('{"headline": "Port"}')) is None
    assert stated(page('{"articleBody": "never closed')) is None
    assert not is_live(page('{"@type": "NewsArticle"}'))


def test_a_live_blog_says_so() -> None:
    assert is_live(page('{"@type": "LiveBlogPosting"}'))
