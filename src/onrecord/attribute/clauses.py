"""Reporting clauses: in one sentence, what is reported, by which words, as whose.

Adds candidates for statements: each with its three roles as code point spans, the rule that found it, and what its
score is made of. The rules are tried in order on each reporting word; a clause without reporting words gives nothing,
and no speaker is invented for it.
"""

from collections.abc import Sequence
from typing import Final

from onrecord.attribute import beside, cues, nominal, phrases
from onrecord.attribute.candidates import Candidate, Found, accepted, span
from onrecord.attribute.content import FINITE, content_end, content_start
from onrecord.attribute.cues import Cue
from onrecord.attribute.lexicon import words
from onrecord.attribute.tokens import QUOTATION, Unit
from onrecord.spans import Span, Spans

LEAST_RATE: Final = 0.04
MOST_CUES: Final = 40
NO_SOURCES: Final = words("accorded to but not speaking")
SEEMING: Final = words("verbs of seeming")


def find(units: Sequence[Unit], headline: bool = False, language: str = "en") -> list[Candidate]:
    """The candidates of one sentence (`headline`: of a headline), in order of their reporting words; the contents of
    those that are accepted do not overlap."""
    line = beside.speaker_colon(units, headline)
    if line is not None:
        return [line]
    found: list[Candidate] = []
    taken = 0
    subject: Spans = ()
    marks = [c for c in cues.verbs(units, language) if c.rate >= LEAST_RATE][:MOST_CUES]
    for cue in marks:
        if cue.first < taken:
            continue
        made = _reported(units, cue, subject, marks)
        if made is None:
            continue
        found.append(made.candidate)
        if accepted(made.candidate, language):
            taken = made.taken
            subject = made.candidate.source or subject
    kept = [c for c in found if accepted(c, language)]
    if not kept:
        found += beside.any_verb(units)
    return found + nominal.find(units, kept, marks)


def _reported(units: Sequence[Unit], cue: Cue, subject: Spans, marks: Sequence[Cue]) -> Found | None:
    if units[cue.verb].form == "according":
        return _according(units, cue, marks)
    return (
        beside.content_before(units, cue)
        or beside.inverted(units, cue)
        or _passive(units, cue, marks)
        or _content_after(units, cue, subject, marks)
    )


def _according(units: Sequence[Unit], cue: Cue, marks: Sequence[Cue]) -> Found | None:
    """ "According to X, …" and "…, according to X"."""
    if cue.verb + 1 >= len(units) or units[cue.verb + 1].form != "to":
        return None
    phrase = phrases.after(units, cue.verb + 2)
    if phrase is None or (phrase.first == phrase.last and units[phrase.first].form in NO_SOURCES):
        return None
    fronted = cue.verb <= 1
    end = phrase.head if fronted and phrase.last + 2 >= len(units) else phrase.last
    source, words = (span(units, phrase.first, end),), (span(units, cue.verb, cue.verb + 1),)
    follows = end + 1
    if fronted and follows + 1 < len(units):
        last = content_end(units, follows + 1, cue, marks)
        content: Spans = (span(units, follows + 1, last),) if last > follows else ()
        taken = last + 1
    else:
        content, taken = beside.left_of(units, cue.verb), follows
    return Found(Candidate(content, words, source, "according-to", cue.rate), taken) if content else None


def _passive(units: Sequence[Unit], cue: Cue, marks: Sequence[Cue]) -> Found | None:
    """ "X was accused by Y of …", "It was claimed by Y that …", "X is expected to …"."""
    if not cue.passive:
        return None
    subject = phrases.before(units, cue.first)
    agent = _agent(units, cue)
    first = content_start(units, cue)
    last = content_end(units, first, cue, marks) if first is not None else cue.last
    spans: list[Span] = []
    if subject is not None and units[subject.first].form not in {"it", "there", "who", "which", "that"}:
        spans.append(span(units, subject.first, subject.last))
    source: Spans = ()
    if agent is not None:
        source = (span(units, agent.first, agent.last),)
        first = agent.last + 1
    if first is not None and first <= last:
        spans.append(span(units, first, last))
    if not spans:
        return None
    rule = "passive" if agent is not None else "passive-without-agent"
    if first is not None and first < len(units) and units[first].form == "that":
        rule += "-that"
    return Found(Candidate(tuple(spans), _words(units, cue), source, rule, cue.rate), last + 1)


