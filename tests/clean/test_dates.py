"""Dates as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.dates import written_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Aug 3, 2023", "2023-08-03"),
        ("August 3rd, 2023", "2023-08-03"),
        ("3 August 2023", "2023-08-03"),
        ("Thursday, 3 Aug. 2023", "2023-08-03"),
        ("Sept. 5, 2016", "2016-09-05"),
        ("3:15 PM EST, Tue January 10, 2023", "2023-01-10T20:15:00Z"),
        ("January 10, 2023 at 3:15 p.m. ET", "2023-01-10T20:15:00Z"),
        ("July 10, 2023 at 3:15 p.m. ET", "2023-07-10T19:15:00Z"),
        ("10 January 2023, 15:15 GMT", "2023-01-10T15:15:00Z"),
        ("January 10, 2023 3:15 PM", "2023-01-10"),
        ("2023-01-10", "2023-01-10"),
        ("2023-01-10T15:15:00Z", "2023-01-10T15:15:00Z"),
        ("25/12/2023", "2023-12-25"),
        ("04/04/2023", "2023-04-04"),
    ],
)
def test_dates_are_understood(written: str, expected: str) -> None:
    assert written_date(written) == expected


@pytest.mark.parametrize(
    "written",
    ["February 30, 2023", "03/04/2023", "Aug 3", "2023", "May 2023", "Augustus 3, 2023", "Aug 3, 2023 we met",
     "Aug 3, 2023 25:10", "13:00 PM, Aug 3, 2023", "", "yesterday", "3"],
)  # fmt: skip
def test_impossible_partial_and_doubtful_dates_are_unknown(written: str) -> None:
    assert written_date(written) is None


@given(st.text(alphabet="0123456789 :,.-/+TZapmAugustPMET", max_size=90))
def test_no_text_makes_it_fail(written: str) -> None:
    written_date(written)
