"""HTTP messages as they lie in archives."""

import gzip

import pytest

from onrecord.errors import OnRecordError
from onrecord.read.codings import Message, body_of, charset_of, headers_of, media_type_of, message, unchunked


def test_an_answer_is_taken_apart() -> None:
    found = message(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nA: 1\r\na: 2\r\n\r\nbody\r\n\r\nmore")
    assert found == Message(404, {"content-type": "text/html", "a": "1"}, b"body\r\n\r\nmore")


def test_line_feeds_alone_end_headers_too() -> None:
    assert message(b"HTTP/1.0 200 OK\nA: 1\n\nbody") == Message(200, {"a": "1"}, b"body")


def test_a_block_without_a_status_line_is_a_body() -> None:
    assert message(b"<html>") == Message(0, {}, b"<html>")


def test_odd_header_lines_are_left_out() -> None:
    assert headers_of([b"no colon", b" folded: x", b"caf\xe9: y", b"B:  z "]) == {"caf�": "y", "b": "z"}


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/HTML; charset=UTF-8", "text/html", "UTF-8"),
        ('text/html;Charset="latin1"', "text/html", "latin1"),
        ("text/html, text/html", "text/html", None),
        ("", "", None),
        (None, "", None),
    ],
)
def test_a_content_type_is_taken_apart(header: str | None, media_type: str, charset: str | None) -> None:
    assert (media_type_of(header), charset_of(header)) == (media_type, charset)


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b"3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n", b"abcde"),
        (b"3\nabc\n0\n\n", b"abc"),
        (b"5\r\nab", b"ab"),
        (b"<html>not chunked", b"<html>not chunked"),
        (b"", b""),
    ],
)
def test_chunks_are_put_together_as_far_as_they_go(data: bytes, body: bytes) -> None:
    assert unchunked(data) == body


def test_a_body_beyond_the_limit_is_refused() -> None:
    with pytest.raises(OnRecordError) as caught:
        body_of(Message(200, {"content-encoding": "gzip"}, gzip.compress(bytes(5000))), "a", 4999)
    assert caught.value.code == "OR122"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br", "compress"])
def test_a_coding_that_the_body_does_not_have_leaves_text_as_it_is(coding: str) -> None:
    assert body_of(Message(200, {"content-encoding": coding}, b"<p>The pier</p>"), "a") == b"<p>The pier</p>"
    with pytest.raises(OnRecordError) as caught:
        body_of(Message(200, {"content-encoding": coding}, b"\xff" * 36), "a")
    assert caught.value.code == "OR110"
