"""The names that a user gives → the pages behind them: files, folders, patterns, “-”, addresses, archives, tables.

One item after the other, in an order that is the same in every run, and nothing is read before it is asked for. What
cannot be read comes as an item too (`Unread`) and stops nothing. Folders are gone through without their hidden files
and without the folders in which browsers put the parts of a saved page.
"""

import glob
import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from onrecord.errors import OnRecordError
from onrecord.read import dispatch
from onrecord.read.capture import MAX_BYTES, from_bytes
from onrecord.read.dispatch import Run, kind_of, unreadable
from onrecord.read.items import Item, Options, Skip, Skipped, Unread, never
from onrecord.read.streams import is_compressed

STANDARD_INPUT: Final = "standard input"
_PARTS: Final = "_files"
_PAGES: Final = frozenset({".html", ".htm"})
_HEAD: Final = 4096
_DEFAULT: Final = Options()


def items(names: Sequence[str], options: Options = _DEFAULT, skip: Skip = never) -> Iterator[Item]:
    """The items behind the names, in their order. `skip(location)` says which are not to be read (again)."""
    run = Run(options, skip)
    for name in names:
        yield from _named(name, run)


def _named(name: str, run: Run) -> Iterator[Item]:
    if name == "-":
        yield from _standard_input(run)
    elif name.lower().startswith(("http://", "https://")):
        from onrecord.read.web import items as of_web  # noqa: PLC0415 - only where something is fetched

        yield from of_web(name, run.options, run.skip)
    elif glob.has_magic(name) and not os.path.lexists(name):
        yield from _matching(name, run)
    else:
        yield from _path(Path(name), run, named=True)


def _matching(pattern: str, run: Run) -> Iterator[Item]:
    """What a pattern matches, sorted; “**” stands for any folders."""
    found = sorted(glob.glob(pattern, recursive=True)) if "\0" not in pattern else []  # noqa: PTH207 - as typed
    if not found:
        remedy = "Check the pattern and the folder that you are in."
        yield Unread(pattern, OnRecordError("OR114", pattern, remedy))
    given = set(found)
    for name in found:
        path = Path(name)
        # “**” matches a folder and what is in it; each file is read once.
        if not (path.is_dir() and "**" in pattern):
            yield from _path(path, run, named=path.is_dir() or str(path.parent) not in given)


def _path(path: Path, run: Run, *, named: bool) -> Iterator[Item]:
    where = path.as_posix()
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield unreadable(where, error if isinstance(error, OSError) else OSError(str(error)))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, run)
    elif stat.S_ISREG(mode):
        yield from _file(path, where, run, named=named)
    elif named:
        yield from _unseekable(path, where, run)
    else:
        yield Skipped(where, "not a regular file")


def _folder(folder: Path, run: Run) -> Iterator[Item]:
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield unreadable(folder.as_posix(), error)
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.name.endswith(_PARTS) and any(entry.name.removesuffix(_PARTS) + end in names for end in _PAGES):
            yield Skipped(entry.as_posix(), "the parts of a saved page")
        elif entry.is_symlink() and entry.is_dir():
            yield Skipped(entry.as_posix(), "a link to a folder")
        else:
            yield from _path(entry, run, named=False)


def _file(path: Path, where: str, run: Run, *, named: bool) -> Iterator[Item]:
    try:
        with path.open("rb") as stream:
            is_feed = kind_of(stream, where) == "feed"
    except OSError as error:
        yield unreadable(where, error)
        return
    if is_feed:
        from onrecord.read.feed import items_of_file  # noqa: PLC0415 - start-up time

        yield from items_of_file(path, run.options, run.skip)
    else:
        yield from dispatch.items(lambda: path.open("rb"), where, run, named=named)


def _standard_input(run: Run) -> Iterator[Item]:
    if sys.stdin is None:
        remedy = "Give it a page, or name a file."
        yield Unread(STANDARD_INPUT, OnRecordError("OR103", STANDARD_INPUT, remedy, "it is closed"))
        return
    yield from _streamed(sys.stdin.buffer, STANDARD_INPUT, run)


def _unseekable(path: Path, where: str, run: Run) -> Iterator[Item]:
    """A pipe or a device that was named."""
    try:
        with path.open("rb") as stream:
            yield from _streamed(stream, where, run)
    except OSError as error:
        yield unreadable(where, error)


def _streamed(stream: BinaryIO, where: str, run: Run) -> Iterator[Item]:
    """What comes through a pipe: a page, or a container, which is kept in a file without a name of its own while it is
    read."""
    head = stream.read(_HEAD)
    if kind_of(io.BytesIO(head), where) == "page" and not is_compressed(head):
        try:
            if not run.skip(where):
                yield from_bytes(head + stream.read(MAX_BYTES + 1 - len(head)), where)
        except OnRecordError as error:
            yield Unread(where, error)
        return
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "input"
        with path.open("wb") as copy:
            copy.write(head)
            shutil.copyfileobj(stream, copy)
        yield from dispatch.items(lambda: path.open("rb"), where, run)
