"""What it costs to make one text from another."""

from onrecord.trace.cost import NOTHING_SHARED, making
from onrecord.trace.words import forms

WHOLE = forms("we will rebuild the fleet in the old harbour before the winter comes")


def cost(parent: list[str], child: list[str]) -> float:
    return making(parent, child, lambda word: 0.9 if len(word) > 3 else 0.1).cost


def test_the_same_words_cost_nothing_and_others_everything() -> None:
    assert cost(WHOLE, WHOLE) == 0
    assert cost(forms("rain fell on Zaria"), WHOLE) == NOTHING_SHARED


def test_a_cut_is_cheap_and_restoring_it_is_not() -> None:
    assert cost(WHOLE, WHOLE[:8]) < cost(WHOLE[:8], WHOLE)


def test_what_shares_an_innovation_is_the_cheaper_parent() -> None:
    changed = [*WHOLE[:4], "navy", *WHOLE[5:]]
    assert cost(changed, changed[:9]) < cost(WHOLE, changed[:9])


def test_the_words_that_had_to_come_from_elsewhere_are_named() -> None:
    assert making(WHOLE, [*WHOLE, "honestly"], lambda _: 0.9).new == ("honestly",)
