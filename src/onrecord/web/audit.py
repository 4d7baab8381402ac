"""Notes what was done from a browser or by a program, in the archive's log, under the name of who did it.

What changes the archive is noted in the same transaction as the change. What only has to be kept some time (that a
token was used, that somebody signed in) is written by a clerk of its own, so that no reader waits for a writer.
Keeps no address of anybody.
"""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from onrecord.archive import auditlog, tokens
from onrecord.archive.connect import Archive, writing
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.web.access import Caller

_USE_NOTED: Final = 600.0


def note(
    where: Connection | Archive, caller: "Caller", action: str, object_: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Note what a caller did ("review.accept") and to what ("a0011#s3"): in the transaction of a connection, or in one
    of its own. Raises OR403 where the archive cannot be written."""
    if isinstance(where, Archive):
        with writing(where) as connection:
            auditlog.add(connection, caller.name, action, object_, detail or {})
    else:
        auditlog.add(where, caller.name, action, object_, detail or {})


class Clerk:
    """Writes into an archive what can wait, one thing after another; what cannot be written is let go."""

    def __init__(self, archive: Archive, clock: Callable[[], float] = time.monotonic) -> None:
        self._archive, self._clock = archive, clock
        self._used: dict[str, float] = {}
        self._thread = ThreadPoolExecutor(1, "onrecord-clerk")

    def used(self, token: str) -> None:
        """A token was used: kept to within ten minutes."""
        now = self._clock()
        if now - self._used.get(token, -_USE_NOTED) >= _USE_NOTED:
            self._used[token] = now
            self._later(lambda connection: tokens.note_use(connection, token))

    def note(self, who: str, action: str, object_: str) -> None:
        """Something was done that changed nothing in the archive."""
        self._later(lambda connection: auditlog.add(connection, who, action, object_, {}))

    def _later(self, write: Callable[[Connection], None]) -> None:
        self._thread.submit(self._write, write)

    def _write(self, write: Callable[[Connection], None]) -> None:
        with suppress(OnRecordError), writing(self._archive) as connection:
            write(connection)

    def close(self) -> None:
        """Write what is waiting, and end."""
        self._thread.shutdown()
