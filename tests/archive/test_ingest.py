"""Adding items to an archive, on both back ends: all of them, in order, whole batches, and never twice."""

import hashlib
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from onrecord.archive import ingest as module
from onrecord.archive import runs, store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.ingest import Settings, Summary, ingest
from onrecord.archive.schema import articles, captures, errors, sources, statements
from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read.items import Item, Skipped, Unread
from onrecord.record import read

RULES = Settings(as_="text", method="rules", jobs=1)
Contents = Callable[[Archive], dict[str, list[dict[str, Any]]]]


def page(number: int, words: str = "The pier is safe") -> Source:
    data = f"“{words},” harbour master Ilva Brandt said on day {number}. “No ship is late.”".encode()
    return Source(f"pages.jsonl#{number}", data, "text/plain", hashlib.sha256(data).hexdigest())


AMONG: dict[int, Callable[[str], Item]] = {
    3: lambda where: Skipped(where, "image/png"),
    4: lambda where: Unread(where, OnRecordError("OR101", where, "Check the path.")),
}


def mixed(number: int) -> list[Item]:
    """Pages with an image and an unreadable one among each five."""
    return [AMONG[one % 5](str(one)) if one % 5 in AMONG else page(one) for one in range(1, number + 1)]


def begun(archive: Archive) -> int:
    with writing(archive) as connection:
        return store.begin_run(connection, "add", {}, "rules 1")


def added(archive: Archive, items: list[Item], settings: Settings = RULES) -> Summary:
    return ingest(archive, items, begun(archive), settings)


def size(archive: Archive) -> int:
    with reading(archive) as connection:
        return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())


def test_every_item_is_stored_in_its_order_and_counted(archive: Archive) -> None:
    summary = added(archive, [*mixed(10), Source("empty", b"", "text/plain", "0" * 64)])
    assert (summary.state, summary.counts) == ("finished", {"added": 6, "skipped": 2, "failed": 3})
    with reading(archive) as connection:
        found = connection.execute(select(sources.c.location).order_by(sources.c.id)).scalars().all()
        assert found == [f"pages.jsonl#{number}" for number in (1, 2, 5, 6, 7, 10)]
        codes = connection.execute(select(errors.c.location, errors.c.code).order_by(errors.c.id)).all()
        assert [tuple(row) for row in codes] == [("4", "OR101"), ("9", "OR101"), ("empty", "OR104")]
        kept = runs.run_of(connection, summary.run)
    assert kept is not None
    assert (kept.state, kept.counts) == ("finished", summary.counts)


def test_what_is_stored_is_what_was_read(archive: Archive) -> None:
    added(archive, [page(1)])
    with reading(archive) as connection:
        stored = connection.execute(select(articles.c.id)).scalar_one()
        assert store.record(connection, stored) == read(page(1), "text", "rules")


def test_several_processes_store_just_what_one_does(archive: Archive, tmp_path: Path, contents: Contents) -> None:
    added(archive, mixed(30))
    with open_archive(str(tmp_path / "other.db"), create=True) as other:
        added(other, mixed(30), replace(RULES, jobs=2))
        assert contents(other) == contents(archive)


