"""How often one address may ask, and how much it may send.

A token bucket for each address, in memory and bounded in number; a body is counted while it comes in, whatever its
header says. Refuses nothing but that: who may do what is decided elsewhere.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

_MOST: Final = 20_000
# Whoever has one IPv6 address usually has all of its /64.
_NETWORK: Final = 64


class Buckets:
    """A bucket of `burst` requests for each key, filled again at `rate` a second. Safe for several threads."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, float(burst), clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, cost: float = 1.0) -> float:
        """Take so much from the bucket: 0 where there is enough in it, else after how many seconds there will be."""
        if self._rate <= 0:
            return 0.0
        now = self._clock()
        with self._lock:
            level, at = self._levels.pop(key, (self._burst, now))
            level = min(self._burst, level + (now - at) * self._rate)
            enough = level >= cost
            self._levels[key] = (level - cost if enough else level, now)
            while len(self._levels) > _MOST:
                self._levels.popitem(last=False)
        return 0.0 if enough else (cost - level) / self._rate


def address_key(host: str | None) -> str:
    """What an address is counted under: an IPv4 address itself, of an IPv6 address its network."""
    address = _address(host or "")
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((address.packed, _NETWORK), strict=False))
    return str(address) if address else "unknown"


def is_address(host: str) -> bool:
    """Whether a host is given as an address and not by a name."""
    return _address(host) is not None


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
