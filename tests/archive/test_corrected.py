"""What a view makes of decisions that are already made out, on the record of tests/conftest.py."""

from dataclasses import replace
from typing import Any

from onrecord.archive.anchors import anchors
from onrecord.archive.corrected import is_about, placed, view
from onrecord.archive.decision import Decision
from onrecord.model import Article, Record, SpeakerKind


def made(record: Record, action: str, statement: str | None = None, day: int = 1, **value: Any) -> Decision:
    found = next((s for s in record.statements if s.id == statement), None)
    roles = ("content", "cue", "source") if found else ()
    anchor = {role: anchors(record.article.text, getattr(found, role)) for role in roles}
    at = f"2026-01-{day:02}T00:00:00.000000Z"
    return Decision(action, record.article.id, statement, value, "Ann", "", at, anchor | {"page": "page.html"})


def test_without_an_effect_the_record_is_the_very_same(record: Record) -> None:
    assert view(record, []).record is record


def test_decisions_have_their_effect_in_the_order_of_their_time(record: Record) -> None:
    decisions = [made(record, "speaker", "s2", 2, name="Ida Moss"), made(record, "speaker", "s2", 1, name="Tom Hale")]
    found = view(record, decisions)
    assert [s.name for s in found.record.speakers] == ["Ilva Brandt", "Ida Moss"]
    assert [one.decision.value["name"] for one in found.placed] == ["Tom Hale", "Ida Moss"]


def test_a_decision_about_another_page_is_none_of_this_one(record: Record) -> None:
    other = replace(made(record, "reject", "s1"), article="a2", anchor={"page": "other.html"})
    assert view(record, [other]).placed == ()
    assert not is_about(other, frozenset({"a1", "page.html"}))


def test_a_decision_about_another_version_of_the_page_is_found_by_its_words(record: Record) -> None:
    other = replace(made(record, "reject", "s2"), article="a0", statement="s9")
    assert [one.statements for one in placed(record, [other], ["page.html"])] == [("s2",)]


def test_a_decision_on_two_statements_of_the_same_words_is_told_apart_by_cue_and_source(record: Record) -> None:
    first, *rest = record.statements
    twin = replace(first, id="s9", cue=rest[0].cue, source=rest[0].source)
    both = replace(record, statements=(*record.statements, twin))
    elsewhere = replace(made(both, "reject", "s9"), article="a0")
    assert [one.statements for one in placed(both, [elsewhere], ["a0"])] == [("s9",)]
    same = replace(record, statements=(*record.statements, replace(first, id="s9")))
    lost = placed(same, [replace(made(same, "reject", "s9"), article="a0")], ["a0"])
    assert [(one.statements, one.lost) for one in lost] == [((), "this reading has several statements of these words")]


def test_corrected_words_that_are_gone_make_the_decision_a_lost_one(record: Record) -> None:
    span = made(record, "span", "s1", cue=anchors("Nobody said it here.", [(7, 11)]))  # type: ignore[list-item]
    found = view(record, [span])
    assert found.record is record
    assert "set as its cue are not in this version" in found.placed[0].lost


def test_a_merge_within_an_article_that_has_not_the_speaker_is_lost(record: Record) -> None:
    found = view(record, [made(record, "merge", name="Ida Moss", into="Tom Hale")])
    assert found.placed[0].lost == "the article has no speaker “Ida Moss”"


def test_a_merge_everywhere_does_not_concern_an_article_without_the_speaker(record: Record) -> None:
    everywhere = replace(made(record, "merge", name="Ida Moss", into="Tom Hale"), article=None, anchor={})
    assert view(record, [everywhere]).placed == ()


def test_two_speakers_of_one_name_can_be_merged_by_their_ids(record: Record) -> None:
    twins = replace(record, speakers=(record.speakers[0], replace(record.speakers[1], name="Ilva Brandt")))
    merge = made(twins, "merge", name="Ilva Brandt", id="p2", into="Ilva Brandt", into_id="p1")
    assert [s.id for s in view(twins, [merge]).record.speakers] == ["p1"]
    unclear = made(twins, "merge", name="Ilva Brandt", into="Tom Hale")
    assert view(twins, [unclear]).placed[0].lost == "the article has several speakers “Ilva Brandt”"


def test_of_a_split_what_is_found_counts_and_what_is_not_is_told(record: Record) -> None:
    anchor = {"content": anchors(record.article.text, record.statements[0].content)}
    gone = {"content": anchors("Quite other words.", [(0, 11)])}  # type: ignore[list-item]
    parts = [{"article": "a1", "statement": id_, "anchor": a} for id_, a in (("s1", anchor), ("s7", gone))]
    split = replace(made(record, "split", name="Ilva Brandt", parts=parts), value={})
    split = replace(split, value={"name": "Ilva Brandt", "as": "Olaf Brandt", "parts": parts})
    found = view(record, [split])
    assert found.placed[0].statements == ("s1",)
    assert found.placed[0].lost.startswith("its words are not in this version")
    assert found.record.speakers[-1].kind is SpeakerKind.PERSON


def test_an_empty_article_can_be_looked_at_with_any_decision(record: Record) -> None:
    empty = Record(Article("a1", ""), (), (), record.sheet)
    decisions = [made(record, "reject", "s1"), made(record, "merge", name="Brandt", into="X")]
    assert all(one.lost for one in view(empty, decisions).placed)
