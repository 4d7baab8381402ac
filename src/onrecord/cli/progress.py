"""How far a long work is: a bar on a terminal, a plain line now and then in a log, on standard error.

Adds nothing to the record. Says how long it will take only where it is known how much there is.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Self, TypeAlias

from onrecord.cli.terminal import console, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from onrecord.archive.ingest import Progress as Tell

Total: TypeAlias = Callable[[], int | None]

INTERVAL: Final = 10.0
"""Seconds between two lines in a log."""
# The order in which outcomes are told.
OUTCOMES: Final = ("added", "changed", "unchanged", "skipped", "failed")


def unknown() -> None:
    """The total of a work of which nobody knows how much it is."""


class Counted:
    """The total of a work, counted on the side while the work goes on; a context that ends the counting with it."""

    def __init__(self, count: Callable[[Callable[[], bool]], int | None]) -> None:
        """`count` is given a function that says when to stop."""
        self._count, self._stopped = count, threading.Event()
        self._total: int | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        # What is wrong with an input is told when its turn comes.
        with suppress(Exception, SystemExit):
            self._total = self._count(self._stopped.is_set)

    def __call__(self) -> int | None:
        """The total, once it is known."""
        return self._total


@contextmanager
def progress(total: Total = unknown, before: int = 0) -> Iterator["Tell"]:
    """A function to be told the counts by outcome; `before` is how many an earlier run had done already."""
    if sys.stderr.isatty():
        with _bar() as (bar, task):
            yield _on_terminal(bar, task, total, before)
    else:
        yield _in_log(total, before)


def counted(counts: Mapping[str, int]) -> str:
    """The counts in words, those that are not zero: “12 added, 1 failed”; “nothing” where there is none."""
    return ", ".join(f"{counts[name]:,} {name}" for name in OUTCOMES if counts.get(name)) or "nothing"


def duration(seconds: float) -> str:
    """A time in words, to about a tenth: “40 s”, “12 min”, “2 h 5 min”."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def state(done: int, total: int | None, new: int, elapsed: float) -> str:
    """How many of how many are done, how many a second, and how long the rest takes at that rate."""
    if total is None or total < done:
        total = None
    rate = new / elapsed if elapsed > 0 else 0.0
    parts = [f"{done:,} of {total:,}" if total else f"{done:,}"]
    if rate > 0:
        parts.append(f"{rate:.1f} a second")
    if rate > 0 and total:
        parts.append(f"{duration((total - done) / rate)} left")
    return ", ".join(parts)


def _in_log(total: Total, before: int) -> "Tell":
    begun = last = time.monotonic()

    def tell(counts: Mapping[str, int]) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= INTERVAL:
            last, done = now, sum(counts.values())
            say(f"{state(done, total(), done - before, now - begun)}: {counted(counts)}")

    return tell


def _on_terminal(bar: "Progress", task: "TaskID", total: Total, before: int) -> "Tell":
    begun = time.monotonic()

    def tell(counts: Mapping[str, int]) -> None:
        done, known = sum(counts.values()), total()
        told = f"{state(done, known, done - before, time.monotonic() - begun)}: {counted(counts)}"
        bar.update(task, completed=done, total=known if known and known >= done else None, description=told)

    return tell


@contextmanager
def _bar() -> Iterator[tuple["Progress", "TaskID"]]:
    """A bar that is gone when the work is done."""
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415 - start-up time
    from rich.table import Column  # noqa: PLC0415 - start-up time

    words = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
    bar = Progress(
        BarColumn(bar_width=12), words,
        console=console(errors=True), transient=True, redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
    with bar:
        yield bar, bar.add_task("starting", total=None)
