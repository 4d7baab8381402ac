"""Compressed streams by their first bytes, and lines that never grow beyond a limit."""

import bz2
import gzip
import io

import pytest
import zstandard

from onrecord.read.streams import BROKEN, Line, in_utf8, is_compressed, lines, plain

PACKED = [gzip.compress, bz2.compress, zstandard.ZstdCompressor().compress]


@pytest.mark.parametrize("pack", PACKED)
def test_a_compressed_stream_is_read_as_its_content(pack: object) -> None:
    assert callable(pack)
    packed = pack(b"one\n") + pack(b"two\n")
    assert is_compressed(packed)
    assert plain(io.BytesIO(packed)).read() == b"one\ntwo\n"


@pytest.mark.parametrize("pack", PACKED)
def test_damage_shows_while_reading(pack: object) -> None:
    assert callable(pack)
    packed = bytearray(pack(bytes(range(256)) * 100))
    packed[len(packed) // 2 :] = b"rubbish"
    with pytest.raises(BROKEN):
        plain(io.BytesIO(bytes(packed))).read()


def test_what_is_not_compressed_is_given_as_it_is() -> None:
    assert not is_compressed(b"words")
    assert plain(io.BytesIO(b"words")).read() == b"words"


def test_a_line_beyond_the_limit_is_counted_and_not_kept() -> None:
    data = b"one\r\n" + b"x" * 50 + b"\n" + b"y" * 10 + b"\nlast"
    assert list(lines(io.BytesIO(data), 10)) == [Line(1, b"one"), Line(2, None), Line(3, b"y" * 10), Line(4, b"last")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_utf_16_with_a_mark_is_recoded(encoding: str) -> None:
    text = "“No,” he said.\n" * 9000
    stream = io.BytesIO(text.encode(encoding))
    assert in_utf8(stream).read().decode() == text
    assert not stream.closed
