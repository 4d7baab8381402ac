"""The tools: read, find, trace, speaker and cite, each a question to the archive and its answer as plain data.

Adds nothing to the archive: it is only ever opened for reading here, and what people have corrected is shown as
corrected. Refuses to fetch an address unless the desk has a `web`; then robots.txt is obeyed, since a program asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from onrecord.archive import decisions, lookup
from onrecord.archive.connect import Archive, reading
from onrecord.archive.people import find_people
from onrecord.archive.provenance import named, provenance
from onrecord.archive.search import find_statements
from onrecord.attribute import Method
from onrecord.errors import OnRecordError
from onrecord.export import formats
from onrecord.export.found import statement_dict
from onrecord.export.json import FORMAT
from onrecord.export.told import Told
from onrecord.mcp import answers, asked
from onrecord.model import Record, Source, Statement
from onrecord.read.addresses import is_web
from onrecord.read.capture import from_bytes
from onrecord.read.feed import kind
from onrecord.read.fetch import Web, to_source
from onrecord.read.polite import visit
from onrecord.record import read as read_source
from onrecord.trace import index, tracing
from onrecord.web.api.asked import Asked
from onrecord.web.api.models import Model
from onrecord.web.api.results import FoundStatements

_NO_FETCH: Final = "It is not in the archive, and “onrecord mcp” fetches addresses only with --fetch."
_LISTED: Final = "The tool read lists the statements of an article."


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tools work on. Without a `web`, nothing is fetched; `method` is what attributes pages given."""

    archive: Archive
    web: Web | None = None
    method: Method | None = None


def read(desk: Desk, question: asked.Read) -> dict[str, Any]:
    """Read a page: its text with every statement, who said it and how it is reported, and findings on its sourcing.
    The page is an article of the archive, or a text that you give. Long pages come in parts: “next” says where the
    following one starts."""
    start, stored = question.start or 0, False
    if question.text is not None:
        source = from_bytes(question.text.encode("utf-8", "replace"), "text", encoding="utf-8")
        record = read_source(source, question.as_, desk.method)
    else:
        record, statement, stored = _article(desk, question.article or "")
        if statement is not None and question.start is None:
            start = _statement(record, statement).content[0].start
    return answers.page(record, start, question.characters, stored=stored)


def _article(desk: Desk, name: str) -> tuple[Record, str | None, bool]:
    """The record of an article of the archive, else of a page of the web, and the statement that is named."""
    try:
        with reading(desk.archive) as connection:
            article, statement = named(connection, name)
            return decisions.apply(connection, lookup.record(connection, article)), statement, True
    except OnRecordError as error:
        if error.code != "OR404" or not is_web(name):
            raise
    if desk.web is None:
        raise OnRecordError("OR404", name, _NO_FETCH)
    return read_source(_fetched(name, desk.web), None, desk.method), None, False


def _fetched(address: str, web: Web) -> Source:
    """The page at an address. Raises OR105 for a list of pages, and OR120–OR124."""
    source = to_source(visit(address, web))
    if found := kind(source.data):
        raise OnRecordError("OR105", address, "Name one of the pages that it lists.", found)
    return source


def _statement(record: Record, name: str) -> Statement:
    for one in record.statements:
        if one.id == name:
            return one
    raise OnRecordError("OR404", f"{record.article.id}#{name}", _LISTED)


def find(desk: Desk, question: asked.Find) -> dict[str, Any]:
    """Find statements in the archive by the words that were said, by speaker, outlet, date, kind and stance, the newest
    first. Page by page: “next” goes into “after”."""
    with reading(desk.archive) as connection:
        page = find_statements(connection, question.query(), question.limit, question.after)
    hits = [statement_dict(hit) for hit in page.hits]
    return {"format": FORMAT, "total": page.total, "more": page.more, "next": page.next, "statements": hits}


def trace(desk: Desk, question: asked.Trace) -> dict[str, Any]:
    """Trace a quotation, a statement or an article through the archive: the earliest report in this archive, every
    reading of the same words, what is altered in each, which was most likely copied from which and on what evidence,
    and articles that were made from others."""
    return answers.trace(_traced(desk.archive, question), index.behind(desk.archive))


def _traced(archive: Archive, question: asked.Trace) -> tracing.Trace:
    if question.words is not None:
        return tracing.trace_words(archive, question.words, question.limit)
    with reading(archive) as connection:
        article, statement = named(connection, question.article or question.statement or "")
    if question.article is not None:
        return tracing.trace_article(archive, article, question.limit)
    if statement is None:
        raise OnRecordError("OR404", article, f"Name a statement as ARTICLE#s3. {_LISTED}")
    return tracing.trace_statement(archive, article, statement)


def speaker(desk: Desk, question: asked.Speaker) -> dict[str, Any]:
    """Show whom a name means in the archive, each name apart with roles, other names and outlets, and the newest of
    what they said, about something if you say what."""
    with reading(desk.archive) as connection:
        found = find_people(connection, question.query(), question.limit, exact=question.exact)
    return answers.people(question.name, found)


def cite(desk: Desk, question: asked.Cite) -> dict[str, Any]:
    """Cite an article of the archive, or one of its statements, as a line of text, CSL-JSON or BibTeX."""
    format_ = formats.known(question.as_, "citation")
    with reading(desk.archive) as connection:
        article, statement = named(connection, question.id)
        record, _ = provenance(connection, article)
    chosen = _statement(record, statement) if statement else None
    made = formats.citation(format_, Told(record), chosen).decode("utf-8", "replace").rstrip("\n")
    name = f"{article}#{statement}" if statement else article
    return {"format": FORMAT, "id": name, "as": question.as_, "media_type": format_.media_type, "citation": made}


class Tool(NamedTuple):
    """A tool: what it is called, what it can be asked, what it answers; `run`'s docstring describes it."""

    name: str
    title: str
    asked: type[Asked]
    answer: type[Model]
    run: Callable[[Desk, Any], dict[str, Any]]

    @property
    def description(self) -> str:
        """What a model is told of it."""
        return " ".join((self.run.__doc__ or "").split())


TOOLS: Final = {
    tool.name: tool
    for tool in (
        Tool("read", "Read a page", asked.Read, answers.Page, read),
        Tool("find", "Find statements", asked.Find, FoundStatements, find),
        Tool("trace", "Trace a quotation", asked.Trace, answers.Trace, trace),
        Tool("speaker", "Look up a speaker", asked.Speaker, answers.People, speaker),
        Tool("cite", "Cite", asked.Cite, answers.Citation, cite),
    )
}
