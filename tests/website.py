"""A real web server for tests, on this machine, that answers as it is told to, however badly."""

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

import httpcore2
import pytest

from onrecord.read.network import Network, connect


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in: its path with query, its headers by lower-case name."""

    path: str
    headers: Mapping[str, str]


Answer: TypeAlias = bytes | Callable[[Asked, socket.socket], None]


def reply(body: bytes | str = b"", status: int = 200, /, **headers: str) -> bytes:
    """A well-formed answer; the underscore in a header's name stands for a hyphen."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    given = {"Content-Length": str(len(data)), "Content-Type": "text/html", "Connection": "close"} | named
    lines = [f"HTTP/1.1 {status} Because", *(f"{name}: {value}" for name, value in given.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode() + data


def article(title: str, *paragraphs: str) -> str:
    """An HTML page with one article in it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"


@dataclass
class Site:
    """Where it listens, what it answers by path (404 for all others), and what it was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What it was asked for, in order."""
        return [one.path for one in self.asked]

    def network(self, *addresses: str) -> Network:
        """A network on which every name has these addresses, and every connection ends here."""
        return Network(lambda host, port, timeout: addresses, lambda address, port, timeout: self.reach(timeout))

    def reach(self, timeout: float) -> httpcore2.NetworkStream:
        """A connection to this server."""
        return connect("127.0.0.1", self.port, timeout)

    def serve(self, connection: socket.socket) -> None:
        """Answer one request."""
        asked = _read(connection)
        if asked is None:
            return
        self.asked.append(asked)
        answer = self.answers.get(asked.path, reply("not here", 404))
        if isinstance(answer, bytes):
            connection.sendall(answer)
        else:
            answer(asked, connection)


def _read(connection: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65_536)
        if not part:
            return None
        data += part
    first, *lines = data.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    return Asked(first.split(" ")[1], {name.lower(): value for name, _, value in pairs})


def reset(connection: socket.socket) -> None:
    """Break the connection off so that the other side notices."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine, which ends with the test."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            # The client goes away where it should.
            with suppress(OSError):
                state.serve(self.request)

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 50

    with Threads(("127.0.0.1", 0), Handler) as listening:
        state = Site(listening.server_address[1])
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield state
        finally:
            state.over.set()
            listening.shutdown()
            thread.join()
