import gzip
import socket
import zlib
from collections.abc import Callable
from dataclasses import replace

import brotli
import httpcore2
import pytest
import zstandard
from tests.website import Asked, Site, article, reply, reset

import onrecord
from onrecord.errors import OnRecordError
from onrecord.read.addresses import Address
from onrecord.read.fetch import Web, answer, fetch, seconds_of, to_source
from onrecord.read.network import Network

WEB = Web(private=True, timeout=5, deadline=20, max_redirects=3, max_bytes=100_000)
PAGE = article("Ferry stays in port", "The ferry stays in port, the harbour master said.")
PUBLIC = "93.184.216.34"


def fails(code: str, url: str, web: Web = WEB) -> OnRecordError:
    with pytest.raises(OnRecordError) as caught:
        fetch(url, web)
    assert caught.value.code == code, str(caught.value)
    assert caught.value.remedy.endswith(".")
    return caught.value


def test_a_page_comes_with_what_the_server_says_of_it(site: Site) -> None:
    site.answers["/a?b=c"] = reply(
        PAGE, Content_Type="Text/HTML; charset=ISO-8859-1", ETag='"7"', Last_Modified="Mon, 03 Aug 2026 10:00:00 GMT"
    )
    found = fetch(f"{site.url}/a?b=c#part", WEB)
    assert found.data == PAGE.encode()
    assert (found.url, found.status, found.media_type) == (f"{site.url}/a?b=c", 200, "text/html")
    assert (found.encoding, found.etag, found.moved) == ("iso-8859-1", '"7"', None)
    assert found.last_modified == "Mon, 03 Aug 2026 10:00:00 GMT"
    assert found.fetched.endswith("Z")


def test_the_request_says_who_asks_and_carries_no_cookie(site: Site) -> None:
    site.answers["/"] = reply("", 302, Location="/page", Set_Cookie="id=1")
    site.answers["/page"] = reply(PAGE)
    fetch(site.url, WEB)
    assert site.paths == ["/", "/page"]
    for asked in site.asked:
        assert asked.headers["user-agent"] == f"OnRecord/{onrecord.__version__}"
        assert asked.headers["host"] == f"127.0.0.1:{site.port}"
        assert "cookie" not in asked.headers


def test_a_source_knows_where_and_when_it_was_fetched(site: Site) -> None:
    site.answers["/old"] = reply("", 301, Location="/new")
    site.answers["/new"] = reply(PAGE, Content_Type="text/html; charset=utf-8")
    source = to_source(fetch(f"{site.url}/old", WEB))
    assert (source.location, source.url) == (f"{site.url}/old", f"{site.url}/new")
    assert (source.media_type, source.encoding) == ("text/html", "utf-8")
    assert source.fetched


def test_an_empty_answer_is_no_page(site: Site) -> None:
    site.answers["/"] = reply("")
    with pytest.raises(OnRecordError, match="OR104"):
        to_source(fetch(site.url, WEB))


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
def test_an_error_of_the_server_is_said_with_its_status(site: Site, status: int) -> None:
    site.answers["/"] = reply(PAGE, status)
    assert f"status {status}" in str(fails("OR123", site.url))


# Redirects


def test_it_is_moved_only_where_every_redirect_is_permanent(site: Site) -> None:
    site.answers |= {
        "/1": reply("", 301, Location="/2"), "/2": reply("", 308, Location="/3"), "/3": reply(PAGE),
        "/4": reply("", 302, Location="/1"),
    }  # fmt: skip
    assert fetch(f"{site.url}/1", WEB).moved == f"{site.url}/3"
    assert fetch(f"{site.url}/4", WEB).moved is None


def test_a_redirect_loop_ends(site: Site) -> None:
    site.answers["/"] = reply("", 302, Location="/")
    assert "more than 3 redirects" in str(fails("OR122", site.url))
    assert len(site.asked) == 4


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://news.example/", "data:text/html,x", "http://a:b@c.d/"])
def test_a_redirect_out_of_the_web_is_refused(site: Site, target: str) -> None:
    site.answers["/"] = reply("", 302, Location=target)
    fails("OR121", site.url)


def test_a_redirect_without_a_target_is_an_error(site: Site) -> None:
    site.answers["/"] = reply("", 302)
    fails("OR123", site.url)


def test_what_comes_before_each_address_may_refuse_it(site: Site) -> None:
    site.answers["/"] = reply("", 302, Location="/secret")
    seen: list[str] = []

    def before(address: Address) -> None:
        seen.append(address.url)
        if address.target == "/secret":
            raise OnRecordError("OR124", address.url, "Do not.")

    with pytest.raises(OnRecordError, match="OR124"):
        answer(site.url, WEB, before=before)
    assert seen == [f"{site.url}/", f"{site.url}/secret"]
    assert site.paths == ["/"]


