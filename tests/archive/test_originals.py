"""Whence stored pages are read again, on both back ends: pages of invented text in files, tables and nowhere."""

import csv
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.archive import store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.originals import Original, originals, reader
from onrecord.archive.store import Read
from onrecord.errors import OnRecordError
from onrecord.model import Article, Record, Source
from onrecord.read.files import items
from onrecord.record import read

PAGE = """Pier stays closed

The pier is not safe, the harbour master Ilva Brandt said on Monday.

“We will open it in May,” she said.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page and a table of two pages, in which the pages are added."""
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    with Path("table.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["words", "title"], [PAGE.replace("May", "June"), "First"], [PAGE.replace("May", "July"), "Second"]]
        )
    return Path.cwd()


def added(archive: Archive, names: Sequence[str], *, keep_bytes: bool = False, **arguments: Any) -> list[str]:
    """The ids of the articles that are read by rules from these files."""
    from onrecord.read.items import Options  # noqa: PLC0415

    ids = []
    with writing(archive) as connection:
        told = {"sources": list(names), "folder": str(Path.cwd()), **arguments}
        run = store.begin_run(connection, "add", told, "rules")
        for item in items(names, Options(columns=arguments.get("columns", {}))):
            assert isinstance(item, Source)
            found = read(item, arguments.get("as_"), "rules")
            store.put(connection, run, Read(item, found), keep_bytes=keep_bytes)
            ids.append(found.article.id)
    return ids


def origins(archive: Archive, ids: Sequence[str]) -> dict[str, str]:
    return {one.article: one.origin for one in originals(archive, ids)}


def again(archive: Archive, ids: Sequence[str]) -> list[Record]:
    read_again = reader("rules")
    found = {one.article: read_again(one.source) for one in originals(archive, ids)}
    assert all(isinstance(record, Record) for record in found.values())
    return [record for id_ in ids if isinstance(record := found[id_], Record)]


def stored(archive: Archive, ids: Sequence[str]) -> list[Record]:
    with reading(archive) as connection:
        return [store.record(connection, id_) for id_ in ids]


COLUMNS = {"text": "words"}


def test_kept_bytes_come_before_the_file(archive: Archive, folder: Path) -> None:
    ids = added(archive, ["page.txt"], keep_bytes=True)
    assert origins(archive, ids) == {ids[0]: "kept bytes"}
    assert again(archive, ids) == stored(archive, ids)


def test_a_page_is_read_from_its_file_also_when_called_from_elsewhere(
    archive: Archive, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = added(archive, ["page.txt"])
    monkeypatch.chdir(tmp_path)
    assert origins(archive, ids) == {ids[0]: "the original"}
    assert again(archive, ids) == stored(archive, ids)


def test_pages_of_a_table_are_read_from_it_with_the_columns_that_were_named(archive: Archive, folder: Path) -> None:
    ids = added(archive, ["table.csv"], columns=COLUMNS)
    assert origins(archive, ids) == dict.fromkeys(ids, "the original")
    assert again(archive, ids) == stored(archive, ids)
    assert [record.article.title for record in again(archive, ids)] == ["First", "Second"]


@pytest.mark.parametrize("change", ["write", "unlink"])
def test_a_file_that_has_changed_or_is_gone_is_not_read(archive: Archive, folder: Path, change: str) -> None:
    ids = added(archive, ["page.txt"])
    if change == "write":
        Path("page.txt").write_text(PAGE + "One line more.\n", encoding="utf-8")
    else:
        Path("page.txt").unlink()
    assert origins(archive, ids) == {ids[0]: "the stored text"}
    assert again(archive, ids) == stored(archive, ids)


def test_of_a_table_the_rows_that_are_still_the_same_are_read(archive: Archive, folder: Path) -> None:
    first, second = added(archive, ["table.csv"], columns=COLUMNS)
    table = Path("table.csv").read_text(encoding="utf-8")
    Path("table.csv").write_text(table.replace("July", "August"), encoding="utf-8")
    assert origins(archive, [first, second]) == {first: "the original", second: "the stored text"}


def test_an_address_is_never_fetched(archive: Archive, record: Record) -> None:
    source = Source(
        "https://harbour-post.example/pier", b"x", "text/html", "0" * 64, "https://harbour-post.example/pier"
    )
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "rules")
        store.put(connection, run, Read(source, record), keep_bytes=False)
    (found,) = originals(archive, ["a1"])
    assert found.origin == "the stored text"
    assert pickle.loads(found.source.data) == record.article


def test_pages_of_a_list_of_addresses_are_taken_from_their_stored_text(
    archive: Archive, folder: Path, record: Record
) -> None:
    Path("feed.xml").write_text("<rss version='2.0'><channel><title>x</title></channel></rss>", encoding="utf-8")
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {"folder": str(folder)}, "rules")
        source = Source("feed.xml#1", b"x", "text/html", "0" * 64)
        store.put(connection, run, Read(source, record), keep_bytes=False)
    assert origins(archive, ["a1"]) == {"a1": "the stored text"}


def test_a_page_that_was_taken_as_text_is_taken_as_text_again(archive: Archive, folder: Path) -> None:
    Path("page.html").write_text(f"<p>{PAGE}</p>", encoding="utf-8")
    ids = added(archive, ["page.html"], keep_bytes=True, as_="text")
    assert again(archive, ids) == stored(archive, ids)


def test_an_error_of_reading_is_the_answer(folder: Path) -> None:
    answer = reader("rules")(Source("empty", b" ", "text/plain", ""))
    assert isinstance(answer, OnRecordError)
    broken = replace(Article("a1", "x"), paragraphs=(None,))  # type: ignore[arg-type]
    source = Source("a1", pickle.dumps(broken), "application/vnd.onrecord.article", "")
    defect = reader("rules")(source)
    assert isinstance(defect, OnRecordError)
    assert defect.code == "OR108"


def test_the_kept_ones_come_first_and_each_once(archive: Archive, folder: Path) -> None:
    table = added(archive, ["table.csv"], columns=COLUMNS)
    kept = added(archive, ["page.txt"], keep_bytes=True)
    found: list[Original] = list(originals(archive, [*table, *kept]))
    assert [one.article for one in found] == [*kept, *table]
