"""Members of compressed files, their places, and where reading goes on behind a damage."""

import gzip
import io
from typing import Any

import pytest
import zstandard

from onrecord.read import members as module
from onrecord.read.members import Lost, Member, members


def held(data: bytes) -> list[tuple[int, bytes, bool]]:
    return [
        (part.offset, part.stream.read(), part.checked)
        for part in members(io.BytesIO(data))
        if isinstance(part, Member)
    ]


def test_gzip_members_are_given_one_by_one_with_their_place() -> None:
    first, second = gzip.compress(b"WARC/1.0 a"), gzip.compress(b"WARC/1.0 b")
    assert held(first + second) == [(0, b"WARC/1.0 a", True), (len(first), b"WARC/1.0 b", True)]


def test_zstandard_frames_are_given_one_by_one_and_other_frames_passed_over() -> None:
    first, second = map(zstandard.ZstdCompressor().compress, (b"WARC/1.0 a", b"WARC/1.0 b"))
    aside = b"\x50\x2a\x4d\x18\x03\0\0\0xyz"
    assert held(first + aside + second) == [
        (0, b"WARC/1.0 a", False), (len(first) + len(aside), b"WARC/1.0 b", False),
    ]  # fmt: skip


def test_an_uncompressed_file_is_one_member() -> None:
    (member,) = members(io.BytesIO(b"WARC/1.0"))
    assert isinstance(member, Member)
    assert member.plain


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor(write_checksum=True).compress])
def test_reading_goes_on_behind_a_damaged_member(pack: Any) -> None:
    packed = [pack(f"WARC/1.0 {n} ".encode() * 50 + bytes(range(200))) for n in range(3)]
    data = bytearray(b"".join(packed))
    data[len(packed[0]) + len(packed[1]) // 2] ^= 0x55
    second = len(packed[0])
    found = list(members(io.BytesIO(bytes(data))))
    assert next(part for part in found if isinstance(part, Lost)).start == second
    assert [part.offset for part in found if isinstance(part, Member) and not part.damaged] == [
        0,
        second + len(packed[1]),
    ]


def test_a_member_larger_than_a_page_is_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 1000)
    monkeypatch.setattr(module._Gzip, "step", 64)
    large, small = gzip.compress(b"WARC/1.0" + bytes(400_000)), gzip.compress(b"WARC/1.0")
    found = []
    for part in members(io.BytesIO(large + small)):
        assert isinstance(part, Member)
        size = 0
        while data := part.stream.read(1000):
            size += len(data)
        found.append((part.offset, part.stream.seekable(), size))
    assert found == [(0, False, 400_008), (len(large), True, 8)]


def test_damage_ends_a_stream_without_an_error_and_is_said_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 1000)
    monkeypatch.setattr(module._Gzip, "step", 64)
    large, small = gzip.compress(b"WARC/1.0" + bytes(range(256)) * 4000), gzip.compress(b"WARC/1.0")
    found = list(members(io.BytesIO(large[:-30] + small)))
    assert [type(part) for part in found] == [Member, Lost, Member]


def test_the_members_from_a_place_on_are_given() -> None:
    first = gzip.compress(b"WARC/1.0 a")
    (member,) = members(io.BytesIO(first + gzip.compress(b"WARC/1.0 b")), len(first))
    assert isinstance(member, Member)
    assert member.stream.read() == b"WARC/1.0 b"


@pytest.mark.parametrize(
    "data",
    [
        b"\x1f\x8b\x08\0" * 30_000, gzip.compress(b"WARC/1.0 a")[:15] * 500,
        b"(\xb5/\xfd" * 20_000, b"\x5d\x2a\x4d\x18\xff\xff\xff\xff",
    ],
    ids=["gzip openings", "gzip beginnings", "zstd openings", "endless dictionary"],
)  # fmt: skip
def test_a_file_full_of_beginnings_comes_to_an_end(data: bytes) -> None:
    for part in members(io.BytesIO(data)):
        assert isinstance(part, Lost) or part.damaged


def test_what_a_few_bytes_swell_to_is_never_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []
    inflater = module._Zstandard.inflater

    def counting(self: Any) -> Any:
        real = inflater(self)

        class Counting:
            eof = property(lambda _: real.eof)
            unused_data = property(lambda _: real.unused_data)

            def decompress(self, data: bytes) -> bytes:
                out: bytes = real.decompress(data)
                steps.append(len(out))
                return out

        return Counting()

    monkeypatch.setattr(module._Zstandard, "inflater", counting)
    for part in members(io.BytesIO(zstandard.ZstdCompressor(level=19).compress(bytes(200_000_000)))):
        assert isinstance(part, Member)
    assert max(steps) < 60_000_000