# Addresses that are not on the Internet

HOSTILE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_a_name_that_leads_into_a_private_network_is_refused(site: Site, address: str) -> None:
    web = replace(WEB, private=False, network=site.network(address))
    assert address in str(fails("OR121", "http://news.example/", web))
    assert not site.asked


def test_one_private_address_among_public_ones_refuses_the_name(site: Site) -> None:
    fails("OR121", "http://news.example/", replace(WEB, private=False, network=site.network(PUBLIC, "10.0.0.1")))
    assert not site.asked


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "127.1", "localhost", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_however_it_is_written(site: Site, host: str) -> None:
    error = fails("OR121", f"http://{host}:{site.port}/", replace(WEB, private=False))
    assert "--allow-private-addresses" in error.remedy
    assert not site.asked


def test_a_redirect_into_a_private_network_is_refused(site: Site) -> None:
    site.answers["/"] = reply("", 302, Location="http://inside.example/admin")
    names = {"news.example": (PUBLIC,), "inside.example": ("192.168.0.1",)}
    network = Network(lambda host, port, timeout: names[host], lambda address, port, timeout: site.reach(timeout))
    error = fails("OR121", "http://news.example/", replace(WEB, private=False, network=network))
    assert error.where == "http://inside.example/admin"
    assert site.paths == ["/"]


def test_the_connection_goes_to_the_address_that_was_checked_whatever_the_name_becomes(site: Site) -> None:
    """DNS rebinding: the name is public when it is checked, and would be private a moment later."""
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    reached: list[str] = []

    def reach(address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
        reached.append(address)
        return site.reach(timeout)

    site.answers["/"] = reply(PAGE)
    web = replace(WEB, private=False, network=Network(lambda host, port, timeout: next(answers), reach))
    assert fetch("http://news.example/", web).data == PAGE.encode()
    assert reached == [PUBLIC]
    assert site.asked[0].headers["host"] == "news.example"
    # The next request asks again, and is refused.
    fails("OR121", "http://news.example/", web)
    assert reached == [PUBLIC]


def test_a_name_that_becomes_private_between_two_redirects_is_refused(site: Site) -> None:
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    site.answers["/"] = reply("", 302, Location="/again")
    network = Network(lambda host, port, timeout: next(answers), lambda address, port, timeout: site.reach(timeout))
    fails("OR121", "http://news.example/", replace(WEB, private=False, network=network))
    assert site.paths == ["/"]


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.answers["/"] = reply(PAGE)
    tried: list[str] = []

    def reach(address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
        tried.append(address)
        if len(tried) == 1:
            raise httpcore2.ConnectError("no")
        return site.reach(timeout)

    network = Network(lambda host, port, timeout: (PUBLIC, "93.184.216.35"), reach)
    assert fetch("http://news.example/", replace(WEB, private=False, network=network)).status == 200
    assert len(tried) == 2


def test_a_name_without_an_address_cannot_be_fetched(site: Site) -> None:
    def resolve(host: str, port: int, timeout: float) -> tuple[str, ...]:
        raise socket.gaierror(-2, "Name or service not known")

    network = Network(resolve, site.network().connect)
    assert "Name or service not known" in str(fails("OR120", "http://news.example/", replace(WEB, network=network)))
    fails("OR120", "http://news.example/", replace(WEB, network=site.network()))


def test_proxies_of_the_environment_are_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.answers["/"] = reply(PAGE)
    assert fetch(site.url, WEB).status == 200


# Servers that misbehave


def until_gone(piece: bytes, head: bytes = b"") -> Callable[[Asked, socket.socket], None]:
    """Send the piece over and over until nobody reads any more."""

    def talk(asked: Asked, line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(piece)

    return talk


def test_a_body_over_the_limit_is_refused(site: Site) -> None:
    site.answers["/"] = reply("x" * 100_001)
    fails("OR122", site.url)
    site.answers["/"] = reply("x" * 100_000)
    assert len(fetch(site.url, WEB).data) == 100_000


def test_an_endless_body_is_cut_off(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    site.answers["/"] = until_gone(b"x" * 10_000, head)
    fails("OR122", site.url)


def test_an_endless_chunked_body_of_tiny_chunks_is_cut_off(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.answers["/"] = until_gone(b"1\r\nx\r\n" * 1000, head)
    fails("OR122", site.url)


@pytest.mark.parametrize(
    ("coding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(50_000_000))),
        ("deflate", zlib.compress(bytes(50_000_000))),
        ("br", brotli.compress(bytes(50_000_000))),
        ("zstd", zstandard.compress(bytes(50_000_000))),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(50_000_000)))),
    ],
)
def test_a_decompression_bomb_is_refused(site: Site, coding: str, bomb: bytes) -> None:
    site.answers["/"] = reply(bomb, Content_Encoding=coding)
    fails("OR122", site.url)


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(PAGE.encode())),
        ("br", brotli.compress(PAGE.encode())),
        ("zstd", zstandard.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode())),
    ],
)
def test_a_compressed_page_is_decompressed(site: Site, coding: str, data: bytes) -> None:
    site.answers["/"] = reply(data, Content_Encoding=coding)
    assert fetch(site.url, WEB).data == PAGE.encode()


