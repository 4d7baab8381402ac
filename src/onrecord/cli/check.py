"""`onrecord check`: the findings of each page, and an exit code that a script or an editor's tool can act on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from cyclopts import Parameter

from onrecord.cli.inputs import As, Fast, Pages, Rules, Sure, method_of, records, summarise
from onrecord.cli.terminal import NoColour, console
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.export.words import count, excerpt
from onrecord.model import Record

if TYPE_CHECKING:
    from onrecord.export.sarif import Checked
    from onrecord.frame.profiles import Profile

Form: TypeAlias = Literal["text", "json", "sarif", "github"]


def check(  # noqa: PLR0913 - one parameter an option
    pages: Pages,
    /,
    *,
    profile: Annotated[
        str, Parameter(help="How findings are weighed: default, strict, or your own TOML file.")
    ] = "default",
    fail_on: Annotated[
        list[str] | None,
        Parameter(help="End with exit code 1 only for this code; may be given several times."),
    ] = None,
    json: Annotated[bool, Parameter(help="Print one JSON object with the findings of all pages.")] = False,
    sarif: Annotated[bool, Parameter(help="Print them as SARIF 2.1.0.")] = False,
    github: Annotated[bool, Parameter(help="Print them as annotations of a GitHub workflow.")] = False,
    as_: As = None,
    min_confidence: Sure = 0.0,
    fast: Fast = False,
    rules: Rules = False,
    no_color: NoColour = False,
) -> int:
    """Print what an editor would want to know of each page: each finding with its code and the words it is about.

    Returns 2 when a page could not be read, else 1 when there are findings (that the profile, or the codes given, let
    fail), else 0.
    """
    from onrecord.frame.profiles import load  # noqa: PLC0415 - start-up time

    weighed, failing = load(profile), _known(fail_on or [])
    form = _form(json=json, sarif=sarif, github=github)
    checked = []
    for name, record in records(pages, as_, min_confidence, method_of(fast=fast, rules=rules)):
        page = _checked(name, record and _within(record, weighed))
        checked.append(page)
        if form == "text":
            _show(page, no_colour=no_color)
        elif form == "github":
            _annotate(page, weighed)
    _print(checked, weighed, form)
    failed = sum(page.record is None for page in checked)
    summarise(len(pages), failed)
    return 2 if failed else int(any(_fails(page, weighed, failing) for page in checked))


def _form(*, json: bool, sarif: bool, github: bool) -> Form:
    """What is to be printed; two at once are an error (OR301)."""
    forms: tuple[tuple[Form, bool], ...] = (("json", json), ("sarif", sarif), ("github", github))
    chosen = [name for name, wanted in forms if wanted]
    if len(chosen) > 1:
        raise OnRecordError("OR301", "onrecord check", "Give only one of --json, --sarif and --github.")
    return chosen[0] if chosen else "text"


def _within(record: Record, weighed: "Profile") -> Record:
    """The record with the findings that the profile's limits make, without those that it switches off."""
    from dataclasses import replace  # noqa: PLC0415 - start-up time

    from onrecord.frame import frame  # noqa: PLC0415 - start-up time
    from onrecord.frame.limits import USUAL  # noqa: PLC0415 - start-up time

    sheet = record.sheet
    if weighed.limits != USUAL:
        sheet = frame(record.article, record.statements, record.speakers, weighed.limits)[1]
    kept = tuple(finding for finding in sheet.findings if weighed.level(finding))
    return replace(record, sheet=replace(sheet, findings=kept))


def _checked(name: str, record: Record | None) -> "Checked":
    """The page with the text of its file, where that is one of this machine's."""
    from onrecord.export.places import File  # noqa: PLC0415 - start-up time
    from onrecord.export.sarif import Checked  # noqa: PLC0415 - start-up time

    path = Path(name)
    there = record is not None and "://" not in name and path.is_file()
    return Checked(name, record, File(path.read_text("utf-8", errors="replace")) if there else None)


def _fails(page: "Checked", weighed: "Profile", failing: frozenset[str]) -> bool:
    """Whether a finding of the page is one to fail on: one of the codes given, else one that weighs enough."""
    findings = page.record.sheet.findings if page.record else ()
    return any(one.code in failing if failing else weighed.fails(one) for one in findings)


def _known(codes: list[str]) -> frozenset[str]:
    """The codes to fail on; a code that no finding has is an error."""
    existing = finding_codes()
    for code in codes:
        if code not in existing:
            listed = ", ".join(sorted(existing))
            raise OnRecordError("OR301", "--fail-on", f"The codes are: {listed}.", f"no finding has the code “{code}”")
    return frozenset(codes)


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


def _print(checked: "list[Checked]", weighed: "Profile", form: Form) -> None:
    """Print what stands in one piece for all pages."""
    from onrecord.export import sarif  # noqa: PLC0415 - start-up time
    from onrecord.export.json import FORMAT, dumps  # noqa: PLC0415 - start-up time

    if form == "json":
        print(dumps({"format": FORMAT, "pages": [_page(page.name, page.record) for page in checked]}, indent=2))
    elif form == "sarif":
        print(dumps(sarif.to_dict(checked, weighed), indent=2))


def _annotate(page: "Checked", weighed: "Profile") -> None:
    from onrecord.export.annotations import lines  # noqa: PLC0415 - start-up time

    for line in lines(page, weighed):
        print(line)


def _show(page: "Checked", *, no_colour: bool) -> None:
    from rich.text import Text  # noqa: PLC0415 - start-up time

    from onrecord.cli.view import finding_lines, put  # noqa: PLC0415 - start-up time

    if page.record is None:
        return
    findings = page.record.sheet.findings
    lines = [line for finding in findings for line in finding_lines(finding, page.record.article.text)]
    state = f"{one_line(page.name)}: {count(len(findings), 'finding') if findings else 'no finding'}"
    output = console(no_colour=no_colour)
    # Never broken by us: a path that is to be copied stays whole.
    output.print(Text(state, style="underline"), soft_wrap=True)
    put(lines, output)
