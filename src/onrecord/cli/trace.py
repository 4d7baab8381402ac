"""`onrecord trace`: where a quotation was first reported, who printed it, what was altered, who copied from whom."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.inputs import Fast, Rules, method_of
from onrecord.cli.terminal import NoColour, console, say
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.archive.connect import Archive
    from onrecord.cli.inputs import Method
    from onrecord.model import Record
    from onrecord.trace.tracing import Trace

LIMIT: Final = 10
_SLOW: Final = 200
_HOW: Final = "Give words in quotation marks, or --statement, --article or --all --jsonl; see --help."


def trace(  # noqa: PLR0913 - one parameter an option
    words: Annotated[str | None, Parameter(name="WORDS", help="A quotation, four words or more.")] = None,
    /,
    *,
    statement: Annotated[str | None, Parameter(help="A statement of the archive, ARTICLE#s12.")] = None,
    article: Annotated[
        str | None, Parameter(help="An article: its id or address in the archive, else a file or an address.")
    ] = None,
    all_: Annotated[bool, Parameter(name="--all", help="All of the archive; with --jsonl.")] = False,
    limit: Annotated[int | None, Parameter(help="At most so many utterances; for words, 10.")] = None,
    json: Annotated[bool, Parameter(help="Print one JSON object.")] = False,
    jsonl: Annotated[
        bool, Parameter(help="Print one JSON object a line for each utterance and each derivation.")
    ] = False,
    fast: Fast = False,
    rules: Rules = False,
    archive: ArchiveOption = None,
    no_color: NoColour = False,
) -> int:
    """Trace a quotation, a statement, an article, or all.

    Returns 0 when something was found, 1 when nothing.
    """
    _check(words, statement, article, limit, all_=all_, json=json, jsonl=jsonl)
    method = method_of(fast=fast, rules=rules)
    with opened(archive) as store:
        catch_up(store)
        if all_:
            return _print_all(store)
        found = _traced(store, words, statement, article, limit, method)
    _print(found, words, article, json=json, jsonl=jsonl, no_colour=no_color)
    return 0 if _is_found(found, alone=statement is not None) else 1


def _check(  # noqa: PLR0913 - what the options say
    words: str | None,
    statement: str | None,
    article: str | None,
    limit: int | None,
    *,
    all_: bool,
    json: bool,
    jsonl: bool,
) -> None:
    if sum((words is not None, statement is not None, article is not None, all_)) != 1:
        raise OnRecordError("OR301", "onrecord trace", _HOW, "it is to trace exactly one thing")
    if all_ and not jsonl:
        raise OnRecordError("OR301", "--all", "Give --jsonl too: the whole archive is printed line by line.")
    if json and jsonl:
        raise OnRecordError("OR301", "onrecord trace", "Give only one of --json and --jsonl.")
    if limit is not None and limit < 1:
        raise OnRecordError("OR301", "--limit", "Give a number above 0.", str(limit))


def catch_up(store: "Archive") -> None:
    """Take what is new into the index; where the archive cannot be written, say what is left out."""
    from onrecord.trace import index  # noqa: PLC0415 - start-up time

    waiting = index.behind(store)
    try:
        index.catch_up(store, lambda done: say(f"indexed {done:,} articles") if waiting > _SLOW else None)
    except OnRecordError as error:
        if error.code != "OR403":
            raise
        say(f"the archive cannot be written: {waiting:,} articles are not in the index yet, and are left out")


def _traced(
    store: "Archive",
    words: str | None,
    statement: str | None,
    article: str | None,
    limit: int | None,
    method: "Method | None",
) -> "Trace":
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.provenance import named  # noqa: PLC0415
    from onrecord.trace import tracing  # noqa: PLC0415

    if words is not None:
        return tracing.trace_words(store, words, limit or LIMIT)
    if article is not None:
        return tracing.trace_article(store, _article(store, article, method), limit)
    with reading(store) as connection:
        of, name = named(connection, statement or "")
    if name is None:
        raise OnRecordError("OR404", statement or "", "Name a statement as ARTICLE#s12; “onrecord show” lists them.")
    return tracing.trace_statement(store, of, name)


def _article(store: "Archive", name: str, method: "Method | None") -> "str | Record":
    """The id of an article of the archive, else the record of a page that is not in it."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.provenance import named  # noqa: PLC0415
    from onrecord.cli import inputs  # noqa: PLC0415
    from onrecord.read.addresses import is_web  # noqa: PLC0415

    with reading(store) as connection, suppress(OnRecordError):
        return named(connection, name)[0]
    if name != "-" and not is_web(name) and not Path(name).exists():
        raise OnRecordError("OR404", name, "“onrecord find --articles” shows ids; a path or an address works too.")
    record = next(record for _, record in inputs.records([name], None, method=method))
    if record is None:
        raise OnRecordError("OR404", name, "Give a page that can be read.", "it is not in the archive either")
    return record


def _is_found(found: "Trace", *, alone: bool) -> bool:
    """Whether there is more than what was asked about."""
    return any(len(one.readings) > alone for one in found.utterances) or bool(found.derivations)


def _print_all(store: "Archive") -> int:
    from onrecord.export.json import dumps  # noqa: PLC0415 - start-up time
    from onrecord.export.trace import line  # noqa: PLC0415
    from onrecord.trace.tracing import trace_all  # noqa: PLC0415

    any_ = False
    for one in trace_all(store, _left_out):
        any_ = True
        print(dumps(line(one)))
    return 0 if any_ else 1


def _left_out(count: int) -> None:
    if count:
        say(f"left out {count:,} passages that one outlet prints again and again")


def _print(found: "Trace", words: str | None, article: str | None, *, json: bool, jsonl: bool, no_colour: bool) -> None:
    from onrecord.export.json import dumps  # noqa: PLC0415 - start-up time
    from onrecord.export.trace import line, to_dict  # noqa: PLC0415

    if json:
        print(dumps(to_dict(found.utterances, found.derivations), indent=2))
    elif jsonl:
        for lines in (map(line, found.utterances), map(line, found.derivations)):
            for one in lines:
                print(dumps(one))
    else:
        from onrecord.cli.traced import article_lines, words_lines  # noqa: PLC0415
        from onrecord.cli.view import put  # noqa: PLC0415

        put(article_lines(found) if article is not None else words_lines(found, words), console(no_colour=no_colour))
