"""What a wrong block costs, and what is not learned from."""

import numpy as np
import pytest

pytest.importorskip("lightgbm")
pytest.importorskip("onnx")

from eval.pages import Page
from training.reading.gold import Example
from training.reading.make import text, weights

from onrecord.read.blocks import Block
from onrecord.read.lines import About


def example() -> Example:
    page = Page("wcxb", "1", "https://a.example/1", b"", "One two three four five six")
    found = (Block("One two three four five six"), Block("Menu"))
    return Example(page, found, About(), np.array([6.0, 1.0]), np.array([1.0, 0.0]))


def test_a_block_weighs_its_share_of_the_article_up_to_half() -> None:
    assert weights(example()).round(2).tolist() == [50.02, 16.69]


def test_what_is_likely_is_the_text() -> None:
    assert text(example(), np.array([0.9, 0.2]), 0.5) == "One two three four five six"
