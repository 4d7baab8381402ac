"""`onrecord show`: an article of the archive, or one of its statements, and where it came from."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.terminal import NoColour, console, say
from onrecord.cli.view import INDENT, Line, put
from onrecord.errors import OnRecordError
from onrecord.export.visible import flowing, one_line
from onrecord.export.words import attributed_to, excerpt, reporting_words, speakers_by_id, words
from onrecord.model import Article, Record, Statement

if TYPE_CHECKING:
    from onrecord.archive.provenance import Captured, Provenance

WIDTH = 13


def show(  # noqa: PLR0913 - one parameter an option
    id_: Annotated[str, Parameter(name="ID", help="An article’s id or address, or ARTICLE#s12 for a statement.")],
    /,
    *,
    json: Annotated[bool, Parameter(help="Print the record as JSON.")] = False,
    html: Annotated[str | None, Parameter(help="Write the record to this file, to open in a browser.")] = None,
    text: Annotated[bool, Parameter(help="Print the article’s text alone.")] = False,
    dropped: Annotated[bool, Parameter(help="List what was left out of the text.")] = False,
    versions: Annotated[bool, Parameter(help="List the versions of the page.")] = False,
    machine: Annotated[bool, Parameter(help="Show what the machine read, without people’s corrections.")] = False,
    archive: ArchiveOption = None,
    no_color: NoColour = False,
) -> int:
    """Show an article of the archive, or a statement, and where it came from.

    Returns 0.
    """
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.lookup import record as stored  # noqa: PLC0415
    from onrecord.archive.provenance import named, provenance  # noqa: PLC0415

    if json + text + versions + (html is not None) > 1:
        raise OnRecordError("OR301", "onrecord show", "Give only one of --json, --html, --text and --versions.")
    with opened(archive) as store, reading(store) as connection:
        article, statement = named(connection, id_)
        record, origin = provenance(connection, article)
        if machine:
            record = stored(connection, article)
    chosen = _statement(record, origin, id_, statement) if statement else None
    if html is not None:
        _write(record, html)
    elif json:
        _print(record, chosen)
    elif text:
        print(flowing(words(record.article.text, chosen.content) if chosen else record.article.text))
    else:
        _show(record, chosen, origin, console(no_colour=no_color), dropped=dropped, versions=versions)
    return 0


def _statement(record: Record, origin: "Provenance", name: str, statement: str) -> Statement:
    """The statement of this id. Raises OR404, also where people have rejected it."""
    for one in record.statements:
        if one.id == statement:
            return one
    rejected = any(c.decision.action == "reject" and statement in c.statements for c in origin.corrections)
    remedy = "--machine shows it all the same." if rejected else "Without “#…”, the article lists its statements."
    raise OnRecordError("OR404", name, remedy, "people have rejected it" if rejected else "")


def _write(record: Record, target: str) -> None:
    from onrecord.export.html import to_html  # noqa: PLC0415 - start-up time

    try:
        Path(target).write_text(to_html(record), encoding="utf-8")
    except OSError as error:
        raise OnRecordError("OR201", target, "Choose another file.", error.strerror or "") from error
    say(f"wrote {one_line(target)}")


def _print(record: Record, chosen: Statement | None) -> None:
    from onrecord.export.json import dumps, to_dict  # noqa: PLC0415 - start-up time

    told = to_dict(record)
    print(dumps(_of_one(told, chosen) if chosen else told, indent=2))


def _of_one(told: dict[str, Any], chosen: Statement) -> dict[str, Any]:
    """The article's JSON with nothing but one statement and its speaker."""
    statements = [one for one in told["statements"] if one["id"] == chosen.id]
    speakers = [one for one in told["speakers"] if one["id"] == chosen.speaker]
    return told | {"statements": statements, "speakers": speakers}


def _show(
    record: Record, chosen: Statement | None, origin: "Provenance", output: Console, *, dropped: bool, versions: bool
) -> None:
    from onrecord.cli import view  # noqa: PLC0415 - start-up time

    if versions:
        put(_versions(record, origin), output)
        return
    if chosen is None:
        view.show(record, output, dropped=dropped)
    else:
        put(_one(record, chosen), output)
    put(_origin(record.article, origin), output)
    put(_corrections(origin), output)


