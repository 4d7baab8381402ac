import socket
from dataclasses import replace

import pytest
from tests.website import Asked, Site, reply

from onrecord.errors import OnRecordError
from onrecord.read.fetch import Web
from onrecord.read.polite import asked, visit
from onrecord.read.visits import Visits


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(clock: Clock) -> Web:
    return Web(private=True, timeout=5, delay=2.0, max_delay=60.0, visits=Visits(clock.now, clock.sleep))


def test_two_pages_of_one_site_have_a_pause_between_them(site: Site, web: Web, clock: Clock) -> None:
    site.answers |= {"/a": reply("a"), "/b": reply("b")}
    visit(f"{site.url}/a", web)
    assert clock.slept == []
    visit(f"{site.url}/b", web)
    assert clock.slept == [2.0]


def test_a_site_may_ask_for_a_longer_pause_up_to_a_limit(site: Site, web: Web, clock: Clock) -> None:
    site.answers |= {"/a": reply("a"), "/robots.txt": reply("User-agent: *\nCrawl-delay: 10")}
    visit(f"{site.url}/a", web)
    visit(f"{site.url}/a", web)
    assert clock.slept == [10.0]
    site.answers["/robots.txt"] = reply("User-agent: *\nCrawl-delay: 99999")
    web.visits.rules.clear()
    visit(f"{site.url}/a", web)
    visit(f"{site.url}/a", web)
    assert clock.slept == [10.0, 10.0, 60.0]


def test_a_page_that_robots_may_not_read_is_not_asked_for(site: Site, web: Web) -> None:
    site.answers |= {"/a": reply("a"), "/robots.txt": reply("User-agent: *\nDisallow: /a")}
    with pytest.raises(OnRecordError, match="OR124"):
        visit(f"{site.url}/a", web)
    assert site.paths == ["/robots.txt"]
    assert visit(f"{site.url}/a", replace(web, obey_robots=False)).data == b"a"
    assert asked(f"{site.url}/a", web, robots=False).data == b"a"


def test_a_redirect_to_a_page_that_robots_may_not_read_is_not_followed(site: Site, web: Web) -> None:
    site.answers |= {"/a": reply("", 302, Location="/b"), "/robots.txt": reply("User-agent: *\nDisallow: /b")}
    with pytest.raises(OnRecordError, match="OR124"):
        visit(f"{site.url}/a", web)
    assert "/b" not in site.paths


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(site: Site, web: Web, clock: Clock, status: int) -> None:
    answers = iter([reply("", status, Retry_After="30"), reply("a")])

    def next_one(asked: Asked, line: socket.socket) -> None:
        line.sendall(next(answers))

    site.answers["/a"] = next_one
    assert visit(f"{site.url}/a", web).data == b"a"
    assert clock.slept == [30.0]


def test_a_server_that_stays_busy_is_an_error(site: Site, web: Web) -> None:
    site.answers["/a"] = reply("", 429, Retry_After="3")
    with pytest.raises(OnRecordError, match="status 429"):
        visit(f"{site.url}/a", web)
    assert site.paths.count("/a") == 2


def test_a_server_that_wants_a_long_rest_gets_it(site: Site, web: Web, clock: Clock) -> None:
    site.answers |= {"/a": reply("", 429, Retry_After="7200"), "/b": reply("b")}
    with pytest.raises(OnRecordError, match="status 429"):
        visit(f"{site.url}/a", web)
    with pytest.raises(OnRecordError, match="7200 s"):
        visit(f"{site.url}/b", web)
    assert "/b" not in site.paths
    clock.time += 7200
    assert visit(f"{site.url}/b", web).data == b"b"


def test_a_busy_server_that_does_not_say_when_gets_a_rest_of_our_own(site: Site, web: Web, clock: Clock) -> None:
    site.answers |= {"/a": reply("", 503), "/b": reply("b")}
    with pytest.raises(OnRecordError, match="status 503"):
        visit(f"{site.url}/a", web)
    visit(f"{site.url}/b", web)
    assert clock.slept == [10.0]


def test_conditions_are_sent_and_a_page_that_has_not_changed_is_not_sent_again(site: Site, web: Web) -> None:
    def compare(asked: Asked, line: socket.socket) -> None:
        same = asked.headers.get("if-none-match") == '"1"'
        line.sendall(reply("", 304, Content_Length="") if same else reply("a", ETag='"1"'))

    site.answers["/a"] = compare
    found = asked(f"{site.url}/a", web)
    assert found.etag == '"1"'
    assert asked(f"{site.url}/a", web, {"If-None-Match": '"1"'}).status == 304
