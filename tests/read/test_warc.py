"""Which records of a web archive become pages, and that damage costs no other record than the damaged one."""

import base64
import gzip
import hashlib
import io
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.model import Source
from onrecord.read.items import Item, Skipped, Unread
from onrecord.read.warc import Payloads, items

PACKS = ["gz", "zst", "plain"]


def read(data: bytes, **more: Any) -> list[Item]:
    return list(items(io.BytesIO(data), "crawl.warc.gz", opener=lambda: io.BytesIO(data), **more))


def pages(found: list[Item]) -> list[Source]:
    return [item for item in found if isinstance(item, Source)]


def lost(found: list[Item]) -> list[str]:
    return [f"{item.error.code} {item.where}" for item in found if isinstance(item, Unread)]


@pytest.mark.parametrize("pack", PACKS)
def test_each_page_comes_with_its_place_address_time_and_encoding(maker: Any, pack: str) -> None:
    crawl = maker.crawl(maker.pages(3), pack)
    found = pages(read(crawl.data))
    assert [page.location for page in found] == [f"crawl.warc.gz#{offset}" for offset in crawl.offsets]
    assert [page.data for page in found] == [maker.page(n) for n in range(3)]
    first = found[0]
    assert (first.url, first.fetched) == ("http://harbour-post.example/0", "2024-03-05T06:07:08Z")
    assert (first.encoding, first.record) == ("utf-8", "urn:uuid:00000000-0000-4000-8000-000000000001")
    assert first.media_type == "text/html"


def test_records_that_are_compressed_as_one_have_their_place_inside_it(maker: Any) -> None:
    plain = maker.crawl(maker.pages(3), "plain")
    found = pages(read(gzip.compress(plain.data)))
    assert [page.location for page in found] == ["crawl.warc.gz#0"] + [
        f"crawl.warc.gz#0+{offset}" for offset in plain.offsets[1:]
    ]


def test_a_zstandard_archive_may_open_with_its_dictionary(maker: Any) -> None:
    records = maker.pages(40)
    dictionary = zstandard.train_dictionary(2000, [record[i : i + 300] for record in records for i in (0, 300, 600)])
    compressor = zstandard.ZstdCompressor(dict_data=dictionary)
    for packed in (dictionary.as_bytes(), zstandard.ZstdCompressor().compress(dictionary.as_bytes())):
        frame = b"\x5d\x2a\x4d\x18" + len(packed).to_bytes(4, "little") + packed
        assert len(pages(read(frame + b"".join(map(compressor.compress, records))))) == 40


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", brotli.compress),
        ("zstd", zstandard.ZstdCompressor().compress),
    ],
)
def test_content_codings_and_chunks_are_taken_off(maker: Any, coding: str, encode: Callable[[bytes], bytes]) -> None:
    body, page = encode(maker.page(1)), maker.page(1)
    chunks = f"{7:x}\r\n".encode() + body[:7] + f"\r\n{len(body) - 7:x};x=1\r\n".encode() + body[7:] + b"\r\n0\r\n\r\n"
    for sent, more in ((body, ""), (chunks, "Transfer-Encoding: chunked\r\n")):
        block = maker.http(sent, more=f"Content-Encoding: {coding}\r\n{more}")
        assert [item.data for item in pages(read(maker.record(block)))] == [page]


def test_a_body_that_was_decoded_before_it_was_archived_is_taken_as_it_is(maker: Any) -> None:
    more = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    assert pages(read(maker.record(maker.http(maker.page(1), more=more))))[0].data == maker.page(1)


def test_a_body_that_swells_beyond_the_limit_is_refused(maker: Any) -> None:
    block = maker.http(gzip.compress(bytes(30_000_000)), more="Content-Encoding: gzip\r\n")
    assert lost(read(maker.record(block))) == ["OR122 crawl.warc.gz#0"]


def test_a_body_whose_coding_is_broken_is_said_to_be(maker: Any) -> None:
    block = maker.http(gzip.compress(maker.page(1))[:-20], more="Content-Encoding: gzip\r\n")
    assert lost(read(maker.record(block))) == ["OR110 crawl.warc.gz#0"]


@pytest.mark.parametrize(
    ("kind", "status", "url", "reason"),
    [
        ("image/png", 200, "http://a.example/p", "image/png"),
        ("text/css", 200, "http://a.example/p", "text/css"),
        ("text/html", 404, "http://a.example/p", "status 404"),
        ("text/html", 302, "http://a.example/p", "status 302"),
        ("text/plain", 200, "http://a.example/robots.txt", "robots.txt file"),
        ("text/plain", 200, "http://a.example/main.js?v=1", ".js file"),
        ("application/octet-stream", 200, "http://a.example/p", "of no stated type, and not HTML"),
    ],
)
def test_what_is_no_page_is_skipped_with_the_reason(maker: Any, kind: str, status: int, url: str, reason: str) -> None:
    found = read(maker.record(maker.http(b"Words of the minister.", kind, status), url))
    assert found == [Skipped("crawl.warc.gz#0", reason)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [(b"", "empty"), (b"\x89PNG\r\n\x1a\n", "a PNG image"), (b' {"a": 1}', "JSON, though called text/html")],
)
def test_what_is_no_page_by_its_content_is_skipped_too(maker: Any, body: bytes, reason: str) -> None:
    assert read(maker.record(maker.http(body))) == [Skipped("crawl.warc.gz#0", reason)]


