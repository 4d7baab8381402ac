"""Behaviour of the stage as a whole, on invented articles."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Speaker, Statement, StatementKind
from onrecord.resolve import resolve
from onrecord.spans import Span

Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]
Read = Callable[[str], Found]
MakeArticle = Callable[[str], Article]


def test_i_inside_a_quotation_is_its_speaker(make_article: MakeArticle) -> None:
    text = "Mary Coll said: “I think it is late.”"
    outer = Statement("s1", StatementKind.DIRECT, (Span(16, 37),), (), (Span(0, 9),), (Span(16, 37),), 1.0, "r", "t")
    inner = Statement("s2", StatementKind.INDIRECT, (), (), (Span(17, 18),), (), 1.0, "r", "t", within="s1")
    done, speakers = resolve(make_article(text), (outer, inner))
    assert [s.speaker for s in done] == ["p1", "p1"]
    assert Span(17, 18) in speakers[0].mentions


def test_i_waits_for_a_speaker_named_behind_the_quotation(make_article: MakeArticle) -> None:
    text = "“I think it is late,” said Mary Coll."
    inner = Statement("s1", StatementKind.INDIRECT, (), (), (Span(1, 2),), (), 1.0, "r", "t", within="s2")
    outer = Statement("s2", StatementKind.DIRECT, (Span(0, 21),), (), (Span(27, 36),), (Span(0, 21),), 1.0, "r", "t")
    done, speakers = resolve(make_article(text), (inner, outer))
    assert [s.speaker for s in done] == ["p1", "p1"]
    assert speakers[0].name == "Mary Coll"


def test_a_statement_without_a_source_keeps_no_speaker(make_article: MakeArticle) -> None:
    bare = Statement("s1", StatementKind.DIRECT, (Span(0, 4),), (), (), (), 1.0, "r", "t")
    assert resolve(make_article("“No.” Nobody came."), (bare,)) == ((bare,), ())


def test_speakers_are_numbered_in_the_order_of_their_first_source(read: Read) -> None:
    _, _, speakers = read("Ann Harrow listened. ⟦Tom Birch⟧ said no. Then ⟦Ann Harrow⟧ said yes.")
    assert [(speaker.id, speaker.name) for speaker in speakers] == [("p1", "Tom Birch"), ("p2", "Ann Harrow")]


WORDS = st.sampled_from(
    [
        "Jane Doe",
        "Mr. Doe",
        "he",
        "She",
        "the minister",
        "said",
        ".",
        ",",
        "“",
        "”",
        "\n\n",
        "of",
        "and",
        "’s",
        "U.S.",
        "(R-Wis.)",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.data())
def test_spans_lie_in_the_text_and_every_speaker_is_listed(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [Span(min(pair), max(pair)) for pair in data.draw(st.lists(places, max_size=6))]
    statements = tuple(
        Statement(f"s{n}", StatementKind.INDIRECT, (), (), (span,), (), 1.0, "r", "t") for n, span in enumerate(spans)
    )
    done, speakers = resolve(Article("a", text), statements)
    assert {s.speaker for s in done} - {None} == {speaker.id for speaker in speakers}
    for speaker in speakers:
        assert speaker.name
        assert all(0 <= m.start < m.end <= len(text) for m in speaker.mentions)


@pytest.mark.parametrize("unit", ["Jane Doe, ", "la ", "« ", "U.S. ", "A-", "The official said he left.\n\n"])
def test_hostile_repetition_gives_every_statement_back(make_article: MakeArticle, unit: str) -> None:
    text = unit * (200_000 // len(unit))
    statements = tuple(
        Statement(f"s{n}", StatementKind.INDIRECT, (), (), (Span(n, n + 8),), (), 1.0, "r", "t")
        for n in range(0, len(text) - 8, 200)
    )
    done, speakers = resolve(make_article(text), statements)
    assert [s.id for s in done] == [s.id for s in statements]
    assert {s.speaker for s in done} - {None} == {speaker.id for speaker in speakers}
