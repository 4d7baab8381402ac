"""Which blocks are the article's."""

import numpy as np
from lxml.html import document_fromstring

from onrecord.read.blocks import Block, blocks
from onrecord.read.choice import LIKELY, chosen, likely, model, names, plain_rows, with_hints
from onrecord.read.lines import About

PAGE = """<nav class=menu><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/sport>Sport</a></ul></nav>
<article><h1>New port to open in spring</h1><div class=article-body>{body}</div></article>
<div class=related><h3>Related stories</h3><ul><li><a href=/a>The bridge that nobody wanted to pay for</a>
<li><a href=/b>Why the council meets on Mondays</a></ul></div>
<footer><p>© 2019 Northport Sentinel. All rights reserved.</p></footer>"""
PROSE = "".join(
    f"<p>The mayor of Northport said in speech number {i} that “the new port will open in the spring”, and left.</p>"
    for i in range(8)
)


def page() -> list[Block]:
    tree = document_fromstring(f"<html><body>{PAGE.format(body=PROSE)}</body></html>")
    return list(blocks(tree, "http://sentinel.example/1"))


def test_the_prose_is_likely_and_what_stands_around_it_is_not() -> None:
    found = page()
    chances = likely(found, About("New port to open in spring"))
    assert [b.text for b, chance in zip(found, chances, strict=True) if chance > LIKELY] == [
        b.text for b in found if b.text.startswith("The mayor")
    ]


def test_the_same_page_gives_the_same_chances() -> None:
    assert np.array_equal(likely(page(), About()), likely(page(), About()))


def test_a_page_without_blocks_has_no_chances() -> None:
    assert likely([], About()).shape == (0,)


def test_every_column_has_its_name() -> None:
    rows = with_hints(page(), plain_rows(page(), About()), model().odds)
    assert rows.shape == (len(page()), len(names()))
    assert len(set(names())) == len(names())


def test_the_model_has_a_version() -> None:
    assert model().version


def test_a_less_likely_block_that_quotes_is_taken_too() -> None:
    found = [Block("The mayor left."), Block("“We have waited for this,” she said."), Block("She left the hall.")]
    assert chosen(found, np.array([0.9, 0.35, 0.35])) == [0, 1]


def test_a_page_without_a_sure_block_gives_its_best() -> None:
    found = [Block("The mayor left."), Block("Menu"), Block("She came back.")]
    assert chosen(found, np.array([0.6, 0.1, 0.35])) == [0, 2]


def test_what_says_again_what_several_say_is_not_taken() -> None:
    lines = [
        f"The mayor said in speech number {i} that the port would open in the spring of next year." for i in range(9)
    ]
    found = [*(Block(line) for line in lines), Block(" ".join(lines)), Block("She left. " * 80)]
    assert chosen(found, np.full(len(found), 0.9)) == [*range(9), 10]
