"""`onrecord follow`: feeds are asked when they are due, and the pages of their new entries go into the archive.

Adds nothing that the archive's own `follow` does not. Ctrl-C ends it at any time; nothing is lost, and the next call
goes on where it was.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from cyclopts import Parameter

from onrecord.cli import INTERRUPTED
from onrecord.cli.archive import ArchiveOption, opened
from onrecord.cli.inputs import Fast, Rules, method_of
from onrecord.cli.progress import counted
from onrecord.cli.terminal import report, say
from onrecord.cli.web_options import (
    DELAY,
    MAX_PAGES,
    TIMEOUT,
    Delay,
    IgnoreRobots,
    MaxPages,
    Private,
    Timeout,
    web_of,
)
from onrecord.errors import CODES, OnRecordError
from onrecord.export.visible import one_line
from onrecord.export.words import count

if TYPE_CHECKING:
    from onrecord.archive.connect import Archive
    from onrecord.archive.feeds import Followed
    from onrecord.archive.follow import Plan, Polled, Round
    from onrecord.archive.runs import Failure

EVERY: Final = 30.0
# So many are asked before their new pages are stored.
_GROUP: Final = 20
# Another process may follow new feeds meanwhile.
_LOOK: Final = 60.0

Feeds = Annotated[
    list[str] | None,
    Parameter(name="FEED", help="Addresses of feeds or OPML lists, or OPML files, to follow from now on."),
]


def follow(  # noqa: PLR0913 - one parameter an option
    feeds: Feeds = None,
    /,
    *,
    once: Annotated[bool, Parameter(help="Ask the feeds that are due, and end.")] = False,
    every: Annotated[
        float, Parameter(help="Minutes between two polls of a feed, at least; quiet ones have more.")
    ] = EVERY,
    list_: Annotated[bool, Parameter(name="--list", help="Show what is followed, and end.")] = False,
    remove: Annotated[list[str] | None, Parameter(help="Follow this feed no more, and end; its pages stay.")] = None,
    archive: ArchiveOption = None,
    keep_bytes: Annotated[bool, Parameter(help="Keep the pages’ bytes as well as what was read from them.")] = False,
    fast: Fast = False,
    rules: Rules = False,
    delay: Delay = DELAY,
    timeout: Timeout = TIMEOUT,
    max_pages: MaxPages = MAX_PAGES,
    ignore_robots: IgnoreRobots = False,
    allow_private_addresses: Private = False,
) -> int:
    """Follow feeds: their new pages are read and stored.

    Returns 2 when, in the last round, a feed could not be asked or a page not be read, else 0; 130 when interrupted.
    """
    web = web_of(
        allow_private_addresses=allow_private_addresses,
        delay=delay,
        timeout=timeout,
        ignore_robots=ignore_robots,
        max_pages=max_pages,
    )
    if not 1 <= every <= 1440:
        raise OnRecordError("OR301", "--every", "Give minutes, from 1 to 1440.", f"{every:g}")
    from onrecord.archive.follow import Plan  # noqa: PLC0415 - start-up time
    from onrecord.archive.ingest import Settings  # noqa: PLC0415 - start-up time

    settings = Settings(method=method_of(fast=fast, rules=rules), keep_bytes=keep_bytes)
    addresses = [address for feed in feeds or [] for address in _addresses(feed)]
    with opened(archive, create=bool(addresses)) as store:
        if list_ or remove:
            return _manage(store, remove or [], show=list_)
        _add(store, addresses)
        return _run(store, Plan(web, timedelta(minutes=every), settings), once=once)


def _manage(store: "Archive", remove: Sequence[str], *, show: bool) -> int:
    from onrecord.archive.connect import reading, writing  # noqa: PLC0415 - start-up time
    from onrecord.archive.feeds import followed, forget  # noqa: PLC0415 - start-up time

    if remove:
        with writing(store) as connection:
            for url in remove:
                forget(connection, url)
    if show:
        with reading(store) as connection:
            for one in followed(connection):
                print(_line(one))
    return 0


def _line(one: "Followed") -> str:
    """One feed, with tabs between its address, its next poll, how the last one went, and its title."""
    parts = (one.url, one.next_poll or "never", one.note or "not asked yet", one.title or "")
    return "\t".join(one_line(part) for part in parts).rstrip()


def _add(store: "Archive", addresses: Sequence[str]) -> None:
    from onrecord.archive.connect import reading, writing  # noqa: PLC0415 - start-up time
    from onrecord.archive.feeds import follow as follow_these  # noqa: PLC0415 - start-up time
    from onrecord.archive.feeds import wait  # noqa: PLC0415 - start-up time

    if addresses:
        with writing(store) as connection:
            added = follow_these(connection, addresses)
        say(f"following {count(added, 'more feed')}" if added else "these feeds were followed already")
    with reading(store) as connection:
        if wait(connection) is None:
            raise OnRecordError("OR301", "onrecord follow", "Name the address of a feed.", "no feed is followed yet")


def _addresses(feed: str) -> Iterator[str]:
    """The addresses that one argument stands for. Raises OR101, OR113, OR121."""
    from onrecord.read.addresses import is_web, parse  # noqa: PLC0415 - start-up time
    from onrecord.read.capture import from_path  # noqa: PLC0415 - start-up time
    from onrecord.read.feed import feeds  # noqa: PLC0415 - start-up time

    if is_web(feed):
        yield parse(feed).url
    elif "://" in feed:
        parse(feed)
    else:
        yield from feeds(from_path(Path(feed)).data, feed)


def _run(store: "Archive", plan: "Plan", *, once: bool) -> int:
    """Ask what is due, wait, and so on; with `once` until nothing is due."""
    failed = False
    try:
        while True:
            done = _round(store, plan)
            if done is None:
                if once:
                    return 2 if failed else 0
                _pause(store)
                continue
            failed = _shown(store, done) or (failed and once)
            if done.summary and done.summary.state == "interrupted":
                break
    except KeyboardInterrupt:
        pass
    say("stopped; call it again to go on")
    return INTERRUPTED


def _round(store: "Archive", plan: "Plan") -> "Round | None":
    """One round over the feeds that are due; `None` where none is."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.feeds import due  # noqa: PLC0415 - start-up time
    from onrecord.archive.follow import go_round  # noqa: PLC0415 - start-up time

    with reading(store) as connection:
        group = due(connection, _GROUP)
    return go_round(store, group, plan) if group else None


