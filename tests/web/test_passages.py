"""Passages: a statement with the words around it."""

from dataclasses import replace

from onrecord.model import Article, Paragraph, ParagraphKind, Record, Statement, StatementKind
from onrecord.spans import Span
from onrecord.web.passages import LONGEST, Passage, passage


def whole(told: Passage) -> list[str]:
    return ["".join(piece.shown for piece in pieces) for _, pieces in told.paragraphs]


def marked(told: Passage, role: str) -> list[str]:
    return [piece.shown for _, pieces in told.paragraphs for piece in pieces if role in piece.roles]


def statement(*content: Span) -> Statement:
    return Statement("s1", StatementKind.INDIRECT, content, (), (), (), 0.5, "by hand", "test/1")


def test_the_paragraph_of_a_statement_comes_with_those_beside_it(record: Record) -> None:
    told = passage(record.article, record.statements[0])
    assert whole(told) == [record.article.text[p.span.start : p.span.end] for p in record.article.paragraphs]
    assert marked(told, "content") == ["“was never safe,”"]
    assert marked(told, "cue") == ["said"]
    assert marked(told, "source") == ["Ilva Brandt"]


def test_each_paragraph_says_where_it_begins_and_each_piece_how_long_it_is(record: Record) -> None:
    for start, pieces in passage(record.article, record.statements[1]).paragraphs:
        at = start
        for piece in pieces:
            assert record.article.text[at : at + piece.length] == piece.shown
            at += piece.length


def test_hidden_characters_are_shown_and_count_as_one() -> None:
    text = "He said\u202e yes \U0001f600 twice."
    (start, pieces), *_ = passage(Article("a", text), statement(Span(8, 12))).paragraphs
    assert [piece.shown for piece in pieces if piece.altered] == ["⟨U+202E⟩"]
    assert start + sum(piece.length for piece in pieces) == len(text)


def test_what_is_far_away_is_left_out_and_that_is_said() -> None:
    text = "\n\n".join(f"Paragraph {n}." for n in range(9))
    starts = [text.index(f"Paragraph {n}.") for n in range(9)]
    paragraphs = tuple(Paragraph(Span(at, at + 12), ParagraphKind.BODY) for at in starts)
    told = passage(Article("a", text, paragraphs=paragraphs), statement(Span(starts[4], starts[4] + 9)))
    assert whole(told) == ["Paragraph 3.", "Paragraph 4.", "Paragraph 5."]
    assert told.cut


def test_of_a_very_long_paragraph_only_what_is_near_is_shown() -> None:
    text = "word " * 100_000
    told = passage(Article("a", text), statement(Span(200_000, 200_004)))
    assert len(whole(told)[0]) <= 2 * LONGEST + 10
    assert marked(told, "content") == [text[200_000:200_004]]


def test_a_statement_in_several_parts_has_each_of_them_marked(record: Record) -> None:
    first, second = record.statements[0].content[0], record.statements[1].content[0]
    told = passage(record.article, replace(record.statements[0], content=(first, second)))
    assert "“was never safe,”" in marked(told, "content")
    assert len(told.paragraphs) == 3
