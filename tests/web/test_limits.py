import pytest

from onrecord.web import limits
from onrecord.web.limits import Buckets, address_key, is_address


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_burst_then_its_rate() -> None:
    clock = Clock()
    buckets = Buckets(2.0, 3, clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b") == 0
    clock.now = 0.5
    assert buckets.take("a") == 0
    assert buckets.take("a") == 0.5


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    clock = Clock()
    buckets = Buckets(1.0, 2, clock)
    buckets.take("a")
    clock.now = 1_000
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 1.0]


def test_what_costs_more_takes_more() -> None:
    buckets = Buckets(1.0, 10, Clock())
    assert buckets.take("a", 8) == 0
    assert buckets.take("a", 8) == 6


def test_a_rate_of_0_is_no_limit() -> None:
    buckets = Buckets(0, 1)
    assert {buckets.take("a") for _ in range(100)} == {0.0}


def test_the_buckets_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST", 10)
    buckets = Buckets(1.0, 5)
    for number in range(50):
        buckets.take(str(number))
    assert len(buckets._levels) == 10


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:9::1", "2001:db8:1:2::/64"),
        (None, "unknown"),
        ("testclient", "unknown"),
    ],
)
def test_an_ipv6_address_is_counted_with_its_network(host: str | None, key: str) -> None:
    assert address_key(host) == key


def test_an_address_is_told_from_a_name() -> None:
    assert is_address("192.0.2.7")
    assert is_address("::1")
    assert not is_address("news.example")
