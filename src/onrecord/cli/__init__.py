"""The command line: what `onrecord` does with its arguments, and how it ends.

Exit codes: 0 done, 1 findings, nothing found or damage (each command says which), 2 an error (its code is on standard
error), 130 interrupted, 141 the reader of the output went away. Refuses to show a traceback for anything but a defect
of OnRecord itself.
"""

import sys
from collections.abc import Sequence

from onrecord.errors import OnRecordError

INTERRUPTED = 130
PIPE_CLOSED = 141
STANDARD_OUTPUT = "standard output"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`sys.argv` without arguments) and return the exit code."""
    from onrecord.cli.terminal import forget, prepare_output, report  # noqa: PLC0415 - start-up time

    prepare_output()
    try:
        return _complete(sys.argv[1:] if arguments is None else list(arguments))
    except OnRecordError as error:
        report(error)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        forget(sys.stdout)
        return PIPE_CLOSED


def _complete(arguments: list[str]) -> int:
    """Run a command until all that it printed is written; raises OR201 where that fails."""
    from onrecord.cli.terminal import forget  # noqa: PLC0415 - start-up time

    # Python has no stream at all for a descriptor that was closed from the start.
    if sys.stdout is None:
        raise _unwritable("it is closed")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # An error of writing names no file; any other one would be a defect, and is shown as such.
        if error.filename is not None:
            raise
        forget(sys.stdout)
        raise _unwritable(error.strerror or str(error)) from error
    return code


def _unwritable(detail: str) -> OnRecordError:
    return OnRecordError("OR201", STANDARD_OUTPUT, "Send it to another place.", detail)


def _run(arguments: list[str]) -> int:
    from cyclopts import CycloptsError  # noqa: PLC0415 - start-up time

    from onrecord.cli.app import app  # noqa: PLC0415 - start-up time

    try:
        result = app(arguments)
    except CycloptsError as error:
        command = " ".join(["onrecord", *(error.command_chain or ())])
        detail = " ".join(str(error).split()).rstrip(".")
        raise OnRecordError("OR301", command, f"See “{command} --help”.", detail) from error
    return result if isinstance(result, int) else 0
