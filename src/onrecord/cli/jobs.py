"""What is to be added and how: as options say it, as an unfinished run says it, or as a file of errors says it.

Adds nothing to the archive. A job is kept with its run, so that the run can go on with just that.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from onrecord.cli.inputs import Format, Method
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.archive.ingest import Settings
    from onrecord.archive.runs import Failure, Run
    from onrecord.read.items import Options

_NOT_OURS: Final = "Give it a file that “onrecord add” wrote: one JSON object a line, each with a “location”."
# What a line of the file of errors says beside the error: how its input was read.
_SAME: Final = ("as_", "columns", "method", "keep_bytes")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be added and how. `only` are the locations meant of all that the sources hold; empty means all.

    `web` are the options for fetching, by the names of their parameters; without any, addresses that are sources are
    fetched in the default way, and those that only stand in a file are not.
    """

    sources: Sequence[str]
    as_: Format | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    method: Method | None = None
    keep_bytes: bool = False
    web: Mapping[str, Any] = field(default_factory=dict)
    only: Sequence[str] = field(default_factory=list)

    def arguments(self) -> dict[str, Any]:
        """What a run keeps, to go on with: the job, and the folder that its relative paths start from."""
        return asdict(self) | {"folder": str(Path.cwd())}

    def options(self) -> "Options":
        """How its sources are read."""
        from onrecord.cli.web_options import web_of  # noqa: PLC0415 - start-up time
        from onrecord.read.items import Options  # noqa: PLC0415

        return Options(self.as_, self.columns, web_of(**self.web) if self.web else None)

    def settings(self, jobs: int) -> "Settings":
        """How its pages are added."""
        from onrecord.archive.ingest import Settings  # noqa: PLC0415 - start-up time

        return Settings(self.as_, self.method, self.keep_bytes, jobs)

    def skip(self, done: Callable[[str], bool]) -> Callable[[str], bool]:
        """Which locations are left out: those that are done, and those that are not meant."""
        if not self.only:
            return done
        only = frozenset(self.only)
        return lambda location: not any(part in only for part in _parts(location)) or done(location)

    def count(self, stopped: Callable[[], bool]) -> int | None:
        """How many inputs the sources hold, found by leaving all of them out; `None` where that cannot be known
        without fetching them or using them up. Ends the thread that it runs in when it is `stopped`."""
        from onrecord.read.files import items  # noqa: PLC0415 - start-up time

        if self.web or any("://" in source or source == "-" for source in self.sources):
            return None
        found, left_out = 0, self.skip(lambda _: False)

        def tally(location: str) -> bool:
            nonlocal found
            if stopped():
                raise SystemExit
            found += not left_out(location)
            return True

        beside = sum(1 for _ in items(self.sources, self.options(), tally))
        return found + beside


def of_run(run: "Run | None", archive: str) -> Job:
    """The job of a run that was cut short. Raises OR408 without one, and in another folder than the run's."""
    if run is None:
        raise OnRecordError("OR408", archive, "Name what you want to add.", "every run came to its end")
    kept = dict(run.arguments)
    folder = kept.pop("folder", "")
    if folder != str(Path.cwd()) and any(_is_relative(source) for source in kept["sources"]):
        raise OnRecordError("OR408", archive, f"Go to {folder} first.", "the run was started in another folder")
    return Job(**kept)


def _is_relative(source: str) -> bool:
    return "://" not in source and source != "-" and not Path(source).is_absolute()


def retried(file: str) -> Job:
    """The job of reading again what a file of errors lists. Raises OR103 and OR301 for a file that is none."""
    try:
        lines = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").split("\n") if line.strip()]
        locations = [str(line["location"]) for line in lines]
        said = [line.get("options", {}) for line in lines]
        job = Job(list(dict.fromkeys(map(_whole, locations))), only=locations, **(said[0] if said else {}))
    except OSError as error:
        raise OnRecordError("OR103", file, "Check that you may read it.", error.strerror or "") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise OnRecordError("OR301", f"--retry {file}", _NOT_OURS) from None
    if any(one != said[0] for one in said):
        raise OnRecordError(
            "OR301", f"--retry {file}", "Give the lines of one run.", "they were read in different ways"
        )
    return job


def _whole(location: str) -> str:
    """The file or address that a location is in: “a.jsonl” for “a.jsonl#17”, unless there is a file of that name."""
    parts = _parts(location)
    return next((part for part in parts if "://" not in part and Path(part).exists()), parts[-1])


def _parts(location: str) -> list[str]:
    """The location and what it is in, innermost first: “a.wacz#b.warc#17”, “a.wacz#b.warc”, “a.wacz”."""
    cuts = [at for at, letter in enumerate(location) if letter == "#"]
    return [location, *(location[:at] for at in reversed(cuts))]


def write_failures(file: Path, failures: Sequence["Failure"], job: Job) -> None:
    """Write the failures as JSON lines that `retried` reads. Raises OR201."""
    default = {one.name: getattr(Job(()), one.name) for one in fields(Job)}
    options = {name: getattr(job, name) for name in _SAME if getattr(job, name) != default[name]}
    lines = [json.dumps(asdict(one) | ({"options": options} if options else {})) for one in failures]
    try:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise OnRecordError("OR201", str(file), "Name another file with --errors.", error.strerror or "") from error
