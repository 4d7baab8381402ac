"""`onrecord add`: sources of every kind into the archive, with a summary and a list of what failed.

Adds what was read and what went wrong. What is there already stays as it is, so that adding the same again changes
nothing, and a run that was cut short goes on where it stopped.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.inputs import As, Fast, Rules, method_of
from onrecord.cli.jobs import Job, of_run, retried
from onrecord.cli.progress import Counted, progress
from onrecord.cli.summary import again, conclude
from onrecord.cli.terminal import say
from onrecord.cli.web_options import DELAY, MAX_PAGES, TIMEOUT, Delay, IgnoreRobots, MaxPages, Private, Timeout
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.archive.connect import Archive
    from onrecord.archive.ingest import Summary
    from onrecord.archive.runs import Run

Sources = Annotated[
    list[str] | None,
    Parameter(name="SOURCE", help="Files, folders, patterns and addresses; “-” is standard input.",
              allow_leading_hyphen=True),
]  # fmt: skip
Columns = Annotated[
    str | None,
    Parameter(name="--columns", help="Which columns of a table are which fields: text=body,url=link,published=date."),
]
Resume = Annotated[bool, Parameter(name="--resume", help="Go on with the last run that was cut short.")]
Retry = Annotated[str | None, Parameter(name="--retry", help="Read again what this file of errors lists.")]
Errors = Annotated[
    str | None,
    Parameter(name="--errors", help="Write what failed to this file, instead of a file beside the archive."),
]
Jobs = Annotated[
    int, Parameter(name="--jobs", help="Read on this many processes (1: in this one), instead of one for each core.")
]
Fetch = Annotated[
    bool, Parameter(name="--fetch", help="Fetch also what feeds, OPML lists and site maps in files name.")
]
KeepBytes = Annotated[bool, Parameter(name="--keep-bytes", help="Keep the pages themselves too.")]


def add(  # noqa: PLR0913 - one parameter an option
    sources: Sources = None,
    /,
    *,
    archive: ArchiveOption = None,
    resume: Resume = False,
    retry: Retry = None,
    errors: Errors = None,
    as_: As = None,
    columns: Columns = None,
    fast: Fast = False,
    rules: Rules = False,
    keep_bytes: KeepBytes = False,
    fetch: Fetch = False,
    jobs: Jobs = 0,
    allow_private_addresses: Private = False,
    delay: Delay = DELAY,
    timeout: Timeout = TIMEOUT,
    ignore_robots: IgnoreRobots = False,
    max_pages: MaxPages = MAX_PAGES,
) -> int:
    """Read sources into the archive, which is made where there is none.

    Returns 0, or 2 when an input could not be read, or 130 when it was interrupted.
    """
    given = _given(
        as_=as_, columns=_columns(columns), method=method_of(fast=fast, rules=rules), keep_bytes=keep_bytes,
        web=_given_web(
            fetch=fetch, allow_private_addresses=allow_private_addresses, delay=delay, timeout=timeout,
            ignore_robots=ignore_robots, max_pages=max_pages,
        ),
    )  # fmt: skip
    _check(sources or [], given, resume=resume, retry=retry, jobs=jobs)
    job = replace(retried(retry) if retry else Job(sources or []), **given)
    with opened(archive, create=not resume) as store:
        run = _unfinished(store) if resume else None
        job = of_run(run, store.where) if resume else job
        return conclude(store, _added(store, job, run, jobs), job, errors)


def _given(**options: Any) -> dict[str, Any]:
    """The options that were given, and not left as they are."""
    return {name: value for name, value in options.items() if value}


def _given_web(*, fetch: bool, **options: Any) -> dict[str, Any]:
    """All options for fetching, after a look at them; none where none was given."""
    usual = {"delay": DELAY, "timeout": TIMEOUT, "max_pages": MAX_PAGES}
    if not fetch and all(value == usual.get(name, False) for name, value in options.items()):
        return {}
    from onrecord.cli.web_options import web_of  # noqa: PLC0415 - start-up time

    web_of(**options)
    return options


def _columns(columns: str | None) -> dict[str, str]:
    from onrecord.read.items import columns_of  # noqa: PLC0415 - start-up time

    return columns_of(columns) if columns else {}


def _check(sources: list[str], given: dict[str, Any], *, resume: bool, retry: str | None, jobs: int) -> None:
    """Refuse what does not go together, and an option that the parser took for a source."""
    for source in sources:
        if source.startswith("-") and source != "-":
            raise OnRecordError(
                "OR301", source, "See --help; a file of this name is “./-…”.", "there is no such option"
            )
    if bool(sources) + resume + (retry is not None) != 1:
        raise OnRecordError("OR301", "onrecord add", "Give either sources, or --resume, or --retry FILE.")
    if resume and given:
        raise OnRecordError("OR301", "onrecord add --resume", "Leave out options: the run goes on with its own.")
    if jobs < 0:
        raise OnRecordError("OR301", "--jobs", "Give 1 or more.", f"{jobs}")


def _unfinished(archive: "Archive") -> "Run | None":
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.runs import unfinished  # noqa: PLC0415

    with reading(archive) as connection:
        return unfinished(connection)


def _added(archive: "Archive", job: Job, run: "Run | None", jobs: int) -> "Summary":
    """Begin a run, or go on with one, and bring it to its end; say how to go on where that cannot be."""
    from onrecord.archive import runs  # noqa: PLC0415 - start-up time
    from onrecord.archive.connect import writing  # noqa: PLC0415
    from onrecord.archive.ingest import ingest  # noqa: PLC0415
    from onrecord.archive.store import begin_run  # noqa: PLC0415
    from onrecord.read.files import items  # noqa: PLC0415
    from onrecord.read.items import never  # noqa: PLC0415

    options, settings = job.options(), job.settings(jobs)
    with writing(archive) as connection:
        number = run.id if run else begin_run(connection, runs.ADD, job.arguments(), runs.method_version(job.method))
        counts = runs.go_on(connection, number) if run else {}
    found = items(job.sources, options, job.skip(runs.done(archive, number) if run else never))
    left = runs.left(archive, number, found) if run else found
    try:
        with Counted(job.count) as total, progress(total, sum(counts.values())) as tell:
            return ingest(archive, left, number, settings, tell)
    except BaseException:
        say(f"stopped; what was added is kept. Go on with: {again(archive)}")
        raise
