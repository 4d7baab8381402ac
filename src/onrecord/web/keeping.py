"""Keeps the index of the trace up to date while the archive is served, whoever adds to it.

Looks every few seconds, and takes in what is new in the background: no reader waits for it, and what has yet to be
taken in is counted on the page about the archive. Where the archive cannot be written, nothing is taken in.
"""

from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from onrecord.archive.connect import Archive
from onrecord.errors import OnRecordError


class _ClosedError(Exception):
    """The server ends; what is left is taken in another time."""


def catch_up(archive: Archive, closing: Event) -> None:
    """Take in what is new, if anything is, until the server ends."""
    # Brings numpy along, for which no reader is to wait when the server starts.
    from onrecord.trace import index  # noqa: PLC0415

    def tell(_done: int) -> None:
        if closing.is_set():
            raise _ClosedError

    with suppress(_ClosedError):
        index.catch_up(archive, tell)


class Keeper:
    """A thread that looks after an archive every so many seconds until it is closed; with 0 there is none."""

    def __init__(self, archive: Archive, seconds: float, work: Callable[[Archive, Event], None] = catch_up) -> None:
        self._archive, self._seconds, self._work = archive, seconds, work
        self._closing = Event()
        self._thread = Thread(target=self._look, name="onrecord-keeper", daemon=True)
        if seconds > 0:
            self._thread.start()

    def _look(self) -> None:
        while not self._closing.is_set():
            with suppress(OnRecordError):
                self._work(self._archive, self._closing)
            self._closing.wait(self._seconds)

    def close(self) -> None:
        """End, after what is being taken in."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()
