import threading
from collections.abc import Iterator

import pytest

from onrecord.archive import pool
from onrecord.archive.pool import answers, cores, defect, reader
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source
from onrecord.read.items import Item, Skipped


def page(number: int, text: str = "The pier is safe, Ilva Brandt said.") -> Source:
    return Source(f"page {number}", f"{text} {number}.".encode(), "text/plain", "0" * 64)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_item_comes_out_in_its_turn_with_its_own_answer(jobs: int) -> None:
    empty = Source("empty", b"", "text/plain", "")
    items: list[Item] = [page(1), Skipped("a.png", "image/png"), empty, page(3), Skipped("b.png", "image/png")]
    given = list(answers(items, reader("text", "rules"), jobs))
    assert [item.location if isinstance(item, Source) else item.where for item, _ in given] == [
        "page 1", "a.png", "empty", "page 3", "b.png",
    ]  # fmt: skip
    assert [type(answer) for _, answer in given] == [Record, type(None), OnRecordError, Record, type(None)]
    one, three = given[0][1], given[3][1]
    assert isinstance(one, Record)
    assert isinstance(three, Record)
    assert ("1" in one.article.text, "3" in three.article.text) == (True, True)


def test_workers_read_as_this_process_does() -> None:
    items = [page(number) for number in range(8)]
    read = reader("text", "rules")
    assert list(answers(items, read, 2)) == list(answers(items, read, 1))


def test_no_more_is_taken_in_than_there_is_room_for() -> None:
    taken = 0

    def items() -> Iterator[Source]:
        nonlocal taken
        for taken in range(1, 1001):
            yield page(taken)

    given = answers(items(), reader("text", "rules"), 2)
    next(given)
    assert taken <= 2 * pool.AHEAD + 1
    given.close()


def test_large_pages_fill_the_room_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "HELD", 50)
    taken = []

    def items() -> Iterator[Source]:
        for number in range(100):
            taken.append(number)
            yield page(number)

    given = answers(items(), reader("text", "rules"), 2)
    next(given)
    assert len(taken) == 2
    given.close()


def test_leaving_early_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    given = answers((page(number) for number in range(1000)), reader("text", "rules"), 2)
    next(given)
    given.close()
    assert threading.active_count() == before


def test_a_defect_is_the_error_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Record:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("onrecord.record.read", broken)
    answer = reader()(page(1))
    assert isinstance(answer, OnRecordError)
    assert (answer.code, answer.where, answer.detail) == ("OR108", "page 1", "ZeroDivisionError: by zero")
    assert "report" in answer.remedy


def test_a_page_that_is_too_much_for_the_memory_is_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> Record:
        raise MemoryError

    monkeypatch.setattr("onrecord.record.read", greedy)
    answer = reader()(page(1))
    assert isinstance(answer, OnRecordError)
    assert (answer.code, answer.detail) == ("OR108", "there is not enough memory for it")


def test_the_words_of_a_defect_are_cut_where_they_are_long() -> None:
    assert len(defect(ValueError("x" * 9999), "page").detail) == 500
    assert defect(ValueError(), "page").detail == "ValueError"


def test_there_is_at_least_one_processor() -> None:
    assert cores() >= 1
