"""The options of a search and the terminal view of what it found, for `onrecord find` and `onrecord speaker`.

Adds nothing to what was found. What was looked for is bold and underlined on a terminal and stands between » and «
elsewhere: no colour is the only carrier of anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from onrecord.cli.view import INDENT, Line
from onrecord.errors import OnRecordError
from onrecord.export.found import marked, shown
from onrecord.export.visible import one_line
from onrecord.export.words import count

if TYPE_CHECKING:
    from onrecord.archive.context import Keyword
    from onrecord.archive.hits import ArticleHit, StatementHit

LIMIT: Final = 20
MOST: Final = 10_000
WIDEST: Final = 500

Kind: TypeAlias = Literal["direct", "indirect", "mixed"]
Stance: TypeAlias = Literal["endorsing", "neutral", "distancing"]

Outlet = Annotated[str | None, Parameter(help="Only of this outlet: words of its name, or its domain.")]
Since = Annotated[str | None, Parameter(help="Only published on this day or later; a month or a year will do.")]
Until = Annotated[str | None, Parameter(help="Only published on this day or earlier; a month or a year will do.")]
KindOption = Annotated[Kind | None, Parameter(name="--kind", help="Only of this kind: direct, indirect or mixed.")]
StanceOption = Annotated[
    Stance | None,
    Parameter(name="--stance", help="Only with reporting words of this stance: endorsing, neutral or distancing."),
]
Limit = Annotated[int, Parameter(name="--limit", help="At most so many.")]
Context = Annotated[
    int | None,
    Parameter(name="--context", help="A line for each place that was found, with so many characters on either side."),
]
AllVersions = Annotated[bool, Parameter(name="--all-versions", help="Also older versions of pages that have changed.")]


def within(name: str, number: int, least: int, most: int) -> None:
    """Refuse a number that is out of bounds (OR301)."""
    if not least <= number <= most:
        raise OnRecordError("OR301", name, f"Give a number from {least} to {most:,}.", f"{number}")


def statement_lines(hits: Iterable["StatementHit"], output: Console) -> Iterator[Line]:
    """Each statement in three lines: who, how and where to find it; the words; the outlet, the day and the title."""
    for hit in hits:
        yield Line(Text())
        who = Text(_who(hit), style="bold")
        manner = f" · {hit.kind} · {_said(hit)} · {hit.confidence:.2f}{' · corrected' if hit.corrected else ''} · "
        yield Line(who.append(manner, style="not bold").append(one_line(hit.name), style="not bold dim"))
        yield Line(_marked(marked(hit), output), Text(INDENT))
        yield Line(Text(_where(hit), style="dim"), Text(INDENT))


def _who(hit: "StatementHit") -> str:
    if hit.speaker is None:
        return f"“{one_line(hit.source)}” (speaker not known)" if hit.source else "speaker not known"
    role = f", {hit.role}" if hit.role and hit.role.casefold() not in hit.speaker.casefold() else ""
    return one_line(hit.speaker + role)


def _said(hit: "StatementHit") -> str:
    stance = f" ({hit.stance})" if hit.stance and hit.stance != "neutral" else ""
    return f"“{one_line(hit.cue)}”{stance}" if hit.cue else "no reporting words"


def _marked(pieces: Iterable[tuple[str, bool]], output: Console) -> Text:
    styled = output.is_terminal and not output.is_dumb_terminal
    line = Text()
    for words, found in pieces:
        line.append(f"»{words}«" if found and not styled else words, style="bold underline" if found else "")
    return line


def _where(hit: "StatementHit | ArticleHit") -> str:
    old = "" if hit.current else f"version {hit.version}, not the newest"
    parts = (hit.outlet or hit.domain or "no outlet", (hit.published or "no date")[:10], old, hit.title or "untitled")
    return one_line(" · ".join(part for part in parts if part))


def article_lines(hits: Iterable["ArticleHit"], output: Console) -> Iterator[Line]:
    """Each article with its title, its place, and the first words that were found in it."""
    for hit in hits:
        yield Line(Text())
        yield Line(Text(one_line(hit.title or "Untitled article"), style="bold"))
        where = (hit.outlet or hit.domain or "no outlet", (hit.published or "no date")[:10], *_old(hit))
        about = one_line(" · ".join((*where, count(hit.statements, "statement"), hit.id)))
        yield Line(Text(about, style="dim"), Text(INDENT))
        for keyword in hit.context[:2]:
            pieces = (keyword.before.lstrip(), False), (keyword.match, True), (keyword.after.rstrip(), False)
            yield Line(_marked([(shown(words), found) for words, found in pieces], output), Text(INDENT))


def _old(hit: "ArticleHit") -> Sequence[str]:
    return () if hit.current else (f"version {hit.version}, not the newest",)


def keyword_lines(hits: Iterable["StatementHit | ArticleHit"], width: int, output: Console) -> Iterator[Text]:
    """A line for each place that was found, the words in a column, with the id after them.

    A place in two statements, one inside the other, has one line.
    """
    seen = set()
    for hit in hits:
        article, name = getattr(hit, "article", hit.id), getattr(hit, "name", hit.id)
        for keyword in hit.context:
            if (article, keyword.span) in seen:
                continue
            seen.add((article, keyword.span))
            yield _keyword_line(keyword, width, output) + Text(f"  {one_line(name)}", style="dim")


def _keyword_line(keyword: "Keyword", width: int, output: Console) -> Text:
    before, after = shown(keyword.before)[-width:] if width else "", shown(keyword.after)[:width]
    line = Text(" " * max(0, width - Text(before).cell_len) + before)
    line.append_text(_marked([(shown(keyword.match), True)], output))
    return line.append(after + " " * max(0, width - Text(after).cell_len))


def listing(found: str, hits: Sequence[dict[str, Any]], page: Any) -> dict[str, Any]:
    """A page of results as one JSON object; `more` says that `total` is only what was counted."""
    from onrecord.export.json import FORMAT  # noqa: PLC0415 - start-up time

    return {"format": FORMAT, "total": page.total, "more": page.more, "next": page.next, found: list(hits)}
