"""Spans of code points, and what becomes of them when pieces of their text are cut out."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.spans import Cut, Span, Utf16, contains, merge, overlaps, strip


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Span(0, 4), Span(3, 5), True),
        (Span(0, 4), Span(4, 5), False),
        (Span(0, 4), Span(1, 2), True),
        (Span(0, 4), Span(0, 4), True),
        (Span(0, 4), Span(7, 9), False),
    ],
)
def test_spans_overlap_when_they_share_a_code_point(a: Span, b: Span, expected: bool) -> None:
    assert overlaps(a, b) is expected
    assert overlaps(b, a) is expected


@pytest.mark.parametrize(
    ("inner", "expected"), [(Span(2, 4), True), (Span(1, 5), True), (Span(0, 4), False), (Span(4, 6), False)]
)
def test_a_span_contains_what_lies_inside_it_and_itself(inner: Span, expected: bool) -> None:
    assert contains(Span(1, 5), inner) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  no \n", Span(2, 4)),
        ("no", Span(0, 2)),
        ("\u00a0no\u2003", Span(1, 3)),
        (" \n ", Span(3, 3)),
        ("", Span(0, 0)),
    ],
)
def test_strip_leaves_out_white_space_of_any_kind_at_the_ends(text: str, expected: Span) -> None:
    found = strip(text, Span(0, len(text)))
    if expected.start == expected.end:
        assert found.start == found.end
    else:
        assert found == expected


def test_strip_looks_at_its_span_only() -> None:
    assert strip("a  b  c", Span(1, 6)) == Span(3, 4)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ()),
        ([Span(3, 3)], ()),
        ([Span(4, 6), Span(0, 2)], (Span(0, 2), Span(4, 6))),
        ([Span(0, 2), Span(2, 4)], (Span(0, 4),)),
        ([Span(0, 9), Span(2, 4), Span(8, 12)], (Span(0, 12),)),
        ([Span(0, 2), Span(0, 2)], (Span(0, 2),)),
    ],
)
def test_merge_orders_spans_and_unites_those_that_touch(spans: list[Span], expected: tuple[Span, ...]) -> None:
    assert merge(spans) == expected


def test_offsets_are_code_points() -> None:
    text = "😀 “é”"
    assert text[slice(*strip(text, Span(1, 5)))] == "“é”"


def test_a_cut_takes_the_pieces_out_and_carries_spans_along() -> None:
    text = "keep DROP this DROP too"
    cut = Cut(text, [Span(5, 10), Span(15, 20)])
    assert cut.text == "keep this too"
    assert cut.moved(Span(0, 4)) == Span(0, 4)
    assert cut.moved(Span(10, 14)) == Span(5, 9)
    assert cut.moved(Span(20, 23)) == Span(10, 13)
    assert cut.moved(Span(5, 9)) == Span(5, 5)
    assert cut.moved(Span(2, 12)) == Span(2, 7)


def test_a_cut_of_nothing_changes_nothing() -> None:
    cut = Cut("as it was", [])
    assert cut.text == "as it was"
    assert cut.moved(Span(3, 5)) == Span(3, 5)
    assert Cut("", []).text == ""


def test_a_cut_of_everything_leaves_empty_spans() -> None:
    cut = Cut("all of it", [Span(4, 9), Span(0, 4)])
    assert cut.text == ""
    assert cut.moved(Span(2, 7)) == Span(0, 0)


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(min(pair), max(pair))), max_size=6
)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(min_size=40, max_size=60), spans, spans)
def test_a_cut_keeps_exactly_the_characters_outside_its_pieces(text: str, pieces: list[Span], kept: list[Span]) -> None:
    cut = Cut(text, pieces)
    gone = {index for piece in pieces for index in range(*piece)}
    assert cut.text == "".join(letter for index, letter in enumerate(text) if index not in gone)
    for span in kept:
        words = "".join(text[index] for index in range(*span) if index not in gone)
        assert cut.text[slice(*cut.moved(span))] == words


@settings(derandomize=True, max_examples=200, deadline=None)
@given(spans)
def test_merged_spans_cover_the_same_code_points_and_stand_apart(found: list[Span]) -> None:
    merged = merge(found)
    assert {index for span in merged for index in range(*span)} == {index for span in found for index in range(*span)}
    assert all(a.end < b.start for a, b in pairwise(merged))


@pytest.mark.parametrize("text", ["", "plain", "\U0001f6a2", "a\U0001f6a2b\U0001f6a2\U0001f6a2c", "é\uffff\U00010000"])
def test_units_of_utf16_are_those_of_the_encoding_and_lead_back(text: str) -> None:
    units = Utf16(text)
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            span = Span(start, end)
            found = units.units(span)
            assert found == tuple(len(text[:at].encode("utf-16-le")) // 2 for at in span)
            assert units.points(found) == span


def test_a_unit_inside_a_code_point_belongs_to_it() -> None:
    assert Utf16("\U0001f6a2a").points(Span(1, 2)) == (0, 1)
