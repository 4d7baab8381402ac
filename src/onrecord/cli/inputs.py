"""Reading several pages: one after the other, each with its record or its error, with progress on standard error.

Adds nothing to the record; leaves out statements only when `at_least` is asked to.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from cyclopts import Parameter

from onrecord.cli.terminal import console, report, say
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.model import Record, Source

STANDARD_INPUT = "standard input"

Format: TypeAlias = Literal["html", "text"]
Method: TypeAlias = Literal["tagger", "fast", "rules"]
Pages = Annotated[
    list[str],
    Parameter(
        name="PAGE", help="Paths or addresses of HTML or text pages; “-” is standard input.", allow_leading_hyphen=True
    ),
]
As = Annotated[Format | None, Parameter(name="--as", help="Take the pages as this, whatever their content looks like.")]
Sure = Annotated[
    float, Parameter(name="--min-confidence", help="Leave out statements less sure than this, from 0 to 1.")
]
Rules = Annotated[
    bool, Parameter(name="--rules", help="Attribute by rules alone, without the learned tagger: faster, finds less.")
]
Fast = Annotated[
    bool, Parameter(name="--fast", help="Attribute with the small tagger: twice as fast, and not as good.")
]


def method_of(*, fast: bool, rules: bool) -> Method | None:
    """What attributes by these options; both at once are an error (OR301)."""
    if fast and rules:
        raise OnRecordError("OR301", "--fast --rules", "Give only one of the two.")
    return "fast" if fast else "rules" if rules else None


def name_of(page: str) -> str:
    """What the page is called in messages."""
    return STANDARD_INPUT if page == "-" else page


def records(
    pages: Sequence[str], as_: Format | None, sure: float = 0.0, method: Method | None = None
) -> Iterator[tuple[str, Record | None]]:
    """Each page's name and record in the order given; a page that cannot be read is reported and has `None`."""
    _check(pages, sure)
    for index, page in enumerate(pages):
        try:
            with _progress(index, len(pages), name_of(page)):
                record = at_least(_read(page, as_, method), sure)
        except OnRecordError as error:
            report(error)
            yield name_of(page), None
        else:
            yield name_of(page), record


def _check(pages: Sequence[str], sure: float) -> None:
    """Refuse an option that the parser took for a page, since it has to let “-” pass, and a wrong confidence."""
    for page in pages:
        if page.startswith("-") and page != "-":
            raise OnRecordError("OR301", page, "See --help; a file of this name is “./-…”.", "there is no such option")
    if not 0 <= sure <= 1:
        raise OnRecordError("OR301", "--min-confidence", "Give a number from 0 to 1.", f"{sure}")


def summarise(total: int, failed: int) -> None:
    """Say on standard error how many pages of several were read."""
    if total > 1:
        say(f"{total} pages: {total - failed} read, {failed} failed")


def at_least(record: Record, sure: float) -> Record:
    """The record of the statements with at least this confidence, with a sheet made of them alone."""
    kept = tuple(statement for statement in record.statements if statement.confidence >= sure)
    if len(kept) == len(record.statements):
        return record
    from onrecord.frame import frame  # noqa: PLC0415 - start-up time

    ids, heard = {statement.id for statement in kept}, {statement.speaker for statement in kept}
    kept = tuple(replace(one, within=one.within if one.within in ids else None) for one in kept)
    speakers = tuple(speaker for speaker in record.speakers if speaker.id in heard)
    statements, sheet = frame(record.article, kept, speakers)
    return Record(record.article, statements, speakers, sheet)


def _read(page: str, as_: Format | None, method: Method | None) -> Record:
    from onrecord.record import read  # noqa: PLC0415 - start-up time

    return read(_capture(page), as_, method)


def _capture(page: str) -> Source:
    from onrecord.read.addresses import is_web  # noqa: PLC0415 - start-up time
    from onrecord.read.capture import from_path, from_stream  # noqa: PLC0415 - start-up time

    if is_web(page):
        return _fetched(page)
    if page != "-":
        return from_path(Path(page))
    if sys.stdin is None:
        raise OnRecordError("OR103", STANDARD_INPUT, "Give it a page, or name a file.", "it is closed")
    return from_stream(sys.stdin.buffer, STANDARD_INPUT)


def _fetched(page: str) -> Source:
    """The page at an address. A person asks for this one, as with a browser, so that no robots.txt is asked."""
    from onrecord.read.feed import kind  # noqa: PLC0415 - start-up time
    from onrecord.read.fetch import Web, fetch, to_source  # noqa: PLC0415 - start-up time

    source = to_source(fetch(page, Web()))
    if found := kind(source.data):
        names = {"feed": "a feed", "opml": "a list of feeds", "sitemap": "a site map"}
        raise OnRecordError("OR105", page, "Use “onrecord add” to read the pages that it names.", names[found])
    return source


@contextmanager
def _progress(index: int, total: int, name: str) -> Iterator[None]:
    """Show which page of several is being read: a bar on a terminal, gone when the page is read, else one line."""
    if total == 1:
        yield
    elif not sys.stderr.isatty():
        say(f"reading {index + 1} of {total}: {one_line(name)}")
        yield
    else:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - start-up time
        from rich.table import Column  # noqa: PLC0415 - start-up time

        label = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
        columns = (MofNCompleteColumn(), BarColumn(bar_width=20), label)
        with Progress(
            *columns, console=console(errors=True), transient=True, redirect_stdout=False, redirect_stderr=False
        ) as bar:
            bar.add_task(one_line(name), total=total, completed=index)
            yield
