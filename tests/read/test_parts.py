"""The kinds of an article's parts."""

import numpy as np
from lxml.html import document_fromstring

from onrecord.model import Outlet, ParagraphKind
from onrecord.read.blocks import Block, blocks
from onrecord.read.metadata import Metadata
from onrecord.read.parts import parts

SAID = "“We have waited twenty years for this day, and we can wait until the spring,” she told the council on Monday."
ABOUT = Metadata("Port opens", (), Outlet(), None, None, None, None, "The council votes on the plan today.")


def read(markup: str, likely: str, about: Metadata = ABOUT) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    page: list[Block] = list(blocks(document_fromstring(f"<html><body>{markup}</body></html>"), "http://x.example"))
    chances = np.array([0.9 if mark == "+" else 0.1 for mark in likely])
    found, left = parts(page, chances, about, "model 1")
    return [(part.kind.value, part.text) for part in found], [(item.text, item.reason) for item in left]


def test_headline_and_standfirst_are_found_above_the_body() -> None:
    found, _ = read(f"<h1>Port opens</h1><p>The council votes on the plan today.</p><p>{SAID}</p>", "--+")
    assert [kind for kind, _ in found] == ["headline", "standfirst", "body"]


def test_a_pull_quote_says_again_what_a_paragraph_says() -> None:
    pulled = "<blockquote>“We have waited twenty years for this day”</blockquote>"
    found, _ = read(f"<p>{SAID}</p>{pulled}<p>The council did not vote.</p>", "+-+")
    assert [kind for kind, _ in found][1:] == ["body", ParagraphKind.PULL_QUOTE.value, "body"]


def test_a_block_quote_that_is_said_once_is_body() -> None:
    found, _ = read(f"<p>She spoke to the council.</p><blockquote>{SAID}</blockquote>", "++")
    assert found[1:] == [("body", "She spoke to the council."), ("body", SAID)]


def test_a_caption_within_the_article_is_labelled_even_if_the_model_leaves_it() -> None:
    figure = "<figure><figcaption><p>The mayor at the harbour on Monday.</p></figcaption></figure>"
    found, left = read(f"<p>{SAID}</p>{figure}<p>{SAID}</p>", "+-+")
    assert ("caption", "The mayor at the harbour on Monday.") in found
    assert not left


def test_what_is_left_says_where_it_stood_and_how_likely_it_was() -> None:
    _, left = read(
        f"<p>Menu</p><p>{SAID}</p><p><a href=/x>The other story</a></p><p>Advertising</p><p>{SAID}</p><p>More</p>",
        "-+--+-",
    )
    assert [reason.partition(";")[0] for _, reason in left] == [
        "before the article's text",
        "a link within the article, as to another story",
        "within the article, not its text",
        "after the article's end",
    ]
    assert all("0.10 or less (model 1)" in reason for _, reason in left)


def test_a_page_without_likely_blocks_gives_its_prose() -> None:
    found, left = read(f"<p>{SAID}</p><p>Menu</p>", "--")
    assert ("body", SAID) in found
    assert left == [("Menu", "not a line of prose, on a page where no main text was found")]
