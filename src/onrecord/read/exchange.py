"""One request and its answer, over a connection of its own, with everything that can go wrong turned into coded errors.

Adds nothing to the record but the bytes, decompressed. No redirect is followed, no cookie kept, and a certificate that
does not belong to the host ends it.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import httpcore2

from onrecord.errors import OnRecordError
from onrecord.read.addresses import Address
from onrecord.read.inflate import Damaged, TooLarge, inflated
from onrecord.read.network import Budget, Network, Pinned, TooMuch, TooSlow

LATER: Final = "Check the address, or try again later."
SAVE: Final = "Save the page with a browser and read the file."


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exchange may take: seconds for each wait, bytes of the answer, and whether private addresses do."""

    timeout: float
    max_bytes: int
    private: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name (the first of each), and the decompressed body."""

    status: int
    headers: Mapping[str, str]
    data: bytes = field(repr=False)


def exchange(
    address: Address,
    headers: Mapping[str, str],
    limits: Limits,
    budget: Budget,
    network: Network,
    *,
    skip: frozenset[int],
) -> Answer:
    """Ask the address. The body of an answer whose status is in `skip` is left unread. Raises OR120, OR121, OR122."""
    backend = Pinned(network, budget, address.url, private=limits.private)
    target = httpcore2.URL(
        scheme=address.scheme, host=address.host, port=address.port, target=address.target.encode("ascii")
    )
    waits = dict.fromkeys(("connect", "read", "write"), limits.timeout)
    with (
        _coded(address.url, limits),
        httpcore2.HTTPConnection(target.origin, ssl_context=_trusted(), network_backend=backend) as connection,
        connection.stream("GET", target, headers=[*headers.items()], extensions={"timeout": waits}) as response,
    ):
        found = _headers(response.headers)
        body = b"" if response.status in skip else _body(response, found, limits.max_bytes)
        return Answer(response.status, found, body)


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that the system trusts; loading them takes a while."""
    return httpcore2.default_ssl_context()


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in raw:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    return found


def _body(response: httpcore2.Response, headers: Mapping[str, str], limit: int) -> bytes:
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > 18 or int(length) > limit):
        raise TooLarge
    return b"".join(inflated(response.iter_stream(), headers.get("content-encoding", ""), limit))


@contextmanager
def _coded(url: str, limits: Limits) -> Iterator[None]:
    """Any way in which a server or the network can fail, as a coded error."""
    try:
        yield
    except (TooLarge, TooMuch):
        size = f"more than {limits.max_bytes // 1_000_000} MB" if limits.max_bytes >= 1_000_000 else "too many bytes"
        raise OnRecordError("OR122", url, SAVE, size) from None
    except TooSlow:
        raise OnRecordError("OR122", url, LATER, "it took too long in all") from None
    except Damaged as error:
        raise OnRecordError("OR120", url, SAVE, str(error)) from None
    except httpcore2.TimeoutException:
        raise OnRecordError("OR120", url, LATER, f"no answer within {limits.timeout:g} s") from None
    except httpcore2.ProtocolError as error:
        if getattr(error.__cause__, "error_status_hint", None) == 431:
            raise OnRecordError("OR122", url, SAVE, "its headers are too long") from None
        raise OnRecordError("OR120", url, LATER, f"the answer is not sound HTTP: {_words(error)}") from None
    except httpcore2.NetworkError as error:
        raise OnRecordError("OR120", url, LATER, _words(error)) from None


def _words(error: Exception) -> str:
    """What an error says, in one line of bounded length."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted: {cause.verify_message}"
    text = getattr(cause, "strerror", None) or str(error) or "the connection failed"
    return " ".join(str(text).split())[:200]
