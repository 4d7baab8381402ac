"""Reporting clauses beside their content: after it, before its end, or in its middle.

Adds candidates for "…," X said; "…," said X; "…", X said, "…"; and … , X said, …: the content stands to the left of the
clause and may go on to its right. A clause with no content on its left is left to the other rules.
"""

from collections.abc import Sequence
from typing import Final

from onrecord.attribute import phrases
from onrecord.attribute.candidates import Candidate, Found, span
from onrecord.attribute.content import FINITE, TO_A_HEARER
from onrecord.attribute.cues import Cue
from onrecord.attribute.lexicon import words
from onrecord.attribute.phrases import Phrase
from onrecord.attribute.tokens import QUOTATION, Unit, is_common
from onrecord.spans import Spans

SUBORDINATORS: Final = words("subordinators")
ASIDE: Final = words("openers of asides")
COMPLEMENTISERS: Final = words("complementisers")
INVERTING: Final = words("inverting verbs")
STRONG: Final = 0.25
CERTAIN: Final = 0.6
RIGHT_REACH: Final = 30
LONGEST_NAME: Final = 8
ANNOUNCED: Final = "announced"


def content_before(units: Sequence[Unit], cue: Cue) -> Found | None:
    """ "…," X said. The source stands between the content's comma or closing mark and the reporting word."""
    if cue.passive or cue.gerund:
        return None
    phrase = phrases.before(units, cue.first)
    if phrase is None or phrase.first == 0 or units[phrase.first].tag in {"WP", "WDT"}:
        return None
    before = phrase.first - 1
    comma = units[before].form in {",", "—", "–", "-"}
    if comma:
        before -= 1
    if before < 0:
        return None
    rule = _beside_quotation(units, cue, before, comma) or _beside_clause(units, cue, before, comma)
    return _with_left(units, cue, phrase, before, cue.last + 1, rule) if rule else None


def _beside_quotation(units: Sequence[Unit], cue: Cue, before: int, comma: bool) -> str | None:
    if units[before].tag != QUOTATION or not (comma or closes_itself(units[before])):
        return None
    after = cue.last + 1
    if not ends_clause(units, after) and not _hearer_then_end(units, cue, after):
        return None
    return "after-quotation"


def _beside_clause(units: Sequence[Unit], cue: Cue, before: int, comma: bool) -> str | None:
    if not comma or cue.rate < STRONG:
        return None
    follows = units[cue.last + 1].form if cue.last + 1 < len(units) else "."
    if follows == "," and cue.rate >= CERTAIN and units[0].form not in SUBORDINATORS:
        return "inside-clause"
    ended = ends_clause(units, cue.last + 1) or _hearer_ends(units, cue)
    return "after-clause" if ended and _is_clause(units, before) else None


def _hearer_ends(units: Sequence[Unit], cue: Cue) -> bool:
    """…, X told Y: nothing is left to be told after the hearer."""
    phrase = phrases.after(units, cue.last + 1) if units[cue.verb].form in TO_A_HEARER else None
    return phrase is not None and ends_clause(units, phrase.last + 1)


def _hearer_then_end(units: Sequence[Unit], cue: Cue, after: int) -> bool:
    """ "…," X told reporters. / "…," she urged them, …"""
    phrase = phrases.after(units, after)
    if phrase is None:
        return False
    return units[cue.verb].form in TO_A_HEARER or ends_clause(units, phrase.last + 1)


def closes_itself(unit: Unit) -> bool:
    """Whether the quotation ends with a comma or a stop inside its marks, as American style has it."""
    return unit.form.rstrip("\"”’»'“ ").endswith((",", "?", "!", "…", ".", "-", "—"))


def _is_clause(units: Sequence[Unit], last: int) -> bool:
    """Whether the words up to `last` can be content: a verb, and no adverbial opening."""
    first = 1 if units[0].tag == "CC" else 0
    if last - first < 2 or units[first].form in SUBORDINATORS:
        return False
    return any(u.tag in FINITE or u.tag == QUOTATION for u in units[first : last + 1])


