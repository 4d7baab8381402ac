"""The archive that a command works on, and `onrecord archive`: what is in it, and whether it is whole."""

import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from cyclopts import Parameter

from onrecord.cli.terminal import say
from onrecord.export.visible import one_line

if TYPE_CHECKING:
    from onrecord.archive.about import About
    from onrecord.archive.connect import Archive

VARIABLE: Final = "ONRECORD_ARCHIVE"
_LABEL: Final = 10

ArchiveOption: TypeAlias = Annotated[
    str | None,
    Parameter(
        name="--archive",
        help="The archive: a path, or a postgresql:// address; else ONRECORD_ARCHIVE, else onrecord.db.",
    ),
]


def opened(archive: str | None, *, create: bool = False) -> "Archive":
    """The archive that was named, else the environment's, else `onrecord.db`; use it in a `with` block.

    Raises OR401, OR402, OR403, OR405 and OR115 as `open_archive` does.
    """
    from onrecord.archive.connect import DEFAULT, open_archive  # noqa: PLC0415 - start-up time

    return open_archive(archive or os.environ.get(VARIABLE) or DEFAULT, create=create)


def archive(
    *,
    archive: ArchiveOption = None,
    check: Annotated[bool, Parameter(help="Read all of it, and say what is damaged.")] = False,
    repair: Annotated[bool, Parameter(help="Make the full-text indexes anew from the tables.")] = False,
    json: Annotated[bool, Parameter(help="Print it as JSON.")] = False,
) -> int:
    """Print what the archive holds. Returns 1 when `check` finds damage, else 0."""
    from onrecord.archive.about import about, damages  # noqa: PLC0415 - start-up time

    with opened(archive) as open_:
        if repair:
            _repair(open_)
        found = about(open_)
        damaged = list(damages(open_)) if check else None
    if json:
        _print_json(found, damaged)
    else:
        _print(found, damaged)
    return int(bool(damaged))


def _repair(archive: "Archive") -> None:
    from onrecord.archive.connect import writing  # noqa: PLC0415 - start-up time
    from onrecord.archive.fulltext import remake  # noqa: PLC0415 - start-up time

    with writing(archive) as connection:
        remake(connection)
    say("the full-text indexes were made anew")


def _print(found: "About", damaged: list[str] | None) -> None:
    for label, line in _lines(found):
        print(f"{label:<{_LABEL}} {one_line(line)}")
    if damaged is not None:
        for line in damaged or ["whole"]:
            print(f"{'damage' if damaged else 'checked':<{_LABEL}} {one_line(line)}")


def _lines(found: "About") -> Iterator[tuple[str, str]]:
    """What is said of an archive, by label."""
    from onrecord.export.words import count, size  # noqa: PLC0415 - start-up time

    counts = found.counts
    yield "archive", f"{found.where}, {size(found.bytes)}, {found.engine}, tables {found.tables}"
    yield "pages", f"{count(counts['pages'], 'page')} from {count(counts['sources'], 'place')}"
    older = f", {found.old_articles} of them older versions" if found.old_articles else ""
    yield "articles", f"{count(counts['articles'], 'article')}{older}"
    yield "", f"{count(counts['statements'], 'statement')}, {count(counts['decisions'], 'correction')} by people"
    yield "", f"the bytes of {count(counts['captures'], 'capture')} kept"
    if found.first_added:
        yield "added", f"{found.first_added} to {found.last_added}, in {count(counts['runs'], 'run')}"
    yield "not read", f"{count(counts['errors'], 'error')}, {counts['skipped']} skipped"
    for reader, number in found.read_by.items():
        yield "read by", f"{reader}: {count(number, 'article')}"


def _print_json(found: "About", damaged: list[str] | None) -> None:
    from onrecord.export.json import dumps  # noqa: PLC0415 - start-up time

    print(dumps(asdict(found) | {"damage": damaged}, indent=2))
