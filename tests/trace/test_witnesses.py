"""A reading with what its comparison needs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model import Statement, StatementKind
from onrecord.read.capture import from_bytes
from onrecord.record import read
from onrecord.spans import Span
from onrecord.trace.witnesses import Witnessed, witnessed


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


def test_a_date_is_as_sure_as_the_page_is_of_it_and_a_capture_says_nothing_of_publication(
    witness: Callable[..., Witnessed],
) -> None:
    text = "“We pay with hulls and with men,” Ann Hill said."
    assert witness(text, date="2023-01-01").reading.date_confidence == 1.0
    assert witness(text).reading.date_confidence is None


def test_quotation_marks_count_whether_a_statement_was_made_of_them_or_not(witness: Callable[..., Witnessed]) -> None:
    found = witness(
        "Nobody in the “old guard” came. The plan is a costly mistake for the harbour, Ann Hill said.", "p1"
    )
    assert [word.form for word in found.around if word.quoted] == ["old", "guard"]


def test_a_name_in_capitals_and_a_colon_quote_without_marks() -> None:
    text = "HILL: Yes, there has to be some form of rent for the harbour."
    record = read(from_bytes(text.encode(), "p1"), "text", "rules")
    source, start = Span(0, 4), text.index("Yes")
    statement = Statement(
        "s1", StatementKind.INDIRECT, (Span(start, len(text)),), (), (source,), (), 1.0, "test", "test"
    )
    assert all(word.quoted for word in witnessed(record, statement).words)
    spoken = replace(statement, source=(Span(0, 3),))
    assert not any(word.quoted for word in witnessed(record, spoken).words)


@pytest.mark.parametrize(("name", "named"), [("Ann Hill", True), ("She", False)])
def test_it_is_known_whether_the_speaker_is_named_beside_the_words(name: str, named: bool) -> None:
    text = f"Ann Hill came late to the harbour. {name} said that the plan was a costly mistake for everybody."
    record = read(from_bytes(text.encode(), "p1"), "text", "rules")
    (statement,) = record.statements
    assert witnessed(record, statement).named is named
