"""Reporting words counted, with the stance of each."""

from typing import Any

from onrecord.archive.manner import NO_WORD, NOT_TESTED, Verb, by_speaker, verbs


def row(speaker: str | None, lemma: str | None, stance: str | None, kind: str = "person") -> dict[str, Any]:
    return {"speaker_called": speaker, "speaker_kind": kind, "lemma": lemma, "stance": stance}


ROWS = [
    row("Ann Hill", "claim", "distancing"),
    row("ANN HILL", "say", "neutral"),
    row("Ann Hill", "say", "neutral"),
    row("Ann Hill", "muse", None),
    row("Tom Reed", None, None),
    row("officials", "say", "neutral", "unnamed"),
    row(None, "say", "neutral"),
]


def test_words_come_with_their_stance_and_number_the_most_frequent_first() -> None:
    found = verbs(ROWS)
    assert found[0] == Verb("say", "neutral", 4)
    assert {verb.manner for verb in found} == {"neutral", "distancing", NOT_TESTED, NO_WORD}


def test_each_named_speaker_stands_apart_whatever_the_case() -> None:
    shown, more = by_speaker(ROWS, 1)
    assert [(one.name, one.statements) for one in shown] == [("Ann Hill", 4)]
    assert more == 1
    assert shown[0].stances == {"endorsing": 0, "neutral": 2, "distancing": 1, NOT_TESTED: 1, NO_WORD: 0}
