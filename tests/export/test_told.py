from dataclasses import replace

import pytest

from onrecord.export.told import Told, is_quotation
from onrecord.model import StatementKind


@pytest.mark.parametrize(
    ("base", "expected"),
    [(None, "urn:onrecord:a0011223344556677#s1"), ("https://r.example", "https://r.example/a/a0011223344556677#s1")],
)
def test_a_statement_has_an_identifier_of_ours_or_where_it_is_served(
    told: Told, base: str | None, expected: str
) -> None:
    assert replace(told, base=base).statement(told.record.statements[0]) == expected


def test_a_speaker_is_wikidatas_where_known(told: Told) -> None:
    assert [told.speaker(speaker) for speaker in told.record.speakers] == [
        "http://www.wikidata.org/entity/Q1",
        "urn:onrecord:a0011223344556677#p2",
    ]


def test_words_are_visible_and_say_where_some_are_left_out(told: Told) -> None:
    first, _, third = told.record.statements
    assert told.words(first.content).startswith("“The pier stays shut,” … “Ask the council")
    assert told.words(third.content) == "that the gate⟨U+0001⟩ was “stuck”"


def test_the_earliest_reading_is_another_articles_or_none(told: Told) -> None:
    first, second, _ = told.record.statements
    earliest = told.earliest(first)
    assert earliest is not None
    assert earliest.statement == "b1#s4"
    assert told.earliest(second) is None
    own = replace(told.utterances[0], earliest="a0011223344556677#s1")
    assert replace(told, utterances=(own,)).earliest(first) is None


def test_reported_speech_is_no_quotation(told: Told) -> None:
    kinds = {statement.kind: is_quotation(statement) for statement in told.record.statements}
    assert kinds == {StatementKind.DIRECT: True, StatementKind.INDIRECT: False, StatementKind.MIXED: True}
