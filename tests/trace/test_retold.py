"""Hints that two quotations may be one in other words."""

from onrecord.model import DescentKind
from onrecord.trace.retold import alike, by_speaker, near, retold
from onrecord.trace.rows import Row
from onrecord.trace.words import forms

ORIGINAL = (
    "We will never surrender the strait of Velmora to those who threaten its fishermen, Tolven agreed in Sellmouth"
)
RETOLD = "Those threatening the fishermen of Velmora will not get the strait; in Sellmouth Tolven has agreed to that"
OTHER = "The hospital of Zaria needs forty more nurses before the winter, and money to pay them well"


def row(name: str, text: str, day: int = 700_000, speaker: str = "ann hill", *, quoted: bool = True) -> Row:
    return Row(1, f"{name}#s1", tuple(forms(text)), day, speaker, name, quoted)


def found(*others: Row) -> list[str]:
    told = retold([row("a", ORIGINAL)], others, lambda word: 0.9 if len(word) > 5 else 0.3)
    assert all(one.kind is DescentKind.TRANSLATED and one.parent == "a#s1" and 0 < one.score <= 0.6 for one in told)
    return [one.child for one in told]


def test_the_same_content_in_other_words_is_a_hint() -> None:
    assert found(row("b", RETOLD, 700_002)) == ["b#s1"]


def test_another_matter_is_none() -> None:
    assert found(row("b", OTHER)) == []


def test_another_speaker_another_season_and_indirect_speech_are_none() -> None:
    assert found(row("b", RETOLD, speaker="bob roe")) == []
    assert found(row("b", RETOLD, 700_100)) == []
    assert found(row("b", RETOLD, quoted=False)) == []


def test_readings_and_their_articles_are_left_out() -> None:
    assert found(row("a", RETOLD)) == []


def test_only_what_shares_words_enough_is_worth_weighing() -> None:
    retelling, other = row("b", RETOLD), row("c", OTHER)
    assert alike([row("a", ORIGINAL)], [retelling, other]) == [retelling]
    assert alike([row("a", ORIGINAL, quoted=False)], [retelling]) == []


def test_what_the_same_speakers_said_in_the_days_around_is_near() -> None:
    rows = [row(name, OTHER, day) for name, day in (("a", 700_000), ("b", 700_009), ("c", 700_020), ("d", -1))]
    said = by_speaker([*rows, row("e", OTHER, speaker="bob roe"), row("f", OTHER, quoted=False)])
    assert set(said) == {"ann hill", "bob roe"}
    assert [one.article for one in near(rows[:1], said)] == ["a", "b"]
    assert [one.article for one in near(rows[1:2], said)] == ["a", "b"]
    assert near(rows[3:], said) == []