def _one(record: Record, chosen: Statement) -> Iterator[Line]:
    """One statement with all that is known of it."""
    article, speaker = record.article, speakers_by_id(record).get(chosen.speaker or "")
    yield Line(Text(words(article.text, chosen.content), style="bold"))
    yield _fact("speaker", attributed_to(article, chosen, speaker))
    if speaker is not None:
        yield _fact("who it is", f"{speaker.kind}: {speaker.reason}")
    yield _fact("kind", str(chosen.kind))
    yield _fact("reported", reporting_words(article, chosen) or "no reporting words")
    if chosen.reporting:
        yield _fact("stance", f"{chosen.reporting.stance or 'not tested'}: {chosen.reporting.reason}")
    yield _fact("found by", f"{chosen.method}: {chosen.reason}; confidence {chosen.confidence:.2f}")
    if chosen.within:
        yield _fact("inside", chosen.within)
    for span in chosen.content:
        yield _fact("in the text", f"{excerpt(article.text, span)} ({span.start}–{span.end})")
    outlet = article.outlet.name or article.outlet.domain or "no outlet"
    published = article.published.value if article.published else "no date"
    yield _fact("article", f"{article.title or 'Untitled article'} · {outlet} · {published} · {article.id}")


def _fact(label: str, value: str) -> Line:
    return Line(Text(one_line(value)), Text.assemble((f"{label:<{WIDTH - 1}} ", "dim")))


def _heading(title: str) -> Iterator[Line]:
    yield Line(Text())
    yield Line(Text(title, style="bold underline"))


def _origin(article: Article, origin: "Provenance") -> Iterator[Line]:
    yield from _heading("Where it came from")
    yield _fact("id", article.id)
    for captured in origin.captured:
        yield from _captured(captured)
    yield _fact("read", f"{origin.read_at} by OnRecord {origin.onrecord}, attributed by {origin.method}")
    newest = "the newest" if origin.current else "not the newest"
    yield _fact("version", f"{origin.version} of {len(origin.versions)}, {newest}")
    for name, dated in (
        ("published", article.published),
        ("modified", article.modified),
        ("first seen", article.first_seen),
    ):
        if dated:
            yield _fact(name, f"{dated.value} from {dated.origin}, confidence {dated.confidence:.2f}")
    for credit in article.credits:
        yield _fact("credit", f"{credit.name}, from {credit.origin}, confidence {credit.confidence:.2f}")
    for doubted in article.doubted:
        yield _fact("doubted", f"{doubted.field} “{doubted.found}”: {doubted.reason}")


def _captured(captured: "Captured") -> Iterator[Line]:
    yield _fact("source", captured.location)
    if captured.url and captured.url != captured.location:
        yield _fact("address", captured.url)
    bytes_ = "its bytes are kept" if captured.kept else "its bytes were not kept"
    yield _fact("SHA-256", f"{captured.sha256} ({captured.media_type}; {bytes_})")
    if captured.record:
        yield _fact("WARC record", captured.record)
    if captured.fetched:
        again = f", last seen the same {captured.last_fetched}" if captured.last_fetched else ""
        yield _fact("fetched", captured.fetched + again)
    yield _fact("added", f"{captured.added} by run {captured.run} (onrecord {captured.command})")


def _corrections(origin: "Provenance") -> Iterator[Line]:
    if origin.corrections:
        yield from _heading(f"Corrections ({len(origin.corrections)})")
    for placed in origin.corrections:
        decision = placed.decision
        about = ", ".join(placed.statements) or "nothing here"
        why = f": {decision.why}" if decision.why else ""
        lost = f" — lost: {placed.lost}" if placed.lost else ""
        said = f"{decision.action} {about} by {decision.who} on {decision.at[:10]}{why}{lost}"
        yield Line(Text(one_line(said)), Text(f"{decision.id or '?':>3} ", style="dim"))


def _versions(record: Record, origin: "Provenance") -> Iterator[Line]:
    yield Line(Text(one_line(record.article.title or "Untitled article"), style="bold"))
    for version in origin.versions:
        newest = " · the newest" if version.current else ""
        fetched = f" · fetched {version.fetched}" if version.fetched else ""
        here = " · shown" if version.article_id == record.article.id else ""
        said = f"{version.article_id} · added {version.added}{fetched}{newest}{here}"
        yield Line(Text(one_line(said)), Text(f"{INDENT}{version.version:>2} "))
