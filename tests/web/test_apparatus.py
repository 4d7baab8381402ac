"""An utterance as its page shows it: against any base, with what was altered and where it comes from."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from tests.trace.conftest import witness

from onrecord.trace.telling import utterance
from onrecord.trace.witnesses import Witnessed
from onrecord.web import apparatus as module
from onrecord.web.apparatus import Apparatus, apparatus, is_certain, pieces, times, tree

__all__ = ["witness"]

Witness = Callable[..., Witnessed]
BASE = "“We will never hand over the strait to anybody who threatens its fishermen,” Ann Hill said."
HARSHER = BASE.replace("threatens", "attacks")
CUT = "“The strait to anybody who threatens its fishermen,” Ann Hill told the Courier."


@pytest.fixture
def press(witness: Witness) -> list[Witnessed]:
    return [
        witness(BASE, "a", "2023-01-01", "The Courier"),
        witness(HARSHER, "b", "2023-01-02", "Echo"),
        witness(CUT, "c", "2023-01-03", "Lamp"),
    ]


def shown(witnesses: Sequence[Witnessed], base: int | None = None) -> Apparatus:
    return apparatus(utterance(witnesses, lambda _: 0.5), witnesses, base)


def words(found: Apparatus, number: int) -> list[tuple[str, str]]:
    return [(piece.state, piece.words) for piece in found.rows[number].pieces]


def test_readings_have_letters_and_the_earliest_is_the_base(press: list[Witnessed]) -> None:
    found = shown(press)
    assert (found.letter, [row.letter for row in found.rows]) == ("A", ["A", "B", "C"])
    assert (found.outlets, found.undated, found.more) == (3, 0, 0)
    assert found.earliest is not None
    assert found.earliest.statement == press[0].reading.statement


def test_a_reading_shows_what_is_other_in_the_base(press: list[Witnessed]) -> None:
    found = shown(press)
    changed = [piece for piece in words(found, 1) if piece[0] != "same"]
    assert changed == [("removed", "threatens"), ("added", "attacks")]
    assert [one.reason for one in found.rows[1].altered]
    assert found.rows[0].altered == ()
    assert "".join(piece.words for piece in found.rows[0].pieces) == press[0].reading.text


def test_what_was_cut_is_counted_and_not_printed(press: list[Witnessed]) -> None:
    row = shown(press).rows[2]
    assert (row.left, row.right) == (5, 0)
    assert {piece.state for piece in row.pieces} == {"same"}


def test_the_reader_chooses_the_base_and_one_that_is_none_is_let_be(press: list[Witnessed]) -> None:
    found = shown(press, 1)
    assert found.letter == "B"
    assert [piece for piece in words(found, 0) if piece[0] != "same"] == [
        ("removed", "attacks"),
        ("added", "threatens"),
    ]
    assert shown(press, 99).letter == "A"


def test_the_base_is_numbered_where_it_varies(press: list[Witnessed]) -> None:
    found = shown(press)
    assert [number for number, _ in found.numbered] == [None, 11]
    assert "".join(text for _, text in found.numbered) == press[0].reading.text
    assert found.extents == [(["C"], "words 6–13 of 13")]


def test_a_descent_is_credited_where_the_copy_names_its_source(press: list[Witnessed]) -> None:
    by_letter = {edge.letter: edge for edge in shown(press).edges}
    assert by_letter["A"].how == "no older reading known"
    assert (by_letter["C"].parent, by_letter["C"].credited) == ("A", True)
    assert (by_letter["B"].parent, by_letter["B"].credited) == ("A", False)
    assert by_letter["B"].how.startswith("copied, inferred, 0.")
    assert [(one.before, one.after) for one in by_letter["B"].altered][:1] == [("threatens", "attacks")]


def test_the_plots_have_every_reading(press: list[Witnessed]) -> None:
    found = shown(press)
    for made in (times(found), tree(found)):
        assert [letter for letter in "ABC" if f'data-letter="{letter}"' in made] == list("ABC")
    assert tree(found).count("plot-edge credited") == 1


@pytest.mark.parametrize(
    ("date", "confidence", "certain"),
    [("2023-01-01", 0.95, True), ("2023-01-01", 0.8, False), ("2023-01-01", None, False), (None, None, False)],
)
def test_a_date_is_certain_where_the_page_states_it(
    press: list[Witnessed], date: str | None, confidence: float | None, certain: bool
) -> None:
    reading = replace(press[0].reading, date=date, date_confidence=confidence)
    assert is_certain(reading) is certain


def test_readings_that_share_no_words_are_printed_as_they_are(witness: Witness) -> None:
    one, other = witness(BASE, "a"), witness("“Quinces are ripe in the orchard now,” Tom Reed said.", "b")
    assert [(piece.state, piece.words) for piece in pieces(one, other)] == [("same", other.reading.text)]


def test_words_in_several_parts_are_joined_as_the_reading_has_them(witness: Witness) -> None:
    parted = witness("“We will never hand over the strait,” Ann Hill said, “to anybody who asks for it.”", "a")
    assert len(parted.reading.spans) == 2
    (row,) = shown([parted]).rows
    assert "".join(piece.words for piece in row.pieces) == parted.reading.text


def test_of_very_many_readings_the_first_are_compared(press: list[Witnessed], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHOWN", 2)
    found = shown(press)
    assert ([row.letter for row in found.rows], found.more) == (["A", "B"], 1)
