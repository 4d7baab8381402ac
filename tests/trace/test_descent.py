"""The most likely parent of each reading, with the evidence."""

from collections.abc import Callable

from onrecord.model import Descent, DescentKind
from onrecord.trace.descent import descent
from onrecord.trace.witnesses import Witnessed

Witness = Callable[..., Witnessed]
WHOLE = "“We will rebuild the fleet in the old harbour before the winter storms come over the islands,” Ann Hill said."
CHANGED = "“We will rebuild the navy in the old harbour before the winter storms come over the islands,” Ann Hill said."
CUT = "“We will rebuild the navy in the old harbour before the winter,” Ann Hill said."


def inferred(*witnesses: Witnessed) -> list[Descent]:
    return list(descent(witnesses, lambda word: 0.9 if len(word) > 3 else 0.1))


def test_a_shared_innovation_shows_the_parent(witness: Witness) -> None:
    first, second, third = (
        witness(text, name, f"2023-08-0{day}")
        for day, (name, text) in enumerate([("a", WHOLE), ("b", CHANGED), ("c", CUT)], 1)
    )
    found = inferred(first, second, third)
    assert [one.parent for one in found] == [first.reading.statement, second.reading.statement]
    assert all(one.kind is DescentKind.COPIED and one.evidence for one in found)
    assert any("navy" in line for line in found[1].evidence)


def test_a_credit_goes_before_the_cheapest_making(witness: Witness) -> None:
    first = witness(WHOLE, "a", "2023-08-01", "Lantern")
    second = witness(WHOLE, "b", "2023-08-02", "Courier")
    third = witness(WHOLE[:-1] + ", according to the Courier.", "c", "2023-08-03", "Notes")
    (_, found) = inferred(first, second, third)
    assert found.parent == second.reading.statement
    assert "credits Courier" in found.evidence


def test_what_could_not_be_made_from_any_other_is_independent(witness: Witness) -> None:
    first = witness(WHOLE, "a", "2023-08-01")
    other = witness(
        "“The fleet in the old harbour will be built anew, whatever it costs us in gold,” Ann Hill said.",
        "b",
        "2023-08-02",
    )
    (found,) = inferred(first, other)
    assert (found.kind, found.parent) == (DescentKind.INDEPENDENT, None)


def test_undated_readings_have_a_parent_that_says_so(witness: Witness) -> None:
    first, second = witness(WHOLE, "a", "2023-08-01"), witness(WHOLE, "b")
    (found,) = inferred(first, second)
    assert found.parent == first.reading.statement
    assert any("undated" in line for line in found.evidence)


def test_one_reading_has_no_descent(witness: Witness) -> None:
    assert inferred(witness(WHOLE, "a")) == []
    assert descent([], lambda _: 1.0) == ()
