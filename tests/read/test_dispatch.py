"""What a file is taken for."""

import bz2
import gzip
import io
import zipfile
from typing import Any

import pytest
import zstandard

from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read.dispatch import Run, ending_of, items, kind_of, unreadable
from onrecord.read.items import Item, Options, Skipped, Unread


def read(data: bytes, where: str, **more: Any) -> list[Item]:
    return list(items(lambda: io.BytesIO(data), where, Run(Options()), **more))


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.CSV.gz", ".csv"),
        ("a.html", ".html"),
        ("a.zip#b/c.jsonl.zst", ".jsonl"),
        ("a", ""),
        ("a.gz", ""),
        (".gz", ""),
    ],
)
def test_the_ending_of_a_compression_does_not_count(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"<html>", "a.html", "page"),
        (b"words", "a", "page"),
        (b"PK\x03\x04", "a.html", "zip"),
        (b"PAR1", "a", "parquet"),
        (b"WARC/1.0\r\n", "a", "warc"),
        (gzip.compress(b"WARC/1.1\r\n", mtime=0), "a.gz", "warc"),
        (zstandard.ZstdCompressor().compress(b"WARC/1.1\r\n"), "a", "warc"),
        (b"\x5d\x2a\x4d\x18", "a", "warc"),
        (b"damaged", "a.warc.gz", "warc"),
        (b"filedesc://a.arc 192.0.2.1 20010203040506 text/plain 70\n", "a", "warc"),
        (b"a,b", "a.csv", "csv"),
        (b"a\tb", "a.tsv.bz2", "csv"),
        (b'{"a":1}', "a.jsonl", "lines"),
        (b'[{"a":1}]', "a.json", "json"),
        (b'{"a":1}', "standard input", "json"),
        (b"<rss><channel></channel></rss>", "a.xml", "feed"),
        (b"<opml version='2.0'></opml>", "a.opml", "feed"),
        (b"<html><body><rss></rss>", "a.html", "page"),
    ],
)
def test_a_file_is_told_by_its_first_bytes_and_then_by_its_name(data: bytes, name: str, kind: str) -> None:
    stream = io.BytesIO(data)
    assert kind_of(stream, name) == kind
    assert stream.tell() == 0


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard.ZstdCompressor().compress])
def test_a_compressed_page_is_read(pack: Any) -> None:
    (found,) = read(pack(b"<html><p>The pier.</p>"), "a.html.gz")
    assert isinstance(found, Source)
    assert (found.data, found.location) == (b"<html><p>The pier.</p>", "a.html.gz")


def code(found: list[Item]) -> str:
    (item,) = found
    assert isinstance(item, Unread)
    return item.error.code


def test_a_compressed_page_that_is_damaged_or_swells_is_refused() -> None:
    assert code(read(gzip.compress(bytes(range(256)) * 9)[:-20], "a.gz")) == "OR110"
    assert code(read(gzip.compress(b"x" * 20_000_001), "a.txt.gz")) == "OR106"


@pytest.mark.parametrize(
    ("data", "name", "named", "found"),
    [
        (b"", "a.html", "OR104", "empty"),
        (b"\x89PNG\r\n", "a.png", "OR105", "a PNG image"),
        (b"a,b\n1,2\n", "a.csv", "OR112", "a table without a column of text"),
        (b"p { color: red }", "a.css", "", "a .css file that is not HTML"),
    ],
)
def test_what_was_named_must_be_read_and_what_was_found_may_be_no_page(
    data: bytes, name: str, named: str, found: str
) -> None:
    if named:
        assert code(read(data, name)) == named
    assert read(data, name, named=False) == [Skipped(name, found)]


def test_html_and_text_that_were_found_are_pages_whatever_their_name() -> None:
    for data, name in ((b"<html><p>x</p></html>", "a.aspx"), (b"words", "README"), (b"words", "a.txt")):
        assert [type(item) for item in read(data, name, named=False)] == [Source]


def test_what_was_read_before_is_not_read_again() -> None:
    run = Run(Options(), lambda location: True)
    assert list(items(lambda: io.BytesIO(b"words"), "a.txt", run)) == []


def test_a_zip_inside_a_zip_is_not_opened() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    assert read(out.getvalue(), "a.zip#b.zip", nested=True) == [
        Skipped("a.zip#b.zip", "a ZIP archive inside another one")
    ]


def test_a_file_that_the_system_refuses_is_an_item() -> None:
    def refused() -> Any:
        raise PermissionError(13, "Permission denied")

    assert code(list(items(refused, "a", Run(Options())))) == "OR103"
    assert unreadable("a", FileNotFoundError()).error.code == "OR101"
    assert isinstance(unreadable("a", OSError("odd")).error, OnRecordError)
