"""Which pages of a feed are fetched, on both back ends."""

import hashlib
from datetime import timedelta

from sqlalchemy import Connection

from onrecord.archive.announced import New, is_open, new_pages
from onrecord.archive.connect import Archive, writing
from onrecord.archive.feeds import now, stamp
from onrecord.archive.store import Read, begin_run, put
from onrecord.errors import OnRecordError
from onrecord.model import Source
from onrecord.read.entries import Entry
from onrecord.read.items import Skipped, Unread
from onrecord.record import read

PIER = "https://news.example/pier"
FEED = "https://news.example/feed"


def urls(connection: Connection, *entries: Entry) -> list[str]:
    return [one.url for one in new_pages(connection, entries, FEED)]


def store(connection: Connection, fetched: str) -> None:
    data = b"Pier shut\n\n\xe2\x80\x9cIt is shut,\xe2\x80\x9d said Ilva Brandt."
    source = Source(PIER, data, "text/plain", hashlib.sha256(data).hexdigest(), PIER, fetched=fetched)
    put(
        connection,
        begin_run(connection, "follow", {}, "rules"),
        Read(source, read(source, method="rules")),
        keep_bytes=False,
    )


def test_a_page_is_new_until_it_is_stored(archive: Archive) -> None:
    with writing(archive) as connection:
        assert urls(connection, Entry(PIER)) == [PIER]
        store(connection, stamp(now()))
        assert urls(connection, Entry(PIER), Entry(PIER + "#comments")) == []


def test_what_the_feed_says_goes_with_the_page(archive: Archive) -> None:
    with writing(archive) as connection:
        (found,) = new_pages(connection, [Entry(PIER, "Pier shut", published="2026-08-03")], FEED)
    assert found.stated.title == "Pier shut"
    assert FEED in found.stated.origin


def test_addresses_that_cannot_be_fetched_are_left_out(archive: Archive) -> None:
    with writing(archive) as connection:
        assert urls(connection, Entry(None), Entry("mailto:a@b.example"), Entry("http://["), Entry(PIER)) == [PIER]


def test_a_page_modified_since_is_fetched_again_but_not_too_often(archive: Archive) -> None:
    later = stamp(now())
    with writing(archive) as connection:
        store(connection, stamp(now() - timedelta(hours=7)))
        assert urls(connection, Entry(PIER, modified=later)) == [PIER]
        assert urls(connection, Entry(PIER, modified="2020-01-01T00:00:00Z")) == []
        assert urls(connection, Entry(PIER, modified=later.removesuffix("Z"))) == []
        assert urls(connection, Entry(PIER, modified="soon")) == []
        store(connection, stamp(now() - timedelta(hours=1)))
        assert urls(connection, Entry(PIER, modified=later)) == []


def test_a_page_that_failed_is_tried_three_times_and_what_is_no_page_once(archive: Archive) -> None:
    entry, picture = Entry(PIER), Entry("https://news.example/picture")
    failed = Unread(PIER, OnRecordError("OR123", PIER, "Check the address."))
    with writing(archive) as connection:
        for left in (True, True, False):
            put(connection, begin_run(connection, "follow", {}, "rules"), failed, keep_bytes=False)
            assert bool(urls(connection, entry)) is left
        run = begin_run(connection, "follow", {}, "rules")
        put(connection, run, Skipped("https://news.example/picture", "image/png"), keep_bytes=False)
        assert urls(connection, picture) == []


def test_a_page_is_open_until_it_is_stored_or_given_up(archive: Archive) -> None:
    with writing(archive) as connection:
        new: tuple[New, ...] = new_pages(connection, [Entry(PIER)], FEED)
        assert is_open(connection, new)
        store(connection, stamp(now()))
        assert not is_open(connection, new)


def test_very_many_pages_are_looked_up(archive: Archive) -> None:
    entries = [Entry(f"{PIER}/{number}") for number in range(1200)]
    with writing(archive) as connection:
        assert len(urls(connection, *entries)) == 1200