def _agent(units: Sequence[Unit], cue: Cue) -> phrases.Phrase | None:
    after = cue.last + 1
    if after + 1 >= len(units) or units[after].form != "by":
        return None
    phrase = phrases.after(units, after + 1)
    if phrase is None:
        return None
    for index in range(phrase.first + 1, phrase.last):
        if units[index].form == "of" and units[index - 1].tag.startswith("NNP") and not units[index + 1].capital:
            return phrases.Phrase(phrase.first, index - 1, index - 1)
    return phrase


def _words(units: Sequence[Unit], cue: Cue) -> Spans:
    return (span(units, cue.first, cue.last),)


def _content_after(units: Sequence[Unit], cue: Cue, subject: Spans, marks: Sequence[Cue]) -> Found | None:
    """X said that …, X told Y …, X said: "…", X called it "…", and participles that share the subject before."""
    if units[cue.verb].form in SEEMING and _expletive(units, cue):
        return None
    source = _subject(units, cue, subject)
    first = content_start(units, cue)
    if source is None or first is None:
        return None
    last = content_end(units, first, cue, marks)
    if last < first or (last == first and units[first].form in {"that", "so", "it", "this"}):
        return None
    rule = "content-after" + _manner(units, cue, first, last)
    return Found(Candidate((span(units, first, last),), _words(units, cue), source, rule, cue.rate), last + 1)


def _expletive(units: Sequence[Unit], cue: Cue) -> bool:
    """ "It seems unfair": nobody says so."""
    return any(u.form in {"it", "this", "there"} for u in units[max(0, cue.first - 2) : cue.first])


def _manner(units: Sequence[Unit], cue: Cue, first: int, last: int) -> str:
    """How the content begins: what the score of the rule rests on, beside the rate of the reporting word."""
    unit = units[first]
    if units[cue.first].form == "to":
        return "-infinitive"
    if unit.tag == QUOTATION:
        return "-quoted"
    if unit.form in {"that", "whether", "if"}:
        return "-that"
    if any(u.tag == QUOTATION for u in units[first : last + 1]):
        return "-partly-quoted"
    if unit.form == "to":
        return "-to"
    if unit.tag == "IN":
        return "-preposition"
    if cue.gerund:
        return "-participle"
    return "-clause" if any(u.tag in FINITE for u in units[first : min(last + 1, first + 9)]) else "-phrase"


def _subject(units: Sequence[Unit], cue: Cue, subject: Spans) -> Spans | None:
    """The source's spans; `None` where the reporting word has no subject."""
    if cue.gerund:
        return subject or _main_subject(units, cue) or None
    phrase = phrases.before(units, cue.first)
    if phrase is not None and units[phrase.first].tag in {"WP", "WDT"}:
        return _relative(units, phrase.first)
    before = units[cue.first - 1] if cue.first else None
    if phrase is not None:
        return (span(units, phrase.first, phrase.last),)
    if before is not None and (before.tag == "CC" or before.form in {",", "then"}):
        return subject or _co_ordinated(units, cue) or None
    return None


def _relative(units: Sequence[Unit], relative: int) -> Spans | None:
    """ "X, who": the noun before and the relative word, as two fragments of one source."""
    last = relative - 1
    if last > 0 and units[last].form == ",":
        last -= 1
    if last < 0:
        return None
    phrase = phrases.before(units, last + 1)
    word = span(units, relative, relative)
    return (word,) if phrase is None else (span(units, phrase.first, phrase.last), word)


def _co_ordinated(units: Sequence[Unit], cue: Cue) -> Spans:
    """ "X laughed and said": the subject of the verb that the reporting word is joined to."""
    for index in range(cue.first - 2, max(-1, cue.first - 12), -1):
        if units[index].tag in FINITE:
            phrase = phrases.before(units, index)
            return () if phrase is None else (span(units, phrase.first, phrase.last),)
    return ()


def _main_subject(units: Sequence[Unit], cue: Cue) -> Spans:
    """The subject of the sentence's first verb, for a participle after a comma."""
    if cue.first == 0 or units[cue.first - 1].form not in {",", "and", "—", "–"}:
        return ()
    for index in range(cue.first):
        if units[index].tag in FINITE:
            phrase = phrases.before(units, index)
            return () if phrase is None else (span(units, phrase.first, phrase.last),)
    return ()
