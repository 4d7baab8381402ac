"""Zip files: web archive collections, pages in a zip, and zips made to do harm."""

import io
import json
import random
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Source
from onrecord.read import wacz
from onrecord.read.dispatch import Run
from onrecord.read.items import Item, Options, Skipped, Unread
from onrecord.read.wacz import Window, items


def packed(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> list[Item]:
    return list(items(io.BytesIO(data), "a.zip", Run(Options())))


def places(found: list[Item]) -> list[str]:
    return [item.location for item in found if isinstance(item, Source)]


def said(found: list[Item]) -> list[str]:
    return [f"{item.error.code} {item.where}" for item in found if isinstance(item, Unread)]


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("pack", ["gz", "plain", "zst"])
def test_of_a_collection_its_web_archives_are_read(maker: Any, how: int, pack: str) -> None:
    crawl = maker.crawl(maker.pages(3), pack)
    name = {"gz": "archive/data.warc.gz", "plain": "archive/data.warc", "zst": "archive/data.warc.zst"}[pack]
    data = packed(
        {
            "datapackage.json": b"{}",
            "pages/pages.jsonl": b'{"text":"x"}',
            name: crawl.data,
            "indexes/index.cdx.gz": b"x",
        },
        how,
    )
    found = read(data)
    assert places(found) == [f"a.zip#{name}#{offset}" for offset in crawl.offsets]
    assert [item.data for item in found if isinstance(item, Source)] == [maker.page(n) for n in range(3)]


def test_pages_tables_and_web_archives_in_a_zip_are_read_by_name(maker: Any) -> None:
    files = {
        "z/page.html": maker.page(1), "a.txt": "“No,” he said.".encode(), "t.csv": b"text\nOne.\n",
        "w.warc.gz": maker.crawl(maker.pages(1)).data, "style.css": b"p {}", "p.png": b"\x89PNG\r\n",
        ".hidden.html": maker.page(1), "__MACOSX/._a.txt": b"x", "b/.git/c.html": b"<p>",
    }  # fmt: skip
    found = read(packed(files))
    assert places(found) == ["a.zip#a.txt", "a.zip#t.csv#1", "a.zip#w.warc.gz#0", "a.zip#z/page.html"]
    assert [item for item in found if isinstance(item, Skipped)] == [
        Skipped("a.zip#p.png", "a PNG image"), Skipped("a.zip#style.css", "a .css file that is not HTML"),
    ]  # fmt: skip


def test_names_that_lead_elsewhere_write_nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(packed({"../../evil.html": b"<html><p>x</p>", "/etc/evil.txt": b"words", "C:\\evil.txt": b"words"}))
    assert len(places(found)) == 3
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_a_zip_is_only_its_few_words() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    (found,) = read(out.getvalue())
    assert isinstance(found, Source)
    assert found.data == b"/etc/passwd"


def test_a_bomb_is_refused() -> None:
    assert said(read(packed({"a.html": bytes(100_000_000), "b.txt": b"words"}))) == ["OR122 a.zip#a.html"]


def test_a_page_over_the_limit_is_refused() -> None:
    page = random.Random(1).randbytes(15_000_000).hex().encode()
    assert said(read(packed({"a.txt": page}))) == ["OR106 a.zip#a.txt"]


def test_a_damaged_or_encrypted_entry_is_said_and_the_others_are_read() -> None:
    data = bytearray(packed({"a.txt": b"words " * 99, "b.txt": b"words"}))
    data[45] ^= 0xFF
    found = read(bytes(data))
    assert (places(found), said(found)) == (["a.zip#b.txt"], ["OR110 a.zip#a.txt"])
    secret = bytearray(packed({"a.txt": b"words"}))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        secret[secret.index(magic) + at] |= 1
    assert said(read(bytes(secret))) == ["OR110 a.zip#a.txt"]


def test_a_zip_in_a_zip_is_skipped() -> None:
    assert read(packed({"b.zip": packed({"a.html": b"<p>"})})) == [
        Skipped("a.zip#b.zip", "a ZIP archive inside another one")
    ]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_no_zip_of_pages(name: str) -> None:
    assert said(read(packed({name: b"x", "a.html": b"<p>"}))) == ["OR105 a.zip"]


def test_a_table_of_contents_of_absurd_size_is_not_read() -> None:
    data = bytearray(packed({"a.txt": b"x"}))
    at = data.rindex(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 100)
    wacz_limit, wacz._LARGEST_DIRECTORY = wacz._LARGEST_DIRECTORY, 50  # type: ignore[misc]
    try:
        assert said(read(bytes(data))) == ["OR110 a.zip"]
    finally:
        wacz._LARGEST_DIRECTORY = wacz_limit  # type: ignore[misc]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + b"x" * 500])
def test_what_is_no_zip_is_said_to_be(data: bytes) -> None:
    assert not places(read(data))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_makes_anything_but_items(maker: Any, data: st.DataObject) -> None:
    files = {"archive/data.warc.gz": maker.crawl(maker.pages(2)).data, "datapackage.json": b"{}"}
    if data.draw(st.booleans()):
        files = {"a.html": maker.page(1), "t.jsonl": json.dumps({"text": "x"}).encode(), "u.csv": b"text\nx\n"}
    broken = bytearray(packed(files, data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(broken)))
        broken[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
    assert all(isinstance(item, Source | Unread | Skipped) for item in read(bytes(broken)))


def test_a_window_shows_a_stretch_of_a_stream() -> None:
    stream = io.BytesIO(b"0123456789")
    window = io.BufferedReader(Window(stream, 2, 5))
    assert window.read() == b"23456"
    assert (window.seek(-2, io.SEEK_END), window.read()) == (3, b"56")
    assert (window.seek(99), window.read()) == (99, b"")
    window.close()
    assert not stream.closed
