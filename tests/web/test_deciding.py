"""Decisions from forms: who decides is who asks, and nothing that is there is ever changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.datastructures import FormData

from onrecord.archive import ledger, lookup
from onrecord.archive.connect import Archive, open_archive, reading
from onrecord.archive.decision import Decision
from onrecord.archive.schema import audit, decisions
from onrecord.archive.tokens import Scope
from onrecord.errors import OnRecordError
from onrecord.web import deciding
from onrecord.web.access import Caller

ANN, BO = (Caller(name, frozenset({Scope.READ, Scope.REVIEW}), name) for name in ("Ann", "Bo"))


@pytest.fixture
def press(shelf: Path) -> Iterator[Archive]:
    """The press in an archive of the test's own."""
    with open_archive(str(shelf)) as archive:
        yield archive


def decide(press: Archive, caller: Caller, where: str, **fields: str) -> Decision:
    article, _, statement = where.partition("#")
    return deciding.about_statement(press, caller, article, statement, FormData(fields))


def test_who_decides_is_who_asks_whatever_the_form_says(press: Archive) -> None:
    made = decide(press, ANN, "a1#s1", action="accept", who="Somebody else", why=" so ")
    assert (made.who, made.why, made.action, made.where) == ("Ann", "so", "accept", "a1#s1")


def test_each_decision_is_noted_in_the_log_of_the_archive(press: Archive) -> None:
    made = decide(press, ANN, "a1#s1", action="reject")
    with reading(press) as connection:
        (row,) = connection.execute(select(audit)).mappings()
    assert (row["who"], row["action"], row["object"], row["detail"]) == (
        "Ann", "review.reject", "a1#s1", {"decision": made.id},
    )  # fmt: skip


def test_what_is_refused_leaves_neither_a_decision_nor_a_line_of_the_log(press: Archive) -> None:
    for fields in ({"action": "span", "content": "not there"}, {"action": "burn"}, {}, {"action": "speaker"}):
        with pytest.raises(OnRecordError, match="OR407"):
            decide(press, ANN, "a1#s1", **fields)
    with pytest.raises(OnRecordError, match="OR404"):
        decide(press, ANN, "a1#s77", action="accept")
    with reading(press) as connection:
        assert connection.execute(select(decisions)).all() == connection.execute(select(audit)).all() == []


def test_the_machines_reading_stays_as_it_was(press: Archive) -> None:
    with reading(press) as connection:
        before = lookup.record(connection, "a1")
    decide(press, ANN, "a1#s1", action="speaker", value="Ida Moss")
    decide(press, ANN, "a1#s2", action="reject")
    with reading(press) as connection:
        assert lookup.record(connection, "a1") == before


def test_a_speaker_is_one_of_the_article_by_id_or_another_by_name(press: Archive) -> None:
    assert decide(press, ANN, "a1#s1", action="speaker", value="p2").value["name"] == "an official"
    made = decide(press, ANN, "a1#s1", action="speaker", value="p2", name="Tide Office", kind="organisation")
    assert made.value == {"name": "Tide Office", "kind": "organisation"}
    assert decide(press, ANN, "a1#s1", action="speaker", value="?").value == {"name": None}
    assert decide(press, ANN, "a1#s1", action="speaker", unknown="1").value == {"name": None}


def test_a_kind_is_set(press: Archive) -> None:
    assert decide(press, ANN, "a1#s1", action="kind", value="direct").value == {"kind": "direct"}
    with pytest.raises(OnRecordError, match="OR407"):
        decide(press, ANN, "a1#s1", action="kind", value="loud")


def test_words_are_set_a_line_for_each_part_and_only_what_is_other(press: Archive) -> None:
    fields = {"content": "will change in spring\r\nthe ferry timetable", "cue": "said", "source": ""}
    with pytest.raises(OnRecordError, match="stands there"):
        decide(press, ANN, "a1#s1", action="span", **fields)
    with reading(press) as connection:
        start, end = lookup.record(connection, "a1").statements[0].cue[0]
    made = decide(press, ANN, "a1#s1", action="span", **fields | {"cue": f"{start}-{end}"})
    assert [one["exact"] for one in made.value["content"]] == ["the ferry timetable", "will change in spring"]
    assert "cue" not in made.value
    assert made.value["source"] == []


