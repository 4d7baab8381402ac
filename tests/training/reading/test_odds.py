"""Tables of names and words."""

import numpy as np
from eval.pages import Page
from training.reading.gold import Example
from training.reading.odds import odds, summed, told

from onrecord.read.blocks import Block, Place
from onrecord.read.lines import About


def example(site: str) -> Example:
    page = Page("wcxb", site, f"https://{site}.example/1", b"", "The mayor said no")
    found = (
        Block("The mayor said no", (), Place(1, "p", "article-body", False, None, 1)),
        Block("Subscribe", (), Place(2, "p", "menu", False, None, 1)),
    )
    return Example(page, found, About(), np.array([4.0, 1.0]), np.array([1.0, 0.0]))


def test_names_and_words_are_told_by_what_carries_them() -> None:
    found = told(example("a"))
    assert found.names == {"article-body": 1, "article": 1, "body": 1, "menu": 0}
    assert found.words["subscribe"] == 0


def test_every_site_counts_once_and_few_sites_do_not_count() -> None:
    pages = [(f"site {n % 6}", told(example("a"))) for n in range(12)]
    names, words = odds([summed(pages)])
    assert (names["menu"], names["body"], words["mayor"]) == (-1.95, 1.95, 1.95)
    assert odds([summed(pages[:4])]) == ({}, {})


def test_folds_of_sites_add_up() -> None:
    pages = [(f"site {n}", told(example("a"))) for n in range(6)]
    assert odds([summed(pages[:3]), summed(pages[3:])]) == odds([summed(pages)])
