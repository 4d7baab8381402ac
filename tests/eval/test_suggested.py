"""What the candidates leave to the judge, on collections small enough to count by hand."""

from pathlib import Path

from eval.simulator import Report

from eval import suggested

WHOLE = "We will rebuild the fleet in the old harbour before the winter storms come over the islands"
OTHER = "Nobody on the council was asked about the timetable of the new ferry to the northern lights"


def report(family: int, text: str) -> Report:
    return Report(family, -1, 0, 734_000, "outlet", "ann hill", text, True, "he said sadly", ())


def test_reports_of_one_family_hang_together_by_what_they_share() -> None:
    found = suggested.linked(
        [report(0, WHOLE), report(0, WHOLE[:40]), report(0, WHOLE), report(1, OTHER), report(0, OTHER[:60])]
    )
    assert found[0] == found[1] == found[2]
    assert len({found[0], found[3], found[4]}) == 3


def test_a_report_that_shares_too_little_or_is_too_short_stays_alone() -> None:
    found = suggested.linked([report(0, WHOLE), report(0, "a fleet of boats left"), report(0, "the fleet")])
    assert len(set(found.tolist())) == 3


def test_real_pairs_are_looked_for_among_the_suggestions() -> None:
    told = suggested.real(Path("no-such-folder"))
    assert told["real.candidates.pairs"] > 0
    assert told["real.candidates"] >= 90
