"""Where a block stands."""

import numpy as np

from onrecord.read.blocks import Block, Place
from onrecord.read.lines import About, lines
from onrecord.read.surroundings import NAMES, surroundings

PROSE = "The mayor said that the port would open in the spring, and that nobody would have to wait for it any longer."


def block(text: str, tag: str = "p", names: str = "story", number: int = 1) -> Block:
    return Block(text, (), Place(number, tag, names, False, None, 1))


def rows(*page: Block, about: About | None = None) -> dict[str, list[float]]:
    found = surroundings(page, lines(page, about or About()))
    assert np.isfinite(found).all()
    return dict(zip(NAMES, found.T.tolist(), strict=True))


def test_the_first_and_the_last_prose_are_counted_from() -> None:
    found = rows(block("Home"), block(PROSE), block("Ad"), block(PROSE), block("More"))
    assert found["from_first"] == [-1, 0, 1, 2, 3]
    assert found["to_last"] == [3, 2, 1, 0, -1]


def test_the_headline_is_the_first_level_heading_with_the_title() -> None:
    page = [block("Port opens"), block("News", "h1"), block("Port opens", "h1"), block(PROSE)]
    assert rows(*page, about=About("Port opens"))["from_head"] == [-2, -1, 0, 1]
    assert rows(*page[:1])["from_head"] == [1]


def test_neighbours_are_seen_on_both_sides_and_none_at_the_edge() -> None:
    found = rows(block("Home"), block(PROSE))
    assert found["chars-1"] == [-1, 4]
    assert found["chars+1"] == [len(PROSE), -1]


def test_blocks_in_elements_of_the_same_names_are_taken_together() -> None:
    found = rows(block("One"), block("Two", names="card"), block("Six"))
    assert found["alike_n"] == [2, 1, 2]
    assert found["alike_at"] == [0, 0, 1]
