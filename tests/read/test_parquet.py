"""Parquet files, with and without the library that reads them."""

import builtins
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Source
from onrecord.read.items import Item, Options, Skipped, Unread
from onrecord.read.parquet import items

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

ROWS = [{"title": f"Pier {n}", "body": f"“{n},” she said.", "authors": ["Ann Vale"], "n": n} for n in range(1, 201)]


def packed(rows: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out, row_group_size=50)
    return out.getvalue()


def read(data: bytes, **more: Any) -> list[Item]:
    return list(items(io.BytesIO(data), "t.parquet", more.pop("options", Options()), **more))


def test_each_row_is_a_page() -> None:
    found = read(packed(ROWS))
    assert [item.data.decode() for item in found if isinstance(item, Source)] == [row["body"] for row in ROWS]
    assert isinstance(found[199], Source)
    assert found[199].location == "t.parquet#200"
    assert found[199].stated is not None
    assert (found[199].stated.title, found[199].stated.byline) == ("Pier 200", ("Ann Vale",))


def test_what_was_read_before_is_not_read_again() -> None:
    assert len(read(packed(ROWS), skip=lambda location: not location.endswith("7"))) == 20


def test_columns_are_needed_and_can_be_named() -> None:
    data = packed([{"a": "words"}])
    for options, code in ((Options(), "OR112"), (Options(columns={"text": "b"}), "OR112")):
        (found,) = read(data, options=options)
        assert isinstance(found, Unread)
        assert found.error.code == code
    assert isinstance(read(data, options=Options(columns={"text": "a"}))[0], Source)


def test_a_cell_larger_than_a_page_is_refused_and_the_others_read() -> None:
    found = read(packed([{"text": "a"}, {"text": "x" * 20_000_100}, {"text": "b"}]))
    assert [type(item) for item in found] == [Source, Unread, Source]


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (found,) = read(b"PAR1")
    assert isinstance(found, Unread)
    assert found.error.code == "OR115"
    assert 'pip install "onrecord[parquet]"' in str(found.error)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_makes_anything_but_items(data: st.DataObject) -> None:
    broken = bytearray(packed(ROWS[:20]))
    at = data.draw(st.integers(0, len(broken)))
    broken[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    assert all(isinstance(item, Source | Unread | Skipped) for item in read(bytes(broken)))
