"""Downloads: all that a search finds, or that people decided, as lines of JSON or of CSV.

Every line is of one state of the archive, whatever is added meanwhile, and there are as many as the same search shows.
What is wrong with a request is said before the first line. Little is in memory at a time, and only so many downloads
run at once, since each keeps a state of the archive.
"""

from collections.abc import AsyncIterator, Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from threading import BoundedSemaphore
from typing import Annotated, Any, Final, Literal, TypeAlias

from fastapi import Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import Connection
from starlette.concurrency import iterate_in_threadpool

from onrecord.archive.replay import exported, exported_queue
from onrecord.errors import OnRecordError
from onrecord.export.json import dumps, to_dict
from onrecord.export.trace import line
from onrecord.trace.tracing import trace_all
from onrecord.web import state
from onrecord.web.api import cells, complete
from onrecord.web.api.answers import add_heads, operations
from onrecord.web.api.articles import Reader, shown
from onrecord.web.api.asked import Filters
from onrecord.web.api.corrections import Waits

Form: TypeAlias = Annotated[Literal["jsonl", "csv"], Path(description="Lines of JSON, or of CSV for spreadsheets.")]
Rows: TypeAlias = Callable[[Connection], Iterator[list[dict[str, Any]]]]

AT_ONCE: Final = 4
"""How many downloads run at once."""
_SLOTS: Final = BoundedSemaphore(AT_ONCE)
_JSONL, _CSV = "application/jsonl", "text/csv"
_TYPES: Final = {"jsonl": _JSONL, "csv": f"{_CSV}; charset=utf-8; header=present"}

_ARTICLE: Final = ("title", "outlet", "domain", "published", "url")
_VERSION: Final = ("version", "current")
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "statements": (
        "id", "article", "kind", "text", "speaker", "role", "speaker_kind", "source", "cue", "lemma", "stance",
        "confidence", "corrected", *_ARTICLE, *_VERSION, "content",
    ),
    "articles": ("id", "statements", *_ARTICLE, *_VERSION),
    "speakers": (
        "article", "id", "name", "kind", "role", "country", "wikidata", "aliases", "statements", *_ARTICLE,
    ),
    "corrections": ("key", "at", "who", "why", "action", "article", "statement", "value"),
    "queue": (
        "article", "statement", "text", "kind", "speaker", "cue", "source", "confidence", "title", "outlet",
        "published", "url", "reasons",
    ),
}  # fmt: skip


def _told(*types: str) -> dict[int | str, dict[str, Any]]:
    text = {"schema": {"type": "string"}}
    return {200: {"description": "The lines, as they are found.", "content": dict.fromkeys(types, text)}}


router = operations("downloads")


@router.get(
    "/downloads/statements.{form}",
    operation_id="download_statements",
    summary="All statements",
    responses=_told(_JSONL, _CSV),
    response_class=StreamingResponse,
)
def statements(request: Request, _: Reader, form: Form, asked: Annotated[Filters, Query()]) -> Response:
    """Every statement that a search finds, the newest first."""
    query = asked.query()
    return _download(request, "statements", form, lambda connection: complete.statements(connection, query))


@router.get(
    "/downloads/articles.{form}",
    operation_id="download_articles",
    summary="All articles",
    responses=_told(_JSONL, _CSV),
    response_class=StreamingResponse,
)
def articles(request: Request, _: Reader, form: Form, asked: Annotated[Filters, Query()]) -> Response:
    """Every article that a search finds, the newest first."""
    query = asked.query()
    return _download(request, "articles", form, lambda connection: complete.articles(connection, query))


@router.get(
    "/downloads/speakers.{form}",
    operation_id="download_speakers",
    summary="All speakers",
    responses=_told(_JSONL, _CSV),
    response_class=StreamingResponse,
)
def speakers(request: Request, _: Reader, form: Form, asked: Annotated[Filters, Query()]) -> Response:
    """Whose the statements are that a search finds: a line for each speaker of each article, and how many there."""
    query = asked.query()
    return _download(request, "speakers", form, lambda connection: complete.speakers(connection, query))


