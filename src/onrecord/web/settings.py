"""How the reading room is served: from which archive, where, to whom, and within which limits.

Decides nothing by itself and opens nothing; what the command line or a test says stands here unchanged while it runs.
"""

import ipaddress
from dataclasses import dataclass
from typing import Final

from onrecord.attribute import Method
from onrecord.read.capture import MAX_BYTES

PORT: Final = 8765
HERE: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `onrecord serve` was told.

    `public`: everybody may read, nobody may write without a token. `names` are further host names under which readers
    reach it, as behind a proxy. `https`: readers come by https (a proxy ends it), so that cookies are for https only.
    `allow_private` lets addresses of the own network be fetched. `max_upload` is in bytes, `rate` in requests a second
    from one address (0: no limit), of which `burst` may come at once; sessions end `session_hours` after their last
    request; every `look` seconds what was added meanwhile is taken into the index of the trace (0: never). `method` is
    what attributes what is added, `None` for the usual one.
    """

    archive: str
    host: str = HERE
    port: int = PORT
    public: bool = False
    names: tuple[str, ...] = ()
    https: bool = False
    allow_private: bool = False
    max_upload: int = MAX_BYTES
    method: Method | None = None
    rate: float = 10.0
    burst: int = 120
    session_hours: float = 12.0
    look: float = 5.0

    @property
    def local(self) -> bool:
        """Whether only who sits at this machine is served, who may then do everything as long as there is no token."""
        return is_loopback(self.host) and not self.public and not self.names and not self.https


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"
