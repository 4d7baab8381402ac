"""Decisions and the queue as JSON lines, on both back ends; the archives hold the record of tests/conftest.py."""

import hashlib
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from onrecord.archive import ledger, replay, schema, store
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.decision import Decision, from_dict
from onrecord.archive.decisions import apply, decide
from onrecord.archive.replay import Replayed, exported, exported_queue, lines_of
from onrecord.archive.standing import Standing
from onrecord.archive.store import Read
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source

ACTIONS = ("accept", "reject", "speaker", "kind", "span", "merge", "split", "undo")
FIELDS = (
    "name", "into", "as", "parts", "kind", "new", "speaker", "content", "cue", "source", "decision", "article",
    "statement", "anchor", "page", "exact", "prefix", "suffix", "start", "end", "id", "into_id", "corrected",
)  # fmt: skip


def put(archive: Archive, record: Record) -> None:
    data = record.article.text.encode()
    source = Source("page.html", data, "text/plain", hashlib.sha256(data).hexdigest())
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, Read(source, record), keep_bytes=False)


@pytest.fixture
def filled(archive: Archive, record: Record) -> Archive:
    put(archive, record)
    return archive


@pytest.fixture
def other(tmp_path: Path, record: Record) -> Any:
    """Another archive that holds the same page."""
    with open_archive(str(tmp_path / "other.db"), create=True) as opened:
        put(opened, record)
        yield opened


def decided(archive: Archive, action: str, statement: str | None = None, **value: Any) -> Decision:
    article, who = value.pop("article", "a1"), value.pop("who", "Ann")
    with writing(archive) as connection:
        return decide(connection, Decision(action, article, statement, value, who))


def taken(archive: Archive, *lines: Any, who: str = "Zoe") -> tuple[Replayed, list[str]]:
    told: list[str] = []
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    done = replay.replay(archive, written, "d.jsonl", who, lambda error: told.append(str(error)))
    return done, told


def lines(archive: Archive) -> list[dict[str, Any]]:
    with reading(archive) as connection:
        return list(exported(connection))


def seen(archive: Archive) -> Record:
    with reading(archive) as connection:
        return apply(connection, store.record(connection, "a1"))


def test_decisions_go_from_one_archive_into_another_and_only_once(filled: Archive, other: Archive) -> None:
    made = decided(filled, "speaker", "s2", name="Ida Moss")
    decided(filled, "reject", "s3")
    decided(filled, "undo", article=None, decision=made.key)
    assert taken(other, *lines(filled)) == (Replayed(added=3), [])
    assert taken(other, *lines(filled)) == (Replayed(known=3), [])
    assert lines(other) == lines(filled)
    assert seen(other) == seen(filled)


def test_decisions_of_two_people_meet_and_the_later_one_counts_whichever_comes_first(
    filled: Archive, other: Archive
) -> None:
    decided(filled, "speaker", "s2", name="Ida Moss", who="Ann")
    decided(other, "speaker", "s2", name="Tom Hale", who="Bob")
    theirs, ours = lines(other), lines(filled)
    taken(filled, *theirs)
    taken(other, *ours)
    assert seen(filled) == seen(other)
    assert seen(filled).speakers[-1].name == "Tom Hale"


def test_a_bad_line_is_one_error_with_its_number_and_the_rest_counts(filled: Archive, other: Archive) -> None:
    decided(filled, "reject", "s3")
    good = lines(filled)[0]
    bad = [
        b"no json",
        b"[1]",
        {"who": "Ann"},
        good | {"who": "Eve"},
        good | {"key": None, "article": "a9", "anchor": {}},
    ]
    done, told = taken(other, *bad, b"", good, {"action": "accept", "article": "a1", "statement": "s9"})
    assert done == Replayed(added=1, refused=6)
    assert [line.partition(":")[0] for line in told] == [
        *(f"OR407 d.jsonl line {number}" for number in (1, 2, 3, 4)),
        "OR404 d.jsonl line 5",
        "OR404 d.jsonl line 8",
    ]
    assert "(a1#s9)" in told[-1]


def test_json_that_nests_without_end_is_a_bad_line(filled: Archive) -> None:
    assert taken(filled, b"[" * 100_000)[0] == Replayed(refused=1)


def test_a_line_in_a_person_s_words_is_taken_once(filled: Archive) -> None:
    line = {"action": "speaker", "article": "a1", "statement": "s2", "value": {"name": "Ida Moss"}, "why": "asked her"}
    assert taken(filled, line, line) == (Replayed(added=1, known=1), [])
    assert taken(filled, line) == (Replayed(known=1), [])
    with reading(filled) as connection:
        made = ledger.all_of(connection)[0]
    assert (made.who, made.why, made.value["name"]) == ("Zoe", "asked her", "Ida Moss")


def test_a_line_of_the_queue_is_a_decision_once_somebody_writes_one_into_it(filled: Archive) -> None:
    with reading(filled) as connection:
        waiting = list(exported_queue(connection))
    assert [line["action"] for line in waiting] == [None, None, None]
    assert json.loads(json.dumps(waiting)) == [line | {"reasons": list(line["reasons"])} for line in waiting]
    answered = [line | ({"action": "reject"} if line["statement"] == "s3" else {}) for line in waiting]
    assert taken(filled, *answered) == (Replayed(added=1, undecided=2), [])
    assert [s.id for s in seen(filled).statements] == ["s1", "s2"]


