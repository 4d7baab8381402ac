"""Statements that are readings of one utterance find each other; look-alikes stay apart."""

import random
from dataclasses import replace

import numpy as np

from onrecord.trace.rows import Row
from onrecord.trace.utterances import collapse, group, speakers_of
from onrecord.trace.words import forms

FILLER = (
    "the bridge over the Velm was closed after the storm",
    "nobody expected the council to vote before the summer break",
    "farmers in the valley lost a third of their apple harvest",
    "our hospital has no beds left and no nurses to staff them",
    "trains between Zaria and the coast will run every hour",
    "the museum bought four paintings by unknown local artists",
)
WHOLE = "we will never hand over the strait of Velmora to anybody who threatens its fishermen"


def row(number: int, text: str, day: int = 700_000, speaker: str = "ann hill") -> Row:
    return Row(number, f"a{number}#s1", tuple(forms(text)), day, speaker, f"outlet {number}")


def groups(*rows: Row) -> list[set[str]]:
    filler = [row(100 + n, text, 700_000 + n, f"speaker {n}") for n, text in enumerate(FILLER * 3)]
    several = [row(200 + n, f"{text} in year {n}", 690_000, f"speaker {n}") for n, text in enumerate(FILLER * 3)]
    everything = [*rows, *filler[:6], *several[:6]]
    found = [{everything[i].statement for i in members} for members in group(everything)]
    ours = {one.statement for one in rows}
    return [members & ours for members in found if members & ours]


def test_the_same_words_in_other_marks_are_one_utterance() -> None:
    assert groups(row(1, WHOLE), row(2, WHOLE.upper() + ".")) == [{"a1#s1", "a2#s1"}]


def test_a_short_cut_belongs_to_the_long_quotation() -> None:
    cut = "the strait of Velmora to anybody who threatens"
    assert groups(row(1, WHOLE), row(2, cut)) == [{"a1#s1", "a2#s1"}]


def test_an_omission_and_a_changed_word_keep_the_utterance() -> None:
    changed = "we will never hand over the strait to anybody who attacks its fishermen"
    assert groups(row(1, WHOLE), row(2, changed)) == [{"a1#s1", "a2#s1"}]


def test_another_statement_with_a_common_phrase_stays_apart() -> None:
    other = "we will never forget the people who built the old lighthouse of the northern islands"
    assert groups(row(1, WHOLE), row(2, other)) == []


def test_the_order_of_arrival_changes_nothing() -> None:
    rows = [row(n, text, 700_000 + n % 5) for n, text in enumerate([WHOLE, WHOLE[:50], *FILLER, *FILLER])]
    expected = [[rows[i].statement for i in members] for members in group(rows)]
    random.Random(3).shuffle(rows)
    assert [[rows[i].statement for i in members] for members in group(rows)] == expected


def test_readings_come_oldest_first_and_undated_last() -> None:
    rows = [row(1, WHOLE, -1), row(2, WHOLE, 700_002), row(3, WHOLE, 700_001)]
    ((first, second, third),) = group(rows)
    assert [rows[i].statement for i in (first, second, third)] == ["a3#s1", "a2#s1", "a1#s1"]


def test_nothing_gives_nothing() -> None:
    assert group([]) == ()
    assert group([row(1, "yes we can"), row(2, "yes we can")]) == ()


def test_short_words_of_everybody_come_apart_in_time() -> None:
    phrase = "for as long as it takes"
    rows = [row(n, phrase, 700_000 + 400 * n, f"speaker {n}") for n in range(4)]
    assert groups(*rows) == []
    assert groups(row(1, phrase, 700_000), row(2, phrase, 700_001)) == [{"a1#s1", "a2#s1"}]


def test_two_names_of_one_speaker_are_no_contradiction() -> None:
    rows = [row(1, WHOLE, speaker="hill"), row(2, WHOLE[:40], speaker="ann hill"), row(3, WHOLE[:41], speaker="bo lee")]
    strings = collapse(rows)
    one, other = np.array([0, 0]), np.array([1, 2])
    assert sorted(speakers_of(strings, rows, one, other).tolist()) in ([-1, -1], [-1, 1])


def test_phrases_and_what_one_article_says_twice_in_its_own_words_are_no_utterances() -> None:
    strike = tuple(forms("a military strike on the harbour"))
    topics = [Row(n, f"a{n}#s1", strike, 700_000, quoted=False) for n in (1, 2)]
    assert group(topics) == ()
    clause = tuple(forms("the harbour of Velmora will be closed to all foreign trawlers in winter"))
    rows = [Row(n, f"a1#s{n}", clause, 700_000, quoted=False) for n in (1, 2)]
    assert group(rows) == ()
    assert group([rows[0], replace(rows[1], statement="a2#s1")]) == ((0, 1),)
    assert group([replace(one, quoted=True) for one in rows]) == ((0, 1),)
