"""The index catches up with what was added, read again and corrected, once, whoever asks; its hashes never change."""

import multiprocessing
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from onrecord.archive import decisions, store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.schema import trace_articles
from onrecord.errors import OnRecordError
from onrecord.model import Outlet, Record
from onrecord.trace import index, stored, suggestions
from onrecord.trace.suggestions import LookedUp
from onrecord.trace.words import forms

POST = Outlet("The Harbour Post", "harbour-post.example")
WEIR = "the old weir above Tarn will be pulled down before the winter floods come back"
FERRY = "nobody on the island was asked about the new ferry timetable"
PIER = "the pier at Ardale was closed after two beams broke in the storm"

Told = Callable[..., Record]
Put = Callable[..., None]


def page(told: Told, id_: str, *said: str, day: str | None = "2023-08-01") -> Record:
    return told(id_, "Notes", POST, day, [("Ilva Brandt", "minister", words) for words in said])


def found(archive: Archive, words: str) -> list[str]:
    with reading(archive) as connection:
        asking = index.Rarity(connection).encode([forms(words)])
        told = suggestions.statements(LookedUp(connection), asking, 50)
        people = stored.corrections(connection)
        return sorted(row.statement for row in stored.rows_at(connection, people, told.place.tolist()))


def test_what_was_added_is_found_after_catching_up(archive: Archive, told: Told, put: Put) -> None:
    assert index.catch_up(archive) == 0
    put(archive, page(told, "a1", WEIR, FERRY), page(told, "a2", PIER))
    assert index.behind(archive) == 2
    assert found(archive, WEIR) == []
    done: list[int] = []
    assert index.catch_up(archive, done.append) == 2
    assert done == [2]
    assert (index.behind(archive), index.catch_up(archive)) == (0, 0)
    assert found(archive, "will be pulled down before the winter floods") == ["a1#s1"]
    put(archive, page(told, "a3", WEIR))
    index.catch_up(archive)
    assert found(archive, WEIR) == ["a1#s1", "a3#s1"]


def test_what_was_read_again_is_found_by_its_new_words_alone(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", WEIR))
    index.catch_up(archive)
    with writing(archive) as connection:
        run = store.begin_run(connection, "reindex", {}, "test/2")
        store.replace_reading(connection, "a1", page(told, "a1", FERRY, PIER, day="2023-08-05"), run)
    index.catch_up(archive)
    assert (found(archive, WEIR), found(archive, PIER)) == ([], ["a1#s2"])
    with reading(archive) as connection:
        noted = select(trace_articles.c.statements, trace_articles.c.gone)
        assert connection.execute(noted).all() == [(2, 1)]


def test_only_the_current_version_of_a_page_counts(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", WEIR), page="p", fetched="2023-08-01T00:00:00Z")
    index.catch_up(archive)
    put(archive, page(told, "a2", FERRY), page="p", fetched="2023-08-02T00:00:00Z")
    index.catch_up(archive)
    assert (found(archive, WEIR), found(archive, FERRY)) == ([], ["a2#s1"])
    put(archive, page(told, "a1", WEIR), page="p", fetched="2023-08-03T00:00:00Z")
    index.catch_up(archive)
    assert (found(archive, WEIR), found(archive, FERRY)) == (["a1#s1"], [])


def test_a_statement_is_found_by_the_words_that_people_gave_it(archive: Archive, told: Told, put: Put) -> None:
    record = page(told, "a1", f"{WEIR}, and {PIER}")
    put(archive, record)
    index.catch_up(archive)
    start = record.article.text.index("the pier")
    with writing(archive) as connection:
        value: dict[str, Any] = {"content": [[start, start + len(PIER)]]}
        decisions.decide(connection, Decision("span", "a1", "s1", value, "Ann Vale", "not the first half"))
    assert index.behind(archive) == 1
    index.catch_up(archive)
    assert found(archive, PIER) == ["a1#s1"]
    with reading(archive) as connection:
        (row,) = stored.rows_of(connection, stored.corrections(connection), ["a1"])
        assert row.forms == tuple(forms(PIER))


def test_much_that_is_gone_makes_the_index_begin_anew(
    archive: Archive, told: Told, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_GONE_LEAST", 0)
    put(archive, page(told, "a1", WEIR), page(told, "a2", PIER))
    index.catch_up(archive)
    with writing(archive) as connection:
        run = store.begin_run(connection, "reindex", {}, "test/2")
        store.replace_reading(connection, "a1", page(told, "a1", FERRY), run)
    index.catch_up(archive)
    put(archive, page(told, "a3", WEIR))
    assert index.catch_up(archive) == 3
    with reading(archive) as connection:
        assert set(connection.scalars(select(trace_articles.c.gone))) == {0}
        assert index.Rarity(connection).weight("timetable") == index.Rarity(connection).weight("beams")
    assert (found(archive, WEIR), found(archive, FERRY)) == (["a3#s1"], ["a1#s1"])


def taken(where: str) -> None:
    with open_archive(where) as archive:
        index.catch_up(archive)


def test_two_processes_may_catch_up_at_once(where: str, told: Told, put: Put) -> None:
    with open_archive(where) as archive:
        put(archive, *(page(told, f"a{n}", f"{WEIR} in year {n}") for n in range(30)))
        context = multiprocessing.get_context("spawn")
        both = [context.Process(target=taken, args=(where,)) for _ in range(2)]
        for process in both:
            process.start()
        for process in both:
            process.join(60)
        assert [process.exitcode for process in both] == [0, 0]
        with reading(archive) as connection:
            counts = connection.execute(select(trace_articles.c.statements, trace_articles.c.gone)).all()
            assert counts == [(1, 0)] * 30
        assert len(found(archive, WEIR)) == 30


def test_an_archive_that_cannot_be_written_is_not_caught_up(
    archive: Archive, told: Told, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Archive) -> None:
        raise OnRecordError("OR403", "onrecord.db", "Check the rights.")

    put(archive, page(told, "a1", WEIR))
    monkeypatch.setattr(index, "writing", refused)
    with pytest.raises(OnRecordError, match="OR403"):
        index.catch_up(archive)


def test_rare_words_weigh_more_than_common_ones(archive: Archive, told: Told, put: Put) -> None:
    put(archive, *(page(told, f"a{n}", f"the ferry number{n} is late") for n in range(20)))
    index.catch_up(archive)
    with reading(archive) as connection:
        rarity = index.Rarity(connection)
        assert rarity.weight("ferry") < rarity.weight("number7") < rarity.weight("unheard")
        encoded = rarity.encode([["ferry", "number7"]])
        assert encoded.weights.tolist() == pytest.approx([rarity.weight("ferry"), rarity.weight("number7")])


def test_the_hash_of_a_word_and_the_sample_of_passages_never_change() -> None:
    assert index.word_hash("ferry") == 7949881795909877008
    text = " ".join(f"word{n}" for n in range(200))
    sample = index.passages(text)
    assert 4 <= len(sample) <= 25
    assert set(index.passages(f"Before that. {text} And after.").tolist()) >= set(sample.tolist())
    assert not len(index.passages("too short for it"))
