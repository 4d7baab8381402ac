"""The terminal: consoles, the speakers' colours, and errors on one line.

Adds nothing to the record. Everything that comes from an input passes through `visible`, so that it can neither steer
the terminal nor reorder what is read on it; markup in it is never interpreted.
"""

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TextIO

from cyclopts import Parameter

from onrecord.errors import OnRecordError
from onrecord.export.visible import one_line

if TYPE_CHECKING:
    from rich.console import Console

# Each has a contrast of at least 4 to 1 on black and on white alike, since a terminal does not say which it is.
PALETTE: Final = ("#0087af", "#af5f00", "#d700d7", "#008700", "#d7005f", "#875fd7", "#5f8700", "#5f5fff")
WIDTH: Final = 80

NoColour = Annotated[bool, Parameter(name="--no-color", help="No colour. NO_COLOR in the environment does the same.")]


def prepare_output() -> None:
    """Make standard output and standard error UTF-8 that never fails on a character, whatever the locale.

    Where standard error was closed from the start, what is said there goes nowhere.
    """
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def console(*, no_colour: bool = False, errors: bool = False) -> "Console":
    """A console for the output or for errors: in colour only on a terminal, 80 columns wide where none is known."""
    from rich.console import Console  # noqa: PLC0415 - start-up time

    stream = sys.stderr if errors else sys.stdout
    known = stream.isatty() or os.environ.get("COLUMNS")
    return Console(
        file=stream,
        stderr=errors,
        no_color=no_colour or None,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if known else WIDTH,
    )


def forget(stream: TextIO) -> None:
    """Let go of what a stream still holds and cannot write: Python would complain about it when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def report(error: OnRecordError) -> None:
    """Print the error on one line of standard error, its code in colour on a terminal."""
    say(one_line(str(error)), code=error.code)


def say(message: str, code: str = "") -> None:
    """Print one line, already visible, on standard error; `code` is the part at its start that stands out.

    Where standard error cannot be written the line is lost, since there is no other place to say it.
    """
    if not sys.stderr.isatty():
        try:
            print(message, file=sys.stderr)
        except OSError:
            forget(sys.stderr)
        return
    from rich.text import Text  # noqa: PLC0415 - start-up time

    line = Text(message)
    line.stylize("bold red", 0, len(code))
    console(errors=True).print(line, soft_wrap=True)


def style(number: int | None) -> str:
    """The style of a speaker by the number that the views show; plain for an unknown speaker."""
    return "" if number is None else PALETTE[(number - 1) % len(PALETTE)]
