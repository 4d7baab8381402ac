"""Where two readings agree and differ."""

from onrecord.trace.hunks import Comparison, compare
from onrecord.trace.words import words


def compared(one: str, other: str) -> Comparison:
    found = compare(words(one), words(other))
    assert found
    return found


def test_equal_readings_have_no_difference() -> None:
    found = compared("We will go north", "“We will go, north.”")
    assert found.inner == ()
    assert found.runs == ((0, 0, 4),)


def test_a_difference_has_its_words_on_both_sides() -> None:
    (hunk,) = compared("we will go north now", "we will sail north now").inner
    assert (hunk.a, hunk.a_end, hunk.b, hunk.b_end) == (2, 3, 2, 3)


def test_what_stands_before_and_after_is_told_apart_from_what_is_between() -> None:
    found = compared("yes we will go north", "will go north today")
    assert (found.before.a_end, found.before.b_end) == (2, 0)
    assert (found.after.a, found.after.a_end, found.after.b, found.after.b_end) == (5, 5, 3, 4)
    assert found.inner == ()


def test_contractions_and_hyphens_are_the_same_words() -> None:
    assert compared("so it's our work in the end", "so it is our work in the end").inner == ()
    assert compared("we ask for co-operation between them", "we ask for cooperation between them").inner == ()


def test_a_small_word_between_two_differences_is_no_agreement() -> None:
    found = compared(
        "north winds blew over the islands again and ships sank",
        "north winds broke many of the masts there and ships sank",
    )
    assert len(found.inner) == 1


def test_readings_that_share_only_small_words_do_not_compare() -> None:
    assert compare(words("the rain in the valley"), words("a boat of the king")) is None
    assert compare((), ()) is None


def test_a_contraction_at_an_end_is_no_difference_there() -> None:
    found = compared("It’s our work to go north, that’s", "it is our work to go north, that is")
    assert (found.before.a_end, found.before.b_end) == (0, 0)
    assert found.after.a == found.after.a_end == 7
