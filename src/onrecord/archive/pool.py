"""Pages on all cores: items go in, and each comes out in its turn, a page with its record or its error.

Adds nothing to the record. One bad page never stops the others. Little is in flight at a time, so that memory does not
grow with the number of pages.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Final, Literal, TypeAlias, TypeVar

from onrecord.archive.worker import LEAVE_OUT, Answer, Reader, Worker
from onrecord.errors import OnRecordError
from onrecord.model import Source

LIMIT: Final = 60.0
"""Seconds that a worker may take for one page."""
AHEAD: Final = 4
"""Items in flight for each worker."""
HELD: Final = 50_000_000
"""Bytes of pages in flight, all together."""

_DETAIL: Final = 500
_REPORT: Final = "This is a defect of OnRecord; please report it with the page."

Method: TypeAlias = Literal["tagger", "fast", "rules"]
Format: TypeAlias = Literal["html", "text"]
Pending: TypeAlias = Future[Answer]
T = TypeVar("T")


def reader(as_: Format | None = None, method: Method | None = None) -> Reader:
    """The function that reads one page with these settings; it can be sent to another process."""
    return partial(_read, as_, method)


def _read(as_: Format | None, method: Method | None, source: Source) -> Answer:
    """The record of a page, or its error; a defect is one too, since no page may stop the rest."""
    from onrecord.record import read  # noqa: PLC0415 - with workers, the calling process never reads a page itself

    try:
        return read(source, as_, method)
    except OnRecordError as error:
        return error
    except MemoryError:
        return OnRecordError("OR108", source.location, LEAVE_OUT, "there is not enough memory for it")
    except Exception as error:
        return defect(error, source.location)


def defect(error: Exception, where: str) -> OnRecordError:
    """The coded error for a defect of ours that one page brought to light."""
    detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return OnRecordError("OR108", where, _REPORT, detail[:_DETAIL])


def cores() -> int:
    """How many processors this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def answers(items: Iterable[T], read: Reader, jobs: int, limit: float = LIMIT) -> Generator[tuple[T, Answer | None]]:
    """Every item in its turn: a page with its answer, anything else with `None`.

    With one job pages are read in this process, without a limit of time; with more, in that many workers.
    """
    if jobs == 1:
        yield from ((item, read(item) if isinstance(item, Source) else None) for item in items)
        return
    workers = [Worker(read, limit) for _ in range(jobs)]
    threads = ThreadPoolExecutor(jobs)
    idle = _queue(workers)
    try:
        yield from _in_turn(items, lambda source: threads.submit(_ask, idle, source), jobs * AHEAD)
    finally:
        for worker in workers:
            worker.close()
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.join()


def _in_turn(items: Iterable[T], submit: Callable[[Source], Pending], most: int) -> Iterator[tuple[T, Answer | None]]:
    """Hand pages out as long as there is room, and give what is done in the order of the items."""
    waiting: deque[tuple[T, Pending | None]] = deque()
    held = 0
    for item in items:
        waiting.append((item, submit(item) if isinstance(item, Source) else None))
        held += _size(item)
        while waiting and (len(waiting) > most or held > HELD or _is_done(waiting[0][1])):
            held -= _size(waiting[0][0])
            yield _given(*waiting.popleft())
    while waiting:
        yield _given(*waiting.popleft())


def _size(item: object) -> int:
    return len(item.data) if isinstance(item, Source) else 0


def _is_done(pending: Pending | None) -> bool:
    return pending is None or pending.done()


def _given(item: T, pending: Pending | None) -> tuple[T, Answer | None]:
    return item, None if pending is None else pending.result()


def _queue(workers: Iterable[Worker]) -> "SimpleQueue[Worker]":
    queue: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        queue.put(worker)
    return queue


def _ask(idle: "SimpleQueue[Worker]", source: Source) -> Answer:
    worker = idle.get()
    try:
        return worker.ask(source)
    finally:
        idle.put(worker)
