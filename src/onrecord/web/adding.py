"""What a reader sends to be added → work for a job: files, pasted text, an address.

A name that is sent is only a name: where a file lies meanwhile is ours to say. The same bytes under the same name have
the same location, so that adding them again adds nothing. Refuses (OR301) what is empty, and an address that is none;
which addresses are fetched is decided where they are fetched.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO, Final, Literal, TypeAlias

from onrecord.archive.ingest import Settings
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.read.addresses import is_web, parse
from onrecord.read.capture import from_bytes
from onrecord.read.items import Item, Options, Unread
from onrecord.web.jobs import Work, renamed

Form: TypeAlias = Literal["html", "text"]
Upload: TypeAlias = tuple[str, BinaryIO]
"""The name that the sender gave, and the bytes."""

_LONGEST_NAME: Final = 120
_ENDING: Final = re.compile(r"(?:\.[A-Za-z0-9]{1,9}){0,3}$")
_SHORT: Final = 12


def files(uploads: Sequence[Upload], settings: Settings) -> Work:
    """Work of files, which are copied into a folder of its own. Raises OR301 where there is none."""
    if not uploads:
        raise OnRecordError("OR301", "files", "Choose one file or more.", "none was sent")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-add-"))
    try:
        kept = [_kept(folder / str(number), *upload) for number, upload in enumerate(uploads)]
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Work(tuple(shown for _, shown in kept), partial(_items, kept, Options(settings.as_)), settings, folder)


def _kept(home: Path, name: str, stream: BinaryIO) -> tuple[Path, str]:
    """Where an uploaded file lies, and its location in the archive."""
    plain = only_name(name)
    ending = _ENDING.search(plain)
    home.mkdir()
    path = home / f"file{ending[0] if ending else ''}"
    with path.open("wb") as out:
        shutil.copyfileobj(stream, out)
    with path.open("rb") as again:
        digest = hashlib.file_digest(again, "sha256").hexdigest()
    return path, f"upload/{digest[:_SHORT]}/{plain}"


def only_name(name: str) -> str:
    """The last part of a name that was sent, however its system writes paths, on one line."""
    last = one_line(PurePath(name.replace("\\", "/")).name).replace("#", "_").lstrip(".")
    stem, ending = last[:-20], last[-20:]
    return (stem[: _LONGEST_NAME - 20] + ending) or "unnamed"


def _items(kept: Iterable[tuple[Path, str]], options: Options) -> Iterator[Item]:
    from onrecord.read.files import items  # noqa: PLC0415 - start-up time

    for path, shown in kept:
        yield from renamed(items([str(path)], options), path.as_posix(), shown)


def pasted(text: str, address: str, settings: Settings) -> Work:
    """Work of text or HTML that was pasted, with the address that it is from, if that is known. Raises OR301."""
    if not text.strip():
        raise OnRecordError("OR301", "pasted text", "Paste the text of an article, or its HTML.", "it is empty")
    url = checked(address) if address else None
    data = text.replace("\r\n", "\n").encode(errors="replace")
    name = f"pasted/{hashlib.sha256(data).hexdigest()[:_SHORT]}"
    return Work((name,), partial(_pasted, data, name, url), settings)


def _pasted(data: bytes, name: str, url: str | None) -> Iterator[Item]:
    try:
        yield from_bytes(data, name, url, "utf-8")
    except OnRecordError as error:
        yield Unread(name, error)


def fetched(address: str, settings: Settings, *, private: bool) -> Work:
    """Work of what is at an address: a page, or the pages of a feed or site map. Raises OR301, OR121."""
    url = checked(address)
    return Work((url,), partial(_fetched, url, settings, private=private), settings)


def _fetched(address: str, settings: Settings, *, private: bool) -> Iterator[Item]:
    from onrecord.read.fetch import Web  # noqa: PLC0415 - start-up time
    from onrecord.read.files import items  # noqa: PLC0415

    yield from items([address], Options(settings.as_, web=Web(private=private)))


def checked(address: str) -> str:
    """The address as it is fetched, if it is one of the web: anything else would be the name of a file here.

    Raises OR301, OR121."""
    if not is_web(address.strip()):
        remedy = "Give one that begins with http:// or https://."
        raise OnRecordError("OR301", one_line(address[:100]) or "address", remedy, "it is no address of the web")
    return parse(address).url
