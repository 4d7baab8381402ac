import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.inflate import Damaged, TooLarge, inflated

LIMIT = 1_000_000


def bare(data: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(data) + deflate.flush()


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    yield from (data[at : at + size] for at in range(0, len(data), size))


def undone(data: bytes, coding: str, size: int = 1000) -> bytes:
    return b"".join(inflated(pieces(data, size), coding, LIMIT))


CODINGS = [
    ("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", bare),
    ("br", brotli.compress), ("zstd", zstandard.compress), ("identity", bytes), ("", bytes),
    ("gzip, br", lambda data: brotli.compress(gzip.compress(data))), (" BR ,identity", brotli.compress),
]  # fmt: skip


@pytest.mark.parametrize(("coding", "make"), CODINGS)
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_every_coding_is_undone_whatever_the_pieces(coding: str, make: Callable[[bytes], bytes], size: int) -> None:
    data = bytes(range(256)) * 40
    assert undone(make(data), coding, size) == data
    assert undone(make(b""), coding, size) == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_nothing_is_nothing(coding: str) -> None:
    assert undone(b"", coding) == b""


def test_several_members_follow_one_another() -> None:
    assert undone(gzip.compress(b"one") + gzip.compress(b"two") + b"\0\0", "gzip", 5) == b"onetwo"
    assert undone(zstandard.compress(b"one") + zstandard.compress(b"two"), "zstd", 5) == b"onetwo"


@pytest.mark.parametrize(("coding", "make"), [one for one in CODINGS if one[0].strip() not in {"identity", ""}])
def test_a_bomb_goes_off_at_the_limit(coding: str, make: Callable[[bytes], bytes]) -> None:
    found = inflated(pieces(make(bytes(30_000_000)), 65_536), coding, LIMIT)
    out: list[bytes] = []
    with pytest.raises(TooLarge):
        out.extend(found)
    assert sum(map(len, out)) <= LIMIT


def test_a_layer_in_between_counts_too() -> None:
    empty_blocks = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\0\0\0\xff\xff" * 1_000_000
    with pytest.raises(TooLarge):
        list(inflated([gzip.compress(empty_blocks)], "gzip, gzip", LIMIT))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("data", [b"<html>plain</html>", b"\x1f\x8bno", b"x"])
def test_what_is_not_compressed_is_damaged(coding: str, data: bytes) -> None:
    with pytest.raises(Damaged):
        undone(data, coding)


@pytest.mark.parametrize(
    ("coding", "make"),
    [
        ("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", zstandard.compress),
    ],
)  # fmt: skip
def test_data_that_end_too_early_are_damaged(coding: str, make: Callable[[bytes], bytes]) -> None:
    whole = make(bytes(range(256)) * 40)
    with pytest.raises(Damaged):
        undone(whole[:-5], coding)


@pytest.mark.parametrize("coding", ["compress", "gzip,gzip,gzip,gzip", "\0", "x" * 1000])
def test_an_unknown_coding_and_too_many_layers_are_refused(coding: str) -> None:
    with pytest.raises(Damaged):
        undone(b"x", coding)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd", "br, gzip"]), st.integers(1, 20))
def test_any_bytes_are_undone_or_refused(data: bytes, coding: str, size: int) -> None:
    with suppress(Damaged, TooLarge):
        undone(data, coding, size)
