"""Whence a stored page is read again: from its kept bytes, else where it was found, else from its stored text.

Adds sources with the bytes that were read at first, told by their hash; a file that has changed since is another page
and is not read. Nothing is fetched.
"""

import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, RowMapping, select

from onrecord.archive import lookup, pool, rows
from onrecord.archive.connect import Archive, reading
from onrecord.archive.pool import Format, Method
from onrecord.archive.schema import captures, runs, sources
from onrecord.archive.worker import Answer
from onrecord.errors import OnRecordError
from onrecord.model import Article, Source

Origin: TypeAlias = Literal["kept bytes", "the original", "the stored text"]

# Media types of sources on their way to a reading process only: how a page was to be read at first, and an article
# that was read already.
_AS: Final[Mapping[str, str]] = {"html": "text/html; as=html", "text": "text/plain; as=text"}
_FORMATS: Final[Mapping[str, Format]] = {_AS["html"]: "html", _AS["text"]: "text"}
_ARTICLE: Final = "application/vnd.onrecord.article"


@dataclass(frozen=True, slots=True)
class Original:
    """A page to be read again, and whence."""

    article: str
    origin: Origin
    source: Source


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page was found: its row of `sources`, the file that held it, and its name in that file."""

    row: RowMapping
    file: Path
    inside: str


def reader(method: Method | None) -> Callable[[Source], Answer]:
    """The function that reads an original again; it can be sent to another process."""
    return partial(_read, method)


def _read(method: Method | None, source: Source) -> Answer:
    from onrecord.record import of_article  # noqa: PLC0415 - with workers, only they read

    if source.media_type != _ARTICLE:
        return pool.reader(_FORMATS.get(source.media_type), method)(source)
    article: Article = pickle.loads(source.data)
    try:
        return of_article(article, method)
    except OnRecordError as error:
        return error
    except Exception as error:
        return pool.defect(error, source.location)


def originals(archive: Archive, ids: Sequence[str]) -> Iterator[Original]:
    """What the articles of these ids are read from: those whose bytes are kept and those of which only the text is, in
    their order, and then the others, file by file."""
    waiting: dict[Path, dict[str, list[str]]] = {}
    for id_ in ids:
        with reading(archive) as connection:
            found = _kept(connection, id_)
            places = [] if found else _places(connection, id_)
        if found:
            yield found
        elif places:
            waiting.setdefault(places[0].file, {}).setdefault(places[0].inside, []).append(id_)
        else:
            yield _stored(archive, id_)
    for file, by_name in waiting.items():
        yield from _of_file(archive, file, by_name)


def _rows(connection: Connection, article: str) -> Sequence[RowMapping]:
    """Where an article was found, the last place first, with what its run was told."""
    query = select(sources, runs.c.arguments).join(runs, runs.c.id == sources.c.run_id)
    query = query.where(sources.c.article_id == article).order_by(sources.c.id.desc())
    return connection.execute(query).mappings().all()


def _kept(connection: Connection, article: str) -> Original | None:
    for row in _rows(connection, article):
        if connection.execute(select(captures.c.sha256).where(captures.c.sha256 == row["sha256"])).first():
            return Original(article, "kept bytes", _source(row, lookup.capture(connection, row["sha256"])))
    return None


def _source(row: RowMapping, data: bytes) -> Source:
    return Source(
        location=row["location"],
        data=data,
        media_type=_AS.get(row["arguments"].get("as_") or "", row["media_type"]),
        sha256=row["sha256"],
        url=row["url"],
        encoding=row["encoding"],
        fetched=row["fetched"],
        record=row["record"],
        stated=rows.stated_of(row["stated"]),
    )


def _stored(archive: Archive, article: str) -> Original:
    with reading(archive) as connection:
        kept = lookup.record(connection, article).article
    return Original(article, "the stored text", Source(article, pickle.dumps(kept), _ARTICLE, ""))


def _places(connection: Connection, article: str) -> list[_Place]:
    """Where the article was found in files that are still there."""
    return [place for row in _rows(connection, article) if (place := _place(row))]


def _place(row: RowMapping) -> _Place | None:
    """The longest part of a location that is a file, and the rest: “a.jsonl” and “#17” of “a.jsonl#17”.

    A list of addresses is no such file: what it leads to would have to be fetched.
    """
    location = row["location"]
    cuts = [len(location), *(at for at in range(len(location) - 1, 0, -1) if location[at] == "#")]
    for cut in cuts if "://" not in location else ():
        file = Path(row["arguments"].get("folder") or ".", location[:cut])
        with suppress(OSError, ValueError):
            if file.is_file():
                return None if _is_list(file) else _Place(row, file.absolute(), location[cut:])
    return None


def _is_list(file: Path) -> bool:
    from onrecord.read.dispatch import kind_of  # noqa: PLC0415 - only where files are read again

    with file.open("rb") as stream:
        return kind_of(stream, file.name) == "feed"


def _of_file(archive: Archive, file: Path, wanted: Mapping[str, Sequence[str]]) -> Iterator[Original]:
    """The originals in a file, read through once; the stored text of those that are not there as they were."""
    left = {name: list(ids) for name, ids in wanted.items()}
    with reading(archive) as connection:
        row = next(place.row for ids in wanted.values() for place in _places(connection, ids[0]))
    for name, source in _pages(file, row["arguments"], frozenset(wanted)):
        for id_ in list(left.get(name, ())):
            if (found := _same(archive, id_, file, name, source)) is not None:
                left[name].remove(id_)
                yield found
    for ids in left.values():
        yield from (_stored(archive, id_) for id_ in ids)


def _pages(file: Path, arguments: Mapping[str, Any], wanted: frozenset[str]) -> Iterator[tuple[str, Source]]:
    """The pages of a file with their names in it."""
    from onrecord.read.files import items  # noqa: PLC0415 - only where files are read again
    from onrecord.read.items import Options  # noqa: PLC0415

    where = file.as_posix()
    options = Options(arguments.get("as_"), arguments.get("columns") or {})
    for item in items([os.fspath(file)], options, lambda location: location.removeprefix(where) not in wanted):
        if isinstance(item, Source):
            yield item.location.removeprefix(where), item


def _same(archive: Archive, article: str, file: Path, name: str, source: Source) -> Original | None:
    """The original of an article, where these are the bytes that it was read from."""
    with reading(archive) as connection:
        places = _places(connection, article)
    for place in places:
        if (place.file, place.inside, place.row["sha256"]) == (file, name, source.sha256):
            return Original(article, "the original", replace(_source(place.row, source.data)))
    return None
