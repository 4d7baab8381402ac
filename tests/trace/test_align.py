"""The best chain of common runs: against the plain recurrence, and on cases that matter."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.trace.align import BREAK, fits, upper_bound
from onrecord.trace.fingerprints import encode
from onrecord.trace.words import forms

TEXTS = st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=9), min_size=2, max_size=6)


def plain(one: list[str], other: list[str], weights: dict[str, float]) -> float:
    """The recurrence as it is written, cell by cell."""
    best = np.zeros((len(one) + 1, len(other) + 1))
    match = np.full(best.shape, -1e9)
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            if a == b:
                match[i, j] = max(match[i - 1, j - 1], best[i - 1, j - 1] - BREAK) + weights[a]
            best[i, j] = max(best[i - 1, j], best[i, j - 1], match[i, j])
    return float(best[-1, -1] + BREAK) if best[-1, -1] > 0 else 0.0


@given(TEXTS)
def test_the_batched_chain_is_the_plain_recurrence(texts: list[list[str]]) -> None:
    encoded = encode(texts)
    weights = {word: float(encoded.weights[number]) for word, number in encoded.vocabulary.items()}
    lower, higher = np.triu_indices(len(texts), 1)
    found = fits(encoded, lower, higher).weight
    expected = [plain(texts[a], texts[b], weights) for a, b in zip(lower, higher, strict=True)]
    assert np.allclose(found, expected, atol=1e-4)


@given(TEXTS)
def test_the_bound_is_never_below_what_distinct_words_can_match(texts: list[list[str]]) -> None:
    distinct = [list(dict.fromkeys(text)) for text in texts]
    encoded = encode(distinct)
    lower, higher = np.triu_indices(len(texts), 1)
    assert (upper_bound(encoded, lower, higher) + 1e-4 >= fits(encoded, lower, higher).weight).all()


def test_a_cut_is_covered_wholly_and_its_place_is_known() -> None:
    whole = forms("we will keep the harbour open through the winter storms")
    encoded = encode([whole, whole[3:7], forms("nothing of the kind was said")])
    found = fits(encoded, np.array([0]), np.array([1]))
    assert found.coverage[0] == 1
    assert found.first[0].tolist() == [3, 7]
    assert found.second[0].tolist() == [0, 4]


def test_an_omission_inside_costs_one_break() -> None:
    others = [[f"other{number}"] for number in range(50)]
    encoded = encode([list("abcdefgh"), list("abgh"), *others])
    found = fits(encoded, np.array([0]), np.array([1]))
    whole = float(encoded.weights[[encoded.vocabulary[c] for c in "abgh"]].sum())
    assert np.isclose(found.weight[0], whole - BREAK)


def test_nothing_in_common_fits_nowhere() -> None:
    found = fits(encode([["a"], ["b"]]), np.array([0]), np.array([1]))
    assert (found.weight[0], found.coverage[0]) == (0, 0)
