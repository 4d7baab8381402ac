"""The figures of grouping, alterations and descent, on collections small enough to count by hand."""

import json
from pathlib import Path

import numpy as np
import pytest
from eval.lineage import grouping, labels
from eval.mutations import Step
from eval.parents import MODES, parents
from eval.peers import METHODS, grouped, runs
from eval.simulator import Report, material, rows, simulate
from eval.stepwise import by_kind

from eval import lineage, real
from onrecord.model import AlterationKind

SHARED = Path(__file__).parents[2] / ".." / "shared"
WHOLE = "We will rebuild the fleet in the old harbour before the winter storms come over the islands"


def report(parent: int, time: float, text: str, *steps: Step) -> Report:
    return Report(0, parent, time, 734_000 + int(time), "outlet", "ann hill", text, True, "he said sadly", steps)


def test_perfect_groups_score_a_hundred_and_split_ones_lose_recall() -> None:
    gold = np.array([0, 0, 0, 1])
    assert set(grouping(labels(4, [(0, 1, 2)]), gold).values()) == {100.0}
    split = grouping(labels(4, [(0, 1)]), gold)
    assert split["bcubed.precision"] == split["pairs.precision"] == 100
    assert split["bcubed.recall"] == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert split["pairs.recall"] == pytest.approx(100 / 3)


def test_joined_groups_lose_precision() -> None:
    joined = grouping(labels(4, [(0, 1, 2, 3)]), np.array([0, 0, 1, 1]))
    assert joined["bcubed.precision"] == 50
    assert joined["pairs.precision"] == pytest.approx(100 / 3)


def test_an_alteration_that_is_named_counts_once_by_its_kind() -> None:
    told = by_kind(
        [
            report(-1, 0, WHOLE),
            report(0, 1, WHOLE.replace("fleet", "navy"), Step("substitution", (AlterationKind.SUBSTITUTION,))),
            report(0, 2, WHOLE.replace("’", "'").replace("We will", "We  will"), Step("typography", ())),
        ]
    )
    assert told["alterations.substitution.recall"] == told["alterations.precision"] == told["alterations.silent"] == 100


def test_the_parent_is_found_among_reports_of_one_family() -> None:
    changed = WHOLE.replace("fleet", "navy")
    chain = [report(-1, 0, WHOLE), report(0, 1.5, changed), report(1, 3.5, changed[:60])]
    exact, days = MODES[0], MODES[1]
    assert parents(chain, exact) == {"parent.exact.very": 100, "parent.exact.text": 100}
    assert parents(chain, days) == {"parent.days.very": 100, "parent.days.text": 100}


def test_another_way_to_find_candidates_is_followed_by_the_same_decision() -> None:
    reports = simulate(material(Path("no-such-folder")), 300, 5)
    found = {frozenset(members) for members in grouped(runs, rows(reports)) if len(members) > 1}
    own = {frozenset(members) for members in METHODS["onrecord"](rows(reports))}
    assert len(found & own) > len(own) / 2


def test_labels_hold_places_and_verdicts_and_no_text() -> None:
    told = [json.loads(line) for line in real.LABELS.read_text(encoding="utf-8").splitlines()]
    assert len(told) >= 160
    assert {row["verdict"] for row in told} == {"same", "another-occasion", "different"}
    assert all(set(row) == {"one", "other", "verdict"} for row in told)
    assert all([type(part) for part in row[side]] == [str, str, int, int] for row in told for side in ("one", "other"))


@pytest.mark.skipif(not (SHARED / "data" / "allsides").is_dir(), reason="AllSides lies outside the repository")
def test_simulated_and_real_figures_reach_their_floors() -> None:
    assert lineage.missed("simulated", lineage.simulated(SHARED, lineage.PINNED, 7, peers=False)) == []
    assert lineage.missed("real", lineage.real(SHARED)) == []
