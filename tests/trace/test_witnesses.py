"""A reading with what its comparison needs."""

from collections.abc import Callable

from onrecord.trace.witnesses import Witnessed


def test_a_reading_has_its_words_its_marks_and_what_is_around_it(witness: Callable[..., Witnessed]) -> None:
    found = witness(
        "The plan is “a costly mistake for the northern harbour”, Ann Hill said.", "p1", "2023-08-03", "Lantern"
    )
    reading = found.reading
    assert reading.statement.startswith("p1#")
    assert (reading.date, reading.outlet, reading.speaker) == ("2023-08-03", "Lantern", "Ann Hill")
    assert all(word.quoted for word in found.words[-5:])
    assert {"hill", "said"} <= {word.form for word in found.around}
    assert "northern harbour" in reading.text