def test_words_of_the_content_can_come_in_one_line(press: Archive) -> None:
    made = decide(press, ANN, "a1#s1", action="span", value="the ferry … will change in spring")
    assert [one["exact"] for one in made.value["content"]] == ["the ferry", "will change in spring"]


def test_words_that_are_these_already_are_no_decision(press: Archive) -> None:
    with pytest.raises(OnRecordError, match="its words are these already"):
        decide(press, ANN, "a1#s1", action="span", content="the ferry timetable will change in spring")


def test_two_people_who_decide_about_the_same_statement_are_both_recorded(press: Archive) -> None:
    decide(press, ANN, "a1#s1", action="accept")
    decide(press, BO, "a1#s1", action="reject")
    with reading(press) as connection:
        told = deciding.history(connection, "a1", "s1")
        assert [(one.decision.who, one.state) for one in told] == [("Ann", "overruled"), ("Bo", "counts")]
        assert len(ledger.all_of(connection)) == 2


def test_an_undo_is_of_ones_own_last_decision_unless_it_is_named(press: Archive) -> None:
    first = decide(press, ANN, "a1#s1", action="accept")
    other = decide(press, BO, "a1#s1", action="reject")
    assert decide(press, ANN, "a1#s1", action="undo").value == {"decision": first.key}
    with pytest.raises(OnRecordError, match="Ann has decided nothing about it"):
        decide(press, ANN, "a1#s1", action="undo")
    assert decide(press, ANN, "a1#s1", action="undo", value=str(other.id)).value == {"decision": other.key}


@pytest.mark.parametrize("number", ["", "x", "-1", "1" * 30, "²"])
def test_what_is_no_number_of_a_decision_is_refused(press: Archive, number: str) -> None:
    with pytest.raises(OnRecordError, match="OR407"):
        deciding.undo(press, ANN, number, "")


def test_names_are_merged_everywhere_or_in_an_article(press: Archive) -> None:
    everywhere = deciding.about_speakers(
        press, ANN, FormData({"action": "merge", "name": "Olaf Brandt", "into": "O. Brandt"})
    )
    assert (everywhere.article, everywhere.value) == (None, {"name": "Olaf Brandt", "into": "O. Brandt"})
    here = deciding.about_speakers(
        press, ANN, FormData({"action": "merge", "name": "an official", "into": "Ilva Brandt", "article": "a1"})
    )
    assert here.article == "a1"


def test_statements_are_told_apart(press: Archive) -> None:
    form = FormData([("action", "split"), ("name", "Ilva Brandt"), ("as", "Olga"), ("parts", "a1#s1"), ("parts", "a2")])
    made = deciding.about_speakers(press, ANN, form)
    assert [(part["article"], part["statement"]) for part in made.value["parts"]] == [("a1", "s1"), ("a2", None)]


@pytest.mark.parametrize("fields", [{"action": "split", "name": "Ilva Brandt", "as": "Olga"}, {"action": "accept"}, {}])
def test_what_says_nothing_of_speakers_is_refused(press: Archive, fields: dict[str, str]) -> None:
    with pytest.raises(OnRecordError, match="OR407"):
        deciding.about_speakers(press, ANN, FormData(fields))


def test_what_was_decided_is_said_in_words(press: Archive) -> None:
    told = [
        decide(press, ANN, "a1#s1", action="accept"),
        decide(press, ANN, "a1#s1", action="speaker", value="?"),
        decide(press, ANN, "a1#s1", action="kind", value="mixed"),
        decide(press, ANN, "a1#s1", action="span", source=""),
        decide(press, ANN, "a1#s1", action="undo"),
    ]
    assert [deciding.words_of(one) for one in told] == [
        "accepted", "speaker: not known", "kind: mixed", "other words for source", "a decision undone",
    ]  # fmt: skip
