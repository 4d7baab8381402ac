"""Carrying the chosen text back onto the page's blocks."""

from onrecord.read.blocks import Block
from onrecord.read.mainblocks import matched


def page(*texts: str) -> list[Block]:
    return [Block(text) for text in texts]


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
