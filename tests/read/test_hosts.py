"""The domain of an address."""

import pytest

from onrecord.read.hosts import domain


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.sentinel.example/port", "sentinel.example"),
        ("http://news.sentinel.example:8080/", "news.sentinel.example"),
        ("no address", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_the_domain_is_the_host_without_www(url: str | None, expected: str | None) -> None:
    assert domain(url) == expected