def ends_clause(units: Sequence[Unit], start: int) -> bool:
    """Whether no content can follow: the sentence ends, or goes on with a mark, a time or an aside."""
    while start < len(units) and units[start].tag == "RB":
        start += 1
    if start >= len(units):
        return True
    unit = units[start]
    if unit.form in COMPLEMENTISERS:
        return False
    ended = unit.tag in {".", ",", ":", "(", QUOTATION} or unit.form == "-lrb-"
    return ended or unit.form in ASIDE or unit.form in phrases.TIMES


def inverted(units: Sequence[Unit], cue: Cue) -> Found | None:
    """ "…," said X. The reporting word follows a quotation or a comma, and the source follows the word."""
    if cue.passive or cue.gerund:
        return None
    if cue.first == 0:
        return _fronted(units, cue)
    before = cue.first - 1
    comma = units[before].form == ","
    if comma:
        before -= 1
    if before < 0:
        return None
    phrase = phrases.after(units, cue.last + 1)
    if phrase is None or units[phrase.first].form in phrases.OBJECTS:
        return None
    if units[before].tag == QUOTATION:
        return _with_left(units, cue, phrase, before, phrase.last + 1, "inverted-after-quotation")
    clause = comma and units[cue.verb].form in INVERTING and _is_clause(units, before)
    if not clause or not ends_clause(units, phrase.last + 1):
        return None
    return _with_left(units, cue, phrase, before, phrase.last + 1, "inverted-after-clause")


def _fronted(units: Sequence[Unit], cue: Cue) -> Found | None:
    """Said X: "…" """
    phrase = phrases.after(units, cue.last + 1)
    if phrase is None or phrase.last + 2 >= len(units) or units[phrase.last + 2].tag != QUOTATION:
        return None
    content = _to_end(units, phrase.last + 2)
    source, words = (span(units, phrase.first, phrase.last),), (span(units, cue.first, cue.last),)
    return Found(Candidate(content, words, source, "fronted", cue.rate), len(units))


def _to_end(units: Sequence[Unit], first: int) -> Spans:
    last = len(units) - 1
    while last > first and units[last].tag in {".", ","}:
        last -= 1
    return (span(units, first, last),)


def speaker_colon(units: Sequence[Unit], headline: bool) -> Candidate | None:
    """ "X: words" in a headline, or X: "words" anywhere; a list's "Item: description" names no speaker."""
    for index in range(1, min(len(units) - 1, LONGEST_NAME)):
        if units[index].form == ":":
            quoted = units[index + 1].tag == QUOTATION
            phrase = phrases.after(units, 0)
            named = _is_named(units, index - 1)
            if phrase is None or phrase.last != index - 1 or not named or not (headline or quoted):
                return None
            source, words = (span(units, 0, phrase.last),), (span(units, index, index),)
            return Candidate(_to_end(units, index + 1), words, source, "speaker-colon", 0.0)
    return None


def left_of(units: Sequence[Unit], end: int) -> Spans:
    """What stands left of unit `end`, without the joining word at its start and the comma at its end."""
    last = end - 1
    while last >= 0 and units[last].form in {",", "—", "–", "(", "-"}:
        last -= 1
    first = 0
    while first < last and (units[first].tag == "CC" or units[first].form == ","):
        first += 1
    return (span(units, first, last),) if last >= first else ()


def _with_left(units: Sequence[Unit], cue: Cue, phrase: Phrase, before: int, after: int, rule: str) -> Found | None:
    """A statement whose content stands left of its reporting clause, and goes on after it."""
    left = left_of(units, before + 1)
    if not left:
        return None
    right = _right_clause(units, after) if rule == "inside-clause" else _right_quotation(units, before, after)
    taken = len(units) if right else after
    source, words = (span(units, phrase.first, phrase.last),), (span(units, cue.first, cue.last),)
    return Found(Candidate(left + right, words, source, rule, cue.rate), taken)


