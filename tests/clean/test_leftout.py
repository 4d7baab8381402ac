"""The byline and the date outside the text, where there is only one."""

import pytest

from onrecord.clean.leftout import with_left_out
from onrecord.model import Article, Dated, Dropped


def page(*lines: str, **fields: object) -> Article:
    return Article("a1", "text", dropped=(Dropped("\n".join(lines), "outside"),), **fields)  # type: ignore[arg-type]


def test_the_only_byline_and_date_are_taken() -> None:
    read = with_left_out(page("Menu", "By Jane Doe", "August 3, 2023"))
    assert read.byline == ("Jane Doe",)
    assert read.published is not None
    assert (read.published.value, read.published.confidence) == ("2023-08-03", 0.8)
    assert "August 3, 2023" in read.published.origin


def test_between_several_there_is_no_choosing() -> None:
    read = with_left_out(page("By Jane Doe", "August 3, 2023", "By John Roe", "August 5, 2023"))
    assert (read.byline, read.published) == ((), None)


def test_what_the_page_states_stays() -> None:
    own = page("By Jane Doe", "August 3, 2023", byline=("Ann Poe",), published=Dated("2020-01-01", "JSON-LD"))
    assert with_left_out(own) == own


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("3 August 2023 · 4 min read", "2023-08-03", None),
        ("August 3, 2023 • Jane Doe in Harbours", "2023-08-03", None),
        ("Published on Aug 3, 2023 Updated on Aug 9, 2023", "2023-08-03", "2023-08-09"),
        ("Last updated: August 9, 2023", None, "2023-08-09"),
        ("4 min read · 3 August 2023", None, None),
        ("Open until 3 August 2023", None, None),
    ],
)
def test_a_date_is_read_with_what_stands_beside_it(line: str, published: str | None, modified: str | None) -> None:
    read = with_left_out(page("Menu", line))
    assert (read.published and read.published.value, read.modified and read.modified.value) == (published, modified)


def test_a_line_that_says_which_date_it_gives_goes_before_one_that_is_just_a_date() -> None:
    read = with_left_out(page("August 1, 2023", "Published: August 3, 2023", "August 5, 2023"))
    assert read.published is not None
    assert read.published.value == "2023-08-03"
