"""Who is signed in with a browser: sessions, kept in the server's memory and nowhere else.

In memory, since a session can then be ended at once, no key has to be kept anywhere, and nothing is written to the
archive for a reader; the price is that a restart signs everybody out. What the cookie holds is 256 random bits, of
which the server keeps the hash. Refuses to keep more than a bounded number: the oldest go.
"""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

COOKIE: Final = "onrecord_session"
_MOST: Final = 10_000
_SECONDS: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that showed a token: which one, the word that its forms carry, and when it was last seen."""

    token: str
    csrf: str
    seen: float


class Sessions:
    """The sessions of one server. Safe for several threads."""

    def __init__(self, hours: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = hours * _SECONDS, clock
        self._kept: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, token: str) -> str:
        """A new session of the token with this id; what the cookie is to hold."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._kept[_name(key)] = Session(token, secrets.token_urlsafe(32), self._clock())
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return key

    def find(self, key: str) -> Session | None:
        """The session of a cookie, unless it has ended; it now ends so much later."""
        name, now = _name(key), self._clock()
        with self._lock:
            found = self._kept.pop(name, None)
            if found is None or now - found.seen > self._seconds:
                return None
            self._kept[name] = Session(found.token, found.csrf, now)
            return found

    def end(self, key: str) -> None:
        """Forget the session of a cookie."""
        with self._lock:
            self._kept.pop(_name(key), None)


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
