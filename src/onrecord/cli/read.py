"""`onrecord read`: a page's record in the terminal, as JSON, or as a page to open in a browser."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.inputs import As, Fast, Pages, Rules, Sure, method_of, records, summarise
from onrecord.cli.terminal import NoColour, console, say
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.model import Record


def read(  # noqa: PLR0913 - one parameter an option
    pages: Pages,
    /,
    *,
    json: Annotated[bool, Parameter(help="Print the record of one page as JSON.")] = False,
    jsonl: Annotated[bool, Parameter(help="Print one JSON object a line, in the pages’ order.")] = False,
    html: Annotated[str | None, Parameter(help="Write the record of one page to this file.")] = None,
    as_: As = None,
    min_confidence: Sure = 0.0,
    fast: Fast = False,
    rules: Rules = False,
    dropped: Annotated[bool, Parameter(help="List what was left out of the text.")] = False,
    no_color: NoColour = False,
) -> int:
    """Read pages and print who said what in them.

    Without an option the record is printed for reading. Returns 2 when a page could not be read, else 0.
    """
    _only_one_output(pages, json=json, jsonl=jsonl, html=html)
    failed = 0
    for _, record in records(pages, as_, min_confidence, method_of(fast=fast, rules=rules)):
        if record is None:
            failed += 1
        elif html is not None:
            _write_page(record, html)
        elif json or jsonl:
            _print_json(record, indent=2 if json else None)
        else:
            _view(record, dropped=dropped, no_colour=no_color)
    summarise(len(pages), failed)
    return 2 if failed else 0


def _only_one_output(pages: list[str], *, json: bool, jsonl: bool, html: str | None) -> None:
    if json + jsonl + (html is not None) > 1:
        raise OnRecordError("OR301", "onrecord read", "Give only one of --json, --jsonl and --html.")
    if len(pages) > 1 and json:
        raise OnRecordError("OR301", "onrecord read --json", "Use --jsonl for several pages: one object a line.")
    if len(pages) > 1 and html is not None:
        raise OnRecordError("OR301", "onrecord read --html", "Give one page at a time.")
    # The page is the evidence: an --html that lost its value would otherwise write over it.
    if html is not None and pages != ["-"] and _same(Path(html), Path(pages[0])):
        raise OnRecordError("OR201", html, "Choose another file.", "it is the page itself")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _print_json(record: Record, indent: int | None) -> None:
    from onrecord.export.json import dumps, to_dict  # noqa: PLC0415 - start-up time

    print(dumps(to_dict(record), indent=indent), flush=True)


def _write_page(record: Record, target: str) -> None:
    from onrecord.export.html import to_html  # noqa: PLC0415 - start-up time

    page = to_html(record)
    try:
        Path(target).write_text(page, encoding="utf-8")
    except OSError as error:
        raise OnRecordError("OR201", target, "Choose another file.", error.strerror or "") from error
    say(f"wrote {one_line(target)}")


def _view(record: Record, *, dropped: bool, no_colour: bool) -> None:
    from onrecord.cli.view import show  # noqa: PLC0415 - start-up time

    show(record, console(no_colour=no_colour), dropped=dropped)
