"""What kind of input the bytes are: HTML, plain text, or nothing that can be read.

Adds the media type to the record, judged by content and never by a file's name. It refuses to guess at the contents
of archives, images and office files: those are errors for the caller to raise.
"""

import re
from typing import Final

SAMPLE: Final = 65_536
_MAGIC: Final = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "a RIFF file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"(\xb5/\xfd": "a Zstandard archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "an SQLite database",
    b"{\\rtf": "a rich text (RTF) document",
}
_BOMS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_OPENS_AS_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,2000}-->\s*)?<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.I,
)
_TAG: Final = re.compile(
    rb"<(/?)(?:html|head|body|title|meta|link|script|div|p|span|a|h[1-6]|br|ul|li|table|article|section|img)\b[^<>]{0,2000}>",
    re.I,
)


def binary_kind(data: bytes) -> str | None:
    """Why these bytes are not text ("a PDF file", "control bytes"), or `None` where they may be text.

    A few stray NUL bytes, up to one in a thousand, are damage and not a sign of a binary file.
    """
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return name
    if data.startswith(_BOMS) or wide(data):
        return None
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if data.count(0) * 1000 > len(data) or controls * 20 > len(sample):
        return "control bytes"
    return None


def wide(data: bytes) -> str | None:
    """The byte order ("utf-16-le", "utf-16-be") of UTF-16 without a mark, seen by where its NUL bytes stand."""
    sample = data[: SAMPLE // 16]
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 2 > half and even * 20 <= half:
        return "utf-16-le"
    if even * 2 > half and odd * 20 <= half:
        return "utf-16-be"
    return None


def media_type(data: bytes) -> str:
    """`"text/html"` or `"text/plain"`, from the first 64 KiB: a document's opening, or three tags and a closing one."""
    sample = data[:SAMPLE].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    sample = sample.replace(b"\0", b"")
    if _OPENS_AS_HTML.match(sample):
        return "text/html"
    slashes = [match[1] for match in _TAG.finditer(sample)]
    return "text/html" if len(slashes) >= 3 and b"/" in slashes else "text/plain"
