"""Word ids, rarity, and the keys by which readings find each other."""

import numpy as np

from onrecord.trace.fingerprints import LEAST_WEIGHT, encode, keys
from onrecord.trace.words import forms

READINGS = [forms("the port will open in spring"), forms("the port will not open"), forms("rain fell in March")]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    encoded = encode([["the", "harbour"], ["the", "storm"], ["the", "bridge"]])
    the, harbour = (encoded.weights[encoded.vocabulary[word]] for word in ("the", "harbour"))
    assert harbour > the >= LEAST_WEIGHT


def test_the_weight_of_a_reading_is_the_sum_of_its_words() -> None:
    encoded = encode(READINGS)
    expected = [sum(float(encoded.weights[encoded.vocabulary[w]]) for w in reading) for reading in READINGS]
    assert np.allclose(encoded.weight_of(), expected, atol=1e-5)


def test_readings_that_share_three_words_in_a_row_share_a_key() -> None:
    found, of = keys(encode(READINGS))
    first, second, third = (set(found[of == reading].tolist()) for reading in range(3))
    assert first & second
    assert not first & third


def test_each_key_of_a_reading_counts_once() -> None:
    found, of = keys(encode([["rain", "rain", "rain", "rain", "rain"]]))
    assert len(set(zip(found.tolist(), of.tolist(), strict=True))) == len(found)


def test_the_order_of_the_readings_changes_no_weight() -> None:
    one, other = encode(READINGS), encode(READINGS[::-1])
    assert {w: float(one.weights[i]) for w, i in one.vocabulary.items()} == {
        w: float(other.weights[i]) for w, i in other.vocabulary.items()
    }


def test_nothing_and_empty_readings_have_no_keys() -> None:
    assert len(keys(encode([]))[0]) == 0
    assert len(keys(encode([[], ["one"]]))[0]) == 0
