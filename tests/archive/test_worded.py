"""Words and offsets as people write them."""

import pytest

from onrecord.archive.worded import place_of, written
from onrecord.errors import OnRecordError

TEXT = "The pier was safe.\nThe ferry was late, and the\nferry was full."


def test_words_that_stand_there_once_are_found() -> None:
    assert place_of(TEXT, "pier was safe", "--content") == [4, 17]


def test_offsets_are_taken_as_they_are() -> None:
    assert place_of(TEXT, "4-17", "--content") == [4, 17]


def test_the_breaks_of_lines_make_no_difference() -> None:
    start, end = place_of(TEXT, "and  the ferry", "--content")
    assert TEXT[start:end] == "and the\nferry"


@pytest.mark.parametrize(
    ("words", "detail", "remedy"),
    [
        ("ferry was", "stands there 2 times", "Say which one: 23-32, 47-56."),
        ("harbour", "is not in the text", "Give START-END"),
        (" ", "is not in the text", "Give START-END"),
    ],
)
def test_words_that_are_not_there_just_once_are_refused(words: str, detail: str, remedy: str) -> None:
    with pytest.raises(OnRecordError) as raised:
        place_of(TEXT, words, "--cue")
    assert (raised.value.code, raised.value.where) == ("OR407", "--cue")
    assert detail in raised.value.detail
    assert raised.value.remedy.startswith(remedy)


def test_a_place_is_written_so_that_it_is_found_again() -> None:
    for start, end in ((4, 17), (23, 32), (39, 52), (0, 3)):
        assert place_of(TEXT, written(TEXT, start, end), "x") == [start, end]
    assert written(TEXT, 4, 17) == "pier was safe"
    assert written(TEXT, 23, 32) == "23-32"
