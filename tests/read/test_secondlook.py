"""The second look."""

import numpy as np

from onrecord.read.blocks import Block, Place
from onrecord.read.secondlook import NAMES, second_look

PAGE = [Block(text, (), Place(n, "h2" if n == 2 else "p", "", False, None, 1)) for n, text in enumerate("abcde", 1)]
LIKELY = np.array([0.1, 0.9, 0.2, 0.9, 0.0])
WORDS = np.array([10.0, 20.0, 10.0, 20.0, 40.0])


def column(name: str) -> list[float]:
    return [round(value, 3) for value in second_look(PAGE, LIKELY, WORDS)[:, NAMES.index(name)].tolist()]


def test_the_likely_article_is_measured_from_both_ends() -> None:
    assert column("from_first") == [-1, 0, 1, 2, 3]
    assert column("to_last") == [3, 2, 1, 0, -1]
    assert column("unlikely_to_last")[4] == -40


def test_the_words_since_the_last_likely_block_are_counted() -> None:
    assert column("gap_before") == [0, 10, 0, 10, 0]
    assert column("gap_after") == [0, 10, 0, 40, 0]


def test_a_heading_speaks_for_what_is_under_it() -> None:
    assert column("p_heading") == [0, 0, 0.9, 0.9, 0.9]


def test_a_page_of_one_block_is_enough() -> None:
    assert np.isfinite(second_look(PAGE[:1], LIKELY[:1], WORDS[:1])).all()
