"""Which of two dates may be the older."""

import pytest

from onrecord.trace.moments import is_settled, may_precede, moment


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2023-08-01", "2023-08-02", (True, False)),
        ("2023-08-01", "2023-08-01", (True, True)),
        ("2023-08-01T09:00:00Z", "2023-08-01T10:00:00+00:00", (True, False)),
        ("2023-08-01T09:00:00+02:00", "2023-08-01T08:00:00Z", (True, False)),
        ("2023-08-01T09:00:00Z", "2023-08-01", (True, True)),
        (None, "2023-08-01", (True, True)),
        ("yesterday", "2023-08-01", (True, True)),
    ],
)
def test_times_go_before_days_and_what_is_not_known_settles_nothing(
    one: str | None, other: str | None, expected: tuple[bool, bool]
) -> None:
    a, b = moment(one), moment(other)
    assert (may_precede(a, b), may_precede(b, a)) == expected
    assert is_settled(a, b) == (expected[0] != expected[1])


def test_what_is_no_date_is_none() -> None:
    assert moment("in spring") is None
    assert moment(None) is None
    assert moment("2023-08-01T99:00:00Z") is None
