"""Compressed bytes → bytes, piece by piece and never more than a limit: gzip, deflate, Brotli and Zstandard.

A few bytes can stand for gigabytes; every layer of compression is therefore counted while it is undone, and no piece
is larger than a few megabytes. Refuses data that are damaged, incomplete, or compressed in an
unknown way.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

PIECE: Final = 65_536
# Larger windows are neither allowed in HTTP (RFC 9659) nor needed for pages.
_ZSTD_WINDOW: Final = 1 << 23
_SLICE: Final = 128
_MAX_LAYERS: Final = 3

Pieces: TypeAlias = Iterator[bytes]


class TooLarge(Exception):  # noqa: N818 - says what is the case, as the caller's own error will
    """More bytes came out than the limit allows."""


class Damaged(Exception):  # noqa: N818 - says what is the case, as the caller's own error will
    """The data cannot be decompressed; the message says why."""


def inflated(pieces: Iterable[bytes], encodings: str, limit: int) -> Pieces:
    """The pieces with the layers of a Content-Encoding header ("gzip", "br, gzip") undone, last one first.

    Raises `TooLarge` as soon as a layer gives more than `limit` bytes, `Damaged` for anything it cannot undo.
    """
    names = [name.strip().lower() for name in encodings.split(",")]
    layers = [name for name in names if name not in {"", "identity"}]
    if len(layers) > _MAX_LAYERS:
        raise Damaged(f"{len(layers)} layers of compression")
    found = _counted(iter(pieces), limit)
    for name in reversed(layers):
        if name not in _LAYERS:
            raise Damaged(f"its compression “{name[:40]}” is not known")
        found = _counted(_LAYERS[name](found), limit)
    return found


def _counted(pieces: Pieces, limit: int) -> Pieces:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise TooLarge
        yield piece


def _gzip(pieces: Pieces) -> Pieces:
    """One gzip member after the other (RFC 1952); what follows them and is none is ignored, as browsers do."""
    member, begun = zlib.decompressobj(wbits=31), False
    for piece in pieces:
        data = piece
        while data:
            if not begun and member.eof:
                if not data.startswith(b"\x1f"):
                    return
                member = zlib.decompressobj(wbits=31)
            out = _step(member, data)
            begun = not member.eof
            data = member.unused_data if member.eof else member.unconsumed_tail
            if out:
                yield out
        yield from _rest(member)
    if begun:
        raise Damaged("its gzip data end too early")


def _deflate(pieces: Pieces) -> Pieces:
    """zlib data, or bare deflate data, which some servers send under the same name."""
    stream = None
    for piece in pieces:
        if stream is None and piece:
            is_zlib = piece[0] & 0x0F == 8 and (len(piece) == 1 or int.from_bytes(piece[:2]) % 31 == 0)
            stream = zlib.decompressobj(wbits=15 if is_zlib else -15)
        data = piece
        while stream and data and not stream.eof:
            yield _step(stream, data)
            data = stream.unconsumed_tail
        if stream:
            yield from _rest(stream)
    if stream and not stream.eof:
        raise Damaged("its deflate data end too early")


def _step(stream: "zlib._Decompress", data: bytes) -> bytes:
    try:
        return stream.decompress(data, PIECE)
    except zlib.error as error:
        raise Damaged(f"its compressed data are damaged: {error}") from None


def _rest(stream: "zlib._Decompress") -> Pieces:
    """What the stream still holds although it has taken all of its input."""
    while not stream.eof and (out := _step(stream, b"")):
        yield out


def _brotli(pieces: Pieces) -> Pieces:
    import brotli  # noqa: PLC0415 - seldom needed

    stream, begun = brotli.Decompressor(), False
    try:
        for piece in pieces:
            begun = True
            yield stream.process(piece, output_buffer_limit=PIECE)
            while not stream.can_accept_more_data():
                yield stream.process(b"", output_buffer_limit=PIECE)
            if stream.is_finished():
                return
    except brotli.error:
        raise Damaged("its Brotli data are damaged") from None
    if begun:
        raise Damaged("its Brotli data end too early")


def _zstd(pieces: Pieces) -> Pieces:
    """Zstandard frames (RFC 8878), fed in slices so small that even the densest gives only a few megabytes."""
    import zstandard  # noqa: PLC0415 - seldom needed

    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame, begun = decompressor.decompressobj(), False
    try:
        for part in (piece[at : at + _SLICE] for piece in pieces for at in range(0, len(piece), _SLICE)):
            data = part
            while data:
                if frame.eof:
                    frame = decompressor.decompressobj()
                yield frame.decompress(data)
                data, begun = (frame.unused_data, False) if frame.eof else (b"", True)
    except zstandard.ZstdError as error:
        raise Damaged(f"its Zstandard data are damaged: {error}") from None
    if begun:
        raise Damaged("its Zstandard data end too early")


_LAYERS: Final[dict[str, Callable[[Pieces], Pieces]]] = {
    "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd,
}  # fmt: skip
