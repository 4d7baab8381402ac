"""The feeds that are followed, on both back ends."""

from datetime import timedelta

import pytest

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.feeds import Followed, change, due, follow, followed, forget, now, stamp, unfold, wait
from onrecord.errors import OnRecordError

FEED = "https://news.example/feed"


def test_a_feed_is_followed_once_under_one_way_of_writing(archive: Archive) -> None:
    with writing(archive) as connection:
        assert follow(connection, [FEED, "HTTPS://NEWS.example/feed#x", "https://other.example"]) == 2
        assert follow(connection, [FEED]) == 0
        assert [one.url for one in followed(connection)] == [FEED, "https://other.example/"]


def test_an_address_that_is_refused_follows_none(archive: Archive) -> None:
    with writing(archive) as connection:
        with pytest.raises(OnRecordError, match="OR121"):
            follow(connection, [FEED, "file:///etc/passwd"])
        assert followed(connection) == ()


def test_a_feed_is_forgotten(archive: Archive) -> None:
    with writing(archive) as connection:
        follow(connection, [FEED])
        forget(connection, "https://NEWS.example/feed")
        assert followed(connection) == ()
        with pytest.raises(OnRecordError, match="OR404"):
            forget(connection, FEED)


def test_a_new_feed_is_due_at_once_and_a_planned_one_when_its_time_has_come(archive: Archive) -> None:
    with writing(archive) as connection:
        assert wait(connection) is None
        follow(connection, [FEED, "https://b.example/", "https://c.example/"])
        assert len(due(connection, 10)) == 3
        assert len(due(connection, 2)) == 2
        assert wait(connection) == 0.0
        change(connection, FEED, Followed(FEED, next_poll=stamp(now() + timedelta(hours=1))))
        change(
            connection,
            "https://b.example/",
            Followed("https://b.example/", next_poll=stamp(now() - timedelta(hours=1))),
        )
        change(connection, "https://c.example/", Followed("https://c.example/", next_poll=None))
        assert [one.url for one in due(connection, 10)] == ["https://b.example/"]
        forget(connection, "https://b.example/")
        left = wait(connection)
        assert left is not None
        assert 3500 < left <= 3600


def test_all_that_is_known_of_a_feed_comes_back(archive: Archive) -> None:
    whole = Followed(FEED, "A\0B", '"e"', "Mon", "2026-08-03T10:00:00Z", "2026-08-03T11:00:00Z", 3, "3 new")
    with writing(archive) as connection:
        follow(connection, [FEED])
        change(connection, FEED, whole)
    with reading(archive) as connection:
        (found,) = followed(connection)
    assert found.title == "A\ufffdB"
    assert (found.etag, found.failures, found.note) == ('"e"', 3, "3 new")


def test_a_feed_that_moved_takes_the_place_of_the_one_that_is_there(archive: Archive) -> None:
    with writing(archive) as connection:
        follow(connection, [FEED, "https://new.example/"])
        change(connection, FEED, Followed("https://new.example/", "Moved"))
        assert [(one.url, one.title) for one in followed(connection)] == [("https://new.example/", "Moved")]


def test_a_list_is_replaced_by_its_feeds(archive: Archive) -> None:
    with writing(archive) as connection:
        follow(connection, [FEED])
        unfold(connection, FEED, ["https://a.example/", "https://b.example/"])
        assert [one.url for one in followed(connection)] == ["https://a.example/", "https://b.example/"]
