"""A collation has a base, the variants to it with their witnesses, and what each witness covers."""

import pytest
from tests.trace.conftest import Witness

from onrecord.trace.collation import collate, siglum

BASE = "“We will never hand over the strait to anybody who threatens its fishermen,” Ann Hill said."


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")])
def test_witnesses_have_letters(number: int, letters: str) -> None:
    assert siglum(number) == letters


def test_variants_are_set_against_the_words_of_the_base(witness: Witness) -> None:
    found = collate(
        [
            witness(BASE, "a", "2023-01-01"),
            witness(BASE.replace("threatens", "attacks"), "b", "2023-01-02"),
            witness(BASE.replace("threatens", "attacks").replace("never ", ""), "c", "2023-01-03"),
        ]
    )
    assert (found.base, found.sigla) == (0, ("A", "B", "C"))
    never, attacks = found.places
    assert (never.text, never.start, never.end) == ("never", 2, 3)
    assert [(one.text, one.witnesses) for one in never.variants] == [("", (2,))]
    assert (attacks.text, [(one.text, one.witnesses) for one in attacks.variants]) == (
        "threatens",
        [("attacks", (1, 2))],
    )


def test_a_cut_is_no_variant_but_said(witness: Witness) -> None:
    cut = "“The strait to anybody who threatens its fishermen,” Ann Hill said."
    found = collate([witness(BASE, "a", "2023-01-01"), witness(cut, "b", "2023-01-02")])
    assert found.places == ()
    assert found.extents == ((0, 13), (5, 13))


def test_the_base_is_the_earliest_unless_it_is_a_short_cut(witness: Witness) -> None:
    cut = "“Anybody who threatens its fishermen,” Ann Hill said."
    early = collate([witness(cut, "a", "2023-01-01"), witness(BASE, "b", "2023-01-02")])
    assert (early.base, early.extents[1]) == (1, (0, 13))


def test_any_reading_can_be_the_base(witness: Witness) -> None:
    found = collate(
        [witness(BASE, "a", "2023-01-01"), witness(BASE.replace("threatens", "attacks"), "b", "2023-01-02")], 1
    )
    (place,) = found.places
    assert (found.base, place.text, place.variants[0].text) == (1, "attacks", "threatens")
