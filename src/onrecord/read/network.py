"""Connections that go only where they may: a name is resolved once, every address behind it is checked, and the
connection is made to the address that was checked.

Host header, TLS server name and certificate are those of the name, so that a DNS answer that changes between the check
and the connection has nothing to change. Every wait has its own limit and all of them together have another, which
ends a server that sends one byte a minute; what comes over the wire is counted. No proxy is used, whatever
the environment says.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import httpcore2

from onrecord.errors import OnRecordError
from onrecord.read.addresses import refusal

Resolve: TypeAlias = Callable[[str, int, float], tuple[str, ...]]
Connect: TypeAlias = Callable[[str, int, float], httpcore2.NetworkStream]

_REFUSED: Final = (
    "Nothing was fetched. Only addresses on the public Internet are; --allow-private-addresses allows the others."
)


class TooSlow(Exception):  # noqa: N818 - says what is the case, as the caller's own error will
    """The time for the whole answer is over."""


class TooMuch(Exception):  # noqa: N818 - says what is the case, as the caller's own error will
    """More bytes came over the wire than any answer within the limits can have."""


def resolve(host: str, port: int, timeout: float) -> tuple[str, ...]:
    """The IP addresses of a host, as the system gives them. Raises OSError; also when `timeout` seconds are over.

    The system's own function cannot be interrupted, so that it runs beside.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(timeout)
    if thread.is_alive():
        raise TimeoutError(f"its name was not resolved within {timeout:g} s")
    if failed:
        raise failed[0]
    return tuple(found)


def connect(address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
    """A connection to an IP address."""
    return httpcore2.SyncBackend().connect_tcp(address, port, timeout)


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved and addresses connected to; tests put their own functions here."""

    resolve: Resolve = resolve
    connect: Connect = connect


class Budget:
    """What one fetch may still use: seconds until it ends, and bytes over the wire."""

    def __init__(self, seconds: float, size: int) -> None:
        self._ends = time.monotonic() + seconds
        self._size = size

    def wait(self, timeout: float | None) -> float:
        """How long the next wait may last, at most `timeout`. Raises `TooSlow` where no time is left."""
        left = self.left()
        if not left:
            raise TooSlow
        return left if timeout is None else min(timeout, left)

    def left(self) -> float:
        """The seconds that are left, perhaps none."""
        return max(0.0, self._ends - time.monotonic())

    def take(self, data: bytes) -> bytes:
        """The data, counted. Raises `TooMuch` where that is more than allowed."""
        self._size -= len(data)
        if self._size < 0:
            raise TooMuch
        return data


class Pinned(httpcore2.NetworkBackend):
    """The network as httpcore wants it, for one request: resolves, checks, and connects to what was checked."""

    def __init__(self, network: Network, budget: Budget, url: str, *, private: bool) -> None:
        self._network, self._budget, self._url, self._private = network, budget, url, private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - the interface
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002 - the interface
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that answers. Raises OR121 where one of them is refused."""
        error: Exception = httpcore2.ConnectError("its name has no address")
        for address in self._checked(host, port, self._budget.wait(timeout)):
            try:
                return _Bounded(self._network.connect(address, port, self._budget.wait(timeout)), self._budget)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                error = failed
        raise error

    def _checked(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """One address that may not be reached refuses the host: an honest name does not mix the two."""
        try:
            addresses = self._network.resolve(host, port, timeout)
        except OSError as error:
            raise httpcore2.ConnectError(error.strerror or str(error)) from None
        for address in addresses if not self._private else ():
            if reason := refusal(address):
                shown = f"{host} is {reason}" if host == address else f"{host} is {address}, {reason}"
                raise OnRecordError("OR121", self._url, _REFUSED, shown)
        return addresses


class _Bounded(httpcore2.NetworkStream):
    """A stream whose waits end with the budget, and whose bytes it counts."""

    def __init__(self, stream: httpcore2.NetworkStream, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        wait = self._budget.wait(timeout)
        try:
            return self._budget.take(self._stream.read(max_bytes, wait))
        except httpcore2.ReadTimeout:
            self._budget.wait(timeout)
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.wait(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        return _Bounded(self._stream.start_tls(ssl_context, server_hostname, self._budget.wait(timeout)), self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
