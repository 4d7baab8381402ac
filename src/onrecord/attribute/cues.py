"""Reporting words in a sentence: verb groups whose verb reports speech, "according to", and reporting nouns.

Adds nothing to the record by itself. How often each form reports in the training articles (data/en/cue_rates.tsv) is
carried along as `rate`, so that what follows can weigh it; a form that is not in the table is never a cue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.attribute.lexicon import words
from onrecord.attribute.tokens import Unit
from onrecord.data import table

AUXILIARIES: Final = words("auxiliaries")
NEGATIONS: Final = words("negations")
PASSIVE: Final = words("forms of be")


@dataclass(frozen=True, slots=True)
class Cue:
    """Units `first` to `last` (inclusive) of a sentence; `verb` is the reporting verb's own unit."""

    first: int
    last: int
    verb: int
    rate: float
    passive: bool
    gerund: bool
    negated: bool


@cache
def rates(language: str) -> dict[str, float]:
    """How often a verb form is (part of) a cue in the training articles, between 0 and 1."""
    return {row["form"]: float(row["rate"]) for row in table(language, "cue_rates.tsv")}


def verbs(units: Sequence[Unit], language: str = "en") -> list[Cue]:
    """The verb groups of the sentence whose verb is known to report, in order."""
    known = rates(language)
    found = []
    for index, unit in enumerate(units):
        rate = known.get(unit.form) if unit.tag != "Q" else None
        if rate is not None and _is_verb(units, index):
            found.append(_group(units, index, rate))
    return found


def _is_verb(units: Sequence[Unit], index: int) -> bool:
    """A verb by its tag, or a form that the tagger took for a noun where only a verb can stand."""
    if units[index].tag == "VBN":
        return _has_auxiliary(units, index) or _reduced(units, index)
    return may_be_verb(units, index) or _takes_that(units, index)


def _takes_that(units: Sequence[Unit], index: int) -> bool:
    """ "The woman alleged that": taken for an adjective, but an adjective does not stand between a noun and "that"."""
    noun = index > 0 and units[index - 1].tag.startswith("NN")
    return units[index].tag == "JJ" and noun and index + 1 < len(units) and units[index + 1].form == "that"


def may_be_verb(units: Sequence[Unit], index: int) -> bool:
    """Whether the unit is tagged as a verb, or stands as a plural noun right after a name ("CBS News reports")."""
    unit = units[index]
    before = units[index - 1].tag if index else "^"
    plural = unit.tag in {"NNS", "NNPS"} and unit.form.endswith("s")
    return unit.tag.startswith("V") or (plural and before in {"NNP", "NNPS", "PRP"})


def _has_auxiliary(units: Sequence[Unit], index: int) -> bool:
    return any(u.form in AUXILIARIES for u in units[max(0, index - 4) : index])


def _reduced(units: Sequence[Unit], index: int) -> bool:
    """The tagger mixes up past and participle; a name or pronoun before it makes it a past tense."""
    return index > 0 and (units[index - 1].tag in {"NNP", "NNPS", "PRP", "Q", ",", "WP", "RB", "NN", "NNS"})


def _group(units: Sequence[Unit], verb: int, rate: float) -> Cue:
    first = verb
    while first > 0 and _in_group(units, first - 1, verb):
        first -= 1
    while first < verb and units[first].tag == "RB" and units[first].form not in NEGATIONS:
        first += 1
    helpers = [u.form for u in units[first:verb]]
    auxiliary = next((w for w in reversed(helpers) if w in AUXILIARIES), "")
    form = units[verb].form
    last = verb
    if [u.form for u in units[verb + 1 : verb + 3]] == ["as", "saying"]:
        last, auxiliary = verb + 2, ""
    passive = auxiliary in PASSIVE and not form.endswith("ing")
    negated = any(w in NEGATIONS for w in helpers)
    return Cue(first, last, verb, rate, passive, form.endswith("ing") and not helpers, negated)


def _in_group(units: Sequence[Unit], index: int, verb: int) -> bool:
    unit = units[index]
    if unit.form in AUXILIARIES:
        return unit.tag != "POS" and (unit.form != "'s" or units[index + 1].tag in {"VBN", "VBG", "RB"})
    return unit.tag == "RB" and index > 0 and (units[index - 1].form in AUXILIARIES or index + 1 == verb)
