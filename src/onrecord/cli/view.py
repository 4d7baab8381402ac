"""The terminal view of a record: what the page is, who said what, how well it is sourced, and what was left out.

Adds nothing to the record. No colour is the only carrier of anything: each speaker has a number, each kind its word.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from onrecord.cli.terminal import style
from onrecord.export.visible import one_line
from onrecord.export.words import (
    attributed_to,
    count,
    dates,
    depths,
    description,
    excerpts,
    reporting_words,
    shares,
    speaker_numbers,
    speakers_by_id,
    words,
)
from onrecord.model import Article, Finding, Record, Sheet, Statement

BAR = 20
EXCERPTS = 5
SHARES = 12
NARROWEST = 20
INDENT = " " * 4


class Line(NamedTuple):
    """Text to be wrapped, and what stands before it on its first line; the other lines are indented as far."""

    text: Text
    lead: Text = Text()


def show(record: Record, console: Console, *, dropped: bool = False) -> None:
    """Print the whole view; with `dropped`, list what was left out instead of counting it."""
    put(_head(record.article), console)
    put(_statements(record), console)
    put(_sheet(record), console)
    put(_findings(record), console)
    put(_dropped(record.article, listed=dropped), console)


def put(lines: Iterable[Line], console: Console) -> None:
    """Print the lines wrapped to the console's width; words too long for it are broken, never cut.

    Where what stands before a text would leave it hardly any room, the text goes below it.
    """
    for text, lead in lines:
        if lead.cell_len > 2 and console.width - lead.cell_len < NARROWEST:
            put((Line(lead), Line(text, Text("  "))), console)
            continue
        before = lead
        for wrapped in text.wrap(console, console.width - lead.cell_len, overflow="fold"):
            wrapped.rstrip()
            console.print(before + wrapped, soft_wrap=True)
            before = Text(" " * lead.cell_len)


def badge(number: int | None, name: str) -> Text:
    """The speaker's number and name in the speaker's colour."""
    return Text.assemble((f"[{number or '?'}] {name}", f"bold {style(number)}"))


def _head(article: Article) -> Iterator[Line]:
    yield Line(Text(one_line(article.title or "Untitled article"), style="bold"))
    outlet = " · ".join(part for part in (article.outlet.name, article.outlet.domain) if part)
    yield _fact("outlet", outlet or "not known")
    for label, value, origin in dates(article):
        yield _fact(label, f"{value} ({origin})" if origin else value)
    yield _fact("byline", ", ".join(article.byline) or "none found")
    if article.url:
        yield _fact("address", article.url)


def _fact(label: str, value: str) -> Line:
    return Line(Text(one_line(value)), Text.assemble((f"{label:<11} ", "dim")))


def _heading(title: str) -> Iterator[Line]:
    yield Line(Text())
    yield Line(Text(title, style="bold underline"))


def _statements(record: Record) -> Iterator[Line]:
    yield from _heading(f"Statements ({len(record.statements)})")
    if not record.statements:
        yield Line(Text("No statement was found."))
    enclosed, numbers, speakers = depths(record.statements), speaker_numbers(record), speakers_by_id(record)
    for statement in record.statements:
        indent = INDENT * min(enclosed[statement.id], 4)
        speaker = statement.speaker or ""
        name = badge(numbers.get(speaker), attributed_to(record.article, statement, speakers.get(speaker)))
        lead = Text.assemble(indent, (f"{one_line(statement.id):<3} ", "dim"))
        yield Line(name.append_text(_manner(record.article, statement)), lead)
        yield Line(Text(words(record.article.text, statement.content)), Text(indent + INDENT))


def _manner(article: Article, statement: Statement) -> Text:
    """How it was said, after the speaker's name."""
    said = reporting_words(article, statement) or "no reporting words"
    inside = f" · inside {one_line(statement.within)}" if statement.within else ""
    return Text(f" · {statement.kind} · {said}{inside} · {statement.confidence:.2f}")


def _sheet(record: Record) -> Iterator[Line]:
    sheet = record.sheet
    yield from _heading("Sourcing sheet")
    yield Line(Text(f"{_sources(sheet)}; {sheet.quoted_share:.0%} of the words stand in quotation marks."))
    numbers, speakers, shared = speaker_numbers(record), speakers_by_id(record), shares(record)
    for speaker, number_of_words, share in shared[:SHARES]:
        number = numbers.get(speaker)
        bar = (f"{'█' * max(1, round(BAR * share)):<{BAR}}", style(number))
        unit = "word " if number_of_words == 1 else "words"
        lead = Text.assemble(bar, f" {100 * share:3.0f}% {number_of_words:5} {unit}  ")
        yield Line(badge(number, description(speakers.get(speaker))), lead)
    if rest := shared[SHARES:]:
        further = sum(number_of_words for _, number_of_words, _ in rest)
        yield Line(Text(f"and {count(further, 'word')} of {count(len(rest), 'more speaker')}"))


def _sources(sheet: Sheet) -> str:
    """How many statements by how many speakers."""
    unnamed = f" and {sheet.speakers_unnamed} unnamed" if sheet.speakers_unnamed else ""
    return f"{count(sheet.statements, 'statement')} by {count(sheet.speakers_named, 'named speaker')}{unnamed}"


def _findings(record: Record) -> Iterator[Line]:
    findings = record.sheet.findings
    yield from _heading(f"Findings ({len(findings)})")
    if not findings:
        yield Line(Text("No finding."))
    for finding in findings:
        yield from finding_lines(finding, record.article.text)


def finding_lines(finding: Finding, text: str) -> Iterator[Line]:
    """One finding with its code, its message, and the words of the text that it is about."""
    yield Line(Text.assemble((one_line(finding.code), "bold"), " ", one_line(finding.message)))
    for words_around in excerpts(text, finding.spans, EXCERPTS):
        yield Line(Text(words_around, style="italic"), Text(INDENT))


def _dropped(article: Article, *, listed: bool) -> Iterator[Line]:
    if not article.dropped:
        return
    yield from _heading(f"Left out of the text ({len(article.dropped)})")
    if not listed:
        yield Line(Text("Page furniture; --dropped lists it."))
        return
    for dropped in article.dropped:
        yield Line(Text.assemble(f"{one_line(dropped.text)} ", (f"({one_line(dropped.reason)})", "dim")))
