"""The most likely parent of each reading, with the evidence."""

from collections.abc import Callable
from dataclasses import replace

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


def credited(one: Witnessed, *names: str) -> Witnessed:
    return replace(one, reading=replace(one.reading, credits=names))


def test_the_order_of_arrival_changes_nothing(witness: Witness) -> None:
    readings = [
        witness(text, name, date)
        for name, text, date in (
            ("a", WHOLE, "2023-08-01"),
            ("b", WHOLE, "2023-08-01"),
            ("c", CHANGED, "2023-08-01"),
            ("d", CUT, None),
            ("e", CUT, "2023-08-03"),
        )
    ]
    expected = {one.child: one for one in inferred(*readings)}
    for shift in range(5):
        turned = [*readings[shift:], *readings[:shift]]
        assert {one.child: one for one in inferred(*turned)} == expected


def test_of_one_day_what_was_cut_is_made_from_the_whole(witness: Witness) -> None:
    (found,) = inferred(witness(CUT, "a", "2023-08-01"), witness(CHANGED, "b", "2023-08-01"))
    assert (found.child, found.parent) == (
        witness(CUT, "a").reading.statement,
        witness(CHANGED, "b").reading.statement,
    )
    assert any("which is older is not known" in line for line in found.evidence)


def test_times_of_one_day_tell_the_order(witness: Witness) -> None:
    late, early = witness(WHOLE, "a", "2023-08-01T18:00:00Z"), witness(WHOLE, "b", "2023-08-01T07:00:00Z")
    (found,) = inferred(late, early)
    assert (found.parent, found.child) == (early.reading.statement, late.reading.statement)


def test_of_equal_readings_the_credited_one_is_the_parent_and_else_their_number_is_said(witness: Witness) -> None:
    first, second = witness(WHOLE, "a", "2023-08-01", "Lantern"), witness(WHOLE, "b", "2023-08-01", "Courier")
    plain = witness(CHANGED, "c", "2023-08-02", "Notes")
    found = {one.child: one for one in inferred(first, second, plain)}[plain.reading.statement]
    assert any("1 other older readings have the same words" in line for line in found.evidence)
    found = {one.child: one for one in inferred(first, second, credited(plain, "Courier"))}[plain.reading.statement]
    assert found.parent == second.reading.statement


def test_a_wire_story_is_one_origin_with_its_copies(witness: Witness) -> None:
    copies = [
        credited(witness(WHOLE, f"p{number}", "2023-08-01", f"Paper {number}"), "Coast Agency") for number in range(20)
    ]
    found = inferred(*copies)
    assert len(found) == 19
    assert len({one.parent for one in found}) == 1
    assert all("one origin, Coast Agency, of which 20 readings here are copies" in one.evidence for one in found)


def test_what_has_rare_readings_of_two_others_may_come_from_both(witness: Witness) -> None:
    one = witness(CHANGED, "a", "2023-08-01")
    other = witness(WHOLE.replace("islands", "headlands"), "b", "2023-08-01")
    mixed = witness(CHANGED.replace("islands", "headlands"), "c", "2023-08-02")
    found = {one.child: one for one in inferred(one, other, mixed)}[mixed.reading.statement]
    assert any("perhaps made from both" in line for line in found.evidence)


def test_readings_of_one_article_are_not_each_others_parents(witness: Witness) -> None:
    one, other = witness(WHOLE, "a", "2023-08-01"), witness(CUT, "a", "2023-08-01")
    assert all(found.parent is None for found in inferred(one, other))


def test_what_is_undated_is_no_parent_of_what_is_dated(witness: Witness) -> None:
    late, bare, early = witness(WHOLE, "a", "2023-08-02"), witness(WHOLE, "b"), witness(WHOLE, "c", "2023-08-01")
    parents = {one.child: one.parent for one in inferred(early, late, bare)}
    assert parents[late.reading.statement] == early.reading.statement
    assert parents[bare.reading.statement] in {early.reading.statement, late.reading.statement}


def test_the_same_words_alone_do_not_show_a_copy(witness: Witness) -> None:
    first = witness(WHOLE, "a", "2023-08-01", "Lantern")
    plain = witness("On Monday: " + WHOLE, "b", "2023-08-02", "Courier")
    (found,) = inferred(first, plain)
    assert found.score <= 0.6
    assert any("one occasion" in line for line in found.evidence)


def test_the_reporters_own_words_beside_it_show_a_copy(witness: Witness) -> None:
    told = " Standing on the wet quay, she wiped rain from her glasses."
    first = witness(WHOLE + told, "a", "2023-08-01", "Lantern")
    (found,) = inferred(first, witness(WHOLE + told, "b", "2023-08-02", "Courier"))
    assert found.score > 0.6
    assert any("beside it" in line for line in found.evidence)
