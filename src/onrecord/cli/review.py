"""`onrecord review`: the subcommands that decide, each a decision of one person, kept beside what the machine found.

Adds decisions to the archive; several at once are all taken, or none of them.
"""

import getpass
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from cyclopts import Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.archive.decision import Decision

VARIABLE: Final = "ONRECORD_WHO"

Who = Annotated[
    str | None, Parameter(name="--who", help="Who decides: a name; else ONRECORD_WHO, else the login name.")
]
Why = Annotated[str, Parameter(name="--why", help="Why, in a sentence.")]
Id = Annotated[str, Parameter(name="ID", help="The statement, as ARTICLE#s3.")]
Ids = Annotated[list[str], Parameter(name="ID", help="The statements, as ARTICLE#s3.")]
Spans = list[str] | None
Group = Literal["person", "organisation", "group", "unnamed"]
Manner = Literal["direct", "indirect", "mixed"]


def accept(ids: Ids, /, *, archive: ArchiveOption = None, who: Who = None, why: Why = "") -> int:
    """Accept statements as they are."""
    return _decide(archive, [("accept", *statement(id_), {}) for id_ in ids], who, why)


def reject(ids: Ids, /, *, archive: ArchiveOption = None, who: Who = None, why: Why = "") -> int:
    """Reject statements."""
    return _decide(archive, [("reject", *statement(id_), {}) for id_ in ids], who, why)


def speaker(  # noqa: PLR0913 - one parameter an option
    id_: Id,
    name: Annotated[str | None, Parameter(name="NAME", help="A speaker of the article, or a new name.")] = None,
    /,
    *,
    kind: Annotated[Group | None, Parameter(help="What a new speaker is; a person, unless you say so.")] = None,
    new: Annotated[bool, Parameter(help="A new speaker, also where another goes by that name.")] = False,
    unknown: Annotated[bool, Parameter(help="Nobody knows who said it.")] = False,
    archive: ArchiveOption = None,
    who: Who = None,
    why: Why = "",
) -> int:
    """Say whose statement it is."""
    if (name is None) is not unknown:
        raise OnRecordError("OR301", "onrecord review speaker", "Give either a name or --unknown.")
    value = {"name": name, "kind": kind, "new": new}
    return _decide(archive, [("speaker", *statement(id_), value)], who, why)


def kind(
    id_: Id,
    kind: Annotated[Manner, Parameter(name="KIND", help="The kind.")],
    /,
    *,
    archive: ArchiveOption = None,
    who: Who = None,
    why: Why = "",
) -> int:
    """Say of what kind a statement is."""
    return _decide(archive, [("kind", *statement(id_), {"kind": kind})], who, why)


def span(  # noqa: PLR0913 - one parameter an option
    id_: Id,
    /,
    *,
    content: Annotated[Spans, Parameter(help="What was said; may be given several times.")] = None,
    cue: Annotated[Spans, Parameter(help="The reporting words; may be given several times.")] = None,
    source: Annotated[Spans, Parameter(help="The words that name the speaker; may be given several times.")] = None,
    no_cue: Annotated[bool, Parameter(help="There are no reporting words.")] = False,
    no_source: Annotated[bool, Parameter(help="No words name the speaker.")] = False,
    archive: ArchiveOption = None,
    who: Who = None,
    why: Why = "",
) -> int:
    """Say which words are a statement's content, cue or source."""
    if (cue and no_cue) or (source and no_source):
        raise OnRecordError("OR301", "onrecord review span", "Give either words or that there are none.")
    given = {"content": content, "cue": [] if no_cue else cue, "source": [] if no_source else source}
    value = {role: words for role, words in given.items() if words is not None}
    return _decide(archive, [("span", *statement(id_), value)], who, why)


def merge(
    name: Annotated[str, Parameter(name="NAME", help="The name, or ARTICLE/NAME for one article only.")],
    into: Annotated[str, Parameter(name="INTO", help="The name that is kept.")],
    /,
    *,
    archive: ArchiveOption = None,
    who: Who = None,
    why: Why = "",
) -> int:
    """Say that two names are one speaker's."""
    return _decide(archive, [("merge", None, None, {"name": name, "into": into})], who, why)


