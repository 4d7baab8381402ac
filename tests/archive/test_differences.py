"""What one reading has otherwise than another."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.differences import _paired, changes
from onrecord.model import Dated, Record, StatementKind
from onrecord.spans import Span


def kinds(old: Record, new: Record) -> list[str]:
    return [change.kind for change in changes(old, new)]


def test_the_same_reading_changes_nothing(record: Record) -> None:
    assert changes(record, record) == ()


def test_another_confidence_or_number_is_no_change(record: Record) -> None:
    new = tuple(replace(s, id=f"t{n}", confidence=0.1, reason="r") for n, s in enumerate(record.statements))
    assert changes(record, replace(record, statements=new)) == ()


def test_statements_are_added_and_gone(record: Record) -> None:
    fewer = replace(record, statements=record.statements[1:])
    assert [(c.kind, c.before and c.before["id"]) for c in changes(record, fewer)] == [("gone", "s1")]
    assert [(c.kind, c.after and c.after["id"]) for c in changes(fewer, record)] == [("added", "s1")]


def test_another_speaker_kind_cue_or_source_is_a_change(record: Record) -> None:
    first, *rest = record.statements
    others = (
        replace(first, speaker="p2"),
        replace(first, speaker=None),
        replace(first, kind=StatementKind.MIXED),
        replace(first, cue=()),
        replace(first, source=()),
    )
    for other in others:
        (change,) = changes(record, replace(record, statements=(other, *rest)))
        assert change.kind == "changed"
        assert change.before != change.after


def test_a_content_that_keeps_most_of_its_words_is_a_change(record: Record) -> None:
    first, second, third = record.statements
    start, end = second.content[0]
    shorter = replace(second, content=(Span(start, end - 9),))
    (change,) = changes(record, replace(record, statements=(first, shorter, third)))
    assert (change.before or {})["text"] == "“Brandt told me that the money had gone,”"
    assert (change.after or {})["text"] == "“Brandt told me that the money h"


def test_words_that_stand_elsewhere_are_no_change(plain_record: Callable[..., Record]) -> None:
    old = plain_record("It rained. We shall not sail.", (Span(11, 29),))
    new = plain_record("It snowed and rained. We shall not sail.", (Span(22, 40),))
    (change,) = changes(old, new)
    assert change.kind == "article"
    assert ((change.before or {})["characters"], (change.after or {})["characters"]) == (29, 40)


def test_what_changed_of_the_article_is_told(record: Record) -> None:
    new = replace(record, article=replace(record.article, byline=(), published=Dated("2023-08-02", "json-ld")))
    (change,) = changes(record, new)
    assert change.before == {"byline": ["Ann Vale", "Tom Reed"], "published": "2023-08-01"}
    assert change.after == {"byline": [], "published": "2023-08-02"}


TEXTS = st.lists(st.lists(st.sampled_from(["no", "we", "shall", "not", "sail"]), max_size=4).map(" ".join), max_size=8)


@given(TEXTS, TEXTS)
def test_every_statement_is_paired_at_most_once(before: list[str], after: list[str]) -> None:
    pairs = _paired(before, after)
    assert set(pairs) <= set(range(len(after)))
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs.values()) <= set(range(len(before)))


@given(TEXTS)
def test_the_same_statements_are_all_paired(texts: list[str]) -> None:
    assert len(_paired(texts, texts)) == len(texts)
