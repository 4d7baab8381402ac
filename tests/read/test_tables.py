"""Tables row by row, and that a broken row costs only itself."""

import bz2
import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.model import Source
from onrecord.read.items import Item, Options, Skipped, Unread
from onrecord.read.tables import Kind, items

SHARED = Path(__file__).parents[2] / "../shared/data"
ROWS = [
    {
        "title": f"Pier {n}",
        "text": f"“Closed,” she said, “{n} times”.\nAnd so\tit was.",
        "url": f"https://a.example/{n}",
    }
    for n in range(1, 5)
]


def read(data: bytes, kind: Kind, columns: dict[str, str] | None = None, **more: Any) -> list[Item]:
    return list(items(io.BytesIO(data), f"t.{kind}", kind, Options(columns=columns or {}), **more))


def texts(found: list[Item]) -> list[str]:
    return [item.data.decode() for item in found if isinstance(item, Source)]


def said(found: list[Item]) -> list[str]:
    return [f"{item.error.code} {item.where}" for item in found if isinstance(item, Unread)]


def as_lines(rows: list[Any]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("lines", as_lines(ROWS)),
        ("lines", json.dumps(ROWS[0]).encode() + b"\r\n\r\n" + as_lines(ROWS[1:]).strip()),
        ("json", as_lines(ROWS)),
        ("json", json.dumps(ROWS).encode()),
        ("json", json.dumps(ROWS, indent=2).encode("utf-8-sig")),
        ("json", json.dumps({"status": "ok", "articles": ROWS}).encode()),
        ("csv", as_csv(ROWS)),
        ("csv", as_csv(ROWS, ";")),
        ("csv", as_csv(ROWS, "\t")),
        ("csv", as_csv(ROWS, "|").decode().encode("utf-8-sig")),
        ("csv", b"sep=;\r\n" + as_csv(ROWS, ";")),
        ("csv", as_csv(ROWS).decode().encode("utf-16")),
        ("lines", as_lines(ROWS).decode().encode("utf-16")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, zstandard.ZstdCompressor().compress])
def test_every_kind_of_table_gives_the_same_pages(kind: Kind, data: bytes, pack: Callable[[bytes], bytes]) -> None:
    found = read(pack(data), kind)
    assert texts(found) == [row["text"] for row in ROWS]
    assert [item.url for item in found if isinstance(item, Source)] == [row["url"] for row in ROWS]
    assert all(
        isinstance(item, Source) and item.stated and item.stated.title == ROWS[n]["title"]
        for n, item in enumerate(found)
    )


def test_rows_are_numbered_by_line_by_element_and_below_the_header() -> None:
    def places(found: list[Item]) -> list[str]:
        return [item.location for item in found if isinstance(item, Source)]

    assert places(read(b"\n" + as_lines(ROWS[:2]), "lines")) == ["t.lines#2", "t.lines#3"]
    assert places(read(json.dumps(ROWS[:2]).encode(), "json")) == ["t.json#1", "t.json#2"]
    assert places(read(as_csv(ROWS[:2]), "csv")) == ["t.csv#1", "t.csv#2"]


@pytest.mark.parametrize("kind", ["lines", "json", "csv"])
def test_what_was_read_before_is_not_read_again(kind: Kind) -> None:
    data = {"lines": as_lines(ROWS), "json": json.dumps(ROWS).encode(), "csv": as_csv(ROWS)}[kind]
    assert texts(read(data, kind, skip=lambda location: not location.endswith("#3"))) == [ROWS[2]["text"]]


def test_a_broken_line_is_said_and_the_others_are_read() -> None:
    lines = as_lines(ROWS).splitlines()
    lines[1], lines[2] = lines[1][:-5], b"[" * 100_000
    found = read(b"\n".join([*lines, b"7", b"\xff\xfe{", b'"text"']), "lines")
    assert len(texts(found)) == 2
    assert said(found) == [f"OR111 t.lines#{n}" for n in (2, 3, 5, 6, 7)]


def test_a_line_of_two_hundred_megabytes_is_one_error_with_bounded_memory() -> None:
    class Raw(io.RawIOBase):
        parts = iter([as_lines(ROWS), *[b"x" * 50_000] * 4000, b"\n", as_lines(ROWS)])

        def readable(self) -> bool:
            return True

        def seek(self, offset: int, whence: int = 0) -> int:
            return 0

        def read(self, size: int = -1) -> bytes:
            return b"words." if size == 6 else next(self.parts, b"")

    tracemalloc.start()
    found = list(items(Raw(), "t.jsonl", "lines", Options()))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(texts(found)), said(found)) == (8, ["OR106 t.jsonl#5"])
    assert peak < 100_000_000


def test_rows_without_a_text_column_are_one_error_if_none_has_one_and_skipped_if_others_do() -> None:
    nothing = [{"a": 1}, {"a": 2}]
    assert said(read(as_lines(nothing), "lines")) == ["OR112 t.lines"]
    assert said(read(b"a,b\n1,2\n3,4\n", "csv")) == ["OR112 t.csv"]
    found = read(as_lines([*ROWS, *nothing]), "lines")
    assert said(found) == []
    assert found[-1] == Skipped("t.lines#6", "no column of text in this row")


