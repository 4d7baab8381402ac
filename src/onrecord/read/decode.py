"""Bytes → text, with the name of the encoding that was used.

Order: a byte order mark, UTF-8 where the bytes are valid in it, the encoding that the page or its server declares,
UTF-8 with a few broken places, charset-normalizer's judgement of a sample, windows-1252. Bytes that fit none become
U+FFFD, which the clean stage reports as damage; line endings stay as they are. It never fails.
"""

import re
from typing import Final, NamedTuple

from onrecord.read.detect import wide

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.I
)
_HEAD: Final = 8192
_SAMPLE: Final = 32_768
_ALLOWED: Final = re.compile(
    r"utf[-_]?(8|16|32)([-_]?[bl]e)?|(us[-_]?)?ascii|iso[-_]?(8859|2022)[-_\w]*|latin[-_]?\d+|windows[-_]?\d+|x[-_]cp\d+"
    r"|cp\d+|koi8[-_][ru]|gb(k|2312|18030)|big5(hkscs)?|euc[-_](jp|kr)|x[-_]sjis|shift[-_]?jis|mac[-_]?roman|tis[-_]?620"
)
# The encoding standard of the web reads these labels as the larger set that pages really use.
_WIDER: Final = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "euc-kr": "cp949", "iso-8859-9": "cp1254", "tis-620": "cp874", "windows-31j": "cp932",
}  # fmt: skip


class Decoded(NamedTuple):
    """The text and the encoding, by its Python name, that gave it."""

    text: str
    encoding: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes; `declared` is what a server said, which goes before what the page says of itself."""
    if marked := _marked(data):
        return marked
    if (found := usable(declared) or usable(declaration(data))) and found.startswith("iso2022"):
        return Decoded(data.decode(found, "replace"), found)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data, found)


def declaration(data: bytes) -> str | None:
    """The encoding that the page names in its `<meta>` or XML declaration, as written there."""
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii", "replace") if match else None


def usable(label: str | None) -> str | None:
    """The Python codec for a label, or `None` for one that is unknown or names no character encoding."""
    name = (label or "").strip().lower()
    if not _ALLOWED.fullmatch(name):
        return None
    name = _WIDER.get(name, name.removeprefix("x-"))
    try:
        "".encode(name)
    except LookupError:
        return None
    return name.replace("iso-2022-", "iso2022_").replace("-", "_")


def _marked(data: bytes) -> Decoded | None:
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), None) or wide(data)
    return Decoded(data.decode(encoding, "replace"), encoding) if encoding else None


def _legacy(data: bytes, declared: str | None) -> Decoded:
    if declared and declared != "utf_8":
        text = data.decode(declared, "replace")
        if text.count("�") * 100 <= len(text):
            return Decoded(text, declared)
    text = data.decode("utf-8", "replace")
    broken = text.count("�")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken * 4 <= beyond_ascii:
        return Decoded(text, "utf-8")
    encoding = _detected(data)
    return Decoded(data.decode(encoding, "replace"), encoding)


def _detected(data: bytes) -> str:
    # Only stretches around bytes beyond ASCII tell encodings apart; a bounded sample keeps 20 MB as quick as 32 KB.
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and seldom needed

    start = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    sample = data[max(0, start - 2000) : start + _SAMPLE]
    best = from_bytes(sample, enable_fallback=False).best()
    name = usable(best.encoding.replace("_", "-")) if best else None
    # Where both give the same text the web's usual reading is the safer one for what lies beyond the sample.
    is_same = not name or sample.decode(name, "replace") == sample.decode("cp1252", "replace")
    return "cp1252" if is_same or not name else name
