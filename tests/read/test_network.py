import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpcore2
import pytest

from onrecord.errors import OnRecordError
from onrecord.read import exchange
from onrecord.read.fetch import Web, fetch
from onrecord.read.network import Budget, Network, Pinned, TooMuch, TooSlow, connect, resolve


def test_a_budget_ends_and_counts() -> None:
    budget = Budget(60.0, 10)
    assert budget.wait(5.0) == 5.0
    assert 0 < budget.wait(None) <= 60.0
    assert budget.take(b"12345") == b"12345"
    with pytest.raises(TooMuch):
        budget.take(b"123456")
    with pytest.raises(TooSlow):
        Budget(0.0, 10).wait(None)


def test_an_address_is_its_own_name() -> None:
    assert resolve("127.0.0.1", 80, 5.0) == ("127.0.0.1",)


def test_a_name_that_is_none_is_an_error() -> None:
    with pytest.raises(OSError, match=r"."):
        resolve("no such host.invalid", 80, 5.0)
    with pytest.raises(OSError, match=r"."):
        resolve("a" * 70 + ".invalid", 80, 5.0)


def test_a_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def hang(*arguments: object, **named: object) -> list[object]:
        over.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    with pytest.raises(TimeoutError):
        resolve("news.example", 80, 0.01)
    over.set()


def test_what_was_checked_is_what_is_connected_to() -> None:
    reached: list[tuple[str, int]] = []

    def reach(address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
        reached.append((address, port))
        return httpcore2.MockStream([])

    seen = Network(lambda host, port, timeout: ("93.184.216.34",), reach)
    Pinned(seen, Budget(60, 100), "http://n.example/", private=False).connect_tcp("n.example", 81)
    assert reached == [("93.184.216.34", 81)]


def test_a_private_address_is_refused_before_any_connection() -> None:
    def reach(address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
        raise AssertionError(address)

    seen = Network(lambda host, port, timeout: ("93.184.216.34", "10.0.0.1"), reach)
    with pytest.raises(OnRecordError, match="OR121"):
        Pinned(seen, Budget(60, 100), "http://n.example/", private=False).connect_tcp("n.example", 80)


@dataclass
class Secure:
    """A server that speaks TLS, and the names that it was asked under."""

    port: int
    certificate: Path
    names: list[str] = field(default_factory=list)


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Secure]:
    """A server with a certificate for news.example that only its own file vouches for."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not there to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-days", "2"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        state = Secure(listening.getsockname()[1], certificate)
        context.sni_callback = lambda line, name, _: state.names.append(str(name))
        thread = threading.Thread(target=_serve, args=(listening, context))
        thread.start()
        yield state
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


def _serve(listening: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        with line:
            try:
                with context.wrap_socket(line, server_side=True) as safe:
                    safe.recv(65_536)
                    safe.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
            except OSError:
                pass


def web(secure: Secure) -> Web:
    here = Network(
        lambda host, port, timeout: ("93.184.216.34",),
        lambda address, port, timeout: connect("127.0.0.1", secure.port, timeout),
    )
    return Web(timeout=5, network=here)


def test_the_certificate_is_that_of_the_name_although_the_connection_is_to_an_address(
    secure: Secure, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.create_default_context(cafile=secure.certificate)
    monkeypatch.setattr(exchange, "_trusted", lambda: context)
    assert fetch("https://news.example/", web(secure)).data == b"hi"
    assert secure.names == ["news.example"]
    with pytest.raises(OnRecordError, match="certificate"):
        fetch("https://other.example/", web(secure))


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Secure) -> None:
    with pytest.raises(OnRecordError, match=r"OR120.*certificate"):
        fetch("https://news.example/", web(secure))
