"""The key by which articles and statements are ordered."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive import schema
from onrecord.archive.schema import LAST_DAY, ORDINAL_BITS, SERIAL_BITS, day_of, place

days = st.integers(0, LAST_DAY)
serials = st.integers(0, (1 << SERIAL_BITS) - 1)
ordinals = st.integers(0, (1 << ORDINAL_BITS) - 1)


@given(st.tuples(days, serials, ordinals), st.tuples(days, serials, ordinals))
def test_places_are_in_the_order_of_day_serial_and_ordinal(
    one: tuple[int, int, int], other: tuple[int, int, int]
) -> None:
    assert (place(*one) < place(*other)) == (one < other)
    assert 0 <= place(*one) < 1 << 63


@pytest.mark.parametrize(
    ("value", "day"),
    [("0001-01-01", 1), ("2023-08-01", 738733), ("2023-08-01T23:59:59Z", 738733), (None, 0), ("", 0), ("soon", 0)],
)
def test_the_day_of_a_date_is_a_number_and_none_is_zero(value: str | None, day: int) -> None:
    assert day_of(value) == day


def test_no_text_that_comes_from_a_page_is_the_key_of_a_sorted_index_on_a_server() -> None:
    """PostgreSQL refuses such rows where the text is long."""
    free = {"location", "url", "name", "text", "title"}
    for table in schema.metadata.tables.values():
        for index in table.indexes:
            names = {column.name for column in index.columns}
            assert not names & free or index.dialect_options["postgresql"]["using"] == "hash", index.name


def test_the_place_is_sqlite_s_row_id(model_file: Path) -> None:
    connection = sqlite3.connect(model_file)
    plan = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM statements WHERE place = 1").fetchall()
    connection.close()
    assert "INTEGER PRIMARY KEY" in str(plan)
