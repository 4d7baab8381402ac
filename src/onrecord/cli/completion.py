"""`onrecord completion`: the script that lets a shell complete OnRecord's commands and options."""

from typing import Annotated, Literal

from cyclopts import Parameter


def completion(shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(help="Which shell.")], /) -> int:
    """Print a shell's completion script.

    Returns 0.
    """
    from onrecord.cli.app import app  # noqa: PLC0415 - it imports this module

    print(app.generate_completion(prog_name="onrecord", shell=shell))
    return 0
