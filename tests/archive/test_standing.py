"""What became of decisions, on both back ends."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from onrecord.archive import store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.standing import Standing
from onrecord.archive.store import Read
from onrecord.model import Article, Record, Source


def put(archive: Archive, record: Record, fetched: str | None = None) -> None:
    data = record.article.text.encode()
    source = Source("page.html", data, "text/plain", hashlib.sha256(data).hexdigest(), fetched=fetched)
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, Read(source, record), keep_bytes=False)


@pytest.fixture
def filled(archive: Archive, record: Record) -> Archive:
    put(archive, record)
    return archive


def decided(archive: Archive, who: str, action: str, statement: str | None = None, **value: Any) -> Decision:
    article = value.pop("article", "a1")
    with writing(archive) as connection:
        return decide(connection, Decision(action, article, statement, value, who))


def states(archive: Archive, article: str | None = None, statement: str | None = None) -> list[str]:
    with reading(archive) as connection:
        return [f"{one.state} {one.why}".strip() for one in Standing(connection).history(article, statement)]


def test_every_decision_has_its_state(filled: Archive) -> None:
    first = decided(filled, "Ann", "reject", "s2")
    decided(filled, "Bob", "accept", "s2")
    decided(filled, "Ann", "kind", "s1", kind="mixed")
    undone = decided(filled, "Ann", "speaker", "s3", name=None)
    undo = decided(filled, "Bob", "undo", article=None, decision=undone.key)
    numbers = [first.id, undo.id]
    assert states(filled) == [
        f"overruled by Bob (decision {(numbers[0] or 0) + 1}): whether it is a statement",
        "counts",
        "counts",
        f"undone by Bob (decision {numbers[1]})",
        f"undoes decision {undone.id}",
    ]


def test_a_decision_that_the_current_version_has_no_words_for_is_lost(filled: Archive, record: Record) -> None:
    decided(filled, "Ann", "reject", "s2")
    put(filled, Record(Article("a2", "All of it was rewritten."), (), (), record.sheet), "2026-01-01T00:00:00Z")
    assert states(filled)[0].startswith("lost its words are not in this version of the text")


def test_a_merge_everywhere_is_overruled_by_another_of_the_same_name(filled: Archive) -> None:
    decided(filled, "Ann", "merge", article=None, name="Ilva Brandt", into="I. Brandt")
    decided(filled, "Bob", "merge", article=None, name="Ilva Brandt", into="Ilva M. Brandt")
    assert [state.split()[0] for state in states(filled)] == ["overruled", "counts"]


def test_the_history_can_be_that_of_an_article_or_a_statement(filled: Archive, record: Record) -> None:
    made = decided(filled, "Ann", "reject", "s2")
    decided(filled, "Ann", "split", article=None, name="Brandt", **{"as": "Olaf Brandt"}, parts=["a1#s3"])
    decided(filled, "Ann", "merge", article=None, name="Ilva Brandt", into="I. Brandt")
    decided(filled, "Ann", "undo", article=None, decision=made.key)
    assert [len(states(filled, *of)) for of in ((), ("a1",), ("a1", "s2"), ("a1", "s3"), ("a9",))] == [4, 3, 2, 1, 0]


def test_a_statement_is_decided_when_a_person_said_something_about_it_alone(filled: Archive) -> None:
    decided(filled, "Ann", "accept", "s1")
    decided(filled, "Ann", "merge", name="an official", into="Tom Hale")
    with reading(filled) as connection:
        standing = Standing(connection)
        assert [standing.is_decided("a1", id_) for id_ in ("s1", "s2", "s3")] == [True, False, False]
        assert not standing.is_decided("a9", "s1")


def test_articles_of_several_people_are_known(filled: Archive, record: Record) -> None:
    decided(filled, "Ann", "accept", "s1")
    with reading(filled) as connection:
        assert Standing(connection).of_several() == []
    decided(filled, "Bob", "accept", "s2")
    with reading(filled) as connection:
        assert Standing(connection).of_several() == ["a1"]


def test_decisions_about_an_old_version_are_those_of_the_current_one(filled: Archive, record: Record) -> None:
    decided(filled, "Ann", "accept", "s1")
    put(filled, replace(record, article=replace(record.article, id="a2")), "2026-01-01T00:00:00Z")
    with reading(filled) as connection:
        standing = Standing(connection)
        assert standing.articles_of(standing.told[0]) == ["a2"]
        assert standing.is_decided("a2", "s1")
