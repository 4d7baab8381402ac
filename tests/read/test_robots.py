import socket
from dataclasses import replace

import pytest
from tests.website import Asked, Site, reply

from onrecord.errors import OnRecordError
from onrecord.read.addresses import parse
from onrecord.read.fetch import Web
from onrecord.read.robots import delay
from onrecord.read.visits import Visits


@pytest.fixture
def web() -> Web:
    return Web(private=True, timeout=5, visits=Visits(sleep=lambda seconds: None))


def rules(*lines: str) -> bytes:
    return reply("\n".join(lines), Content_Type="text/plain")


def refused(site: Site, web: Web, path: str) -> bool:
    try:
        delay(parse(site.url + path), web)
    except OnRecordError as error:
        return error.code == "OR124"
    return False


def test_a_path_that_is_disallowed_is_refused(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = rules("User-agent: *", "Disallow: /private", "Allow: /private/open")
    assert refused(site, web, "/private/page")
    assert not refused(site, web, "/private/open")
    assert not refused(site, web, "/page")


def test_a_group_for_us_goes_before_the_one_for_all(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = rules("User-agent: *", "Disallow: /", "", "User-agent: onrecord", "Disallow: /x")
    assert not refused(site, web, "/page")
    assert refused(site, web, "/x")


def test_it_is_asked_once_for_each_site(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = rules("User-agent: *", "Disallow: /private")
    for path in ("/a", "/b", "/private"):
        refused(site, web, path)
    assert site.paths == ["/robots.txt"]


def test_it_is_asked_again_after_a_day(site: Site, web: Web) -> None:
    time = [0.0]
    web = replace(web, visits=Visits(clock=lambda: time[0]))
    site.answers["/robots.txt"] = rules()
    for passed in (0.0, 80_000.0, 90_000.0):
        time[0] = passed
        refused(site, web, "/")
    assert len(site.asked) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_one_allows_everything(site: Site, web: Web, status: int) -> None:
    site.answers["/robots.txt"] = reply("User-agent: *\nDisallow: /", status)
    assert not refused(site, web, "/page")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_say_allows_nothing_for_now(site: Site, web: Web, status: int) -> None:
    site.answers["/robots.txt"] = reply("", status)
    assert refused(site, web, "/page")


def test_a_connection_that_breaks_off_allows_nothing_for_now(site: Site, web: Web) -> None:
    def nothing(asked: Asked, line: socket.socket) -> None:
        """Close without a word."""

    site.answers["/robots.txt"] = nothing
    assert refused(site, web, "/page")


def test_the_pause_that_it_asks_for_is_told(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = rules("User-agent: *", "Crawl-delay: 2.5")
    assert delay(parse(site.url), web) == 2.5


def test_a_request_rate_is_a_pause_too(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = rules("User-agent: *", "Request-rate: 1/4", "Crawl-delay: 2")
    assert delay(parse(site.url), web) == 4.0


@pytest.mark.parametrize("body", [b"\xff\xfe\0\0junk", b"<html>" * 1000, b"\0" * 1000, "\ufeffUser-agent: *".encode()])
def test_what_is_no_robots_file_allows_everything(site: Site, web: Web, body: bytes) -> None:
    site.answers["/robots.txt"] = reply(body)
    assert not refused(site, web, "/page")


def test_one_that_is_far_too_long_allows_nothing(site: Site, web: Web) -> None:
    site.answers["/robots.txt"] = reply(b"#" * 600_000)
    assert refused(site, web, "/page")