def test_columns_can_be_named() -> None:
    rows = [{"a": "Words.", "b": "https://a.example/1"}]
    for kind, data in (("lines", as_lines(rows)), ("csv", as_csv(rows)), ("json", json.dumps(rows).encode())):
        found = read(data, kind, {"text": "a", "url": "b"})  # type: ignore[arg-type]
        assert [(item.data, item.url) for item in found if isinstance(item, Source)] == [
            (b"Words.", "https://a.example/1")
        ]
    assert said(read(as_csv(rows), "csv", {"text": "c"})) == ["OR112 t.csv"]
    assert said(read(as_lines(rows), "lines", {"text": "c"})) == ["OR112 t.lines"]


def test_an_array_that_breaks_off_keeps_what_stands_before() -> None:
    data = json.dumps(ROWS).encode()
    found = read(data[: len(data) - 20], "json")
    assert (len(texts(found)), said(found)) == (3, ["OR111 t.json#4"])


def test_a_broken_element_of_an_array_costs_only_itself() -> None:
    data = json.dumps(ROWS).encode().replace(b'"Pier 2"', b"Pier 2")
    assert said(read(data, "json")) == ["OR111 t.json#2"]
    assert len(texts(read(data, "json"))) == 3


@pytest.mark.parametrize("data", [b"[" * 900_000, b"[" + b"," * 900_000, b'["' + b"\\" * 900_000, b'[{"text":"a"},,]'])
def test_what_cannot_be_an_array_is_given_up_at_once(data: bytes) -> None:
    assert len(said(read(data, "json"))) == 1


def test_a_quotation_mark_that_is_never_closed_costs_one_row() -> None:
    found = read(b'text,url\nOne.,\n"Two.,\nThree.,\nFour.,\n', "csv")
    assert texts(found) == ["One.", "Three.", "Four."]
    assert said(found) == ["OR111 t.csv#2"]


def test_a_stray_quotation_mark_inside_a_cell_is_a_character() -> None:
    assert texts(read(b'text,url\nA 5" pipe.,\n"He said ""no"".",\n', "csv")) == ['A 5" pipe.', 'He said "no".']


def test_lines_of_windows_1252_in_a_table_are_read_as_such() -> None:
    assert texts(read("text\n“Café”\n".encode("cp1252") + "“Café”\n".encode(), "csv")) == ["“Café”", "“Café”"]


@pytest.mark.parametrize("kind", ["lines", "json", "csv"])
def test_a_compressed_table_that_is_damaged_keeps_what_stands_before(kind: Kind) -> None:
    rows = [row | {"text": row["text"] + f"{n:x} " * 200} for n in range(2000) for row in ROWS[:1]]
    data = {"lines": as_lines(rows), "json": json.dumps(rows).encode(), "csv": as_csv(rows)}[kind]
    packed = gzip.compress(data)
    found = read(packed[: len(packed) * 2 // 3], kind)
    assert len(texts(found)) > 500
    assert [code.split("#")[0] for code in said(found)] == [f"OR111 t.{kind}"]
    assert isinstance(found[-1], Unread)
    assert "damaged after row" in found[-1].error.detail


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\xef\xbb\xbf", b"{}", b"[]", b"[", b"null", b"{", b'"', b"[,,]", b"\0"]
)
@pytest.mark.parametrize("kind", ["lines", "json", "csv"])
def test_next_to_nothing_gives_no_page_and_no_crash(kind: Kind, data: bytes) -> None:
    assert texts(read(data, kind)) == []


PIECES = [b'"', b",", b"\n", b"{", b"}", b"[", b"]", b'{"text":"a"}', b"text", b"\\", b"\r"]
HOSTILE = st.lists(st.one_of(st.binary(max_size=60), st.sampled_from(PIECES)), max_size=60).map(b"".join)
SIMPLE = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["text", "url", "title", "authors", "date", "id"])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["lines", "json", "csv"]), HOSTILE)
@example("json", b'[{"text":"\\ud800"}')
@example("csv", b'text\n"\n"\n"\n')
@example("lines", b'{"text": 1e999, "date": 1e999}\n{"text":"a","date":-1e999,"authors":[[[]]]}')
def test_no_bytes_make_anything_but_items(kind: Kind, data: bytes) -> None:
    assert all(isinstance(item, Source | Unread | Skipped) for item in read(data, kind))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(NAMES, VALUES), max_size=5))
def test_no_values_make_anything_but_items(rows: list[dict[str, Any]]) -> None:
    for found in (read(as_lines(rows), "lines"), read(json.dumps(rows).encode(), "json")):
        assert all(isinstance(item, Source | Unread | Skipped) for item in found)


@pytest.mark.parametrize(
    ("name", "count"), [("allsides/articles-2012-2016.jsonl.gz", 16_452), ("basil/articles.jsonl.gz", 138)]
)
def test_real_collections_load_without_an_option(name: str, count: int) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip("the collection is not here")
    found = 0
    with path.open("rb") as stream:
        for item in items(stream, name, "lines", Options()):
            assert isinstance(item, Source)
            assert item.stated is not None
            assert item.stated.published
            assert item.stated.outlet
            found += 1
    assert found == count
