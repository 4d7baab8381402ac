"""`onrecord review`: the subcommands that show what waits and what was decided, and that carry decisions elsewhere.

Adds decisions only with `import`, and those are other people's.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final, Literal

from cyclopts import Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.inputs import STANDARD_INPUT
from onrecord.cli.review import Manner, Who, decider, line
from onrecord.cli.terminal import NoColour, console, report, say
from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line
from onrecord.export.words import count

if TYPE_CHECKING:
    from onrecord.archive.review import Waiting, Wanted
    from onrecord.archive.standing import Entry
    from onrecord.cli.view import Line

LIMIT: Final = 20
LOGGED: Final = 50

Article = Annotated[str | None, Parameter(name="--article", help="Only of this article.")]
Speaker = Annotated[str | None, Parameter(name="--speaker", help="Only of the speaker of this name.")]
Outlet = Annotated[str | None, Parameter(name="--outlet", help="Only of the outlet of this name or domain.")]
Kind = Annotated[Manner | None, Parameter(name="--kind", help="Only of this kind.")]
Below = Annotated[float | None, Parameter(name="--below", help="Only what is less sure than this, from 0 to 1.")]
Unresolved = Annotated[bool, Parameter(name="--unresolved", help="Only what has no known speaker.")]
Disputed = Annotated[bool, Parameter(name="--disputed", help="Only what people disagree about.")]
Jsonl = Annotated[bool, Parameter(name="--jsonl", help="Print one JSON object a line.")]
State = Literal["counts", "overruled", "undone", "lost", "undoes"]


def list_(  # noqa: PLR0913 - one parameter an option
    *,
    article: Article = None,
    speaker: Speaker = None,
    outlet: Outlet = None,
    kind: Kind = None,
    below: Below = None,
    unresolved: Unresolved = False,
    disputed: Disputed = False,
    limit: Annotated[int, Parameter(help="At most so many.")] = LIMIT,
    archive: ArchiveOption = None,
    no_color: NoColour = False,
) -> int:
    """List what waits for a person."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.review import queue  # noqa: PLC0415
    from onrecord.cli.view import put  # noqa: PLC0415

    wanted = _wanted(
        article=article, speaker=speaker, outlet=outlet, kind=kind,
        below=below, unresolved=unresolved, disputed=disputed,
    )  # fmt: skip
    with opened(archive) as store, reading(store) as connection:
        shown = list(islice(queue(connection, wanted), max(1, limit)))
    output = console(no_colour=no_color)
    for waiting in shown:
        put(_lines(waiting), output)
    say(f"{count(len(shown), 'statement')} shown" if shown else "nothing waits")
    return 0


def _wanted(**limits: Any) -> "Wanted":
    from onrecord.archive.review import Wanted  # noqa: PLC0415 - start-up time

    if limits["below"] is not None and not 0 <= limits["below"] <= 1:
        raise OnRecordError("OR301", "--below", "Give a number from 0 to 1.", f"{limits['below']}")
    return Wanted(**limits)


def _lines(waiting: "Waiting") -> "Iterator[Line]":
    """One entry: its name and why it waits, where it is from, whose it is, and its words."""
    from rich.text import Text  # noqa: PLC0415 - start-up time

    from onrecord.cli.view import INDENT, Line  # noqa: PLC0415

    yield Line(Text(", ".join(one_line(r) for r in waiting.reasons)), Text(f"{one_line(waiting.where)} ", "bold"))
    about = (waiting.outlet, waiting.published, waiting.title)
    yield Line(Text(" · ".join(one_line(part) for part in about if part), "dim"), Text(INDENT))
    whose = waiting.speaker or (f"“{waiting.source}” (speaker not known)" if waiting.source else "speaker not known")
    cue = f"“{waiting.cue}”" if waiting.cue else "no reporting words"
    yield Line(Text(one_line(f"{whose} · {waiting.kind} · {cue}")), Text(INDENT))
    yield Line(Text(one_line(waiting.text)), Text(INDENT))


