"""Dates that cannot be so are reported, not believed."""

from datetime import UTC, datetime, timedelta

from onrecord.clean.plausible import plausible
from onrecord.model import Article, Dated


def article(published: str, modified: str | None = None) -> Article:
    return Article(
        "a1", "text", published=Dated(published, "JSON-LD"), modified=Dated(modified, "x") if modified else None
    )


def test_a_date_after_the_capture_is_doubted() -> None:
    read = plausible(article("2023-08-05"), "2023-08-03T10:00:00Z")
    assert read.published is None
    assert [(one.field, one.found) for one in read.doubted] == [("published", "2023-08-05")]
    assert "after the capture on 2023-08-03" in read.doubted[0].reason
    assert "JSON-LD" in read.doubted[0].reason


def test_a_date_may_be_a_day_ahead_for_its_time_zone() -> None:
    assert plausible(article("2023-08-04"), "2023-08-03T23:00:00Z").published is not None


def test_a_date_before_the_web_is_doubted() -> None:
    read = plausible(article("1985-01-01", "2023-01-01"))
    assert read.published is None
    assert read.modified is not None
    assert "before there were web sites" in read.doubted[0].reason


def test_without_a_time_of_capture_a_page_cannot_come_from_the_future() -> None:
    coming = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()
    assert plausible(article(coming)).published is None
    assert plausible(article("2020-02-02")).published == Dated("2020-02-02", "JSON-LD")
