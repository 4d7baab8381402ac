"""Following feeds from a real web server into an archive, on both back ends."""

import socket
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from tests.website import Asked, Site, article, reply

from onrecord.archive import follow as module
from onrecord.archive import lookup
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.feeds import Followed, due, follow, followed
from onrecord.archive.follow import GONE, MOST, Plan, Round, go_round
from onrecord.archive.ingest import Settings, Summary
from onrecord.archive.schema import articles, errors, feeds, sources
from onrecord.read.fetch import Web
from onrecord.read.visits import Visits

EVERY = timedelta(minutes=30)
PAGES = {
    "/pier": article("Pier shut", "“The pier is not safe,” harbour master Ilva Brandt said.", "The council agreed."),
    "/ferry": article("Ferry late", "“The ferry waits,” harbour master Ilva Brandt said.", "The town waits too."),
}


def plan(every: timedelta = EVERY) -> Plan:
    web = Web(private=True, timeout=5, delay=0, visits=Visits(sleep=lambda seconds: None))
    return Plan(web, every, Settings(method="rules", jobs=1))


def rss(*paths: str) -> str:
    items = "".join(f"<item><link>{path}</link><title>About {path}</title></item>" for path in paths)
    return f"<rss><channel><title>Harbour Post</title>{items}</channel></rss>"


@pytest.fixture
def post(site: Site) -> Site:
    """A site with two pages and a feed that announces the first of them."""
    site.answers |= {path: reply(text) for path, text in PAGES.items()}
    site.answers["/feed"] = reply(rss("/pier"), ETag='"1"', Last_Modified="Mon, 03 Aug 2026 10:00:00 GMT")
    return site


def asked(archive: Archive, made: Plan | None = None) -> Round:
    """One round over all feeds, due or not."""
    with reading(archive) as connection:
        group = followed(connection)
    return go_round(archive, group, made or plan())


def start(archive: Archive, *urls: str) -> None:
    with writing(archive) as connection:
        follow(connection, urls)


def only(archive: Archive) -> Followed:
    with reading(archive) as connection:
        (one,) = followed(connection)
    return one


def pause(one: Followed) -> timedelta:
    assert one.polled is not None
    assert one.next_poll is not None
    return datetime.fromisoformat(one.next_poll) - datetime.fromisoformat(one.polled)


def places(archive: Archive) -> list[str]:
    with reading(archive) as connection:
        return list(connection.scalars(select(sources.c.location).order_by(sources.c.id)))


