"""The reporting word of each statement, and what it says of the content's truth.

Adds `Statement.reporting`: the head verb of the cue looked up in data/en/reporting_verbs.tsv. Stance and score come
from the MegaVeridicality experiment (White and Rawlins 2018), never from opinion; a word that was not tested, a word
under a negation or a modal ("might admit") and a word that is no verb ("according to") have neither.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from onrecord.data import table
from onrecord.frame.case import LANGUAGE, function_pattern, function_words
from onrecord.model import Reporting, Stance, Statement

TABLE: Final = "reporting_verbs.tsv, version 1"
EXPERIMENT: Final = "MegaVeridicality (White and Rawlins 2018)"
ACTIVE: Final = "NP Ved that S"
UNTESTED: Final = ("negation", "modal")
WORD: Final = re.compile(r"\w+(?:['’\-]\w+)*")
LONGEST: Final = 4
SURE: Final = 0.5
PLAINEST: Final = "say"


class Verb(NamedTuple):
    """What the table says of a verb; `rate` is how often the verb, or this form of it, is part of a cue."""

    lemma: str
    score: float | None
    stance: Stance | None
    frame: str
    rate: float


def with_reporting(text: str, statements: Sequence[Statement], language: str = LANGUAGE) -> tuple[Statement, ...]:
    """The statements, each that has a cue with its reporting word."""
    return tuple(replace(s, reporting=reporting(cue_text(text, s), language)) for s in statements)


def cue_text(text: str, statement: Statement) -> str:
    """The reporting words on one line, the parts of a broken cue put together."""
    return " ".join(" ".join(text[span.start : span.end] for span in statement.cue).split())


def reporting(cue: str, language: str = LANGUAGE) -> Reporting | None:
    """The reporting word of a cue's text: its head verb, else a reporting phrase or noun, else the words as they are.

    `None` where the cue has no word (only a colon or a dash).
    """
    words = [match.group().lower().replace("’", "'") for match in WORD.finditer(cue)]
    verb = _head(words, language)
    if verb:
        return _judged(verb, cue, language)
    lemma = _phrase(words, language) or " ".join(words[:LONGEST])
    if not lemma:
        return None
    return Reporting(lemma, None, None, f"“{lemma}” is no verb, and {EXPERIMENT} tested verbs only; {TABLE}")


@cache
def verbs(language: str) -> dict[str, Verb]:
    """Each inflected form → its verb; where two verbs share a form, the one that reports more often."""
    rates = {row["form"]: (row["lemma"], float(row["rate"])) for row in table(language, "cue_rates.tsv")}
    found: dict[str, Verb] = {}
    for row in table(language, "reporting_verbs.tsv"):
        for form in (row["lemma"], row["past"], row["participle"], row["third"], row["gerund"]):
            lemma, rate = rates.get(form, (row["lemma"], 0.0))
            if form not in found or lemma == row["lemma"]:
                found[form] = _verb(row, max(rate, float(row["cue_rate"] or 0)))
    return found


def _verb(row: dict[str, str], rate: float) -> Verb:
    score = float(row["stance_score"]) if row["stance_score"] else None
    stance = Stance(row["stance"]) if row["stance"] else None
    return Verb(row["lemma"], score, stance, row["frame"], rate)


@cache
def _phrases(language: str) -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in table(language, "cue_words.tsv")}


def _head(words: Sequence[str], language: str) -> Verb | None:
    """The last verb of the cue that mostly reports, else the one that does so most; after "the" or "in" stands none."""
    no_verb_after = function_words("before-noun", language)
    candidates = []
    place = 0
    while place < len(words):
        size, verb = _longest(words, place, verbs(language))
        if verb and (place == 0 or words[place - 1] not in no_verb_after):
            candidates.append(verb)
        place += size
    sure = [verb for verb in candidates if verb.rate >= SURE]
    return sure[-1] if sure else max(candidates, key=lambda verb: verb.rate, default=None)


def _longest(words: Sequence[str], place: int, known: dict[str, Verb]) -> tuple[int, Verb | None]:
    """The longest known form that begins here ("pointed out" before "pointed") and its number of words."""
    for size in range(min(LONGEST, len(words) - place), 0, -1):
        verb = known.get(" ".join(words[place : place + size]))
        if verb:
            return size, verb
    return 1, None


def _phrase(words: Sequence[str], language: str) -> str | None:
    """The longest reporting phrase, adverb or noun of the cue."""
    known = _phrases(language)
    for size in range(min(LONGEST + 1, len(words)), 0, -1):
        for place in range(min(len(words), 40) - size, -1, -1):
            lemma = known.get(" ".join(words[place : place + size]))
            if lemma:
                return lemma
    return None


def _judged(verb: Verb, cue: str, language: str) -> Reporting:
    if verb.score is None:
        return Reporting(verb.lemma, None, None, f"“{verb.lemma}” was not tested by {EXPERIMENT}; {TABLE}")
    for group in UNTESTED:
        if function_pattern(group, language).search(cue):
            return Reporting(verb.lemma, None, None, f"“{verb.lemma}” under a {group} has no score here; {TABLE}")
    if verb.stance is None:
        reason = f"{signed(verb.score)} for “{verb.frame}” in {EXPERIMENT}, not comparable with “{ACTIVE}”; {TABLE}"
        return Reporting(verb.lemma, None, verb.score, reason)
    beside = "" if verb.lemma == PLAINEST else f", where “{PLAINEST}” has {signed(plainest())}"
    reason = f"{signed(verb.score)} for “{verb.frame}” in {EXPERIMENT}{beside}; {TABLE}"
    return Reporting(verb.lemma, verb.stance, verb.score, reason)


def signed(score: float) -> str:
    """A score with its sign and two places, “−0.84”."""
    return f"{score:+.2f}".replace("-", "−")


@cache
def plainest() -> float:
    """The score of the plainest reporting verb, for comparison."""
    score = verbs(LANGUAGE)[PLAINEST].score
    assert score is not None, f"the table scores “{PLAINEST}”"
    return score
