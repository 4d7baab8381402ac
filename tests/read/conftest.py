"""Web archives made by hand: every byte of them is known, so that each can be broken on purpose."""

import base64
import gzip
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
import zstandard

PAGE = "<html><body><article><h1>Pier closed</h1><p>{} “The pier was never safe,” the minister said.</p></article>"


@dataclass(frozen=True, slots=True)
class Crawl:
    """A web archive's bytes with the offset of each of its records."""

    data: bytes
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes records and archives."""

    def page(self, number: int) -> bytes:
        """The invented page of this number; each is a little longer than the one before."""
        return PAGE.format(f"Page {number}. " * (20 + number)).encode()

    def http(
        self, body: bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, more: str = ""
    ) -> bytes:
        """An HTTP answer."""
        head = f"HTTP/1.1 {status} Done\r\nContent-Type: {content_type}\r\n{more}\r\n"
        return head.encode() + body

    def record(
        self,
        block: bytes,
        url: str = "http://harbour-post.example/pier",
        kind: str = "response",
        content_type: str = "application/http; msgtype=response",
        digest: bool = True,
        more: str = "",
    ) -> bytes:
        """A WARC record of a block."""
        digested = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
        lines = [
            "WARC/1.0", f"WARC-Type: {kind}", "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
            "WARC-Date: 2024-03-05T06:07:08Z", f"WARC-Target-URI: {url}", f"Content-Type: {content_type}",
            *([f"WARC-Block-Digest: sha1:{digested}"] if digest else []), *filter(None, [more]),
            f"Content-Length: {len(block)}",
        ]  # fmt: skip
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"

    def pages(self, count: int = 5, *, digest: bool = True) -> list[bytes]:
        """Records of invented pages."""
        return [
            self.record(self.http(self.page(n)), f"http://harbour-post.example/{n}", digest=digest)
            for n in range(count)
        ]

    def crawl(self, records: Sequence[bytes], pack: str = "gz") -> Crawl:
        """The records one after the other: "gz" and "zst" compress each by itself, "plain" not at all."""
        packers: dict[str, Callable[[bytes], bytes]] = {
            "gz": gzip.compress,
            "zst": zstandard.ZstdCompressor(write_checksum=True).compress,
            "plain": bytes,
        }
        packed = [packers[pack](record) for record in records]
        return Crawl(b"".join(packed), tuple(sum(map(len, packed[:index])) for index in range(len(packed))))


@pytest.fixture(scope="session")
def maker() -> Maker:
    """What makes web archives."""
    return Maker()
