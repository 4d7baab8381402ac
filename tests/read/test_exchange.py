import pytest
from tests.website import Site, reply

from onrecord.errors import OnRecordError
from onrecord.read.addresses import parse
from onrecord.read.exchange import Answer, Limits, exchange
from onrecord.read.network import Budget, Network

LIMITS = Limits(5.0, 1000, private=True)


def ask(site: Site, path: str = "/", size: int = 100_000, skip: frozenset[int] = frozenset()) -> Answer:
    address = parse(site.url + path)
    return exchange(address, {"X-Asked": "yes"}, LIMITS, Budget(20.0, size), Network(), skip=skip)


def test_status_headers_and_body_come_as_sent(site: Site) -> None:
    site.answers["/a?b"] = reply("hello", 418, X_One="1", Content_Type="text/plain")
    found = ask(site, "/a?b")
    assert (found.status, found.data, found.headers["x-one"]) == (418, b"hello", "1")
    assert site.asked[0].headers["x-asked"] == "yes"


def test_the_first_of_several_headers_counts(site: Site) -> None:
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nETag: 1\r\nETag: 2\r\nContent-Length: 0\r\n\r\n"
    assert ask(site).headers["etag"] == "1"


def test_the_body_of_a_redirect_is_left_unread(site: Site) -> None:
    site.answers["/"] = reply("x" * 5000, 302, Location="/there")
    assert ask(site, skip=frozenset({302})).data == b""


def test_the_length_that_a_server_announces_is_refused_before_it_is_read(site: Site) -> None:
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"
    with pytest.raises(OnRecordError, match="OR122"):
        ask(site)


def test_bytes_over_the_wire_are_limited_too(site: Site) -> None:
    site.answers["/"] = reply("x" * 900)
    with pytest.raises(OnRecordError, match="OR122"):
        ask(site, size=500)
