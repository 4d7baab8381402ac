"""Machine-written dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.isodates import machine_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-08-03", "2023-08-03"),
        ("20230803", "2023-08-03"),
        ("2023-08-03T10:15:00Z", "2023-08-03T10:15:00Z"),
        ("2023-08-03T10:15:00.123+02:00", "2023-08-03T08:15:00Z"),
        ("2023-08-03 10:15 +0200", "2023-08-03T08:15:00Z"),
        ("2023-08-03T10:15:00", "2023-08-03"),
        ("Thu, 03 Aug 2023 10:15:00 GMT", "2023-08-03T10:15:00Z"),
        ("2023-02-30", None),
        ("0001-01-01", None),
        ("2023", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_dates_are_given_in_utc_or_as_days(written: str | None, expected: str | None) -> None:
    assert machine_date(written) == expected


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(written: str) -> None:
    machine_date(written)
