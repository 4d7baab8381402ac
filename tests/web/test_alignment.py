"""Paragraphs side by side: nothing is lost of either text, and what differs is marked where it differs."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnRecordError
from onrecord.model import Article, Paragraph, ParagraphKind, Record, Sheet
from onrecord.spans import Span
from onrecord.trace.derivations import Text, changes, text_of
from onrecord.web import alignment
from onrecord.web.alignment import Piece, Row, Side, aligned

FIRST = "The old pier was never safe, the harbour master told the council on Monday."
SECOND = "Ships will land at the northern quay until the spring, and fishermen are to be paid."
THIRD = "Nobody was hurt when a beam fell into the water beside the ferry last week."
NEW = "Residents of the upper town had asked for repairs for many years without an answer."

Made = Callable[..., Text]


def text(*paragraphs: str, name: str = "a") -> Text:
    whole = "\n\n".join(paragraphs)
    spans, at = [], 0
    for words in paragraphs:
        spans.append(Paragraph(Span(at, at + len(words)), ParagraphKind.BODY))
        at += len(words) + 2
    article = Article(name, whole, paragraphs=tuple(spans))
    return text_of(Record(article, (), (), Sheet(0, 0, 0, False, 0.0, {}, ())))


def compared(old: Text, new: Text) -> list[Row]:
    return aligned(old, new, list(changes(old, new)))


def words(side: Side | None) -> str:
    return "".join(piece.words for piece in side.pieces) if side else ""


def test_the_same_texts_have_nothing_marked() -> None:
    rows = compared(text(FIRST, SECOND), text(FIRST, SECOND, name="b"))
    assert [row.state for row in rows] == ["same", "same"]
    assert not any(row.touched for row in rows)


def test_another_word_is_taken_out_and_put_in() -> None:
    (row,) = compared(text(FIRST), text(FIRST.replace("never", "always"), name="b"))
    assert row.state == "altered"
    assert [piece for piece in row.merged if piece.state != "same"] == [
        Piece("removed", "never"), Piece("added", "always"),
    ]  # fmt: skip
    assert "".join(piece.words for piece in row.merged).startswith("The old pier was never always safe")
    assert [(one.before, one.after) for one in row.changes] == [("never", "always")]


def test_words_at_the_end_keep_their_distance() -> None:
    (row,) = compared(text(FIRST), text(FIRST.replace(" on Monday.", "."), name="b"))
    assert "".join(piece.words for piece in row.merged) == FIRST.replace(" on Monday.", ". on Monday ")


def test_a_paragraph_that_was_added_or_left_out_stands_in_its_place() -> None:
    rows = compared(text(FIRST, SECOND, THIRD), text(FIRST, NEW, THIRD, name="b"))
    assert [row.state for row in rows] == ["same", "left out", "added", "same"]
    assert (words(rows[1].before), words(rows[1].after)) == (SECOND, "")
    assert (words(rows[2].before), words(rows[2].after)) == ("", NEW)
    assert "was added" in rows[2].changes[0].reason


def test_what_was_left_out_at_the_beginning_stands_there() -> None:
    rows = compared(text(NEW, FIRST), text(FIRST, name="b"))
    assert [row.state for row in rows] == ["left out", "same"]


def test_a_paragraph_that_moved_says_so() -> None:
    rows = compared(text(FIRST, SECOND, THIRD), text(THIRD, FIRST, SECOND, name="b"))
    assert [row.moved for row in rows] == [True, False, False]
    assert rows[0].touched
    assert (rows[0].before and rows[0].before.number, rows[0].after and rows[0].after.number) == (3, 1)


def test_marks_and_spacing_are_no_change() -> None:
    new = text('"It  is safe", she said there today.', name="b")
    (row,) = compared(text("“It is safe,” she said there today."), new)
    assert row.state == "same"


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from([*FIRST.split(), *SECOND.split(), "“x”", "…"]), min_size=1, max_size=14).map(" ".join),
    min_size=1, max_size=5,
)  # fmt: skip


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_stands_in_one_row_with_all_its_words(old: list[str], new: list[str]) -> None:
    rows = compared(text(*old), text(*new, name="b"))
    assert sorted(words(row.before) for row in rows if row.before) == sorted(old)
    assert [words(row.after) for row in rows if row.after] == new
    for row in rows:
        kept = [piece.words for piece in row.merged if piece.state != "removed"]
        assert "".join("".join(kept).split()) == "".join(words(row.after).split())


def test_paragraphs_that_would_take_long_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "_MOST", 10)
    with pytest.raises(OnRecordError, match="OR109"):
        compared(text(FIRST), text(SECOND, name="b"))


def test_texts_without_paragraphs_are_compared_whole() -> None:
    bare = text(FIRST)
    whole = text_of(replace(bare.record, article=replace(bare.article, paragraphs=())))
    assert [row.state for row in compared(whole, text(FIRST, name="b"))] == ["same"]
