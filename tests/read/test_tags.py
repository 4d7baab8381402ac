import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.tags import MOST, bounded

FEW = " ".join(f"data-{number}='{number}'" for number in range(MOST))


@pytest.mark.parametrize(
    "page",
    [
        "<p>No tag of many attributes.</p>",
        f"<p {FEW}>All of them stay.</p>",
        f"<p title='{'x > y = z ' * 1000}'>A long value is one.</p>",
        f'<p style="{"a:b; " * 1000}" hidden>So it is in the other marks.</p>',
        "1 < 2 " * 1000,
        f"<script>{'if (a <b && c = d) ' * 50}</script>",
    ],
)
def test_a_page_as_pages_are_stays_as_it_is(page: str) -> None:
    assert bounded(page) == page


@pytest.mark.parametrize("more", [" x=1", " x", " x = 'a>b'", ' x="<"', " x=1 y='2' z"])
def test_attributes_beyond_the_limit_go_and_all_else_stays(more: str) -> None:
    page = f"<h1>Pier</h1><p {FEW}{more * 100}>It is safe.</p><p>So he said.</p>"
    assert bounded(page) == f"<h1>Pier</h1><p {FEW}>It is safe.</p><p>So he said.</p>"


def test_each_such_tag_is_cut() -> None:
    tag = f"<p {FEW} more=1>One."
    assert bounded(tag * 3) == f"<p {FEW}>One." * 3


def test_a_tag_that_never_ends_is_cut_too() -> None:
    assert bounded(f"<p {FEW}" + " x" * 10_000) == f"<p {FEW}"


def test_marks_that_open_no_value_hide_no_attribute() -> None:
    assert len(bounded("<p it's" + " x" * 10_000 + ">“It's safe.”")) < 3 * MOST


@given(st.text("<>='\"/ ap\n", max_size=200))
def test_nothing_is_ever_added(page: str) -> None:
    assert bounded(page) == page


def test_text_outside_tags_is_never_taken() -> None:
    page = f"<p {FEW} a=1 b='>'>The pier is safe.</p>"
    assert bounded(page).endswith(">The pier is safe.</p>")
