"""A process that reads pages one at a time, so that a page that kills or hangs its reader costs nothing but itself.

Adds nothing to the record. A process that dies over a page, or sits over it for longer than the limit, is replaced, and
the page has an error. An interrupt from the keyboard is the calling process's alone: this one does not see it.
"""

import faulthandler
import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, TypeAlias

from onrecord.errors import OnRecordError
from onrecord.model import Record, Source

Answer: TypeAlias = Record | OnRecordError
Reader: TypeAlias = Callable[[Source], Answer]

LEAVE_OUT: Final = "Save the article as plain text, or leave the page out."
# How faulthandler ends a process, and how ours does where it fails otherwise.
_OVER_TIME: Final = 1
_FAILED: Final = 2


class Worker:
    """One reading process; started when it is first asked, and again when it has died. For one thread at a time,
    but for `close`."""

    def __init__(self, read: Reader, limit: float) -> None:
        self._read, self._limit, self._closed = read, limit, False
        self._process: BaseProcess | None = None

    def ask(self, source: Source) -> Answer:
        """The answer for a page. Raises `RuntimeError` where no process can be started."""
        # A process that died before it had the page did not die of it.
        if not self._sent(source) and not self._sent(source):
            return OnRecordError("OR108", source.location, LEAVE_OUT, "no process took it")
        try:
            answer: Answer = self._connection.recv()
        except (EOFError, OSError):
            return OnRecordError("OR108", source.location, LEAVE_OUT, self._why(self._code()))
        return answer

    def _sent(self, source: Source) -> bool:
        if self._process is None:
            self._start()
        try:
            self._connection.send(source)
        except OSError:
            self._code()
            return False
        return True

    def _start(self) -> None:
        if self._closed:
            raise RuntimeError("the worker is closed")
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        process = spawn.Process(target=_serve, args=(theirs, self._read, self._limit), daemon=True)
        _start_unseen(process)
        theirs.close()
        self._process = process
        if self._closed:
            process.kill()
        try:
            self._connection.recv()
        except (EOFError, OSError):
            raise RuntimeError(f"a process to read pages could not start: code {self._code()}") from None

    def _code(self) -> int:
        """Wait until the process is gone, and say with which code."""
        assert self._process is not None
        process, self._process = self._process, None
        self._connection.close()
        process.join()
        code = process.exitcode or 0
        process.close()
        return code

    def _why(self, code: int) -> str:
        if code == _OVER_TIME:
            return f"reading it took more than {self._limit:g} seconds"
        return f"the process that read it ended with code {code}"

    def close(self) -> None:
        """End the process, whatever it is doing; whoever waits for its answer has an error."""
        self._closed = True
        # The thread that asks it may be giving it up at this very moment.
        with suppress(ValueError):
            if (process := self._process) is not None:
                process.kill()

    def join(self) -> None:
        """Wait until a closed worker's process is gone; nobody may be asking it any more."""
        if self._process is not None:
            self._code()


def _start_unseen(process: BaseProcess) -> None:
    """Start a process that an interrupt from the keyboard does not reach, not even while Python starts in it."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    # The tracker is a process that the first start would start, and that would take the mask off again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, read: Reader, limit: float) -> None:
    """A worker's life: read what comes until there is no more, or nobody left to read for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # It is one of many: no library may spread over all cores by itself.
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    _warm(read)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            _answer(connection, read, limit, nowhere.fileno())
    except (EOFError, OSError):
        return
    except Exception:
        os._exit(_FAILED)


def _answer(connection: Connection, read: Reader, limit: float, nowhere: int) -> None:
    connection.send("ready")
    while True:
        source = connection.recv()
        # This ends the process even where a library hangs and never lets Python run again.
        faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        answer = read(source)
        faulthandler.cancel_dump_traceback_later()
        connection.send(answer)


def _warm(read: Reader) -> None:
    """Read a sentence, so that what is loaded for the first page is not part of its time."""
    text = b"The ferry sails at noon, the harbour master said on Monday."
    read(Source("warming up", text, "text/plain", ""))