def test_the_pages_of_a_feed_are_stored_with_what_it_says(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    done = asked(archive)
    assert [one.state for one in done.polled] == ["news"]
    assert done.summary is not None
    assert done.summary.counts == {"added": 1}
    assert places(archive) == [f"{post.url}/pier"]
    with reading(archive) as connection:
        (id_,) = connection.scalars(select(articles.c.id))
        record = lookup.record(connection, id_)
    assert [speaker.name for speaker in record.speakers] == ["Ilva Brandt"]
    feed = only(archive)
    assert (feed.title, feed.etag, feed.failures, feed.note) == ("Harbour Post", '"1"', 0, "1 new")
    assert pause(feed) == EVERY


def test_an_unchanged_feed_is_not_sent_again(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    asked(archive)

    def unchanged(question: Asked, line: socket.socket) -> None:
        assert question.headers["if-none-match"] == '"1"'
        assert question.headers["if-modified-since"] == "Mon, 03 Aug 2026 10:00:00 GMT"
        line.sendall(reply("", 304, Content_Length=""))

    post.answers["/feed"] = unchanged
    done = asked(archive)
    assert [one.state for one in done.polled] == ["quiet"]
    assert done.summary is None
    feed = only(archive)
    assert (feed.etag, feed.note) == ('"1"', "nothing new")
    assert post.paths.count("/pier") == 1


def test_only_new_entries_are_fetched(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    asked(archive)
    post.answers["/feed"] = reply(rss("/ferry", "/pier"))
    asked(archive)
    assert places(archive) == [f"{post.url}/pier", f"{post.url}/ferry"]
    assert post.paths.count("/pier") == 1


def test_a_quiet_feed_is_asked_less_often_and_one_with_news_more(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    pauses = []
    for _ in range(12):
        asked(archive)
        pauses.append(pause(only(archive)))
    assert pauses[:3] == [EVERY, EVERY * 1.5, EVERY * 2.25]
    assert pauses[-1] == MOST
    post.answers["/feed"] = reply(rss("/ferry"))
    asked(archive)
    assert pause(only(archive)) == MOST / 2


def test_a_feed_that_fails_is_left_alone_for_longer_each_time(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    post.answers["/feed"] = reply("", 500)
    pauses = []
    for _ in range(8):
        (polled,) = asked(archive).polled
        assert polled.error is not None
        pauses.append(pause(only(archive)))
    assert pauses[:3] == [EVERY, EVERY * 2, EVERY * 4]
    assert pauses[-1] == MOST
    assert only(archive).failures == 8
    post.answers["/feed"] = reply(rss("/pier"))
    asked(archive)
    feed = only(archive)
    assert (feed.failures, pause(feed)) == (0, EVERY)


def test_a_busy_server_is_asked_again_when_it_says(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    post.answers["/feed"] = reply("", 429, Retry_After="7200")
    asked(archive)
    assert pause(only(archive)) == timedelta(hours=2)
    assert only(archive).note == "OR123 status 429"


def test_a_feed_that_is_gone_is_never_asked_again(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    post.answers["/feed"] = reply("", 410)
    assert [one.state for one in asked(archive).polled] == ["gone"]
    feed = only(archive)
    assert (feed.next_poll, feed.note) == (None, GONE)
    with reading(archive) as connection:
        assert due(connection, 10) == ()


def test_a_feed_that_moved_for_good_is_followed_to_its_new_address(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/old", f"{post.url}/away")
    post.answers |= {"/old": reply("", 301, Location="/feed"), "/away": reply("", 302, Location="/feed")}
    asked(archive)
    with reading(archive) as connection:
        assert [one.url for one in followed(connection)] == [f"{post.url}/away", f"{post.url}/feed"]
    assert places(archive) == [f"{post.url}/pier"]


def test_a_list_of_feeds_becomes_its_feeds(archive: Archive, post: Site) -> None:
    post.answers["/opml"] = reply("<opml><outline xmlUrl='/feed'/><outline xmlUrl='mailto:x'/></opml>")
    start(archive, f"{post.url}/opml")
    assert [one.state for one in asked(archive).polled] == ["list"]
    assert only(archive).url == f"{post.url}/feed"


def test_what_is_no_feed_is_said(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/pier")
    (polled,) = asked(archive).polled
    assert polled.error is not None
    assert polled.error.code == "OR113"


def test_a_page_that_fails_is_tried_again_and_then_given_up(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    post.answers["/feed"] = reply(rss("/pier", "/broken"), ETag='"1"')
    for tries in range(1, 5):
        asked(archive)
        assert post.paths.count("/broken") == min(tries, 3)
        assert only(archive).etag == ('"1"' if tries >= 3 else None)
    assert post.paths.count("/pier") == 1
    with reading(archive) as connection:
        assert len(connection.scalars(select(errors.c.location)).all()) == 3


def test_pages_that_robots_may_not_read_are_left_alone_and_the_feed_itself_is_read(
    archive: Archive, post: Site
) -> None:
    start(archive, f"{post.url}/feed")
    post.answers["/robots.txt"] = reply("User-agent: *\nDisallow: /")
    done = asked(archive)
    assert done.summary is not None
    assert done.summary.counts == {"failed": 1}
    assert "/pier" not in post.paths


def test_a_round_that_is_cut_short_leaves_its_feeds_due(
    archive: Archive, post: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(archive, f"{post.url}/feed")
    before = only(archive)
    monkeypatch.setattr(module, "ingest", lambda archive, items, run, *rest: Summary(run, "interrupted", {}))
    asked(archive)
    assert only(archive) == before
    monkeypatch.undo()
    asked(archive)
    assert places(archive) == [f"{post.url}/pier"]


def test_one_feed_that_fails_does_not_stop_the_others(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/broken", f"{post.url}/feed")
    assert sorted(one.state for one in asked(archive).polled) == ["failed", "news"]
    assert places(archive) == [f"{post.url}/pier"]


def test_a_page_that_two_feeds_announce_is_fetched_once(archive: Archive, post: Site) -> None:
    post.answers["/other"] = reply(rss("/pier"))
    start(archive, f"{post.url}/feed", f"{post.url}/other")
    asked(archive)
    assert post.paths.count("/pier") == 1


def test_no_more_pages_than_allowed_are_fetched_in_one_round(archive: Archive, post: Site) -> None:
    post.answers["/feed"] = reply(rss("/pier", "/ferry"))
    start(archive, f"{post.url}/feed")
    made = plan()
    one_page = replace(made, web=replace(made.web, max_pages=1))
    asked(archive, one_page)
    assert places(archive) == [f"{post.url}/pier"]
    asked(archive, one_page)
    assert places(archive) == [f"{post.url}/pier", f"{post.url}/ferry"]


def test_times_are_stored_in_utc(archive: Archive, post: Site) -> None:
    start(archive, f"{post.url}/feed")
    asked(archive)
    with reading(archive) as connection:
        row = connection.execute(select(feeds.c.polled, feeds.c.next_poll)).one()
    assert all(value.endswith("Z") for value in row)
