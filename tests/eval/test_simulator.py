"""Collections of known ancestry: made from a seed alone, true to the steps that they name."""

from pathlib import Path
from random import Random

import pytest
from eval.mutations import SHARES, Mutation, Setting
from eval.quotations import all_quotations, demo, stories
from eval.simulator import Report, material, rows, simulate

from eval import mutations

NOWHERE = Path("no-such-folder")
TOKENS = [
    "It's",
    "time",
    "that",
    "we",
    "rebuild",
    "the",
    "old",
    "fleet.",
    "They",
    "said",
    "it",
    "would",
    "never",
    "be",
    "done",
    "by",
    "us",
    "—",
    "but",
    "I",
    "think",
    "it",
    "can.",
]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return simulate(material(NOWHERE), 800, 3)


def test_without_other_collections_the_demo_collection_is_the_material() -> None:
    found = all_quotations(stories(NOWHERE))
    assert found
    assert {one.story.id for one in found} <= {story.id for story in demo()}
    assert all(one.text == one.story.text[one.span.start : one.span.end] for one in found)


def test_the_seed_alone_decides(reports: list[Report]) -> None:
    assert simulate(material(NOWHERE), 800, 3) == reports
    assert simulate(material(NOWHERE), 800, 4) != reports


def test_a_parent_is_an_older_report_of_the_same_family(reports: list[Report]) -> None:
    copies = [(number, one) for number, one in enumerate(reports) if one.parent >= 0]
    assert copies
    for number, one in copies:
        parent = reports[one.parent]
        assert one.parent < number
        assert parent.family == one.family
        assert parent.time <= one.time
        assert one.steps or one.text == parent.text


def test_dates_are_missing_and_wrong_here_and_there(reports: list[Report]) -> None:
    assert any(one.day == -1 for one in reports)
    assert any(
        one.day >= 0
        and one.day != int(one.time) + min(o.day - int(o.time) for o in reports if o.day >= 0 and not o.steps)
        for one in reports
    )
    assert [row.day for row in rows(reports)] == [one.day for one in reports]


@pytest.mark.parametrize("mutation", [*SHARES, mutations.cross_splice])
def test_an_alteration_changes_the_words_and_names_itself(mutation: Mutation) -> None:
    setting = Setting(
        Random(1), ("harbour", "storm"), ["nobody", "asked", "the", "fishermen", "of", "Zaria"], "he said sadly"
    )
    done = mutation(TOKENS, setting)
    assert done is not None
    assert done[0] != TOKENS
    assert done[1].name == mutation.__name__.replace("_", "-")


@pytest.mark.parametrize("mutation", [mutations.cut, mutations.omission, mutations.splice, mutations.transposition])
def test_what_is_too_short_is_left_alone(mutation: Mutation) -> None:
    assert mutation(["too", "short"], Setting(Random(1), ("a",), [], "")) is None
