"""What the scores of titles, dates and names count."""

from pathlib import Path

import pytest
from eval.metadata import Page, Scored, figures, measure, missed_floors, score

from onrecord.read.capture import from_bytes

SHARED = Path(__file__).parents[2] / ".." / "shared"
PAGE = b"""<html><head><meta property='article:published_time' content='2023-08-03'><meta name=author
content='Jane Doe'><title>Port opens</title></head><body><h1>Port opens</h1>
<p>The new port of Velmora opened on Thursday, two years late,
after a long dispute about its cost and about the road that leads there.</p></body></html>"""


def scored(published: str | None, *authors: str, title: str = "Port opens") -> Scored:
    found = score(Page("p", from_bytes(PAGE, "p"), title, published, authors))
    assert found
    return found


def test_a_date_is_right_wrong_or_extra() -> None:
    assert [scored(day).date for day in ("2023-08-03", "2023-08-05", None)] == ["right", "wrong", "extra"]


def test_shares_are_of_the_pages_that_can_have_them() -> None:
    found = figures([scored("2023-08-03", "Jane Doe"), scored("2023-08-05", "Jane Doe", "John Roe", title="Other")])
    assert found["date.right"] == 50
    assert found["date.wrong"] == 50
    assert found["title.right"] == 50
    assert found["names.precision"] == 100
    assert round(found["names.recall"], 1) == 66.7


def test_a_figure_under_its_floor_is_named() -> None:
    worst = dict.fromkeys(("date.right", "title.right", "names.f1"), 0.0) | {"date.wrong": 100.0, "date.absent": 0.0}
    assert len(missed_floors("wcxb-dev", worst)) == 5


@pytest.mark.skipif(not (SHARED / "data" / "pages").is_dir(), reason="the pages lie outside the repository")
def test_pages_of_news_reach_their_floors() -> None:
    name = "fundus-not-english"
    assert missed_floors(name, figures(measure(SHARED, name))) == []