def log(
    id_: Annotated[str | None, Parameter(name="ID", help="Only of this article, or statement.")] = None,
    /,
    *,
    state: Annotated[State | None, Parameter(help="Only what has this state.")] = None,
    limit: Annotated[int, Parameter(help="At most so many, the latest ones.")] = LOGGED,
    archive: ArchiveOption = None,
) -> int:
    """Show the decisions, and which of them count."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.standing import Standing  # noqa: PLC0415

    article, _, statement = (id_ or "").partition("#")
    with opened(archive) as store, reading(store) as connection:
        last = max(1, limit) if state is None else None
        entries = Standing(connection).history(article or None, statement or None, last)
    chosen = [entry for entry in entries if state in (None, entry.state)]
    for entry in chosen[-max(1, limit) :]:
        print(_entry(entry))
    if not chosen:
        say("there are no such decisions")
    return 0


def _entry(entry: "Entry") -> str:
    state = one_line(f"{entry.state} {entry.why}")
    return f"{line(entry.decision)}, {entry.decision.at[:16]}Z: {state}"


def export(  # noqa: PLR0913 - one parameter an option
    *,
    queue: Annotated[bool, Parameter(help="What waits, instead of what was decided.")] = False,
    article: Article = None,
    speaker: Speaker = None,
    outlet: Outlet = None,
    kind: Kind = None,
    below: Below = None,
    unresolved: Unresolved = False,
    disputed: Disputed = False,
    archive: ArchiveOption = None,
) -> int:
    """Print all decisions, or the queue, as JSON lines."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.replay import exported, exported_queue  # noqa: PLC0415

    limits = {
        "article": article, "speaker": speaker, "outlet": outlet, "kind": kind,
        "below": below, "unresolved": unresolved, "disputed": disputed,
    }  # fmt: skip
    if not queue and any(limit not in (None, False) for limit in limits.values()):
        raise OnRecordError("OR301", "onrecord review export", "Give --queue too: decisions are exported all together.")
    with opened(archive) as store, reading(store) as connection:
        _print(exported_queue(connection, _wanted(**limits)) if queue else exported(connection))
    return 0


def _print(lines: Iterable[dict[str, Any]]) -> None:
    from onrecord.export.json import dumps  # noqa: PLC0415 - start-up time

    for one in lines:
        print(dumps(one))


def import_(
    file: Annotated[str, Parameter(name="FILE", help="JSON lines; “-” is standard input.", allow_leading_hyphen=True)],
    /,
    *,
    archive: ArchiveOption = None,
    who: Who = None,
) -> int:
    """Take the decisions of a file; returns 2 where a line of it was bad."""
    from onrecord.archive.replay import lines_of, replay  # noqa: PLC0415 - start-up time

    name = STANDARD_INPUT if file == "-" else file
    with opened(archive) as store, _stream(file, name) as stream:
        done = replay(store, lines_of(stream), one_line(name), decider(who), report)
    undecided = f", {count(done.undecided, 'line')} without a decision" if done.undecided else ""
    say(f"{done.added} added, {done.known} there already, {done.refused} refused{undecided}")
    return 2 if done.refused else 0


@contextmanager
def _stream(file: str, name: str) -> Iterator[BinaryIO]:
    """The bytes of a file or of standard input. Raises OR101, OR102, OR103."""
    if file == "-":
        if sys.stdin is None:
            raise OnRecordError("OR103", name, "Give it a file, or name one.", "it is closed")
        yield sys.stdin.buffer
        return
    path = Path(file)
    if path.is_dir():
        raise OnRecordError("OR102", name, "Name a file in it.")
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise OnRecordError("OR101", name, "Check the path; nothing was read.") from None
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise OnRecordError("OR103", name, "Check that you may read it.", detail) from None
    with stream:
        yield stream