def test_adding_the_same_again_reads_nothing_and_changes_nothing(
    archive: Archive, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [page(number) for number in range(1, 6)]
    added(archive, [*items])
    before = contents(archive)
    monkeypatch.delattr("onrecord.record.read")
    assert added(archive, [*items]).counts == {"unchanged": 5}
    after = contents(archive)
    assert {name: rows for name, rows in after.items() if name != "runs"} == {
        name: rows for name, rows in before.items() if name != "runs"
    }


def test_a_page_that_changed_is_read_again_and_one_that_changed_back_too(archive: Archive) -> None:
    new, old = page(1), replace(page(1, "The pier was safe"), location="pages.jsonl#1")
    made = [
        added(archive, [replace(one, fetched=f"2023-08-0{day}T00:00:00Z")])
        for day, one in enumerate((old, new, old), 1)
    ]
    assert [summary.counts for summary in made] == [{"added": 1}, {"changed": 1}, {"changed": 1}]


def test_a_page_found_again_later_is_noted_as_still_there(archive: Archive) -> None:
    days = [f"2023-08-0{day}T00:00:00Z" for day in (1, 2)]
    assert [added(archive, [replace(page(1), fetched=day)]).counts for day in (*days, days[1])] == [
        {"added": 1}, {"unchanged": 1}, {"unchanged": 1},
    ]  # fmt: skip
    with reading(archive) as connection:
        assert tuple(connection.execute(select(sources.c.fetched, sources.c.last_fetched)).one()) == tuple(days)


def test_the_bytes_are_kept_when_asked_also_of_a_page_that_is_there(archive: Archive) -> None:
    added(archive, [page(1)])
    summary = added(archive, [page(1), page(2)], replace(RULES, keep_bytes=True))
    assert summary.counts == {"unchanged": 1, "added": 1}
    with reading(archive) as connection:
        assert set(connection.execute(select(captures.c.sha256)).scalars()) == {page(1).sha256, page(2).sha256}
    assert added(archive, [page(1)], replace(RULES, keep_bytes=True)).counts == {"unchanged": 1}


def test_progress_is_told_after_each_batch_and_a_batch_is_whole(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 4)
    told = []

    def tell(counts: Mapping[str, int]) -> None:
        told.append((sum(counts.values()), size(archive)))

    ingest(archive, [page(number) for number in range(1, 11)], begun(archive), RULES, tell)
    assert told == [(4, 4), (8, 8), (10, 10)]


@pytest.mark.parametrize("limit", ["WEIGHT", "SECONDS"])
def test_a_batch_ends_sooner_where_its_pages_are_large_or_slow(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(module, limit, 0)
    told: list[int] = []
    pages: list[Item] = [page(1), page(2), page(3)]
    ingest(archive, pages, begun(archive), RULES, lambda counts: told.append(sum(counts.values())))
    assert told == [1, 2, 3]


def test_what_cannot_be_stored_costs_only_itself(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def put(connection: Any, run: int, outcome: Any, *, keep_bytes: bool) -> str:
        if isinstance(outcome, store.Read) and outcome.source.location in {"pages.jsonl#2", "pages.jsonl#4"}:
            # What has been stored of it by then must go.
            store.put(connection, run, outcome, keep_bytes=keep_bytes)
            if outcome.source.location.endswith("2"):
                raise OnRecordError("OR109", outcome.source.location, "Split it.")
            raise ZeroDivisionError("by zero")
        return store.put(connection, run, outcome, keep_bytes=keep_bytes)

    monkeypatch.setattr(module, "put", put)
    summary = added(archive, [page(number) for number in range(1, 6)])
    assert (summary.state, summary.counts) == ("finished", {"added": 3, "failed": 2})
    assert size(archive) == 3
    with reading(archive) as connection:
        found = [(one.location, one.code, one.detail) for one in runs.failures(connection, summary.run)]
    assert found == [("pages.jsonl#2", "OR109", ""), ("pages.jsonl#4", "OR108", "ZeroDivisionError: by zero")]


def interrupted(items: list[Item], at: int, times: int = 1) -> Iterator[Item]:
    """The items, with Ctrl-C pressed before one of them."""
    for number, item in enumerate(items):
        for _ in range(times if number == at else 0):
            signal.raise_signal(signal.SIGINT)
        yield item


def test_an_interrupt_stores_the_batch_and_the_run_goes_on_to_the_same_archive(
    archive: Archive, tmp_path: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 4)
    handler, run = signal.getsignal(signal.SIGINT), begun(archive)
    summary = ingest(archive, interrupted(mixed(20), 9), run, RULES)
    assert summary.state == "interrupted"
    assert sum(summary.counts.values()) == 10
    assert signal.getsignal(signal.SIGINT) is handler
    assert resumed(archive, mixed(20)).state == "finished"
    with open_archive(str(tmp_path / "other.db"), create=True) as other:
        added(other, mixed(20))
        assert contents(other) == contents(archive)


def test_an_interrupted_run_over_pages_that_are_there_counts_each_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 4)
    added(archive, mixed(12))
    again = [*mixed(12), replace(page(1), location="elsewhere"), *mixed(20)[12:]]
    assert ingest(archive, interrupted(again, 15), begun(archive), RULES).state == "interrupted"
    assert resumed(archive, again).counts == {"added": 4, "unchanged": 9, "skipped": 4, "failed": 4}


def resumed(archive: Archive, items: list[Item]) -> Summary:
    with writing(archive) as connection:
        run = runs.unfinished(connection)
        assert run is not None
        runs.go_on(connection, run.id)
    done = runs.done(archive, run.id)
    left = [item for item in items if not done(item.location if isinstance(item, Source) else item.where)]
    assert len(left) < len(items)
    return ingest(archive, left, run.id, RULES)


def test_a_second_interrupt_does_not_wait(archive: Archive) -> None:
    with pytest.raises(KeyboardInterrupt):
        ingest(archive, interrupted(mixed(20), 9, times=2), begun(archive), RULES)
    with reading(archive) as connection:
        run = runs.unfinished(connection)
    assert run is not None
    assert run.state == "running"


def test_an_error_of_the_items_themselves_is_raised_and_nothing_is_left_running(archive: Archive) -> None:
    def items() -> Iterator[Item]:
        yield page(1)
        raise OnRecordError("OR301", "x", "y")

    before = threading.active_count()
    with pytest.raises(OnRecordError, match="OR301"):
        ingest(archive, items(), begun(archive), replace(RULES, jobs=2))
    assert threading.active_count() == before


def test_a_reader_sees_whole_batches_while_a_writer_adds(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a thread, where no interrupt can be waited for either."""
    monkeypatch.setattr(module, "BATCH", 5)
    stop, made = threading.Event(), count(1)
    problems: list[str] = []

    def endless() -> Iterator[Item]:
        while not stop.is_set():
            yield page(next(made))

    def write() -> None:
        try:
            problems.append(ingest(archive, endless(), begun(archive), RULES).state)
        except BaseException as error:
            problems.append(repr(error))

    writer = threading.Thread(target=write)
    writer.start()
    seen: Counter[int] = Counter()
    deadline = time.monotonic() + 120
    while len(seen) < 6 and time.monotonic() < deadline and writer.is_alive():
        with reading(archive) as connection:
            number, expected = (
                connection.execute(select(func.coalesce(one, 0))).scalar_one()
                for one in (select(func.count()).select_from(articles).scalar_subquery(),
                            select(func.sum(articles.c.statements)).scalar_subquery())
            )  # fmt: skip
            assert connection.execute(select(func.count()).select_from(statements)).scalar_one() == expected
        seen[number] += 1
    stop.set()
    writer.join()
    assert problems == ["finished"]
    assert len(seen) >= 6
    assert all(number % 5 == 0 for number in seen)


def test_a_full_disk_is_a_coded_error_and_the_archive_stays_sound(
    archive: Archive, tmp_path: Path, contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    if archive.engine.dialect.name != "sqlite":
        pytest.skip("a server's disk cannot be made full from here")
    monkeypatch.setattr(module, "BATCH", 5)
    run = begun(archive)
    with archive.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
    many: list[Item] = [page(number) for number in range(1, 101)]
    with pytest.raises(OnRecordError, match="OR403") as raised:
        ingest(archive, many, run, RULES)
    assert "full" in raised.value.detail
    assert 0 < size(archive) < 100
    assert size(archive) % 5 == 0
    archive.engine.dispose()
    resumed(archive, many)
    with open_archive(str(tmp_path / "other.db"), create=True) as other:
        added(other, many)
        assert contents(other) == contents(archive)


def test_a_run_of_nothing_is_finished(archive: Archive) -> None:
    assert added(archive, []).counts == {}
