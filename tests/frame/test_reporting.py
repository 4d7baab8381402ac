from collections.abc import Callable
from importlib.resources import files

import pytest

from onrecord.frame.reporting import TABLE, reporting, verbs, with_reporting
from onrecord.model import Article, Stance, Statement


@pytest.mark.parametrize(
    ("cue", "lemma", "stance"),
    [
        ("said", "say", Stance.NEUTRAL),
        ("claims", "claim", Stance.DISTANCING),
        ("alleged", "allege", Stance.DISTANCING),
        ("admitted", "admit", Stance.ENDORSING),
        ("acknowledges", "acknowledge", Stance.ENDORSING),
        ("revealed", "reveal", Stance.ENDORSING),
        ("has confirmed", "confirm", Stance.ENDORSING),
        ("pointed out", "point out", Stance.ENDORSING),
        ("emphasised", "emphasise", Stance.ENDORSING),
        ("said in an interview", "say", Stance.NEUTRAL),
        ("has been criticised, saying", "say", Stance.NEUTRAL),
    ],
)
def test_head_verb_gives_lemma_and_stance(cue: str, lemma: str, stance: Stance) -> None:
    found = reporting(cue)
    assert found is not None
    assert (found.lemma, found.stance) == (lemma, stance)


@pytest.mark.parametrize("cue", ["according to", "the claim that", "statement", "quoth"])
def test_words_that_are_no_tested_verb_have_neither_stance_nor_score(cue: str) -> None:
    found = reporting(cue)
    assert found is not None
    assert (found.stance, found.score) == (None, None)


def test_negated_verb_has_no_score() -> None:
    found = reporting("did not confirm")
    assert found is not None
    assert (found.lemma, found.stance, found.score) == ("confirm", None, None)
    assert "negation" in found.reason


@pytest.mark.parametrize("cue", ["might admit", "would have admitted", "’ll admit"])
def test_verb_under_a_modal_has_no_score(cue: str) -> None:
    found = reporting(cue)
    assert found is not None
    assert (found.lemma, found.stance, found.score) == ("admit", None, None)
    assert "modal" in found.reason


def test_verb_tested_only_in_the_passive_has_a_score_but_no_stance() -> None:
    found = reporting("told reporters")
    assert found is not None
    assert found.lemma == "tell"
    assert found.stance is None
    assert found.score is not None


def test_cue_without_words_has_no_reporting() -> None:
    assert reporting(": —") is None


def test_reason_names_experiment_and_version_of_the_table() -> None:
    found = reporting("claimed")
    assert found is not None
    assert "White and Rawlins 2018" in found.reason
    assert TABLE in found.reason


def test_version_is_the_one_of_the_table() -> None:
    head = files("onrecord.data").joinpath("en", "reporting_verbs.tsv").read_text(encoding="utf-8")[:600]
    name, version = TABLE.split(", version ")
    assert name == "reporting_verbs.tsv"
    assert f"Version {version}." in head


def test_stance_follows_the_rule_in_the_tables_head() -> None:
    say = verbs("en")["say"].score
    assert say is not None
    for verb in verbs("en").values():
        if verb.stance is Stance.ENDORSING:
            assert verb.score is not None
            assert verb.score > -0.05
        if verb.stance is Stance.DISTANCING:
            assert verb.score is not None
            assert verb.score < 1.5 * say


def test_broken_cue_is_read_as_one(
    make_article: Callable[..., Article], make_statement: Callable[..., Statement]
) -> None:
    article = make_article("Ann Hill has, on Monday, denied it rained.")
    statement = make_statement(article, 1, "it rained", cue="has | denied", source="Ann Hill")
    told = with_reporting(article.text, (statement,))[0].reporting
    assert told is not None
    assert told.lemma == "deny"