def test_a_line_that_is_longer_than_any_decision_is_one_bad_line(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "LONGEST", 100)
    told = lines_of(io.BytesIO(b'{"a": "' + b"x" * 1000 + b'"}\n{"format": "onrecord-queue/1"}\n'))
    done, errors = taken(filled, *told)
    assert done == Replayed(refused=1, undecided=1)
    assert "line 1: " in errors[0]
    assert "longer than 100 bytes" in errors[0]


@pytest.mark.parametrize(
    "line",
    [
        {"action": "split", "value": {"name": "p1", "as": "X", "parts": 5}},
        {"action": "split", "value": {"name": "p1", "as": "X", "parts": [None]}},
        {"action": "split", "value": {"name": "p1", "as": "X", "parts": ["a1#"], "page": 3}},
        {"action": "split", "value": {"name": "p1", "as": "X", "parts": {"a1": 1}}},
        {"action": "merge", "article": "a1", "value": {"name": "p1", "into": ["p2"]}},
        {"action": "merge", "value": {"name": "p1" * 5000, "into": "p2"}},
        {"action": "undo", "value": {"decision": "\ud800"}},
        {"action": "undo", "value": {"decision": {}}},
        {"action": "speaker", "article": "a1", "statement": "s1", "value": {"name": "X\0", "kind": {}}},
        {"action": "speaker", "article": "a1", "statement": "s1", "value": {"name": 7}},
        {"action": "speaker", "article": "a1", "statement": "s1", "value": {"name": "X", "new": [1], "kind": "person"}},
        {"action": "kind", "article": "a1", "statement": "s1", "value": {"kind": ["direct"]}},
        {"action": "span", "article": "a1", "statement": "s1", "value": {"content": [[1.0, 5.0]]}},
        {"action": "span", "article": "a1", "statement": "s1", "value": {"content": None}},
        {"action": "span", "article": "a1", "statement": "s1", "value": {"cue": [[True, 5]]}},
        {"action": "accept", "article": "a1\ud800", "statement": "s1"},
        {"action": "accept", "article": "a1", "statement": "s1\0"},
        {"action": "accept", "article": "a1", "statement": "s1", "at": "0001-01-01T00:00:00+14:00"},
        {"action": "reject", "article": "a1", "statement": "s1", "at": "9999-12-31T23:59:59-14:00"},
    ],
)
def test_a_line_of_the_wrong_kinds_is_one_error_and_not_a_crash(filled: Archive, line: dict[str, Any]) -> None:
    done, errors = taken(filled, line)
    assert done.added + done.refused == 1
    assert len(errors) == done.refused
    with reading(filled) as connection:
        Standing(connection).history()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                ("accept", {}),
                ("reject", {}),
                ("speaker", {"name": "Ida Moss"}),
                ("speaker", {"name": "p1"}),
                ("speaker", {"name": None}),
                ("span", {"content": [[3, 20]]}),
                ("merge", {"name": "p2", "into": "p1"}),
                ("merge", {"name": "an official", "into": "Tom Hale", "article": None}),
                ("split", {"name": "p1", "as": "Ida Moss", "parts": ["a1#s1"], "article": None}),
                ("undo", {"article": None}),
            ]
        ),
        st.sampled_from(["s1", "s2", "s3"]),
    ),
    max_size=8,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, seed=st.randoms(use_true_random=False))
def test_any_decisions_exported_and_replayed_into_a_fresh_archive_give_the_same_view(
    filled: Archive, other: Archive, steps: list[Any], seed: Any
) -> None:
    for archive in (filled, other):
        with writing(archive) as connection:
            connection.execute(delete(schema.decisions))
    made: list[Decision] = []
    for (action, value), statement in steps:
        named = statement if action in ("accept", "reject", "speaker", "span") else None
        undone = {"decision": made[-1].key} if action == "undo" and made else {}
        with suppress(OnRecordError):
            made.append(decided(filled, action, named, **value, **undone))
    done, errors = taken(other, *lines(filled))
    assert (done, errors) == (Replayed(added=len(made)), [])
    assert seen(other) == seen(filled)
    assert lines(other) == lines(filled)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
JSON = st.recursive(
    PLAIN | st.sampled_from(["a1", "s1", "a1#s1", "Brandt"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), inner),
    max_leaves=8,
)
LINES = st.fixed_dictionaries(
    {"action": st.sampled_from(ACTIONS) | JSON},
    optional={
        "article": st.just("a1") | JSON,
        "statement": st.just("s1") | JSON,
        "value": st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON,
        "anchor": st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON,
        "who": st.just("Ann") | JSON,
        "why": JSON,
        "at": st.just("2026-01-01T00:00:00Z") | JSON,
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=LINES, keyed=st.booleans())
def test_whatever_a_line_holds_it_is_taken_or_it_is_one_error(
    filled: Archive, line: dict[str, Any], keyed: bool
) -> None:
    if keyed:
        with suppress(OnRecordError):
            line |= {"key": from_dict(line, "here").key}
    done, errors = taken(filled, line)
    assert done.added + done.known + done.refused + done.undecided == 1
    assert len(errors) == done.refused
    seen(filled)
    with reading(filled) as connection:
        Standing(connection).history()
