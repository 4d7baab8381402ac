"""`onrecord speaker`: whom a name means in the archive, and what they have said about something."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.found import (
    LIMIT,
    MOST,
    AllVersions,
    KindOption,
    Limit,
    Outlet,
    Since,
    StanceOption,
    Until,
    statement_lines,
    within,
)
from onrecord.cli.terminal import NoColour, console
from onrecord.cli.view import INDENT, Line, put
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.export.words import count

if TYPE_CHECKING:
    from onrecord.archive.people import Counted, People, Person

LISTED = 5


def speaker(  # noqa: PLR0913 - one parameter an option
    name: Annotated[list[str], Parameter(name="NAME", help="Words of a name, an alias or a role.")],
    /,
    *,
    about: Annotated[str | None, Parameter(help="Only statements in which these words stand; as in find.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    kind: KindOption = None,
    stance: StanceOption = None,
    exact: Annotated[bool, Parameter(help="Only who has just this name.")] = False,
    limit: Limit = LIMIT,
    json: Annotated[bool, Parameter(help="Print one JSON object.")] = False,
    all_versions: AllVersions = False,
    archive: ArchiveOption = None,
    no_color: NoColour = False,
) -> int:
    """Show whom a name means in the archive, and their newest statements.

    Returns 0 when there is anyone, 1 when there is nobody.
    """
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.people import find_people  # noqa: PLC0415
    from onrecord.archive.search import Query  # noqa: PLC0415

    within("--limit", limit, 1, MOST)
    asked = " ".join(name)
    if not asked.strip():
        raise OnRecordError("OR301", "onrecord speaker", "Give a name.")
    query = Query("", asked, outlet, since, until, kind, stance, about, all_versions=all_versions)
    with opened(archive) as store, reading(store) as connection:
        people = find_people(connection, query, limit, exact=exact)
    if json:
        _print(asked, people)
    else:
        _show(asked, people, console(no_colour=no_color))
    return 0 if people.people else 1


def _print(asked: str, people: "People") -> None:
    from onrecord.export.found import person_dict  # noqa: PLC0415 - start-up time
    from onrecord.export.json import FORMAT, dumps  # noqa: PLC0415

    listed = [person_dict(person) for person in people.people]
    found = {"statements": people.statements, "more": people.more, "people": listed}
    print(dumps({"format": FORMAT, "name": asked, **found}, indent=2))


def _show(asked: str, people: "People", output: Console) -> None:
    output.print(Text(_heading(asked, people), style="bold"), soft_wrap=True)
    for person in people.people:
        if person.hits:
            put(_person(person), output)
            put(statement_lines(person.hits, output), output)
    if rest := [person for person in people.people if not person.hits]:
        output.print(Text(f"\nand {count(len(rest), 'more name')}; --limit shows more of them"), soft_wrap=True)


def _heading(asked: str, people: "People") -> str:
    """How many names the words fit; several are not taken for one person."""
    found = len(people.people)
    if not found:
        return f"Nobody fits “{one_line(asked)}”."
    older = ", and older ones that were not looked at" if people.more else ""
    said = f"{count(people.statements, 'statement')}{older}"
    if found == 1:
        return said
    return f"{found} names fit “{one_line(asked)}”, each listed apart: {said}"


def _person(person: "Person") -> Iterator[Line]:
    yield Line(Text())
    yield Line(Text(one_line(person.name), style="bold underline"))
    days = f", {person.first} to {person.last}" if person.first else ""
    said = f"{count(person.statements, 'statement')} in {count(person.articles, 'article')}{days}"
    yield _fact(str(person.kind), said if person.by_name else f"{said}; only the role fits")
    for label, values in (("roles", person.roles), ("also called", person.aliases), ("country", person.countries)):
        if values:
            yield _fact(label, _listed(values))
    yield _fact("outlets", _listed(person.outlets) or "not known")


def _fact(label: str, value: str) -> Line:
    return Line(Text(one_line(value)), Text.assemble(INDENT, (f"{label:<12} ", "dim")))


def _listed(values: "Counted") -> str:
    """The most frequent values with their numbers."""
    named = "; ".join(f"{value} ({number})" for value, number in values[:LISTED])
    return f"{named}; and {len(values) - LISTED} more" if len(values) > LISTED else named
