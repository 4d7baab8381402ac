"""Reporting nouns: "the claim that …", "repeated statements by X that …", "X's insistence that …".

Adds candidates whose cue is a noun. The source is the possessor before the noun or the agent after it; where neither
stands there, the statement has none, and none is guessed.
"""

from collections.abc import Sequence
from typing import Final

from onrecord.attribute import cues, phrases
from onrecord.attribute.candidates import Candidate, span
from onrecord.attribute.content import CUTTING_RATE, content_end, subject_clause_end
from onrecord.attribute.cues import Cue
from onrecord.attribute.lexicon import words
from onrecord.attribute.tokens import QUOTATION, Unit
from onrecord.spans import Span, Spans, overlaps

NOUNS: Final = words("reporting nouns")
AGENT: Final = words("openers of an agent")
REACH: Final = 14


def find(units: Sequence[Unit], taken: Sequence[Candidate], marks: Sequence[Cue]) -> list[Candidate]:
    """The candidates of one sentence with a noun for a cue, outside the contents already taken."""
    found: list[Candidate] = []
    for index, unit in enumerate(units):
        if unit.form in NOUNS and unit.tag in {"NN", "NNS"} and not cues.may_be_verb(units, index):
            candidate = _reported(units, index, marks)
            if candidate is not None and not _overlaps(candidate, (*taken, *found)):
                found.append(candidate)
    return found


def _overlaps(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    spans = [s for other in others for s in (*other.content, *other.cue)]
    return any(overlaps(a, b) for a in (*candidate.content, *candidate.cue) for b in spans)


def _reported(units: Sequence[Unit], noun: int, marks: Sequence[Cue]) -> Candidate | None:
    that = _that(units, noun)
    if that is None:
        return None
    agent = _agent(units, noun, that)
    owner = _owner(units, noun)
    source: Spans = agent or owner
    cue = Cue(noun, noun, noun, CUTTING_RATE, False, False, False)
    last = subject_clause_end(units, that, content_end(units, that, cue, marks))
    if last <= that:
        return None
    rule = "noun-agent" if agent else "noun-owner" if owner else "noun"
    return Candidate((span(units, that, last),), (span(units, noun, noun),), source, rule, 0.0)


def _that(units: Sequence[Unit], noun: int) -> int | None:
    """The "that" of the content: at once, or after the agent and a time."""
    for index in range(noun + 1, min(len(units) - 2, noun + REACH)):
        unit = units[index]
        if unit.form == "that":
            return index if _is_clause(units, index) else None
        if unit.tag.startswith("V") or unit.tag in {"MD", ".", QUOTATION, ":"} or unit.form == ",":
            return None
    return None


def _is_clause(units: Sequence[Unit], that: int) -> bool:
    """ "the claim that he lied", not "the claim that ended his career"."""
    following = units[that + 1]
    return following.tag == QUOTATION or not (following.tag.startswith("V") or following.tag in {"MD", "RB", "."})


def _agent(units: Sequence[Unit], noun: int, that: int) -> Spans:
    if noun + 1 < that and units[noun + 1].form in AGENT:
        phrase = phrases.after(units, noun + 2)
        if phrase is not None and phrase.last < that:
            return (span(units, phrase.first, phrase.last),)
    return ()


def _owner(units: Sequence[Unit], noun: int) -> Spans:
    """ "X's repeated claim", "his claim"."""
    index = noun - 1
    while index >= 0 and (units[index].tag.startswith("JJ") or units[index].tag in {"RB", "VBN", "VBG", "NN"}):
        index -= 1
    if index < 0:
        return ()
    if units[index].tag == "PRP$":
        return (span(units, index, index),)
    if index and (units[index].tag == "POS" or units[index].form in {"'s", "'"}):
        phrase = phrases.before(units, index)
        return () if phrase is None else (Span(units[phrase.first].start, units[phrase.last].end),)
    return ()
