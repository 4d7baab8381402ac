import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.export.marks import DEEPEST, marked_blocks, web_link
from onrecord.model import Link, Record
from onrecord.spans import Span

MADE = re.compile(r'<span class="hidden">.*?</span>|<a class="badge".*?</a>|<[^>]*>', re.DOTALL)


def only_text(html: str) -> str:
    """The words of the article, without the elements and what was added for readers."""
    return MADE.sub("", html)


def test_the_words_stay_in_their_order(record: Record) -> None:
    blocks, placed = marked_blocks(record)
    assert "\n\n".join(only_text(block.html) for block in blocks) == record.article.text
    assert placed == {0, 1, 2}


def test_a_nested_statement_lies_inside_the_outer_one(record: Record) -> None:
    html = marked_blocks(record)[0][2].html
    assert re.search(r'<mark id="s2"[^>]*>(?:(?!</mark>).)*<mark id="s3"', html)


def test_overlapping_statements_are_split_at_the_boundary(plain_record: Callable[..., Record]) -> None:
    html = marked_blocks(plain_record("abcdef", (Span(0, 4),), (Span(2, 6),)))[0][0].html
    assert only_text(html) == "abcdef"
    assert html.count("<mark") == html.count("</mark>") == 3
    assert html.count('id="s2"') == 1


def test_a_statement_over_two_paragraphs_has_one_name_and_one_end(record: Record) -> None:
    whole = replace(record.statements[0], content=(Span(0, len(record.article.text)),))
    html = "".join(block.html for block in marked_blocks(replace(record, statements=(whole,)))[0])
    assert html.count('id="s1"') == 1
    assert html.count("end of statement s1") == 1


def test_text_outside_all_paragraphs_is_shown(record: Record) -> None:
    article = replace(record.article, paragraphs=record.article.paragraphs[1:2])
    blocks, _ = marked_blocks(replace(record, article=article))
    assert [only_text(block.html).strip() for block in blocks] == record.article.text.split("\n\n")


def test_a_statement_without_words_has_no_place(plain_record: Callable[..., Record]) -> None:
    assert marked_blocks(plain_record("abc", (), (Span(1, 1),)))[1] == frozenset()


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "/a", "//a.example", "ftp://a.example", "https://a b", "https://a\n",
     "https://\u202ea.example", 'https://a"onmouseover="x', None],
)  # fmt: skip
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert web_link(url) is None


def test_a_link_that_is_not_safe_stays_text(record: Record) -> None:
    bad = replace(record.article, links=(Link(Span(0, 5), "javascript:alert(1)"),))
    assert "javascript" not in "".join(block.html for block in marked_blocks(replace(record, article=bad))[0])


def test_many_overlapping_statements_take_bounded_space(plain_record: Callable[..., Record]) -> None:
    count = 5000
    nested = [(Span(index, 2 * count - index),) for index in range(count)]
    blocks, _ = marked_blocks(plain_record("x" * 2 * count, *nested))
    assert len(blocks[0].html) < DEEPEST * 2 * count * 400