def _pause(store: "Archive") -> None:
    """Wait until a feed is due, or for a minute."""
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.feeds import wait  # noqa: PLC0415 - start-up time

    with reading(store) as connection:
        seconds = wait(connection)
    time.sleep(min(_LOOK, max(1.0, _LOOK if seconds is None else seconds)))


def _shown(store: "Archive", done: "Round") -> bool:
    """Say what a round brought; whether something in it failed."""
    for one in done.polled:
        _say_feed(one)
    if done.summary:
        say(f"{one_line(store.where)}: {counted(done.summary.counts)}")
    failures = _failures(store, done)
    for failure in failures:
        detail = f" ({failure.detail})" if failure.detail else ""
        line = f"{failure.code} {failure.location}: {CODES.get(failure.code, 'an error')}{detail}. {failure.remedy}"
        say(one_line(line), code=failure.code)
    return bool(failures) or any(one.error for one in done.polled)


def _failures(store: "Archive", done: "Round") -> "list[Failure]":
    from onrecord.archive.connect import reading  # noqa: PLC0415 - start-up time
    from onrecord.archive.runs import failures  # noqa: PLC0415 - start-up time

    if not done.summary:
        return []
    with reading(store) as connection:
        return failures(connection, done.summary.run)


def _say_feed(one: "Polled") -> None:
    if one.error:
        report(one.error)
    elif one.state == "list":
        say(f"{one_line(one.before.url)}: a list of {count(len(one.listed), 'feed')}, followed from now on")
    else:
        say(f"{one_line(one.before.url)}: {one.after.note}")
