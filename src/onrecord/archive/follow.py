"""Following feeds: each is asked when it is due, and the pages of its new entries go into the archive.

Adds pages as `onrecord add` does, with what the feed says of them. A feed with news is asked more often than a quiet
one, within bounds; one that fails is left alone for longer each time; one that is gone for good is not asked again.
What a poll brought counts as seen only when its pages are stored, so that nothing is lost to a crash in between.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection

from onrecord.archive.announced import New, is_open, new_pages, usual
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.feeds import Followed, change, now, stamp, unfold
from onrecord.archive.ingest import Progress, Settings, Summary, ingest, silent
from onrecord.archive.runs import method_version
from onrecord.archive.store import begin_run
from onrecord.errors import OnRecordError
from onrecord.read import feed as feeds_read
from onrecord.read.fetch import Fetched, Web, succeeded
from onrecord.read.items import Item
from onrecord.read.polite import BUSY, asked
from onrecord.read.web import page

COMMAND: Final = "follow"
MOST: Final = timedelta(days=1)
"""The longest pause between two polls of a feed."""
GONE: Final = "gone for good (status 410)"

State = Literal["news", "quiet", "failed", "gone", "list"]


@dataclass(frozen=True, slots=True)
class Polled:
    """What asking a feed brought: its state before and after, its new pages, and the feeds that it names where it is a
    list of feeds."""

    before: Followed
    after: Followed
    state: State
    new: tuple[New, ...] = ()
    listed: tuple[str, ...] = ()
    error: OnRecordError | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """What asking several feeds brought, and how the run went that stored their pages; `None` where there were none."""

    polled: tuple[Polled, ...]
    summary: Summary | None


@dataclass(frozen=True, slots=True)
class Plan:
    """How to follow: how the web is asked, the shortest pause between two polls of a feed, and how pages are read."""

    web: Web
    every: timedelta = timedelta(minutes=30)
    settings: Settings = field(default_factory=Settings)


def go_round(archive: Archive, group: Sequence[Followed], plan: Plan, progress: Progress = silent) -> Round:
    """Ask these feeds, one after the other, and store their new pages. Raises OR403.

    An interrupt while feeds are asked is raised; while pages are stored it ends the run as interrupted, and those feeds
    are as before, so that they are due at once.
    """
    polled = tuple(poll(archive, one, plan) for one in group)
    news = [one for one in polled if one.new]
    with writing(archive) as connection:
        for one in polled:
            if not one.new:
                _settle(connection, one)
        arguments = {"feeds": [one.before.url for one in news]}
        run = begin_run(connection, COMMAND, arguments, method_version(plan.settings.method)) if news else 0
    if not news:
        return Round(polled, None)
    summary = ingest(archive, _items(news, plan.web), run, plan.settings, progress)
    if summary.state == "finished":
        with writing(archive) as connection:
            for one in news:
                _settle(connection, one)
    return Round(polled, summary)


def poll(archive: Archive, one: Followed, plan: Plan) -> Polled:
    """Ask a feed. What the web does is never raised: a failure is a state of the feed. Nothing is stored."""
    pause = plan.every
    try:
        found = asked(one.url, plan.web, _conditions(one), robots=False)
        if found.status == 410:
            return Polled(one, replace(one, polled=stamp(now()), next_poll=None, failures=0, note=GONE), "gone")
        if found.status == 304:
            return Polled(one, _settled(one, found, pause, 0), "quiet")
        if found.status in BUSY and found.retry_after is not None:
            pause = max(pause, timedelta(seconds=min(found.retry_after, MOST.total_seconds())))
        return _read(archive, one, succeeded(found), plan)
    except OnRecordError as error:
        return Polled(one, _failed(one, error, pause), "failed", error=error)


def _conditions(one: Followed) -> Mapping[str, str]:
    found = {"If-None-Match": one.etag, "If-Modified-Since": one.last_modified}
    return {name: value for name, value in found.items() if value}


def _read(archive: Archive, one: Followed, found: Fetched, plan: Plan) -> Polled:
    if feeds_read.kind(found.data) == "opml":
        listed = tuple(url for url in feeds_read.feeds(found.data, found.url, found.encoding) if usual(url))
        return Polled(one, one, "list", listed=listed)
    feed = feeds_read.feed(found.data, found.url, found.encoding)
    with reading(archive) as connection:
        new = new_pages(connection, feed.entries, found.requested)
    after = replace(_settled(one, found, plan.every, len(new)), title=feed.title or one.title)
    if len(new) > plan.web.max_pages:
        after = _unseen(after)
    return Polled(one, after, "news" if new else "quiet", new[: plan.web.max_pages])


def _settled(one: Followed, found: Fetched, every: timedelta, news: int) -> Followed:
    """The feed after a poll that went well: news halve the pause until the next, none make it half as long again."""
    usual = _pause(one) or every
    pause = max(every, usual / 2) if news or not one.polled else max(every, min(MOST, usual * 1.5))
    return replace(
        one,
        url=found.moved or one.url,
        etag=found.etag or (one.etag if found.status == 304 else None),
        last_modified=found.last_modified or (one.last_modified if found.status == 304 else None),
        polled=stamp(now()),
        next_poll=stamp(now() + pause),
        failures=0,
        note=f"{news} new" if news else "nothing new",
    )


def _failed(one: Followed, error: OnRecordError, pause: timedelta) -> Followed:
    """The feed after a poll that failed: each failure in a row doubles the pause."""
    pause = max(pause, min(MOST, pause * 2 ** min(one.failures, 10)))
    note = f"{error.code} {error.detail}".strip()[:200]
    return replace(one, polled=stamp(now()), next_poll=stamp(now() + pause), failures=one.failures + 1, note=note)


def _pause(one: Followed) -> timedelta | None:
    """The pause that came before this poll, as it was planned; none after a failure, which made it longer."""
    if not one.polled or not one.next_poll or one.failures:
        return None
    return max(timedelta(), datetime.fromisoformat(one.next_poll) - datetime.fromisoformat(one.polled))


def _items(polled: Sequence[Polled], web: Web) -> Iterator[Item]:
    """The new pages of the feeds, fetched one by one, each once."""
    new = {one.url: one for feed in polled for one in feed.new}
    return (page(one.url, web, one.stated) for one in new.values())


def _settle(connection: Connection, polled: Polled) -> None:
    """Store a feed's new state. Where a page is to be tried again the feed will be asked for all of it."""
    after = polled.after
    if polled.listed:
        unfold(connection, polled.before.url, polled.listed)
    elif is_open(connection, polled.new):
        change(connection, polled.before.url, _unseen(after))
    else:
        change(connection, polled.before.url, after)


def _unseen(after: Followed) -> Followed:
    """The feed as one that has to send all of it again, since not everything in it was dealt with."""
    return replace(after, etag=None, last_modified=None)
