"""The queue on both back ends."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from onrecord.archive import store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.review import Waiting, Wanted, queue
from onrecord.archive.store import Read
from onrecord.model import Outlet, Record, Source


def put(archive: Archive, record: Record, location: str, fetched: str | None = None) -> None:
    data = (location + record.article.id).encode()
    source = Source(location, data, "text/plain", hashlib.sha256(data).hexdigest(), fetched=fetched)
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, Read(source, record), keep_bytes=False)


@pytest.fixture
def filled(archive: Archive, record: Record) -> Archive:
    """Two articles with the same three statements, of different confidence."""
    first, second, third = record.statements
    sure = (replace(first, confidence=0.9), replace(second, confidence=0.5), replace(third, confidence=0.3))
    put(archive, replace(record, statements=sure), "page.html")
    other = replace(record.article, id="a2", outlet=Outlet("Tide Office", "tide.example"), title=None)
    unsure = (replace(first, confidence=0.5, speaker=None), replace(second, confidence=0.2, cue=()))
    put(archive, replace(record, article=other, statements=unsure), "other.html")
    return archive


def decided(archive: Archive, who: str, action: str, where: str, **value: Any) -> None:
    article, _, statement = where.partition("#")
    with writing(archive) as connection:
        decide(connection, Decision(action, article, statement, value, who))


def waiting(archive: Archive, **wanted: Any) -> list[Waiting]:
    with reading(archive) as connection:
        return list(queue(connection, Wanted(**wanted)))


def test_the_least_certain_come_first_and_of_equals_those_without_a_speaker(filled: Archive) -> None:
    assert [one.where for one in waiting(filled)] == ["a2#s2", "a1#s3", "a2#s1", "a1#s2", "a1#s1"]


def test_an_entry_shows_what_is_needed_to_decide_and_why_it_waits(filled: Archive) -> None:
    first, _, third, *_ = waiting(filled)
    assert first.text == "“Brandt told me that the money had gone,”"
    assert (first.speaker, first.kind, first.cue, first.source) == ("an official", "direct", "", "an official")
    assert (first.outlet, first.published, first.title) == ("Tide Office", "2023-08-01", None)
    assert first.reasons == ("confidence 0.20", "the speaker has no name", "no reporting words")
    assert third.reasons == ("confidence 0.50", "no speaker is known")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"article": "a1"}, ["a1#s3", "a1#s2", "a1#s1"]),
        ({"speaker": "ilva brandt"}, ["a1#s3", "a1#s1"]),
        ({"outlet": "tide office"}, ["a2#s2", "a2#s1"]),
        ({"outlet": "TIDE.example"}, ["a2#s2", "a2#s1"]),
        ({"kind": "indirect"}, ["a1#s3"]),
        ({"below": 0.5}, ["a2#s2", "a1#s3"]),
        ({"unresolved": True}, ["a2#s1"]),
        ({"disputed": True}, []),
    ],
)
def test_the_queue_can_be_narrowed_down(filled: Archive, wanted: dict[str, Any], found: list[str]) -> None:
    assert [one.where for one in waiting(filled, **wanted)] == found


def test_what_somebody_has_decided_on_waits_no_more(filled: Archive) -> None:
    decided(filled, "Ann", "accept", "a2#s2")
    decided(filled, "Ann", "reject", "a1#s3")
    assert [one.where for one in waiting(filled)] == ["a2#s1", "a1#s2", "a1#s1"]


def test_what_people_disagree_about_comes_first_and_says_who(filled: Archive) -> None:
    decided(filled, "Ann", "reject", "a1#s1")
    decided(filled, "Bob", "accept", "a1#s1")
    first, *rest = waiting(filled)
    assert first.where == "a1#s1"
    assert first.reasons[0].startswith("Ann and Bob disagree (decisions ")
    assert first.reasons[0].endswith("): whether it is a statement")
    assert "a1#s1" not in [one.where for one in rest]
    assert [one.where for one in waiting(filled, disputed=True)] == ["a1#s1"]
    assert waiting(filled, disputed=True, article="a2") == []


def test_older_versions_of_a_page_do_not_wait(filled: Archive, record: Record) -> None:
    newer = replace(record, article=replace(record.article, id="a3"), statements=())
    put(filled, newer, "page.html", "2026-01-01T00:00:00Z")
    assert [one.where for one in waiting(filled)] == ["a2#s2", "a2#s1"]


def test_a_decision_on_an_old_version_counts_for_the_new_one(filled: Archive, record: Record) -> None:
    decided(filled, "Ann", "accept", "a1#s1")
    put(filled, replace(record, article=replace(record.article, id="a3")), "page.html", "2026-01-01T00:00:00Z")
    assert "a3#s1" not in [one.where for one in waiting(filled)]


def test_a_statement_whose_correction_lost_its_words_waits_again(filled: Archive, record: Record) -> None:
    decided(filled, "Ann", "accept", "a1#s2")
    first, second, third = record.statements
    shorter = replace(second, content=(second.content[0]._replace(end=second.content[0].end - 9),))
    with writing(filled) as connection:
        run = store.begin_run(connection, "reindex", {}, "test/2")
        store.replace_reading(connection, "a1", replace(record, statements=(first, shorter, third)), run)
    assert "a1#s2" in [one.where for one in waiting(filled)]


def test_an_empty_archive_has_nothing_that_waits(archive: Archive) -> None:
    assert waiting(archive) == []