def test_records_about_other_records_are_passed_over(maker: Any) -> None:
    about = [maker.record(b"software: x\r\n", kind=kind) for kind in ("warcinfo", "request", "metadata")]
    assert read(b"".join(about)) == []


def test_a_resource_record_holds_the_file_itself(maker: Any) -> None:
    record = maker.record(maker.page(2), kind="resource", content_type="text/html; charset=iso-8859-1")
    (page,) = pages(read(record))
    assert (page.data, page.encoding) == (maker.page(2), "iso-8859-1")
    urn = maker.record(b"Text of the page.", "urn:text:http://a.example/", "resource", "text/plain")
    assert read(urn) == [Skipped("crawl.warc.gz#0", "of no web address")]


def digest(data: bytes) -> str:
    return "WARC-Payload-Digest: sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


@pytest.mark.parametrize("pack", PACKS)
def test_a_revisit_gets_the_bytes_of_the_page_that_it_refers_to(maker: Any, pack: str) -> None:
    page = maker.page(3)
    first = maker.record(maker.http(page), "http://a.example/first", more=digest(page))
    again = maker.record(b"", "http://a.example/again", "revisit", more=digest(page))
    crawl = maker.crawl([first, again, maker.pages(1)[0]], pack)
    found = pages(read(crawl.data))
    assert [page.url for page in found] == [
        "http://a.example/first", "http://a.example/again", "http://harbour-post.example/0",
    ]  # fmt: skip
    assert (found[1].data, found[1].location) == (page, f"crawl.warc.gz#{crawl.offsets[1]}")
    assert found[1].encoding == "utf-8"


def test_a_revisit_finds_its_page_in_another_file_of_the_run_and_where_that_was_read_before(maker: Any) -> None:
    page, payloads = maker.page(3), Payloads()
    first = maker.crawl([maker.record(maker.http(page), more=digest(page))]).data
    assert read(first, payloads=payloads, skip=lambda location: True) == []
    assert pages(read(maker.record(b"", kind="revisit", more=digest(page)), payloads=payloads))[0].data == page


def test_a_revisit_of_a_page_that_is_not_there_is_skipped(maker: Any) -> None:
    found = read(maker.record(b"", kind="revisit", more=digest(b"x")))
    assert found == [Skipped("crawl.warc.gz#0", "revisit of a page that was not met before")]


def test_what_was_read_before_is_not_read_again(maker: Any) -> None:
    crawl = maker.crawl(maker.pages(3))
    found = read(crawl.data, skip=lambda location: location.endswith(f"#{crawl.offsets[1]}"))
    assert [page.url for page in pages(found)] == ["http://harbour-post.example/0", "http://harbour-post.example/2"]


def test_an_answer_larger_than_a_page_is_not_held(maker: Any) -> None:
    large = bytes(25_000_000)
    for pack in PACKS:
        records = [maker.record(maker.http(large)), maker.record(maker.http(large, "video/mp4")), *maker.pages(1)]
        crawl = maker.crawl(records, pack)
        found = read(crawl.data)
        assert lost(found) == ["OR106 crawl.warc.gz#0"]
        assert found[1] == Skipped(f"crawl.warc.gz#{crawl.offsets[1]}", "video/mp4")
        assert [page.data for page in pages(found)] == [maker.page(0)]


def test_an_old_arc_file_is_read(maker: Any) -> None:
    def entry(url: str, kind: str, block: bytes) -> bytes:
        return f"{url} 192.0.2.1 20010203040506 {kind} {len(block)}\n".encode() + block + b"\n"

    head = entry(
        "filedesc://old.arc", "text/plain", b"1 0 Invented\nURL IP-address Archive-date Content-type Archive-length\n"
    )
    records = [head, *(entry(f"http://a.example/{n}", "text/html", maker.http(maker.page(n))) for n in range(2))]
    for data in (b"".join(records), b"".join(map(gzip.compress, records))):
        found = pages(read(data))
        assert [(page.url, page.fetched) for page in found] == [
            ("http://a.example/0", "2001-02-03T04:05:06Z"),
            ("http://a.example/1", "2001-02-03T04:05:06Z"),
        ]


