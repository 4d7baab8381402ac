"""`onrecord check`: the findings of each page, and an exit code that a script or an editor's tool can act on."""

from typing import Annotated, Any

from cyclopts import Parameter

from onrecord.cli.inputs import As, Fast, Pages, Rules, Sure, method_of, records, summarise
from onrecord.cli.terminal import NoColour, console
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.export.words import count, excerpt
from onrecord.model import Record


def check(  # noqa: PLR0913 - one parameter an option
    pages: Pages,
    /,
    *,
    fail_on: Annotated[
        list[str] | None,
        Parameter(help="End with exit code 1 only for this code; may be given several times."),
    ] = None,
    json: Annotated[bool, Parameter(help="Print one JSON object with the findings of all pages.")] = False,
    as_: As = None,
    min_confidence: Sure = 0.0,
    fast: Fast = False,
    rules: Rules = False,
    no_color: NoColour = False,
) -> int:
    """Print what an editor would want to know of each page: each finding with its code and the words it is about.

    Returns 2 when a page could not be read, else 1 when there are findings (of the codes to fail on), else 0.
    """
    failing = _known(fail_on or [])
    failed, found, listing = 0, False, []
    for name, record in records(pages, as_, min_confidence, method_of(fast=fast, rules=rules)):
        failed += record is None
        if record is not None:
            found = found or any(finding.code in failing for finding in record.sheet.findings)
        if json:
            listing.append(_page(name, record))
        elif record is not None:
            _show(name, record, no_colour=no_color)
    if json:
        _print(listing)
    summarise(len(pages), failed)
    return 2 if failed else int(found)


def _known(codes: list[str]) -> frozenset[str]:
    """The codes to fail on: those given, all without any; a code that no finding has is an error."""
    existing = finding_codes()
    for code in codes:
        if code not in existing:
            listed = ", ".join(sorted(existing))
            raise OnRecordError("OR301", "--fail-on", f"The codes are: {listed}.", f"no finding has the code “{code}”")
    return frozenset(codes or existing)


def finding_codes() -> frozenset[str]:
    """Every code that a finding can have."""
    from onrecord.frame import FINDINGS  # noqa: PLC0415 - start-up time

    return frozenset(FINDINGS)


def _page(name: str, record: Record | None) -> dict[str, Any]:
    """What the JSON says of one page; `findings` is null for a page that could not be read."""
    from onrecord.export.json import finding_dict  # noqa: PLC0415 - start-up time

    if record is None:
        return {"page": name, "findings": None}
    text = record.article.text
    findings = [
        finding_dict(finding) | {"excerpts": [excerpt(text, span) for span in finding.spans]}
        for finding in record.sheet.findings
    ]
    return {"page": name, "findings": findings}


def _print(listing: list[dict[str, Any]]) -> None:
    from onrecord.export.json import FORMAT, dumps  # noqa: PLC0415 - start-up time

    print(dumps({"format": FORMAT, "pages": listing}, indent=2))


def _show(name: str, record: Record, *, no_colour: bool) -> None:
    from rich.text import Text  # noqa: PLC0415 - start-up time

    from onrecord.cli.view import finding_lines, put  # noqa: PLC0415 - start-up time

    findings = record.sheet.findings
    lines = [line for finding in findings for line in finding_lines(finding, record.article.text)]
    state = f"{one_line(name)}: {count(len(findings), 'finding') if findings else 'no finding'}"
    output = console(no_colour=no_colour)
    # Never broken by us: a path that is to be copied stays whole.
    output.print(Text(state, style="underline"), soft_wrap=True)
    put(lines, output)
