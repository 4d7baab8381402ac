import ipaddress
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnRecordError
from onrecord.read.addresses import is_web, parse, refusal


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://news.example", "http://news.example/"),
        ("HTTPS://News.Example:443/A?b#c", "https://news.example/A?b"),
        (" http://news.example:8080/a b ", "http://news.example:8080/a%20b"),
        ("http://news.example/%7Ea/é?q=ü&x=%20", "http://news.example/%7Ea/%C3%A9?q=%C3%BC&x=%20"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        ("http://news.example./", "http://news.example/"),
        ("http://[2001:DB8::1]:81/x", "http://[2001:db8::1]:81/x"),
        ("https://news.example:8443", "https://news.example:8443/"),
        ("http://ｎｅｗｓ.example/", "http://news.example/"),
    ],
)
def test_an_address_has_one_way_of_writing(written: str, url: str) -> None:
    assert parse(written).url == url
    assert parse(url).url == url


@pytest.mark.parametrize(
    "written",
    [
        "", "news.example", "/etc/passwd", "file:///etc/passwd", "ftp://news.example/", "javascript:alert(1)",
        "gopher://news.example/", "http://", "http:///path", "http://news.example:0/", "http://news.example:99999/",
        "http://news.example:port/", "http://a@news.example/", "http://a:b@news.example/", "http://a\\@b.example/",
        "http://news.example\\.evil.example/", "http://%31%32%37.0.0.1/", "http://[::1%25eth0]/", "http://[::1/",
        "http://a b.example/", "http://news.example/\r\nX: y", "http://news.example/\x00", "http://" + "a" * 300,
        "http://a..b/", "http://☃\u200d.example/", "http://news.example/" + "a" * 9000,
    ],
)  # fmt: skip
def test_what_is_no_sound_web_address_is_refused(written: str) -> None:
    with pytest.raises(OnRecordError) as caught:
        parse(written)
    assert caught.value.code == "OR121"


def test_a_password_is_not_repeated_in_the_message() -> None:
    with pytest.raises(OnRecordError) as caught:
        parse("https://ann:hunter2@news.example/page")
    assert "hunter2" not in str(caught.value)
    assert "news.example/page" in str(caught.value)


def test_the_host_is_sent_without_brackets_and_the_target_with_its_query() -> None:
    address = parse("http://[::1]:81/a?b")
    assert (address.scheme, address.host, address.port, address.target) == ("http", "::1", 81, "/a?b")
    assert address.origin == "http://[::1]:81"


@given(st.text(max_size=60).map("http://news.example/".__add__) | st.text(max_size=60))
def test_any_text_is_an_address_in_ascii_or_refused(text: str) -> None:
    with suppress(OnRecordError):
        url = parse(text).url
        assert url.isascii()
        assert url.isprintable()
        assert " " not in url
        assert parse(url).url == url


@pytest.mark.parametrize(("name", "web"), [("http://a", True), ("HTTPS://a", True), ("httpd.html", False), ("", False)])
def test_an_address_is_told_from_a_path(name: str, web: bool) -> None:
    assert is_web(name) is web


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::", "3fff::1", "5f00::1",
        "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1", "no address", "",
    ],
)  # fmt: skip
def test_an_address_that_is_not_on_the_internet_is_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1",
        "223.255.255.255", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001:82a::200e", "64:ff9b::8.8.8.8",
    ],
)  # fmt: skip
def test_an_address_on_the_internet_is_not(address: str) -> None:
    assert refusal(address) is None


@given(st.ip_addresses())
def test_whatever_python_calls_private_is_refused(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if address.is_private or address.is_multicast or address.is_loopback or address.is_link_local:
        assert refusal(str(address))
