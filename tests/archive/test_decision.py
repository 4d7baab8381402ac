"""One decision: its key, its line of JSON, and which of several are in force."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onrecord.archive.anchors import anchors
from onrecord.archive.decision import Decision, check, from_dict, hour, live, names_in, note, now, to_dict
from onrecord.errors import OnRecordError
from onrecord.spans import Span

AT = "2026-01-02T03:04:05.000006Z"
WORDS = anchors("No ferry today.", [Span(0, 8)])
MADE = Decision("reject", "a1", "s3", {}, "Ann", "a title", AT, {"page": "p.html", "content": WORDS}, id=7)


def line(**changes: Any) -> dict[str, Any]:
    return to_dict(MADE) | {"key": None} | changes


def test_a_decision_survives_its_line_of_json() -> None:
    assert from_dict(json.loads(json.dumps(to_dict(MADE))), "here") == MADE


def test_the_key_is_that_of_everything_but_the_number() -> None:
    assert replace(MADE, id=8).key == MADE.key
    for change in ({"who": "Bob"}, {"why": ""}, {"at": now()}, {"statement": "s4"}, {"value": {"x": 1}}):
        assert replace(MADE, **change).key != MADE.key


def test_a_line_that_was_altered_is_refused() -> None:
    with pytest.raises(OnRecordError, match="its key is of other words"):
        from_dict(to_dict(MADE) | {"who": "Bob"}, "here")


def test_a_line_without_a_key_is_taken_as_it_is_and_other_fields_are_let_be() -> None:
    assert from_dict(line(title="Ferry"), "here") == MADE
    assert from_dict({"action": "reject"}, "here") == Decision("reject")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"who": 1}, "“who” is of the wrong kind"),
        ({"statement": ["s3"]}, "“statement” is of the wrong kind"),
        ({"value": []}, "“value” is of the wrong kind"),
        ({"at": "noon"}, "“noon” is no time"),
        ({"at": "2026-01-02T03:04:05"}, "no time zone"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "before the year 2000"),
        ({"at": hour(datetime.now(UTC) + timedelta(days=2))}, "not come yet"),
    ],
)
def test_a_line_of_another_form_is_refused(change: dict[str, Any], part: str) -> None:
    with pytest.raises(OnRecordError, match=part) as caught:
        from_dict(line(**change), "d.jsonl line 4")
    assert (caught.value.code, caught.value.where) == ("OR407", "d.jsonl line 4")


def test_a_time_in_another_zone_is_kept_in_utc() -> None:
    assert from_dict(line(at="2026-01-02T05:04:05.000006+02:00"), "here").at == AT


@pytest.mark.parametrize(
    "decision",
    [
        replace(MADE, action="praise"),
        replace(MADE, who=""),
        replace(MADE, who="x" * 2000),
        replace(MADE, who="\ud800"),
        replace(MADE, why="zero \0"),
        replace(MADE, statement=None),
        replace(MADE, action="speaker"),
        replace(MADE, action="kind", value={"kind": "sung"}),
        replace(MADE, action="span", value={"content": [{"exact": "No"}]}),
        replace(MADE, action="span", value={"content": [*WORDS, *WORDS]}),
        replace(MADE, action="merge", value={"name": "A", "into": 3}),
        replace(MADE, action="split", value={"name": "A", "as": "B", "parts": ["a1"]}),
        replace(MADE, action="accept", value={"speaker": "Ann"}),
        replace(MADE, action="undo", value={}),
        replace(MADE, anchor={}),
        replace(MADE, anchor={"content": [{"exact": "No"}]}),
    ],
)
def test_what_has_no_form_is_refused(decision: Decision) -> None:
    with pytest.raises(OnRecordError) as caught:
        check(decision)
    assert caught.value.code == "OR407"


def test_decisions_are_in_force_in_the_order_of_their_time_and_undone_ones_are_not() -> None:
    later = replace(MADE, at="2026-02-01T00:00:00.000000Z")
    undo = Decision("undo", "a1", "s3", {"decision": MADE.key}, "Bob", "", "2026-03-01T00:00:00.000000Z")
    assert live([later, MADE]) == [MADE, later]
    assert live([undo, later, MADE]) == [later]


def test_a_note_says_who_did_what_when_and_why() -> None:
    assert note(MADE, "rejected") == "rejected by Ann on 2026-01-02 (a title)"


def test_a_decision_names_its_article_its_page_and_those_of_its_parts() -> None:
    parts = [{"article": "a2", "page": "q.html", "statement": None}]
    split = Decision("split", None, None, {"name": "A", "as": "B", "parts": parts})
    assert list(names_in(MADE)) == ["a1", "p.html"]
    assert list(names_in(split)) == ["a2", "q.html"]
    assert list(names_in(Decision("merge", None, None, {"name": "A", "into": "B"}))) == []
