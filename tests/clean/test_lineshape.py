"""The numbers that the model of plain-text lines judges by."""

import numpy as np

from onrecord.clean.lineshape import OWN, own, second_look, surroundings

LINES = (
    "MENU",
    "The council voted on Tuesday to repair the old harbour wall before the storms of this winter arrive.",
    "Read more: Wall repaired",
    "“The wall stays,” the mayor said in 2023, and the council agreed with her that the wall would stay.",
    "MENU",
)


def column(name: str) -> list[float]:
    rows = own(LINES, [0, 0, 1, 0, 0], {"menu": -3.0, "council": 1.5})
    return [round(float(value), 3) for value in rows[:, OWN.index(name)]]


def test_a_lines_own_form_is_counted() -> None:
    assert column("ends") == [0, 1, 0, 1, 0]
    assert column("shouts") == [1, 0, 0, 0, 1]
    assert column("quotes") == [0, 0, 0, 2, 0]
    assert column("date") == [0, 0, 0, 1, 0]
    assert column("reason") == [0, 0, 1, 0, 0]


def test_repetition_and_known_words_are_counted() -> None:
    assert column("copies") == [2, 1, 1, 1, 2]
    assert column("known")[1] > 0


def test_words_tell_by_their_odds() -> None:
    assert column("odds_min")[0] == -3
    assert column("odds_max")[1] == 1.5


def test_every_line_has_as_many_numbers_as_any_other_text_gives() -> None:
    for lines in (LINES, LINES[:1], LINES[:2]):
        rows = own(lines, [0] * len(lines), {})
        around = surroundings(rows)
        more = second_look(rows, np.full(len(lines), 0.5))
        assert around.shape == (len(lines), surroundings(own(LINES, [0] * 5, {})).shape[1])
        assert more.shape == (len(lines), second_look(own(LINES, [0] * 5, {}), np.full(5, 0.5)).shape[1])
        assert np.isfinite(rows).all()
        assert np.isfinite(around).all()
        assert np.isfinite(more).all()


def test_lines_without_words_have_finite_numbers() -> None:
    rows = own(["***", "…", "1234"], [0, 0, 0], {})
    assert np.isfinite(rows).all()
    assert np.isfinite(surroundings(rows)).all()


def test_what_the_prose_speaks_of_is_counted_without_the_line_itself() -> None:
    lines = (*LINES, "Harbour wall stays, says Brandt", "Zebra crossings delight visitors")
    rows = own(lines, [0] * len(lines), {})
    share, often = rows[:, OWN.index("told")], rows[:, OWN.index("told_often")]
    assert round(float(share[5]), 2) == 0.67
    assert share[6] == often[6] == 0
    assert often[5] > often[1] > 0
