"""What speaks for one reading being the other's parent."""

from collections.abc import Callable
from dataclasses import replace

from onrecord.trace.cost import making
from onrecord.trace.evidence import agency, contamination, innovation, is_taken_over, order, speaking, surroundings
from onrecord.trace.moments import moment
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import forms

Witness = Callable[..., Witnessed]
TEXT = "“We will rebuild the fleet in the old harbour,” Ann Hill said."


def credited(one: Witnessed, *names: str) -> Witnessed:
    return replace(one, reading=replace(one.reading, credits=names))


def test_a_credit_and_a_link_make_a_parent_cheaper(witness: Witness) -> None:
    parent = witness(TEXT, "a", "2023-08-01", "The Lantern")
    parent = replace(parent, reading=replace(parent.reading, url="https://www.lantern.example/fleet/"))
    child = credited(witness(TEXT, "b", "2023-08-02", "Notes"), "Lantern")
    assert speaking(parent, witness(TEXT, "c")) == ((), 0.0)
    told, bonus = speaking(parent, replace(child, links=("http://lantern.example/fleet",)))
    assert told == ("credits The Lantern", "links to https://www.lantern.example/fleet/")
    assert bonus > speaking(parent, child)[1] > 0


def test_one_agency_behind_both_is_said(witness: Witness) -> None:
    one, other = credited(witness(TEXT, "a"), "Coast Agency"), credited(witness(TEXT, "b"), "Coast Agency")
    assert agency(one.reading, other.reading) == "Coast Agency"
    assert speaking(one, other)[0] == ("both carry a report of Coast Agency",)


def test_rare_words_of_a_second_parent_are_named() -> None:
    texts = [
        tuple(forms(text))
        for text in (
            "the navy will come home before winter",
            "the fleet will come home before snowfall",
            "the navy will come home before snowfall",
        )
    ]
    made = making(texts[0], texts[2], lambda _: 0.9)
    assert contamination(texts, 2, 0, made, [1], lambda _: 0.9) == [("“before snowfall” is not its parent's", 1)]
    assert contamination(texts, 2, 0, made, [], lambda _: 0.9) == []
    assert innovation(texts, 2, 0, [1], lambda word: 0.9 if word == "navy" else 0.1) == (
        "“the navy” stands in no other older reading",
    )


def test_the_order_in_time_is_told_as_far_as_it_is_known(witness: Witness) -> None:
    def told(one: str | None, other: str | None) -> str:
        return order(witness(TEXT, "a", one).reading, witness(TEXT, "b", other).reading, moment(one), moment(other))

    assert told("2023-08-01", "2023-08-02") == "printed on 2023-08-01, before 2023-08-02"
    assert told("2023-08-01", "2023-08-01") == "both are of 2023-08-01: which is older is not known"
    assert told("2023-08-01T08:00Z", "2023-08-01T09:00Z") == "printed at 2023-08-01T08:00Z, before 2023-08-01T09:00Z"
    assert "undated" in told(None, "2023-08-01")


def test_who_a_speaker_is_takes_few_words_and_a_passage_many(witness: Witness) -> None:
    quotation = "“We will never hand over the strait to anybody,”"
    short = witness(f"{quotation} a former minister of the harbour said.", "a", outlet="Post")
    same = witness(f"{quotation} a former minister of the harbour told us.", "b", outlet="Echo")
    assert surroundings(short, same)
    assert not is_taken_over(short, same)
    tail = "a former minister of the harbour said while the rain fell on the empty market square."
    one, other = (witness(f"{quotation} {tail}", name, outlet=name) for name in ("Post", "Echo"))
    assert is_taken_over(one, other)
