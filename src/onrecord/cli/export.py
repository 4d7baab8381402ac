"""`onrecord export` and `onrecord cite`: articles of the archive in the formats of other tools."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.terminal import report, say
from onrecord.cli.trace import catch_up
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.archive.connect import Archive
    from onrecord.export.formats import Format
    from onrecord.export.told import Told
    from onrecord.model import Record, Statement

_EACH: Final = 500
_HOW: Final = "Name articles, or give --all with --out; see --help."

As = Annotated[str, Parameter(name="--as", help="The format; --list names them.")]
Out = Annotated[Path | None, Parameter(help="The folder for the files; it is made where there is none.")]
Base = Annotated[str | None, Parameter(help="The address at which the archive is served, for identifiers.")]


def export(  # noqa: PLR0913 - one parameter an option
    ids: Annotated[list[str] | None, Parameter(name="ID", help="Articles, by id or address.")] = None,
    /,
    *,
    as_: As = "record",
    out: Out = None,
    all_: Annotated[bool, Parameter(name="--all", help="Every article that is the newest of its page.")] = False,
    untraced: Annotated[bool, Parameter(help="Leave out lineage: much faster for many articles.")] = False,
    base: Base = None,
    list_: Annotated[bool, Parameter(name="--list", help="List the formats.")] = False,
    archive: ArchiveOption = None,
) -> int:
    """Give articles of the archive in another tool's format.

    Returns 0, or 2 where an article could not be given; the others are.
    """
    from onrecord.export import formats  # noqa: PLC0415 - start-up time

    if list_:
        for one in formats.FORMATS.values():
            print(f"{one.name:14} {one.title} ({one.of})")
        return 0
    if bool(ids) == all_ or (out is None and (all_ or len(ids or ()) > 1)):
        raise OnRecordError("OR301", "onrecord export", _HOW)
    format_ = formats.known(as_, "article", "utterances")
    traced = not untraced or format_.of == "utterances"
    with opened(archive) as store:
        if traced:
            catch_up(store)
        return _written(store, list(ids or ()), format_, out, base, traced=traced)


def cite(
    id_: Annotated[str, Parameter(name="ID", help="An article’s id or address, or ARTICLE#s12 for a statement.")],
    /,
    *,
    as_: As = "text",
    base: Base = None,
    archive: ArchiveOption = None,
) -> int:
    """Cite an article of the archive, or one of its statements.

    Returns 0.
    """
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.provenance import named, provenance  # noqa: PLC0415
    from onrecord.export import formats  # noqa: PLC0415
    from onrecord.export.told import Told  # noqa: PLC0415

    format_ = formats.known(as_, "citation")
    with opened(archive) as store, reading(store) as connection:
        article, statement = named(connection, id_)
        record, _ = provenance(connection, article)
    chosen = _statement(record, id_, statement) if statement else None
    _print(formats.citation(format_, Told(record, base=_base(base)), chosen))
    return 0


def _statement(record: "Record", name: str, statement: str) -> "Statement":
    for one in record.statements:
        if one.id == statement:
            return one
    raise OnRecordError("OR404", name, "“onrecord show” lists the statements of an article.")


def _base(base: str | None) -> str | None:
    """The address without a slash at its end. Raises OR301 where it is none of the web's."""
    if base is not None and not base.startswith(("http://", "https://")):
        raise OnRecordError("OR301", "--base", "Give an address that begins with https:// or http://.", base)
    return base.rstrip("/") if base else None


def _written(
    store: "Archive", ids: list[str], format_: "Format", out: Path | None, base: str | None, *, traced: bool
) -> int:
    """Write each article into a file of the folder, or one to standard output."""
    address, failed, done = _base(base), 0, 0
    for name in ids or _all(store):
        try:
            data, article = _made(store, name, format_, address, traced=traced)
            _put(data, article, format_, out)
        except OnRecordError as error:
            if error.code in {"OR115", "OR201"}:
                raise
            report(error)
            failed += 1
        done += 1
        if out and done % _EACH == 0:
            say(f"{done:,} articles")
    if out:
        say(f"wrote {done - failed:,} of {done:,} articles into {out}")
    return 2 if failed else 0


def _all(store: "Archive") -> Iterator[str]:
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.lookup import current  # noqa: PLC0415

    with reading(store) as connection:
        yield from current(connection)


def _made(store: "Archive", name: str, format_: "Format", base: str | None, *, traced: bool) -> tuple[bytes, str]:
    from onrecord.export import formats  # noqa: PLC0415 - start-up time

    told = _told(store, name, base, traced=traced)
    made = (
        formats.utterances(format_, told.utterances) if format_.of == "utterances" else formats.article(format_, told)
    )
    return made, told.record.article.id


def _told(store: "Archive", name: str, base: str | None, *, traced: bool) -> "Told":
    """The record of an article as people have corrected it, with its trace."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.provenance import named, provenance  # noqa: PLC0415
    from onrecord.export.told import Told  # noqa: PLC0415
    from onrecord.trace.tracing import trace_article  # noqa: PLC0415

    with reading(store) as connection:
        record, _ = provenance(connection, named(connection, name)[0])
    if not traced:
        return Told(record, base=base)
    found = trace_article(store, record.article.id)
    return Told(record, found.utterances, found.derivations, base)


def _put(data: bytes, article: str, format_: "Format", out: Path | None) -> None:
    if out is None:
        _print(data)
        return
    target = out / f"{article}{format_.suffix}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise OnRecordError("OR201", str(target), "Choose another folder.", error.strerror or "") from error


def _print(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
