"""Places in order, and cursors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, literal_column

from onrecord.archive.connect import Archive, reading
from onrecord.archive.listing import RANKED, Cursor, Listing, Row, collect, cursor
from onrecord.archive.schema import ORDINAL_BITS, SERIAL_BITS, statements
from onrecord.errors import OnRecordError

NAMES = st.sets(st.integers(0, (1 << (SERIAL_BITS + ORDINAL_BITS)) - 1), max_size=RANKED)


@given(st.integers(0, (1 << 63) - 1))
def test_a_cursor_by_place_comes_back_from_its_text(below: int) -> None:
    assert cursor(str(Cursor(below)), ranked=False) == Cursor(below)


@given(st.integers(0, (1 << SERIAL_BITS) - 1), NAMES.filter(bool))
def test_a_cursor_by_rank_comes_back_with_what_was_seen(serial: int, seen: set[int]) -> None:
    made = Cursor(serial=serial, seen=tuple(seen))
    assert cursor(str(made), ranked=True) == Cursor(serial=serial, seen=tuple(sorted(seen)))


@given(st.text() | st.from_regex(r"[nr][0-9a-f.]*[\w-]*", fullmatch=True), st.booleans())
def test_any_other_text_is_refused(text: str, ranked: bool) -> None:
    try:
        made = cursor(text, ranked=ranked)
    except OnRecordError as error:
        assert error.code == "OR406"  # noqa: PT017 - either is right
    else:
        assert (made.serial is not None) is ranked


def listed(library: Archive, besides: tuple[int, ...] = (), *, ranked: bool = False) -> list[list[int]]:
    """Pages of two, of places whose number is even."""

    def kept(places: object) -> list[Row]:
        assert isinstance(places, list)
        return [{"place": place} for place in places if place % 2 == 0]

    with reading(library) as connection:
        rank: ColumnElement[float] | None = literal_column("length(text)") if ranked else None
        listing = Listing(connection, statements, statements.c.place, rank, (), 0, (1 << 63) - 1, besides)
        pages, at = [], listing.first(99)
        while True:
            rows, following = collect(listing, kept, at, 2, 3)
            pages.append([row["place"] for row in rows])
            if following is None:
                return pages
            at = cursor(str(following), ranked=ranked)


@pytest.mark.parametrize("ranked", [False, True])
def test_pages_hold_what_is_kept_each_once(library: Archive, ranked: bool) -> None:
    (first, *rest), every = listed(library, ranked=ranked), listed(library)
    assert len(first) == 2
    assert sorted(place for page in (first, *rest) for place in page) == sorted(p for page in every for p in page)


@pytest.mark.parametrize("ranked", [False, True])
def test_further_places_are_listed_too_and_none_twice(library: Archive, ranked: bool) -> None:
    there = [place for page in listed(library) for place in page]
    besides = (there[0] + 100, there[0], 2)
    found = [place for page in listed(library, besides, ranked=ranked) for place in page]
    assert sorted(found) == sorted({*there, *besides})
    assert found == sorted(found, reverse=True) or ranked
