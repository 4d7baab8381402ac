"""A statement as the trace compares it."""

from onrecord.trace.rows import UNDATED, Row


def test_a_row_knows_its_article() -> None:
    assert Row(1, "a1#s2", ("we", "will")).article == "a1"


def test_of_a_row_nothing_is_guessed() -> None:
    row = Row(1, "a1#s2", ("we", "will"))
    assert (row.day, row.speaker, row.outlet, row.quoted) == (UNDATED, "", "", True)
