"""What is seen of a block's own text."""

import numpy as np

from onrecord.model import Link
from onrecord.read.blocks import Block, Place
from onrecord.read.lines import NAMES, About, lines
from onrecord.spans import Span

ABOUT = About("New port to open in spring", "Council votes on the plan for the new port.", "The port opens, she said.")


def seen(text: str, *links: Link, tag: str = "p", about: About = ABOUT) -> dict[str, float]:
    row = lines([Block(text, links, Place(1, tag, "", False, None, 1))], about)[0]
    return dict(zip(NAMES, row.tolist(), strict=True))


def test_lengths_links_and_ends_are_counted() -> None:
    found = seen("See the plan. It is new!", Link(Span(4, 12), "http://x.example"))
    assert (found["chars"], found["words"], found["sentences"], found["ends"], found["links"]) == (24, 6, 2, 1, 1)
    assert found["linked"] == np.float32(8 / 24)


def test_the_title_and_the_description_are_recognised() -> None:
    assert seen("NEW PORT TO OPEN IN SPRING")["is_title"] == 1
    assert seen("Port to open")["title_words"] == 0.5
    assert seen("Council votes on the plan for the new port")["is_described"] == 1


def test_text_that_the_page_states_as_data_is_known() -> None:
    assert seen("The port opens")["stated"] == 1
    assert seen("Subscribe to our letters")["stated"] == 0
    assert seen("The port opens", about=About())["stated"] == -1


def test_a_line_that_stands_twice_is_counted_twice() -> None:
    rows = lines([Block("Read more"), Block("Text"), Block("READ MORE")], About())
    assert rows[:, NAMES.index("copies")].tolist() == [2, 1, 2]


def test_a_page_without_blocks_gives_no_row() -> None:
    assert lines([], About()).shape == (0, len(NAMES))


def test_other_scripts_end_sentences_too() -> None:
    assert seen("港は春に開く。市長が述べた。")["sentences"] == 2