def test_damaged_compressed_data_are_an_error(site: Site) -> None:
    site.answers["/"] = reply(gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")
    assert "too early" in str(fails("OR120", site.url))
    site.answers["/"] = reply(PAGE, Content_Encoding="gzip")
    fails("OR120", site.url)


def test_a_server_that_drips_is_ended_by_the_time_for_the_whole(site: Site) -> None:
    def drip(asked: Asked, line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n")
        while not site.over.wait(0.02):
            line.sendall(b"x")

    site.answers["/"] = drip
    assert "too long" in str(fails("OR122", site.url, replace(WEB, deadline=0.3)))


def test_headers_that_drip_are_ended_too(site: Site) -> None:
    def drip(asked: Asked, line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        while not site.over.wait(0.02):
            line.sendall(b"X")

    site.answers["/"] = drip
    fails("OR122", site.url, replace(WEB, deadline=0.3))


def test_redirects_share_the_time_for_the_whole(site: Site) -> None:
    def late(asked: Asked, line: socket.socket) -> None:
        site.over.wait(0.15)
        line.sendall(reply("", 302, Location="/"))

    site.answers["/"] = late
    assert "too long" in str(fails("OR122", site.url, replace(WEB, deadline=0.4, max_redirects=100)))


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    def silence(asked: Asked, line: socket.socket) -> None:
        site.over.wait(5)

    site.answers["/"] = silence
    assert "no answer within 0.1 s" in str(fails("OR120", site.url, replace(WEB, timeout=0.1)))


def test_a_body_that_ends_too_early_is_no_page(site: Site) -> None:
    site.answers["/"] = reply(PAGE, Content_Length=str(len(PAGE.encode()) + 100))
    fails("OR120", site.url)


def test_what_follows_the_announced_length_is_left_out(site: Site) -> None:
    site.answers["/"] = reply(PAGE + "more", Content_Length=str(len(PAGE.encode())))
    assert fetch(site.url, WEB).data == PAGE.encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"garbage\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffffffff\r\nx",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    ],
)
def test_an_answer_that_is_no_sound_http_is_an_error(site: Site, raw: bytes) -> None:
    site.answers["/"] = raw
    with pytest.raises(OnRecordError, match=r"OR12[03]"):
        fetch(site.url, WEB)


def test_a_connection_that_is_reset_is_an_error(site: Site) -> None:
    site.answers["/"] = lambda asked, line: reset(line)
    fails("OR120", site.url)

    def halfway(asked: Asked, line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        reset(line)

    site.answers["/"] = halfway
    fails("OR120", site.url)


def test_nobody_listening_is_an_error() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        fails("OR120", f"http://127.0.0.1:{closed.getsockname()[1]}/")


def test_huge_headers_are_refused(site: Site) -> None:
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n"
    assert "headers" in str(fails("OR122", site.url))


def test_endless_interim_answers_are_cut_off(site: Site) -> None:
    site.answers["/"] = until_gone(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)
    fails("OR122", site.url)


@pytest.mark.parametrize("charset", ['"utf-8', "no such", "utf-8''%00", "\u00ff", "x" * 5000])
def test_any_name_of_an_encoding_can_be_read(site: Site, charset: str) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\nContent-Length: 1\r\n\r\nx"
    site.answers["/"] = head.encode("latin-1")
    assert fetch(site.url, WEB).media_type == "text/html"


def test_a_wrong_length_does_not_make_room(site: Site) -> None:
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 30 + b"\r\n\r\nx"
    with pytest.raises(OnRecordError, match=r"OR12[02]"):
        fetch(site.url, WEB)


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120.0), ("", None), (None, None), ("soon", None), ("-5", None), ("9" * 50, 1e9 - 1)]
)
def test_how_long_to_wait_is_read(value: str | None, seconds: float | None) -> None:
    assert seconds_of(value) == seconds


def test_a_date_to_wait_for_is_read_as_seconds() -> None:
    assert seconds_of("Mon, 03 Aug 2020 10:00:00 GMT") == 0.0
    assert (seconds_of("Mon, 03 Aug 2099 10:00:00 GMT") or 0) > 1e9
