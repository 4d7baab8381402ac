"""Word pieces: code points, case, place in quotations, and windows that own every piece once."""

from collections.abc import Sequence

import numpy as np
import pytest

from onrecord.attribute import network
from onrecord.attribute.pieces import (
    CLOSING,
    INSIDE,
    OPENING,
    OUTSIDE,
    SEP,
    TITLE,
    UPPER,
    Pieces,
    Reach,
    pieces,
    windows,
)
from onrecord.attribute.quotemarks import parse
from onrecord.spans import Span


def made(lines: Sequence[str]) -> Pieces:
    """The pieces of lines, each one paragraph."""
    text = "\n".join(lines)
    spans: list[Span] = []
    for line in lines:
        start = spans[-1].end + 1 if spans else 0
        spans.append(Span(start, start + len(line)))
    return pieces(text, spans, parse(text, spans).quotations, network.load().words)


def test_each_piece_points_at_its_own_characters() -> None:
    found = made(["The Zürich dam 😀 held,", "Brandt said."])
    words = [found.text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]
    assert "".join(words) == "TheZürichdam😀held,Brandtsaid."
    assert [int(i) for i in np.flatnonzero(found.ids == SEP)][-1] == len(found.ids) - 1


def test_case_and_place_in_a_quotation_are_told() -> None:
    found = made(["“No,” said NATO."])
    words = [found.text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]
    assert found.place[words.index("“")] == OPENING
    assert found.place[words.index("No")] == INSIDE
    assert found.place[words.index("”")] == CLOSING
    assert found.place[words.index("said")] == OUTSIDE
    assert found.case[words.index("No")] == TITLE
    assert found.case[words.index("NATO")] == UPPER


@pytest.mark.parametrize(
    "lines", [["It rained."], ["It rained all day. "] * 400, ["word " * 3000], ['"' * 3000], ["a"] * 900]
)
def test_windows_own_every_piece_once_and_are_never_too_long(lines: list[str]) -> None:
    found = made(lines)
    for reach in (Reach(), Reach(192, 16, 48, 8)):
        read = windows(found, reach)
        assert [place for window in read for place in range(window.owned, window.disowned)] == list(
            range(len(found.ids))
        )
        assert all(w.first <= w.owned < w.disowned <= w.last < w.first + reach.size for w in read)


def test_less_is_read_after_a_window_that_ends_with_a_paragraph() -> None:
    first, *_ = windows(made(["It rained all day. " * 5] * 40), Reach(192, 16, 48, 8))
    assert first.last - first.disowned == 8
    first, *_ = windows(made(["It rained all day. " * 200]), Reach(192, 16, 48, 8))
    assert first.last - first.disowned == 48
