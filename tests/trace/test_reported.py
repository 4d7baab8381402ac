"""What a reporter's own words must share to be a reading of what somebody said."""

import numpy as np
import pytest

from onrecord.trace.reported import AT_ONCE, LATE, LONG_AFTER, OTHERWISE, SAME_SPEAKER, SOON, enough, is_topic, unquoted
from onrecord.trace.rows import Row
from onrecord.trace.words import forms


def row(words: str, *, quoted: bool = False) -> Row:
    return Row(1, "a#s1", tuple(forms(words)), quoted=quoted)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("a military strike on the harbour", True),
        ("the letter obtained by the Lantern", True),
        ("to the proposal of the northern council", True),
        ("the harbour will be closed", False),
        ("that he knew of the strike", False),
        ("4 million crowns for the harbour", False),
        ("a military strike on the harbour of Velmora and on the islands to the north of it", False),
    ],
)
def test_a_short_phrase_without_verb_or_figure_says_nothing(words: str, topic: bool) -> None:
    assert is_topic(row(words)) is topic
    assert not is_topic(row(words, quoted=True))


def test_a_text_is_unquoted_where_none_of_its_rows_is_quoted() -> None:
    rows = [row("one two three four"), row("one two three four", quoted=True)]
    assert unquoted(rows, [[0], [1], [0, 1]]).tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("speakers", "days", "least"),
    [
        (1, 0, SAME_SPEAKER),
        (1, 15, LATE),
        (1, 400, LATE),
        (0, 1, AT_ONCE),
        (0, 7, SOON),
        (0, 8, OTHERWISE),
        (0, 400, LONG_AFTER),
        (0, -1, LATE),
        (-1, 0, OTHERWISE),
        (-1, 61, LONG_AFTER),
    ],
)
def test_the_further_apart_the_more_must_be_shared(speakers: int, days: int, least: float) -> None:
    weight = np.array([least - 0.01, least])
    told = enough(weight, np.array([days, days]), np.array([speakers, speakers]))
    assert told.tolist() == [False, True]
