"""The command line: what `onrecord` does with its arguments, and how it ends.

Exit codes: 0 done, 1 findings (`check` only), 2 an error (its code is on standard error), 130 interrupted, 141 the
reader of the output went away. Refuses to show a traceback for anything but a defect of OnRecord itself.
"""

import os
import sys
from collections.abc import Sequence

from onrecord.errors import OnRecordError

INTERRUPTED = 130
PIPE_CLOSED = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`sys.argv` without arguments) and return the exit code."""
    from onrecord.cli.terminal import prepare_output, report  # noqa: PLC0415 - start-up time

    prepare_output()
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except OnRecordError as error:
        report(error)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered has no reader; without this, Python would complain about it when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code


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
