"""From names to items: files, folders, patterns, pipes, in an order that stays."""

import functools
import gzip
import io
import json
import os
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Source
from onrecord.read.files import items
from onrecord.read.items import Item, Options, Skipped, Unread

PAGE = b"<!doctype html><html><body><p>The pier is closed.</p></body></html>"


def write(folder: Path, **named: bytes) -> None:
    for name, data in named.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def places(found: list[Item]) -> list[str]:
    return [item.location for item in found if isinstance(item, Source)]


def said(found: list[Item]) -> list[str]:
    return [f"{item.error.code} {item.where}" for item in found if isinstance(item, Unread)]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_files_come_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    write(tmp_path, a_html=PAGE, b_txt=b"words")
    assert places(list(items(["b.txt", "./a.html", "b.txt"]))) == ["b.txt", "a.html", "b.txt"]


def test_what_is_not_there_is_said_and_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, a_html=PAGE)
    found = list(items(["gone.html", "*.xyz", "a.html", "a\0b"]))
    assert said(found) == ["OR101 gone.html", "OR114 *.xyz", "OR103 a\0b"]
    assert places(found) == ["a.html"]


def test_a_folder_is_gone_through_sorted_with_what_lies_deeper(tmp_path: Path) -> None:
    write(
        tmp_path, d__b_html=PAGE, d__a__z_html=PAGE, d__c_txt=b"words", d__t_csv=b"text\nx\n", d__p_png=b"\x89PNG\r\n"
    )
    (tmp_path / "d/.hidden").mkdir()
    (tmp_path / "d/.hidden/x.html").write_bytes(PAGE)
    found = list(items(["d"]))
    assert places(found) == ["d/a/z.html", "d/b.html", "d/c.txt", "d/t.csv#1"]
    assert [item for item in found if isinstance(item, Skipped)] == [Skipped("d/p.png", "a PNG image")]


def test_the_parts_of_a_saved_page_and_links_to_folders_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, d__page_html=PAGE, d__notes__x_html=PAGE)
    (tmp_path / "d/page_files").mkdir()
    (tmp_path / "d/page_files/ad.html").write_bytes(PAGE)
    (tmp_path / "d/loop").symlink_to(tmp_path / "d", target_is_directory=True)
    found = list(items(["d"]))
    assert places(found) == ["d/notes/x.html", "d/page.html"]
    assert [item.where for item in found if isinstance(item, Skipped)] == ["d/loop", "d/page_files"]


def test_a_pipe_in_a_folder_is_skipped_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(items([str(tmp_path)])) == [Skipped((tmp_path / "pipe").as_posix(), "not a regular file")]


def test_patterns_are_expanded_sorted_and_each_file_once(tmp_path: Path) -> None:
    write(tmp_path, d__b_html=PAGE, d__a__z_html=PAGE, d__c_txt=b"words")
    assert places(list(items(["d/*"]))) == ["d/a/z.html", "d/b.html", "d/c.txt"]
    assert places(list(items(["d/**"]))) == ["d/a/z.html", "d/b.html", "d/c.txt"]
    assert places(list(items(["**/*.html"]))) == ["d/a/z.html", "d/b.html"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].html").write_bytes(PAGE)
    assert places(list(items(["a[1].html"]))) == ["a[1].html"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, a_html=PAGE)
    found = items(["a.html", "b.html"])
    assert isinstance(next(found), Source)
    write(tmp_path, b_html=PAGE)
    assert isinstance(next(found), Source)


def test_what_was_read_before_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path, a_html=PAGE, t_csv=b"text\nx\ny\n")
    assert places(list(items(["a.html", "t.csv"], skip={"a.html", "t.csv#1"}.__contains__))) == ["t.csv#2"]


def test_a_revisit_finds_its_page_in_a_file_named_before(tmp_path: Path, maker: Any) -> None:
    stated = "WARC-Payload-Digest: sha1:AAAA"
    write(tmp_path, a_warc_gz=gzip.compress(maker.record(maker.http(PAGE), more=stated)))
    write(tmp_path, b_warc_gz=gzip.compress(maker.record(b"", kind="revisit", more=stated)))
    assert places(list(items(["a.warc.gz", "b.warc.gz"]))) == ["a.warc.gz#0", "b.warc.gz#0"]


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    class Piped(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Piped(data)}))


packed = functools.partial(gzip.compress, mtime=0)  # the workers of one test run must collect the same names


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PAGE, ["standard input"]),
        (b"words", ["standard input"]),
        (packed(PAGE), ["standard input"]),
        (b'{"text":"x"}\n{"text":"y"}\n', ["standard input#1", "standard input#2"]),
        (packed(b'{"text":"x"}\n' * 2), ["standard input#1", "standard input#2"]),
    ],
    ids=["page", "words", "packed page", "lines", "packed lines"],
)
def test_standard_input_may_be_a_page_or_a_container(monkeypatch: Any, data: bytes, expected: list[str]) -> None:
    stdin(monkeypatch, data)
    assert places(list(items(["-"]))) == expected


def test_a_web_archive_may_come_through_a_pipe(monkeypatch: Any, maker: Any) -> None:
    crawl = maker.crawl(maker.pages(2))
    stdin(monkeypatch, crawl.data)
    assert places(list(items(["-"]))) == [f"standard input#{offset}" for offset in crawl.offsets]


def test_a_closed_or_empty_standard_input_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"")
    assert said(list(items(["-"]))) == ["OR104 standard input"]
    monkeypatch.setattr(sys, "stdin", None)
    assert said(list(items(["-"]))) == ["OR103 standard input"]


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(PAGE,))
    writer.start()
    assert places(list(items(["pipe"]))) == ["pipe"]
    writer.join()


def test_addresses_go_to_the_reader_of_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    web = pytest.importorskip("onrecord.read.web")

    def fetched(url: str, options: Options, skip: Any) -> Iterator[Item]:
        yield Skipped(url, "tried")

    monkeypatch.setattr(web, "items", fetched)
    assert list(items(["HTTPS://a.example/x"])) == [Skipped("HTTPS://a.example/x", "tried")]


def test_feeds_go_to_the_reader_of_feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = pytest.importorskip("onrecord.read.feed")

    def carried(path: Path, options: Options, skip: Any) -> Iterator[Item]:
        yield Skipped(str(path), "tried")

    monkeypatch.setattr(feed, "items_of_file", carried)
    write(tmp_path, a_xml=b"<rss version='2.0'><channel></channel></rss>", b_opml=b"<opml version='2.0'></opml>")
    assert [item.where for item in items(["a.xml", "b.opml"]) if isinstance(item, Skipped)] == ["a.xml", "b.opml"]


def test_a_folder_that_cannot_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path) -> Any:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "d").mkdir()
    monkeypatch.setattr(Path, "iterdir", refused)
    assert said(list(items(["d"]))) == ["OR103 d"]


def test_memory_stays_flat_from_many_rows_to_ten_times_as_many(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        row = json.dumps({"text": "The pier is closed. " * 100}).encode() + b"\n"
        (tmp_path / "t.jsonl").write_bytes(row * count)
        tracemalloc.start()
        assert sum(1 for _ in items(["t.jsonl"])) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    assert peak(2000) < peak(200) * 1.5 + 100_000
