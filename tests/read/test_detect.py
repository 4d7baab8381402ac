"""HTML or plain text, by content."""

import pytest

from onrecord.read.detect import binary_kind, media_type


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><p>Hello",
        b"\xef\xbb\xbf\n<html lang=en>",
        b'<?xml version="1.0"?>\n<html>',
        b"<!-- saved from a page -->\n<HTML>",
        b"<div><p>One</p><p>Two</p></div>",
        "<html><body>Привіт".encode("utf-16"),
    ],
)
def test_html_is_known_by_its_tags(data: bytes) -> None:
    assert media_type(data) == "text/html"


@pytest.mark.parametrize(
    "data", [b"The <p> tag opens a paragraph.", b"Mayor resigns\n\nThe mayor resigned.", b"1 < 2 and 3 > 2"]
)
def test_prose_about_tags_is_plain_text(data: bytes) -> None:
    assert media_type(data) == "text/plain"


def test_utf16_is_text_with_and_without_a_mark() -> None:
    assert binary_kind("Mayor resigns".encode("utf-16")) is None
    assert binary_kind("Mayor resigns".encode("utf-16-le")) is None
    assert binary_kind("Mayor resigns".encode("utf-16-be")) is None


def test_the_kind_of_a_binary_file_is_named() -> None:
    assert binary_kind(b"%PDF-1.4") == "a PDF file"
