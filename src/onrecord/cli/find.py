"""`onrecord find`: statements or articles of the archive that fit, newest first, page by page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.found import (
    LIMIT,
    MOST,
    WIDEST,
    AllVersions,
    Context,
    KindOption,
    Limit,
    Outlet,
    Since,
    StanceOption,
    Until,
    article_lines,
    keyword_lines,
    listing,
    statement_lines,
    within,
)
from onrecord.cli.terminal import NoColour, console
from onrecord.errors import OnRecordError
from onrecord.export.words import count

if TYPE_CHECKING:
    from onrecord.archive.search import Page

Words = Annotated[
    list[str] | None,
    Parameter(name="WORDS", help="Words, “phrases”, -exclusions, OR, beginnings*.", allow_leading_hyphen=True),
]


def find(  # noqa: PLR0913 - one parameter an option
    words: Words = None,
    /,
    *,
    speaker: Annotated[str | None, Parameter(help="Only of this speaker: words of name, alias or role.")] = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    kind: KindOption = None,
    stance: StanceOption = None,
    articles: Annotated[bool, Parameter(help="Look in titles and texts, and list articles.")] = False,
    relevance: Annotated[bool, Parameter(help="What fits the words best first, instead of the newest.")] = False,
    context: Context = None,
    limit: Limit = LIMIT,
    after: Annotated[str | None, Parameter(help="Go on after the page of results that ended with this.")] = None,
    json: Annotated[bool, Parameter(help="Print one JSON object.")] = False,
    jsonl: Annotated[bool, Parameter(help="Print one JSON object a line for each result.")] = False,
    all_versions: AllVersions = False,
    archive: ArchiveOption = None,
    no_color: NoColour = False,
) -> int:
    """Find statements, or articles, in the archive.

    Returns 0 when there are any, 1 when there is none.
    """
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.context import WIDTH  # noqa: PLC0415
    from onrecord.archive.search import Query, find_articles, find_statements  # noqa: PLC0415

    _check(words or [], limit, context, both=json and jsonl)
    query = Query(
        " ".join(words or []), speaker, outlet, since, until, kind, stance,
        order="relevance" if relevance else "newest", all_versions=all_versions,
    )  # fmt: skip
    search = find_articles if articles else find_statements
    with opened(archive) as store, reading(store) as connection:
        page: Page[Any] = search(connection, query, limit, after, context=WIDTH if context is None else context)
    if json or jsonl:
        _print(page, articles=articles, lines=jsonl)
    else:
        _show(page, "article" if articles else "statement", context, no_colour=no_color)
    return 0 if page.hits else 1


def _check(words: Sequence[str], limit: int, context: int | None, *, both: bool) -> None:
    """Refuse an option that the parser took for an exclusion, numbers out of bounds, and two outputs at once."""
    for word in words:
        if word.startswith("--"):
            raise OnRecordError(
                "OR301", word, "See --help; to leave a word out write -word.", "there is no such option"
            )
    within("--limit", limit, 1, MOST)
    if context is not None:
        within("--context", context, 0, WIDEST)
    if both:
        raise OnRecordError("OR301", "onrecord find", "Give only one of --json and --jsonl.")


def _print(page: "Page[Any]", *, articles: bool, lines: bool) -> None:
    from onrecord.export.found import article_dict, statement_dict  # noqa: PLC0415 - start-up time
    from onrecord.export.json import dumps  # noqa: PLC0415

    hits = [article_dict(hit) if articles else statement_dict(hit) for hit in page.hits]
    if lines:
        for hit in hits:
            print(dumps(hit))
    else:
        print(dumps(listing("articles" if articles else "statements", hits, page), indent=2))


def _show(page: "Page[Any]", noun: str, context: int | None, *, no_colour: bool) -> None:
    from rich.text import Text  # noqa: PLC0415 - start-up time

    from onrecord.cli.view import put  # noqa: PLC0415

    output = console(no_colour=no_colour)
    output.print(Text(_heading(page, noun), style="bold"), soft_wrap=True)
    if context is not None:
        for line in keyword_lines(page.hits, context, output):
            output.print(line, soft_wrap=True)
    else:
        put(article_lines(page.hits, output) if noun == "article" else statement_lines(page.hits, output), output)
    if page.next:
        output.print(Text(f"\nMore: the same with --after {page.next}"), soft_wrap=True)


def _heading(page: "Page[Any]", noun: str) -> str:
    """How many there are, and how many of them are shown."""
    if not page.hits:
        hint = (
            "" if noun == "article" else " Words are looked for in what was said; --articles looks in whole articles."
        )
        return f"No {noun} fits.{hint}"
    total = f"{page.total:,}+ {noun}s" if page.more else count(page.total, noun)
    return f"{total}, {len(page.hits)} shown" if page.next else total
