"""The rows of the corrections on both back ends."""

import hashlib
from dataclasses import replace

import pytest

from onrecord.archive import ledger, store
from onrecord.archive.anchors import anchors
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.ledger import Home
from onrecord.archive.store import Read
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source


def put(archive: Archive, record: Record, location: str = "page.html", fetched: str | None = None) -> None:
    data = record.article.text.encode()
    source = Source(location, data, "text/plain", hashlib.sha256(data).hexdigest(), fetched=fetched)
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, Read(source, record), keep_bytes=False)


@pytest.fixture
def filled(archive: Archive, record: Record) -> Archive:
    put(archive, record)
    return archive


@pytest.fixture
def made(record: Record) -> Decision:
    anchor = {"page": "page.html", "content": anchors(record.article.text, record.statements[0].content)}
    return Decision("reject", "a1", "s1", {}, "Ann", "", "2026-01-01T00:00:00.000000Z", anchor)


def keep(archive: Archive, *decisions: Decision) -> list[bool]:
    with writing(archive) as connection:
        return [ledger.keep(connection, decision) for decision in decisions]


def all_of(archive: Archive, article: str | None = None, statement: str | None = None) -> list[Decision]:
    with reading(archive) as connection:
        return ledger.all_of(connection, article, statement)


def test_a_decision_is_kept_once_and_comes_back_as_it_was(filled: Archive, made: Decision) -> None:
    assert keep(filled, made, made) == [True, False]
    assert all_of(filled) == [made]
    with reading(filled) as connection:
        assert ledger.numbered(connection, all_of(filled)[0].id or 0) == made


def test_decisions_can_be_asked_for_by_article_and_statement(filled: Archive, made: Decision) -> None:
    other = replace(made, statement="s2")
    keep(filled, made, other)
    assert all_of(filled, "a1") == [made, other]
    assert all_of(filled, "a1", "s2") == [other]
    assert all_of(filled, "a2") == []


def test_a_decision_is_kept_whose_words_no_reading_has(filled: Archive, made: Decision) -> None:
    assert keep(filled, replace(made, statement="s77")) == [True]


def test_a_decision_about_another_version_of_a_known_page_is_kept_and_found(filled: Archive, made: Decision) -> None:
    foreign = replace(made, article="a0")
    keep(filled, foreign)
    with reading(filled) as connection:
        home = ledger.homes(connection, ["a1"])["a1"]
        assert home == Home("page.html", ("a1",))
        assert ledger.about(connection, home) == [foreign]


@pytest.mark.parametrize("page", [None, "other.html"])
def test_a_decision_about_an_unknown_page_is_refused(filled: Archive, made: Decision, page: str | None) -> None:
    with pytest.raises(OnRecordError) as caught:
        keep(filled, replace(made, article="a0", anchor={**made.anchor, "page": page}))
    assert (caught.value.code, caught.value.where) == ("OR404", "a0")


def test_a_decision_without_a_time_is_refused(filled: Archive, made: Decision) -> None:
    with pytest.raises(OnRecordError, match="it has no time"):
        keep(filled, replace(made, at=""))


def test_an_undo_of_nothing_is_refused(filled: Archive, made: Decision) -> None:
    with pytest.raises(OnRecordError, match="OR404 decision d0"):
        keep(filled, replace(made, action="undo", value={"decision": "d0"}))


def test_there_is_no_decision_of_an_unknown_number(filled: Archive) -> None:
    with reading(filled) as connection, pytest.raises(OnRecordError, match="OR404 decision 9"):
        ledger.numbered(connection, 9)


def test_the_current_article_of_a_page_is_known_by_its_key_and_by_every_version(
    filled: Archive, record: Record
) -> None:
    newer = replace(record, article=replace(record.article, id="a2"))
    put(filled, newer, fetched="2026-01-01T00:00:00Z")
    with reading(filled) as connection:
        assert ledger.currents(connection, {"a1", "none"}) == {"a1": "a2", "page.html": "a2"}
        assert ledger.currents(connection, {"page.html"}) == {"page.html": "a2", "a1": "a2", "a2": "a2"}
        assert ledger.homes(connection, ["a2"])["a2"].versions == ("a1", "a2")


def test_a_name_is_heard_of_from_articles_and_from_decisions(filled: Archive, made: Decision) -> None:
    keep(filled, replace(made, action="speaker", value={"name": "Ida Moss"}))
    with reading(filled) as connection:
        heard = [ledger.is_heard_of(connection, name) for name in ("Ilva Brandt", "Ida Moss", "Tom Hale")]
    assert heard == [True, True, False]


def test_the_latest_time_is_known(filled: Archive, made: Decision) -> None:
    with reading(filled) as connection:
        assert ledger.last_hour(connection) is None
    keep(filled, made)
    with reading(filled) as connection:
        assert ledger.last_hour(connection) == made.at
