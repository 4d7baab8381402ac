"""Carrying the chosen text back onto the page's blocks."""

from onrecord.model import Link
from onrecord.read.blocks import Block
from onrecord.read.mainblocks import matched, with_siblings
from onrecord.spans import Span


def page(*texts: str, tag: str = "p", classes: str = "story") -> list[Block]:
    return [Block(text, (), tag, classes) for text in texts]


def test_blocks_are_paired_in_order_by_their_letters() -> None:
    found = matched(page("Home", "“Yes,” he said.", "Ad", "The end."), ["'Yes', he said", "The end"])
    assert found == ([1, 3], [])


def test_a_repeated_block_is_paired_once() -> None:
    assert matched(page("Port opens", "Port opens", "Text of it"), ["Port opens", "Text of it"])[0] in ([0, 2], [1, 2])


def test_a_block_that_lost_a_few_words_is_still_found() -> None:
    block = "The mayor said on Tuesday that the port would open in the spring of next year, 2 comments."
    assert matched(
        page("Menu", block), ["The mayor said on Tuesday that the port would open in the spring of next year"]
    )[0] == [1]


def test_text_that_is_nowhere_on_the_page_is_returned() -> None:
    assert matched(page("Menu"), ["The port opens in spring this year."]) == (
        [],
        ["The port opens in spring this year."],
    )


def test_paragraphs_of_the_same_class_below_are_kept_too() -> None:
    prose = "The mayor said on Tuesday that the port would open in the spring of next year."
    blocks = [*page(prose, prose, prose), *page(prose, classes="teaser"), *page(prose)]
    linked = Block(prose, (Link(Span(0, 60), "http://x.example"),), "p", "story")
    assert with_siblings([*blocks, linked], [0, 1, 2]) == [0, 1, 2, 4]
