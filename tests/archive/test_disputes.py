"""Which of several decisions about the same thing counts, and who disagrees."""

from typing import Any

import pytest

from onrecord.archive.corrected import Placed
from onrecord.archive.decision import Decision
from onrecord.archive.disputes import overruled

CONTENT = [{"start": 3, "end": 9}]


def made(who: str, action: str, statements: tuple[str, ...] = ("s1",), **value: Any) -> Placed:
    made.number += 1  # type: ignore[attr-defined]
    at = f"2026-01-01T00:00:{made.number % 60:02}.000000Z"  # type: ignore[attr-defined]
    return Placed(Decision(action, "a1", "s1", value, who, "", at, {"content": CONTENT}), statements)


made.number = 0  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def from_the_start() -> None:
    made.number = 0  # type: ignore[attr-defined]


def told(*placed: Placed) -> list[tuple[str, str, str, bool]]:
    return [(one.earlier.who, one.later.who, one.on, one.disputed) for one in overruled(placed)]


def test_who_accepts_what_another_one_rejected_disputes_it() -> None:
    assert told(made("Ann", "reject"), made("Bob", "accept", speaker=None)) == [
        ("Ann", "Bob", "whether it is a statement", True)
    ]


def test_who_changes_their_own_mind_disputes_nothing() -> None:
    assert told(made("Ann", "reject"), made("Ann", "accept", speaker=None)) == [
        ("Ann", "Ann", "whether it is a statement", False)
    ]


def test_two_who_say_the_same_agree() -> None:
    first, second = made("Ann", "speaker", name="Ida Moss"), made("Bob", "speaker", name="ida moss")
    assert told(first, second) == []


def test_the_last_of_several_counts_and_only_the_latest_of_each_is_disputed() -> None:
    row = [made(who, "speaker", name=name) for who, name in (("Ann", "A"), ("Bob", "B"), ("Ann", "C"))]
    assert told(*row) == [("Ann", "Ann", "speaker", False), ("Bob", "Ann", "speaker", True)]


def test_what_is_accepted_includes_speaker_kind_and_content() -> None:
    accepted = made("Ann", "accept", speaker={"name": "A"}, kind="direct")
    later = [made("Bob", "speaker", name=None), made("Bob", "kind", kind="mixed")]
    later.append(made("Bob", "span", content=[{"start": 3, "end": 5}]))
    assert told(accepted, *later) == [("Ann", "Bob", on, True) for on in ("content", "kind", "speaker")]


def test_decisions_about_different_things_do_not_meet() -> None:
    assert told(made("Ann", "kind", kind="direct"), made("Bob", "speaker", name="B")) == []
    assert told(made("Ann", "reject", ("s1",)), made("Bob", "accept", ("s2",), speaker=None)) == []
    assert told(made("Ann", "reject", ()), made("Bob", "accept", (), speaker=None)) == []


def test_a_name_that_is_merged_into_two_others_is_disputed() -> None:
    merges = [made(who, "merge", name="Brandt", into=into) for who, into in (("Ann", "Ilva"), ("Bob", "Olaf"))]
    assert told(*merges) == [("Ann", "Bob", "who it is", True)]


def test_a_split_says_whose_a_statement_is() -> None:
    value: dict[str, Any] = {"name": "A", "as": "B", "parts": []}
    split = made("Ann", "split", ("s1",), **value)
    assert told(split, made("Bob", "speaker", name="A")) == [("Ann", "Bob", "speaker", True)]
