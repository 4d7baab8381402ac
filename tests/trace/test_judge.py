"""When two readings are one utterance: what speaks for it, and what against it."""

import numpy as np

from onrecord.trace import judge
from onrecord.trace.align import Fits
from onrecord.trace.judge import FEATURES, Pairs, accepted, features, judgement, possible, scores


def pair(weight: float, coverage: float, days: int = 1, speaker: int = 0, seasons: int = 1, words: int = 8) -> Pairs:
    interval = np.array([[0, words]])
    fits = Fits(np.array([weight], np.float32), np.array([coverage], np.float32), interval, interval, np.array([words]))
    return Pairs(fits, np.array([days]), np.array([speaker]), np.array([seasons]))


def test_a_long_cut_of_yesterday_is_accepted_and_a_shared_common_phrase_is_not() -> None:
    assert accepted(pair(4.0, 1.0))[0]
    assert not accepted(pair(1.5, 0.6, days=400, seasons=8, words=4))[0]


def test_each_circumstance_moves_the_score_its_way() -> None:
    usual = scores(pair(2.0, 0.8))[0]
    assert scores(pair(3.0, 0.8, seasons=4))[0] > scores(pair(2.0, 0.8, seasons=4))[0]
    assert scores(pair(2.0, 1.0))[0] > usual
    assert scores(pair(2.0, 0.8, speaker=1))[0] > usual > scores(pair(2.0, 0.8, speaker=-1))[0]
    assert scores(pair(2.0, 0.8, seasons=9))[0] < usual
    assert scores(pair(2.0, 0.8, days=500))[0] < usual


def test_a_famous_sentence_is_itself_years_later() -> None:
    assert accepted(pair(12.0, 1.0, days=2000, seasons=12, words=30))[0]


def test_too_little_in_common_is_not_asked_about() -> None:
    assert scores(pair(0.5, 1.0))[0] == 0
    assert possible(np.array([0.5, 3.0], np.float32), np.array([1.0, 4.0], np.float32)).tolist() == [False, True]


def test_unknown_circumstances_have_a_place_among_the_features() -> None:
    bare = Pairs(pair(2.0, 0.8).fits, np.array([-1]), np.array([0]))
    assert features(bare).shape == (1, len(FEATURES))
    assert 0 < scores(bare)[0] < 1


def test_a_judgement_says_why() -> None:
    told = judgement(pair(2.0, 0.8, days=500, speaker=-1, seasons=9), 0)
    assert told.score == round(float(scores(pair(2.0, 0.8, days=500, speaker=-1, seasons=9))[0]), 4)
    assert told.reason == (
        "80% of the shorter reading's words by rarity, words that are found in 9 seasons, 500 days apart, "
        "another speaker"
    )


def test_every_judgement_has_a_version() -> None:
    assert judge.method() == f"lineage {judge.LINEAGE}, judge {judge.rule().version}"
