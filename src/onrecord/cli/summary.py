"""What a run did: counts by outcome, what failed and why, and the file of errors that can be fed back in.

Adds nothing to the archive.
"""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.cli import INTERRUPTED
from onrecord.cli.jobs import Job, write_failures
from onrecord.cli.progress import counted
from onrecord.cli.terminal import say
from onrecord.errors import CODES
from onrecord.export.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.archive.connect import Archive
    from onrecord.archive.ingest import Summary
    from onrecord.archive.runs import Failure

TOP: Final = 10
"""How many failures, and how many reasons for skipping, are told one by one."""


def conclude(archive: "Archive", summary: "Summary", job: Job, errors: str | None = None) -> int:
    """Print what a run did and write what failed to a file: to `errors`, else beside the archive if anything failed.

    Returns the exit code: 0, 2 when an input failed, 130 when the run was interrupted. Raises OR201.
    """
    from onrecord.archive import runs  # noqa: PLC0415 - start-up time
    from onrecord.archive.connect import reading  # noqa: PLC0415

    with reading(archive) as connection:
        failures = runs.failures(connection, summary.run)
        reasons = runs.reasons(connection, summary.run)
    _tell_failures(failures)
    if errors is not None or failures:
        _write(Path(errors or beside(archive, summary.run)), failures, job)
    if summary.state == "interrupted":
        say(f"interrupted; go on with: {again(archive)}")
    _print(f"{archive.where}: {counted(summary.counts)}", failures, reasons)
    return INTERRUPTED if summary.state == "interrupted" else 2 if failures else 0


def again(archive: "Archive") -> str:
    """The command that goes on with a run of this archive."""
    return f"onrecord add --archive {shlex.quote(one_line(archive.where))} --resume"


def beside(archive: "Archive", run: int) -> str:
    """Where a run's errors are written unless another file is named: beside the archive's file, or in this folder."""
    home = Path("onrecord.db" if "://" in archive.where else archive.where)
    return str(home.with_name(f"{home.stem}-errors-{run}.jsonl"))


def _tell_failures(failures: "Sequence[Failure]") -> None:
    """The first failures one by one on standard error, as if they had just been raised."""
    for one in failures[:TOP]:
        detail = f" ({one.detail})" if one.detail else ""
        say(one_line(f"{one.code} {one.location}: {_meaning(one.code)}{detail}. {one.remedy}"), code=one.code)
    if len(failures) > TOP:
        say(f"… and {len(failures) - TOP:,} more")


def _meaning(code: str) -> str:
    return CODES.get(code, "an error that another version of OnRecord knows")


def _print(counts: str, failures: "Sequence[Failure]", reasons: dict[str, int]) -> None:
    """The counts by outcome, then those by code and by reason."""
    print(one_line(counts))
    codes = [failure.code for failure in failures]
    for code in sorted(set(codes)):
        print(f"  {codes.count(code):,} failed: {code} {_meaning(code)}")
    for reason, number in list(reasons.items())[:TOP]:
        print(f"  {number:,} skipped: {one_line(reason)}")
    if len(reasons) > TOP:
        print(f"  {sum(list(reasons.values())[TOP:]):,} skipped for {len(reasons) - TOP} other reasons")


def _write(file: Path, failures: "Sequence[Failure]", job: Job) -> None:
    write_failures(file, failures, job)
    if failures:
        name = one_line(str(file))
        say(f"wrote {name}; to read these again: onrecord add --retry {shlex.quote(name)}")
