"""What an outlet prints again and again."""

from datetime import date

from onrecord.trace.reprints import printed_again, printed_twice, runs
from onrecord.trace.words import forms

NOTE = forms("sign up for the letters of the harbour desk")
NEWS = forms("the council met in the old customs house")


def test_runs_are_all_words_in_a_row() -> None:
    assert runs(["a", "b", "c"], 2) == [("a", "b"), ("b", "c")]
    assert runs(["a"], 2) == []


def test_a_run_that_stands_twice_in_one_text_is_found() -> None:
    assert printed_twice([*NOTE, *NEWS, *NOTE], 5) >= set(runs(NOTE, 5))
    assert not printed_twice([*NOTE, *NEWS], 5)


def test_a_run_of_three_days_is_printed_again_but_not_one_of_three_articles_of_a_day() -> None:
    days = [("Post", date(2024, 3, n), [*NOTE, *NEWS[n:]]) for n in (1, 2, 3)]
    again = printed_again(days, 5)
    assert set(runs(NOTE, 5)) <= again["Post"]
    assert printed_again([("Post", date(2024, 3, 1), NOTE)] * 3, 5) == {}


def test_what_several_outlets_print_is_not_one_outlets() -> None:
    days = [(f"Outlet {n}", date(2024, 3, n), NOTE) for n in (1, 2, 3)]
    assert printed_again(days, 5) == {}
