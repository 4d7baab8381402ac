"""Reporting verbs in a sentence, with the words that belong to their verb group."""

from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute.cues import Cue, may_be_verb, rates, verbs
from onrecord.attribute.tokens import Unit

Sentence = Callable[[str], Sequence[Unit]]


def forms(units: Sequence[Unit]) -> list[str]:
    return [unit.form for unit in units]


def groups(sentence: Sentence, text: str) -> list[str]:
    units = sentence(text)
    return [text[units[cue.first].start : units[cue.last].end] for cue in verbs(units)]


def only(sentence: Sentence, text: str) -> Cue:
    (cue,) = verbs(sentence(text))
    return cue


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("She said no.", "said"),
        ("She has said no.", "has said"),
        ("She will not say no.", "will not say"),
        ("She didn’t say no.", "didn’t say"),
        ("It was said by her.", "was said"),
        ("She has been quoted.", "has been quoted"),
        ("She repeatedly denied it.", "denied"),
        ("It had been reported.", "had been reported"),
        ("She left, saying no.", "saying"),
    ],
)
def test_a_verb_group_holds_its_auxiliaries_and_its_negation(sentence: Sentence, text: str, group: str) -> None:
    assert groups(sentence, text) == [group]


@pytest.mark.parametrize(
    "text", ["The claims were wrong.", "He walked home.", "“He said no” was it.", "The bank opened."]
)
def test_nouns_other_verbs_and_quoted_words_are_no_cues(sentence: Sentence, text: str) -> None:
    assert groups(sentence, text) == []


def test_a_plural_noun_after_a_name_may_be_a_verb(sentence: Sentence) -> None:
    assert groups(sentence, "CBS News reports that it fell.") == ["reports"]
    units = sentence("The reports were wrong.")
    assert not may_be_verb(units, forms(units).index("reports"))


def test_passive_participle_and_negated_groups_say_so(sentence: Sentence) -> None:
    assert only(sentence, "He was told no.").passive
    assert not only(sentence, "He told no tale.").passive
    assert only(sentence, "She left, saying no.").gerund
    assert not only(sentence, "She was saying no.").gerund
    assert only(sentence, "She did not say so.").negated
    assert only(sentence, "She didn't say so.").negated
    assert not only(sentence, "She did say so.").negated


def test_never_negates(sentence: Sentence) -> None:
    assert only(sentence, "She never said so.").negated


def test_rates_lie_between_0_and_1_and_say_reports_more_often_than_go() -> None:
    known = rates("en")
    assert all(0 <= rate <= 1 for rate in known.values())
    assert known["said"] > 0.8
    assert known["said"] > known.get("went", 0)


def test_a_sentence_without_units_has_no_cue() -> None:
    assert verbs([]) == []