def split(
    name: Annotated[str, Parameter(name="NAME", help="The name of the speaker so far.")],
    new: Annotated[str, Parameter(name="NEW", help="The name of the other speaker.")],
    ids: Annotated[list[str], Parameter(name="ID", help="The other speaker's statements (ARTICLE#s3) or articles.")],
    /,
    *,
    archive: ArchiveOption = None,
    who: Who = None,
    why: Why = "",
) -> int:
    """Say that some statements or articles mean another speaker."""
    value = {"name": name, "as": new, "parts": list(ids)}
    return _decide(archive, [("split", None, None, value)], who, why)


def undo(
    number: Annotated[int, Parameter(name="NUMBER", help="The decision, as “onrecord review log” numbers it.")],
    /,
    *,
    archive: ArchiveOption = None,
    who: Who = None,
    why: Why = "",
) -> int:
    """Undo a decision."""
    return _decide(archive, [("undo", None, None, {"number": number})], who, why)


def statement(id_: str) -> tuple[str, str]:
    """The article and the statement of “a1#s3”. Raises OR301."""
    article, _, name = id_.partition("#")
    if not article or not name:
        raise OnRecordError("OR301", id_, "A statement is named as ARTICLE#s3.", "this names no statement")
    return article, name


def decider(who: str | None) -> str:
    """Who decides: by option, by environment, or the one who is logged in. Raises OR301 where there is nobody."""
    name = who or os.environ.get(VARIABLE)
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise OnRecordError("OR301", "--who", "Name yourself with --who.", "nobody is logged in") from None


Told = tuple[str, str | None, str | None, Mapping[str, Any]]


def _decide(archive: str | None, told: Sequence[Told], who: str | None, why: str) -> int:
    """Take decisions, all or none, and print them."""
    from onrecord.archive.connect import writing  # noqa: PLC0415 - start-up time
    from onrecord.archive.decision import Decision  # noqa: PLC0415
    from onrecord.archive.decisions import decide  # noqa: PLC0415

    name = decider(who)
    with opened(archive) as store, writing(store) as connection:
        made = []
        for action, article, id_, value in told:
            where, found = _FOUND.get(action, _as_given)(connection, article, value)
            made.append(decide(connection, Decision(action, where, id_, found, name, why)))
    for decision in made:
        print(line(decision))
    return 0


def line(decision: "Decision") -> str:
    """A decision on one line: its number, what was decided, of what, by whom."""
    value = decision.value
    what = {
        "speaker": lambda: f" {value['name'] or 'unknown'}",
        "kind": lambda: f" {value['kind']}",
        "span": lambda: "".join(f" {role}" for role in value),
        "merge": lambda: f" {value['name']} → {value['into']}",
        "split": lambda: f" {value['name']} → {value['as']}",
    }.get(decision.action, str)()
    why = f" ({decision.why})" if decision.why else ""
    return one_line(f"{decision.id} {decision.where}: {decision.action}{what}, {decision.who}{why}")


def _as_given(_: "Connection", article: str | None, value: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    return article, value


def _numbered(
    connection: "Connection", _: str | None, value: Mapping[str, Any]
) -> tuple[str | None, Mapping[str, Any]]:
    from onrecord.archive.ledger import numbered  # noqa: PLC0415 - start-up time

    return None, {"decision": numbered(connection, value["number"]).key}


def _merged(connection: "Connection", _: str | None, value: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    """“a1/Brandt” means the article's speaker; where there is no such article, the slash is part of a name."""
    from onrecord.archive.ledger import homes  # noqa: PLC0415 - start-up time

    article, slash, name = value["name"].partition("/")
    if slash and homes(connection, [article]):
        return article, {**value, "name": name}
    return None, value


def _spans(
    connection: "Connection", article: str | None, value: Mapping[str, Any]
) -> tuple[str | None, Mapping[str, Any]]:
    from onrecord.archive.store import record  # noqa: PLC0415 - start-up time
    from onrecord.archive.worded import place_of  # noqa: PLC0415

    text = record(connection, article or "").article.text
    return article, {role: [place_of(text, words, f"--{role}") for words in given] for role, given in value.items()}


_FOUND: Final = {"undo": _numbered, "merge": _merged, "span": _spans}
