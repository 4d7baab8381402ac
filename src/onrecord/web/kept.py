"""What was counted over much of an archive, kept while the archive is the same: a few results, for a while, in memory.

Adds nothing and stores nothing; a result that was made of another state of the archive is never given.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar, cast

Made = TypeVar("Made")
MOST: Final = 64


class Kept:
    """So many results, by what was asked and of which state; those asked for least lately go first. Safe for several
    threads: two that ask for the same at once may both make it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The result of this key, made where there is none."""
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return cast("Made", self._results[key])
        made = make()
        with self._lock:
            self._results[key] = made
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        return made
