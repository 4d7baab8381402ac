"""A record while corrections are applied to it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.archive.decision import Decision
from onrecord.archive.draft import Draft, LostError, folded, kind_of, quotations_in
from onrecord.model import Article, Record, StatementKind
from onrecord.spans import Span

MADE = Decision("speaker", "a1", "s1", who="Ann", at="2026-01-01T00:00:00.000000Z")


@pytest.fixture
def draft(record: Record) -> Draft:
    return Draft(record, frozenset({"a1"}))


def test_names_are_compared_without_case_and_spacing() -> None:
    assert folded(" Ilva  BRANDT ") == folded("ilva brandt")


def test_a_speaker_is_found_by_name_and_else_by_alias(draft: Draft) -> None:
    assert [s.id for s in draft.called("ilva brandt")] == ["p1"]
    assert [s.id for s in draft.called("Brandt")] == ["p1"]
    assert draft.called("Brandt", also=False) == []


def test_a_new_speaker_has_an_id_of_its_own_and_says_who_named_it(draft: Draft, record: Record) -> None:
    made = draft.speaker({"name": "Ida Moss"}, MADE, record.statements[0])
    assert (made.id, made.reason) == ("h1", "named by Ann on 2026-01-01")
    assert draft.speaker({"name": "Ida Moss"}, MADE, record.statements[0]) == made


def test_of_several_speakers_of_a_name_the_statement_s_own_is_meant_else_that_of_the_id(record: Record) -> None:
    twin = replace(record.speakers[1], id="p3")
    draft = Draft(replace(record, speakers=(*record.speakers, twin)), frozenset({"a1"}))
    first, second, _ = record.statements
    assert draft.speaker({"name": "an official"}, MADE, second).id == "p2"
    assert draft.speaker({"name": "an official", "id": "p3"}, MADE, first).id == "p3"
    with pytest.raises(LostError, match="several speakers"):
        draft.speaker({"name": "an official"}, MADE, first)


def test_the_words_that_name_the_source_become_the_new_speaker_s(draft: Draft, record: Record) -> None:
    second = record.statements[1]
    draft.put(draft.give(second, draft.speakers["p1"]), MADE, "speaker set")
    assert second.source[0] in draft.speakers["p1"].mentions
    assert draft.speakers["p2"].mentions == ()


def test_a_statement_whose_enclosing_one_is_rejected_stands_in_the_next_one_or_in_none(
    plain_record: Callable[..., Record],
) -> None:
    record = plain_record("one two three four", (Span(0, 18),), (Span(4, 18),), (Span(8, 13),))
    outer, middle, inner = record.statements
    nested = (outer, replace(middle, within="s1"), replace(inner, within="s2"))
    draft = Draft(replace(record, statements=nested), frozenset())
    draft.rejected.add("s2")
    assert [s.within for s in draft.finished().statements] == [None, "s1"]
    draft.rejected.add("s1")
    assert [s.within for s in draft.finished().statements] == [None]


def test_a_circle_of_statements_is_no_endless_walk(plain_record: Callable[..., Record]) -> None:
    record = plain_record("one two", (Span(0, 3),), (Span(4, 7),))
    one, two = record.statements
    draft = Draft(replace(record, statements=(replace(one, within="s2"), replace(two, within="s1"))), frozenset())
    assert [s.within for s in draft.finished().statements] == [None, None]


def test_quotations_and_kind_follow_from_the_quotation_marks() -> None:
    article = Article("a", "He said “no” and that “we go” is wrong.")
    text = article.text
    whole = (Span(text.index("“no”"), len(text)),)
    direct = (Span(text.index("“no”"), text.index("“no”") + 4),)
    assert [text[a:b] for a, b in quotations_in(article, whole)] == ["“no”", "“we go”"]
    assert kind_of(whole, quotations_in(article, whole)) is StatementKind.MIXED
    assert kind_of(direct, quotations_in(article, direct)) is StatementKind.DIRECT
    assert kind_of((Span(0, 2),), ()) is StatementKind.INDIRECT
