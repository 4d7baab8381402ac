import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from onrecord.archive.worker import Answer, Reader, Worker
from onrecord.errors import OnRecordError
from onrecord.model import Article, Record, Sheet, Source

# In a module of its own, since a process that is started anew imports what it is to call.
DEADLY = """
import ctypes, os, signal, time
from onrecord.model import Article, Record, Sheet

def read(source):
    deed = source.data.decode()
    if deed == "segfault":
        ctypes.string_at(0)
    if deed == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if deed == "hang in C":
        ctypes.PyDLL(None).sleep(600)
    if deed == "hang":
        time.sleep(600)
    if deed == "unfit":
        return lambda: None
    text = f"{os.getpid()}" if deed == "who" else deed
    return Record(Article("a", text), (), (), Sheet(0, 0, 0, False, 0.0, {}, ()))

def unready(source):
    raise SystemExit(9)
"""

Made = Callable[..., Worker]


def page(deed: str) -> Source:
    return Source(deed, deed.encode(), "text/plain", "")


def text(answer: Answer) -> str:
    assert isinstance(answer, Record)
    return answer.article.text


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Reader]:
    """A function of a module that the worker can import."""
    (tmp_path / "deadly.py").write_text(DEADLY)
    monkeypatch.syspath_prepend(str(tmp_path))
    import deadly  # type: ignore[import-not-found]  # noqa: PLC0415

    return partial(getattr, deadly)


@pytest.fixture
def made(deadly: Callable[[str], Reader]) -> Iterator[Made]:
    workers: list[Worker] = []

    def make(limit: float = 60, read: str = "read") -> Worker:
        workers.append(Worker(deadly(read), limit))
        return workers[-1]

    yield make
    for worker in workers:
        worker.close()
        worker.join()


def test_a_page_comes_back_as_its_record(made: Made) -> None:
    worker = made()
    assert [text(worker.ask(page(word))) for word in ("one", "two")] == ["one", "two"]


def test_a_worker_is_one_other_process_for_all_its_pages(made: Made) -> None:
    worker = made()
    ids = {text(worker.ask(page("who"))) for _ in range(3)}
    assert len(ids) == 1
    assert ids != {str(os.getpid())}


@pytest.mark.parametrize(
    ("deed", "code"), [("segfault", -signal.SIGSEGV), ("killed", -signal.SIGKILL), ("unfit", 2)], ids=str
)
def test_a_page_that_ends_its_reader_has_an_error_and_the_next_page_its_record(
    made: Made, deed: str, code: int
) -> None:
    worker = made()
    answer = worker.ask(page(deed))
    assert isinstance(answer, OnRecordError)
    assert (answer.code, answer.where) == ("OR108", deed)
    assert answer.detail == f"the process that read it ended with code {code}"
    assert text(worker.ask(page("next"))) == "next"


@pytest.mark.parametrize("deed", ["hang", "hang in C"])
def test_a_page_that_hangs_is_given_up_after_the_limit(made: Made, deed: str) -> None:
    worker = made(limit=0.3)
    answer = worker.ask(page(deed))
    assert isinstance(answer, OnRecordError)
    assert (answer.code, answer.detail) == ("OR108", "reading it took more than 0.3 seconds")
    assert text(worker.ask(page("next"))) == "next"


def test_a_worker_that_died_between_pages_costs_no_page(made: Made) -> None:
    worker = made()
    first = int(text(worker.ask(page("who"))))
    os.kill(first, signal.SIGKILL)
    while Path(f"/proc/{first}/stat").exists() and " Z " not in Path(f"/proc/{first}/stat").read_text():
        time.sleep(0.01)
    assert int(text(worker.ask(page("who")))) != first


def test_an_interrupt_from_the_keyboard_does_not_reach_it(made: Made) -> None:
    worker = made()
    process = int(text(worker.ask(page("who"))))
    os.kill(process, signal.SIGINT)
    assert int(text(worker.ask(page("who")))) == process


def test_one_that_cannot_start_is_an_error_of_the_program_and_not_of_the_page(
    made: Made, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RuntimeError, match="could not start"):
        made(read="unready").ask(page("one"))


def test_closing_ends_the_page_in_hand_and_no_other_is_taken(made: Made) -> None:
    worker, answers = made(), []
    text(worker.ask(page("warm")))
    asking = threading.Thread(target=lambda: answers.append(worker.ask(page("hang"))))
    asking.start()
    worker.close()
    asking.join(60)
    assert isinstance(answers[0], OnRecordError)
    with pytest.raises(RuntimeError, match="closed"):
        worker.ask(page("more"))


def test_the_record_of_a_real_page_survives_the_way_back() -> None:
    from onrecord.archive.pool import reader  # noqa: PLC0415

    worker = Worker(reader("text", "rules"), 60)
    answer = worker.ask(Source("page", "“The pier is safe,” Ilva Brandt said.".encode(), "text/plain", "0" * 64))
    worker.close()
    worker.join()
    assert answer == reader("text", "rules")(
        Source("page", "“The pier is safe,” Ilva Brandt said.".encode(), "text/plain", "0" * 64)
    )
    assert isinstance(answer, Record)
    assert len(answer.statements) == 1


def test_a_record_without_anything_is_a_record(made: Made) -> None:
    empty = Record(Article("a", "one"), (), (), Sheet(0, 0, 0, False, 0.0, {}, ()))
    assert made().ask(page("one")) == empty
