"""How the reading of pages is scored."""

from pathlib import Path

import pytest
from eval.pages import SETS, Page, pages

from eval import reading

SHARED = Path(__file__).parents[2] / ".." / "shared"


def test_runs_of_four_words_are_counted_and_made_one() -> None:
    assert reading.shares("a b c d e", "a b c d e") == (1, 0, 0)
    assert reading.shares("a b c d e", "a b c d x") == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert reading.shares("a b", "") == (0, 0, 1)


def test_precision_and_recall_are_means_over_pages() -> None:
    both, precision, recall = reading.f1([(1, 0, 0), (0.5, 0.5, 0)])
    assert (precision, recall) == (75, 100)
    assert both == pytest.approx(2 * 75 / 1.75)


def test_a_page_of_which_nothing_is_found_has_no_precision() -> None:
    assert reading.f1([(0, 0, 1)]) == (0, 0, 0)
    assert reading.f1([(0, 0, 0)]) == (100, 100, 100)


def test_a_quotation_is_kept_where_its_words_stand_together() -> None:
    gold = "She said: “We have waited for this day.” He said “yes”."
    assert reading.kept(gold, "Then “We have waited for this day” she said") == (1, 1, 1)
    assert reading.kept(gold, "We have waited for this day.") == (1, 1, 0)
    assert reading.kept(gold, "We have, she said, waited for this day.") == (1, 0, 0)


def test_phrases_that_must_and_must_not_stand_in_the_body() -> None:
    page = Page("wcxb", "1", "", b"", "", must=("The port opens",), must_not=("Subscribe now",))
    assert reading.phrases(page, "The port, opens") == (1, 1)
    assert reading.phrases(page, "Subscribe now!") == (0, 0)


def test_a_figure_under_its_floor_is_named() -> None:
    assert reading.under_floor("none", {"f1": 1.0}) == []
    assert reading.under_floor("benchmark", {"f1": 0.0, "quotations": 100.0}) != []


def test_a_page_that_cannot_be_read_has_no_body() -> None:
    assert reading.onrecord(Page("wcxb", "1", "", b"<html></html>", "")) == ""


@pytest.mark.skipif(not (SHARED / "data" / "pages").is_dir(), reason="the gold pages lie outside the repository")
def test_the_collections_have_bodies_and_sites() -> None:
    for name in SETS:
        found = pages(SHARED, name)
        assert len(found) > 80
        assert all(page.body and page.site for page in found)


@pytest.mark.skipif(not (SHARED / "data" / "pages").is_dir(), reason="the gold pages lie outside the repository")
def test_the_benchmark_pages_reach_their_floors() -> None:
    gold = pages(SHARED, "benchmark")
    made = reading.figures(gold, [reading.onrecord(page) for page in gold])
    assert reading.under_floor("benchmark", made) == []
