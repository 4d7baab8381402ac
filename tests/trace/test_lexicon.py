"""The word lists of the trace are there and say what they should."""

from onrecord.trace import lexicon


def test_words_that_turn_a_sense() -> None:
    assert lexicon.turning_words()["not"] == "negation"
    assert lexicon.turning_words()["might"] == "hedge"


def test_words_that_shift_in_indirect_speech() -> None:
    assert ("i", "she") in lexicon.shifts()
    assert ("will", "would") in lexicon.shifts()


def test_contractions_and_fillers_are_words() -> None:
    assert lexicon.long_forms()[("it's",)] == ("it", "is")
    assert ("i", "mean") in lexicon.fillers()


def test_ratings_dates_and_places() -> None:
    assert lexicon.valences()["attack"] < lexicon.valences()["help"]
    assert {"june", "monday", "yesterday"} <= lexicon.date_words()
    assert lexicon.places()["french"] == lexicon.places()["france"] == "France"
    assert "the" in lexicon.common_words()