def _right_clause(units: Sequence[Unit], after: int) -> Spans:
    last = len(units) - 1
    while last > after and units[last].tag in {".", ","}:
        last -= 1
    return (span(units, after + 1, last),) if last > after else ()


def _right_quotation(units: Sequence[Unit], before: int, after: int) -> Spans:
    """The quotation that goes on after the reporting clause, with nothing but an aside between."""
    unfinished = units[before].form.rstrip("\"”’»'“ ").endswith(",") or units[before].tag != QUOTATION
    for index in range(after, min(len(units), after + RIGHT_REACH)):
        if units[index].tag == QUOTATION:
            direct = index == after or units[index - 1].form in {",", ":", ".", "—", "–"}
            return _to_end(units, index) if direct and unfinished else ()
        if units[index].tag in FINITE and units[index - 1].tag not in {"WP", "WDT"} and not unfinished:
            return ()
    return ()


def any_verb(units: Sequence[Unit]) -> list[Candidate]:
    """Verbs of no list beside a quotation that waits for its clause: "…," X quipped; X went further: "…"."""
    for index, unit in enumerate(units):
        if unit.tag == QUOTATION and len(unit.form) > 12:
            found = _after_waiting(units, index) or _before_colon(units, index)
            if found is not None:
                return [found]
    return []


def _after_waiting(units: Sequence[Unit], quotation: int) -> Candidate | None:
    if not units[quotation].form.rstrip("\"”’»'“ ").endswith((",", "?", "!", "-", "—")):
        return None
    phrase = phrases.after(units, quotation + 1)
    verb = phrase.last + 1 if phrase is not None else quotation + 1
    while verb < len(units) and units[verb].tag == "RB":
        verb += 1
    if verb >= len(units) or units[verb].tag not in {"VBD", "VBZ", "VBN"} or units[verb].form in {"is", "was", "'s"}:
        return None
    if phrase is None:
        phrase = phrases.after(units, verb + 1)
    if phrase is None:
        return None
    left = left_of(units, quotation + 1)
    right = _right_quotation(units, quotation, max(verb, phrase.last) + 1)
    source = (span(units, phrase.first, phrase.last),)
    return Candidate(left + right, (span(units, verb, verb),), source, "any-verb-after-quotation", 0.0)


def _before_colon(units: Sequence[Unit], quotation: int) -> Candidate | None:
    if quotation < 3 or units[quotation - 1].form not in {":", ","}:
        return None
    colon = units[quotation - 1].form == ":"
    for index in range(quotation - 2, -1, -1):
        if units[index].tag in FINITE:
            phrase = phrases.before(units, index)
            if phrase is None or (not colon and index != quotation - 2):
                return None
            source, words = (span(units, phrase.first, phrase.last),), (span(units, index, quotation - 2),)
            return Candidate(_to_end(units, quotation), words, source, "before-colon", 0.0)
    return None


def announcement(units: Sequence[Unit]) -> Candidate | None:
    """ "X issued the following statement:" at a paragraph's end: a candidate whose content is still to come."""
    last = len(units) - 1
    if last < 2 or units[last].form != ":":
        return None
    for index in range(last - 1, -1, -1):
        if units[index].tag in FINITE or units[index].tag == "VBN":
            phrase = phrases.before(units, index)
            if phrase is not None:
                source = (span(units, phrase.first, phrase.last),)
                return Candidate((), (span(units, index, last - 1),), source, ANNOUNCED, 0.0)
    phrase = phrases.after(units, 0)
    if phrase is None or phrase.last != last - 1 or not _is_named(units, phrase.last):
        return None
    return Candidate((), (span(units, last, last),), (span(units, 0, phrase.last),), ANNOUNCED, 0.0)


def _is_named(units: Sequence[Unit], last: int) -> bool:
    """Whether the sentence begins with a phrase that holds a name: "Three things:" speaks for nobody."""
    return any(u.tag.startswith("NNP") and not is_common(u.form) for u in units[: last + 1])