@router.get(
    "/downloads/corrections.{form}",
    operation_id="download_corrections",
    summary="All corrections",
    responses=_told(_JSONL, _CSV),
    response_class=StreamingResponse,
)
def corrections(request: Request, _: Reader, form: Form) -> Response:
    """Every decision, also what was undone, as “onrecord review import” takes it."""
    return _download(request, "corrections", form, lambda connection: _some(exported(connection)))


@router.get(
    "/downloads/queue.{form}",
    operation_id="download_queue",
    summary="All that waits",
    responses=_told(_JSONL, _CSV),
    response_class=StreamingResponse,
)
def queue(request: Request, _: Reader, form: Form, asked: Annotated[Waits, Query()]) -> Response:
    """All that waits for a person, in its order; with an action written in, “onrecord review import” takes it."""
    wanted = asked.wanted()
    return _download(request, "queue", form, lambda connection: _some(exported_queue(connection, wanted)))


@router.get(
    "/downloads/records.jsonl",
    operation_id="download_records",
    summary="All records",
    responses=_told(_JSONL),
    response_class=StreamingResponse,
)
def records(request: Request, _: Reader, asked: Annotated[Filters, Query()]) -> Response:
    """The whole JSON of every article that a search finds, as corrected, the newest first."""
    query = asked.query()
    return _download(request, "records", "jsonl", lambda connection: _records(connection, query))


def _records(connection: Connection, query: Any) -> Iterator[list[dict[str, Any]]]:
    for some in complete.articles(connection, query, 0):
        for one in some:
            yield [to_dict(shown(connection, one["id"], machine=False))]


@router.get(
    "/downloads/traces.jsonl",
    operation_id="download_traces",
    summary="All traces",
    responses=_told(_JSONL),
    response_class=StreamingResponse,
)
def traces(request: Request, _: Reader) -> Response:
    """Every utterance with two readings or more, the oldest first, then every article that was made from another."""
    archive = state.archive(request)
    return _download(request, "traces", "jsonl", lambda _: _some(map(line, trace_all(archive))))


def _some(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rows = iter(rows)
    while some := list(islice(rows, complete.BATCH)):
        yield some


def _download(request: Request, noun: str, form: str, rows: Rows) -> Response:
    """The lines, from the first on that is found; an error before it is an answer of its own."""
    headers = {"content-disposition": f'attachment; filename="onrecord-{noun}.{form}"'}
    if request.method == "HEAD":
        return Response(None, 200, headers, _TYPES[form])
    lines = _lines(request, noun, form, rows)
    first = next(lines, b"")
    return StreamingResponse(_sent(first, lines), 200, headers, _TYPES[form])


def _lines(request: Request, noun: str, form: str, rows: Rows) -> Generator[bytes]:
    with _slot(request), state.reading(request) as connection:
        found = rows(connection)
        if form == "jsonl":
            for some in found:
                yield "".join(f"{dumps(one)}\n" for one in some).encode()
            return
        columns, begun = _COLUMNS[noun], cells.header(_COLUMNS[noun])
        for some in found:
            yield (begun + cells.lines(map(_flat, some), columns)).encode()
            begun = ""
        yield begun.encode()


@contextmanager
def _slot(request: Request) -> Iterator[None]:
    """One of the places of those that download now. Raises OR506 where there is none."""
    if not _SLOTS.acquire(blocking=False):
        raise OnRecordError("OR506", request.url.path, "Wait until another download is done.", "10")
    try:
        yield
    finally:
        _SLOTS.release()


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its nested values in columns of their own."""
    flat = dict(row)
    if isinstance(outlet := row.get("outlet"), Mapping):
        flat |= {"outlet": outlet["name"], "domain": outlet["domain"]}
    if "reporting" in row:
        speaker, reporting = row["speaker"] or {}, row["reporting"] or {}
        flat |= {"speaker": speaker.get("name"), "role": speaker.get("role"), "speaker_kind": speaker.get("kind")}
        flat |= {"lemma": reporting.get("lemma"), "stance": reporting.get("stance")}
    return flat


async def _sent(first: bytes, lines: Generator[bytes]) -> AsyncIterator[bytes]:
    """The lines as they are sent; what they keep of the archive is let go also where the reader goes away."""
    try:
        yield first
        async for some in iterate_in_threadpool(lines):
            yield some
    finally:
        lines.close()


add_heads(router)
