"""When each host was last asked, and what its robots.txt said: the memory of a polite reader.

It lasts as long as one run and says nothing of the pages. Waiting is done here and nowhere else; how long a site may
hold a run up is for the caller to limit.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego


@dataclass(slots=True)
class Visits:
    """The state of one run, by origin ("https://news.example"). `clock` and `sleep` are there for tests."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    free: dict[str, float] = field(default_factory=dict)
    rules: dict[str, tuple[float, "Protego | str"]] = field(default_factory=dict)

    def busy(self, origin: str) -> float:
        """The seconds until the origin may be asked again; 0 where that is now."""
        return max(0.0, self.free.get(origin, 0.0) - self.clock())

    def wait(self, origin: str, delay: float) -> None:
        """Wait until the origin may be asked; from then on it is busy for `delay` seconds."""
        if pause := self.busy(origin):
            self.sleep(pause)
        self.free[origin] = self.clock() + delay

    def hold(self, origin: str, seconds: float) -> None:
        """The origin asked to be left alone for so long."""
        self.free[origin] = max(self.free.get(origin, 0.0), self.clock() + seconds)