@pytest.mark.parametrize("pack", PACKS)
def test_an_archive_cut_off_anywhere_keeps_the_records_before_the_cut(maker: Any, pack: str) -> None:
    crawl = maker.crawl(maker.pages(4), pack)
    for index, offset in enumerate([*crawl.offsets[1:], len(crawl.data)], start=1):
        for cut in (offset - 60, offset - 9, offset, offset + 1, offset + 2, offset + 30, offset + 200):
            if cut > len(crawl.data):
                continue
            found = read(crawl.data[:cut])
            whole = index if cut >= offset else index - 1
            kept = [page.data for page in pages(found)]
            # The last bytes of a record may be its line breaks or its checksum, without which it is whole all the same.
            assert kept[:whole] == [maker.page(n) for n in range(whole)]
            assert len(kept) <= index
            assert lost(found) or cut == offset or len(kept) == index


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("digested", [True, False])
def test_a_flipped_bit_costs_one_record_and_is_said(maker: Any, pack: str, digested: bool) -> None:
    crawl = maker.crawl(maker.pages(4, digest=digested), pack)
    end = crawl.offsets[3]
    for at in range(crawl.offsets[2], end, 7):
        data = bytearray(crawl.data)
        data[at] ^= 0x10
        found = read(bytes(data))
        kept = {page.data for page in pages(found)}
        assert kept >= {maker.page(0), maker.page(1), maker.page(3)}
        if digested or pack != "plain":
            assert kept <= {maker.page(n) for n in range(4)}
        # A bit of the header may turn the record into one of another kind, which is nobody's loss to report.
        assert lost(found) or len(pages(found)) == 4 or pack == "plain"


def test_a_wrong_length_hides_no_later_record(maker: Any) -> None:
    crawl = maker.crawl(maker.pages(4), "plain")
    at = crawl.data.index(b"Content-Length: ", crawl.offsets[1]) + 16
    for length in (b"9", b"1", b"0", b"-", b"999999999999", b"99999999999999999999999", b"x"):
        found = read(crawl.data[:at] + length + crawl.data[at + 1 :])
        assert {page.data for page in pages(found)} == {maker.page(0), maker.page(2), maker.page(3)}
        assert lost(found)


def test_rubbish_between_records_is_said_and_passed(maker: Any) -> None:
    crawl = maker.crawl(maker.pages(2))
    rubbish = os.urandom(3000)
    found = read(crawl.data[: crawl.offsets[1]] + rubbish + crawl.data[crawl.offsets[1] :])
    assert len(pages(found)) == 2
    assert lost(found)[0] == f"OR110 crawl.warc.gz#{crawl.offsets[1]}"
    assert "lost: bytes of the file" in str(next(i.error for i in found if isinstance(i, Unread)))


def test_records_before_the_damage_in_one_compressed_whole_are_kept(maker: Any) -> None:
    data = bytearray(gzip.compress(maker.crawl(maker.pages(40), "plain").data))
    data[len(data) * 3 // 4] ^= 0x10
    found = read(bytes(data))
    assert [page.data for page in pages(found)][:10] == [maker.page(n) for n in range(10)]
    assert len(lost(found)) == 1


def test_headers_that_fastwarc_refuses_are_read_all_the_same(maker: Any) -> None:
    record = maker.pages(1)[0]
    head, _, block = record.partition(b"\r\n\r\n")
    for odd in (head.replace(b"\r\n", b"\n") + b"\n\n" + block, head + b"\r\na line\r\n\r\n" + block, record.strip()):
        assert [page.data for page in pages(read(odd))] == [maker.page(0)], odd[:300]


@pytest.mark.parametrize(
    "data", [b"", b"words", b"\x1f\x8b\x08", b"\x1f\x8b\x08" * 5000, b"(\xb5/\xfd", b"WARC/1.0\r\n"]
)
def test_what_is_no_web_archive_gives_no_page_and_no_crash(data: bytes) -> None:
    assert not pages(read(data))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PACKS), st.data())
def test_no_damage_makes_anything_but_items(maker: Any, pack: str, data: st.DataObject) -> None:
    crawl = maker.crawl(maker.pages(3), pack)
    broken = bytearray(crawl.data)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken)))
        broken[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    assert all(isinstance(item, Source | Unread | Skipped) for item in read(bytes(broken)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
@example(b"Content-Length: 5\r\n\r\nHTTP/1.1 200\r\n\r\n")
def test_no_header_makes_anything_but_items(rest: bytes) -> None:
    found = read(b"WARC/1.0\r\nWARC-Type: response\r\n" + rest)
    assert all(isinstance(item, Source | Unread | Skipped) for item in found)


def test_a_crawl_of_real_pages_comes_out_as_it_went_in(maker: Any) -> None:
    folder = Path(__file__).parents[2] / "../shared/data/pages/extraction-benchmark"
    if not folder.exists():
        pytest.skip("the extraction benchmark's pages are not here")
    real = {name: gzip.decompress(name.read_bytes()) for name in sorted((folder / "html").glob("*.gz"))[:30]}
    for pack in PACKS:
        crawl = maker.crawl([maker.record(maker.http(page)) for page in real.values()], pack)
        assert [page.data for page in pages(read(crawl.data))] == list(real.values())
    assert json.loads((folder / "ground-truth.json").read_text())
