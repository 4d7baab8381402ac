"""Where content that follows its reporting word begins and ends.

Adds nothing to the record by itself. It begins past the hearer and the circumstances ("told reporters on Monday
that"), and ends with the sentence, or before another report begins.
"""

import bisect
from collections.abc import Sequence
from typing import Final

from onrecord.attribute import phrases
from onrecord.attribute.cues import AUXILIARIES, Cue
from onrecord.attribute.lexicon import words
from onrecord.attribute.tokens import QUOTATION, Unit

TO_A_HEARER: Final = words("verbs to a hearer")
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
CUTTING_RATE: Final = 0.3
JOINTS: Final = words("joints of clauses")
FAR: Final = 24
MOST_OTHERS: Final = 8


def content_start(units: Sequence[Unit], cue: Cue) -> int | None:
    """The first unit of the content after the reporting word; `None` where nothing follows."""
    index = cue.last + 1
    marked = _marked_start(units, index)
    if marked is not None:
        return marked
    if units[cue.verb].form in TO_A_HEARER:
        index = past_hearer(units, index)
    while index < len(units) and (units[index].form in phrases.TIMES or units[index].form in {":", ",", "that"}):
        if units[index].form == "that":
            break
        index += 1
    return index if index < len(units) and units[index].tag != "." else None


def _marked_start(units: Sequence[Unit], start: int) -> int | None:
    """A "that" or a quotation after colon or comma, before any other verb."""
    for index in range(start, min(len(units), start + FAR)):
        unit = units[index]
        if unit.form == "that" and unit.tag in {"IN", "WDT", "DT"} and (index == start or units[index - 1].tag != "IN"):
            return index if index == start or _clause_follows(units, index) else None
        if unit.tag == QUOTATION and units[index - 1].form in {":", ","}:
            return index
        if unit.tag in FINITE or unit.form in {";", "."}:
            return None
    return None


def _clause_follows(units: Sequence[Unit], that: int) -> bool:
    """ "told reporters that he would": a subject follows "that"; "the plan that failed" has none."""
    return that + 1 < len(units) and units[that + 1].tag not in FINITE


def past_hearer(units: Sequence[Unit], start: int) -> int:
    """The unit after the hearer ("told the crowd on Monday …"), or `start` where nobody is told."""
    phrase = phrases.after(units, start)
    if phrase is None or units[phrase.first].form in phrases.SUBJECTS - {"it", "you"}:
        return start
    index = phrase.last + 1
    while index < len(units) and (units[index].form in phrases.TIMES or units[index].form in {"on", "in", "this"}):
        index += 1
    return index


def content_end(units: Sequence[Unit], first: int, cue: Cue, marks: Sequence[Cue]) -> int:
    """The last unit of content that starts at `first`: the sentence's end, or the cut before another report."""
    relative = cue.first > 0 and units[cue.first - 1].tag == "WP"
    cuts = (i for i in range(first + 1, len(units)) if _cuts(units, i, first) or (relative and _resumes(units, i)))
    last = next(cuts, len(units)) - 1
    begin = bisect.bisect_right(marks, first + 1, key=lambda mark: mark.first)
    for other in marks[begin : begin + MOST_OTHERS]:
        cut = _report_begins(units, cue, other, first) if other.first <= last else None
        if cut is not None and other.rate >= CUTTING_RATE:
            last = cut - 1
            break
    while last >= first and units[last].tag in {".", ":", ",", "CC"}:
        last -= 1
    return last


def _cuts(units: Sequence[Unit], index: int, first: int) -> bool:
    unit = units[index]
    following = units[index + 1].form if index + 1 < len(units) else ""
    if unit.form == "according" and following == "to":
        return True
    if units[index - 1].tag == QUOTATION and index == first + 1:
        return _leaves_quotation(units, index)
    return unit.form == ";" and index > first + 1


def _resumes(units: Sequence[Unit], index: int) -> bool:
    """ "X, who said the dam was safe, left the hall": the main verb after the clause's comma."""
    return units[index].form == "," and index + 1 < len(units) and units[index + 1].tag in {"VBD", "VBZ", "VBN"}


def _leaves_quotation(units: Sequence[Unit], index: int) -> bool:
    """Whether the reporter goes on after a quotation: "shouted ‘Shame!’ as …", "said ‘go’ and left"."""
    unit = units[index]
    if unit.tag == "CC":
        return index + 1 < len(units) and units[index + 1].tag in {"VBD", "VBZ"}
    return unit.form in {"as", "when", "while", "after", "before"}


def subject_clause_end(units: Sequence[Unit], first: int, last: int) -> int:
    """The end of a clause inside a subject: "the claim that the water was safe | was met with laughter"."""
    verbs = 0
    for index in range(first, last + 1):
        unit = units[index]
        if unit.tag in {"WDT", "WP", "CC"} or unit.form in {",", "as", "if", "because", "when", "while"}:
            verbs -= 1
        participle = unit.tag == "VBN" or (unit.tag == units[index - 1].tag == "JJ" and unit.form.endswith("ed"))
        main = participle and verbs == 1 and units[index - 1].form not in AUXILIARIES
        if main or (unit.tag in FINITE and units[index - 1].tag not in FINITE):
            verbs += 1
            if verbs == 2:
                return index - 1
    return last


def _report_begins(units: Sequence[Unit], cue: Cue, other: Cue, first: int) -> int | None:
    """Where another report begins inside what looked like content: "… and denied", "…, but Y said", "…, adding"."""
    before = units[other.first - 1]
    if before.form == "," and other.gerund:
        return other.first - 1
    if other.gerund:
        return None
    if before.form in {"and", "but", "then"} and _same_tense(units, cue, other):
        return other.first - 1
    phrase = phrases.before(units, other.first, first)
    if phrase is None or phrase.first <= first + 1:
        return None
    joint = units[phrase.first - 1]
    comma = units[phrase.first - 2].form == ","
    if joint.form in JOINTS and (comma or joint.form in {"while", "but", "though", "although", "whereas"}):
        return phrase.first - 1
    return phrase.first - 1 if joint.form == "," and units[0].form in {"while", "although", "though", "as"} else None


def _same_tense(units: Sequence[Unit], cue: Cue, other: Cue) -> bool:
    """Co-ordinated verbs agree: "said … and denied", not "said he came and denied"."""
    one, two = units[cue.first].tag, units[other.first].tag
    return one == two or {one, two} <= {"VBD", "VBN"}
