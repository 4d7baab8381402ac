"""Findings about the text as it was captured: damaged words, unpaired quotation marks, invisible characters.

Adds findings; the text itself is never changed. Characters are named by code point and Unicode name and never put raw
into a message. A finding lists the first thousand places and counts them all.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from onrecord.attribute.quotemarks import unbalanced
from onrecord.frame.case import Case, plural, shown
from onrecord.model import Finding
from onrecord.spans import Span, merge

DAMAGED: Final = "damaged-word"
UNBALANCED: Final = "unbalanced-quotation-marks"
CONTROL: Final = "control-characters"
BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
CONTROLS: Final = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb{BIDI}]"
)
RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
ORDINARY_MARKS: Final = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
ARROWS: Final = frozenset("«»‹›")
JOINERS: Final = frozenset("\u200c\u200d")
MOST: Final = 1000


def damaged_words(case: Case) -> Iterator[Finding]:
    """A finding for each damaged word, with the suggested repair if there is one, and why it was found."""
    for damage in case.article.damage:
        repair = f"perhaps “{shown(damage.suggested)}”" if damage.suggested else "no repair suggested"
        message = f"“{shown(damage.found)}” looks damaged by copying; {repair} (score {damage.score:.2f})."
        yield Finding(DAMAGED, f"{message} Why: {shown(damage.reason)}.", (damage.span,))


def unbalanced_marks(case: Case) -> Iterator[Finding]:
    """One finding for all quotation marks that open or close nothing."""
    text = case.article.text
    spans = tuple(span for span in unbalanced(case.article) if not _points(text, span.start))
    if spans:
        verb = "opens or closes" if len(spans) == 1 else "open or close"
        yield Finding(UNBALANCED, f"{plural(len(spans), 'quotation mark')} {verb} nothing in the text.", spans[:MOST])


def _points(text: str, place: int) -> bool:
    """Whether a guillemet stands alone as an arrow ("» More news") and marks no quotation."""
    return text[place] in ARROWS and not (text[max(0, place - 1) : place] + text[place + 1 : place + 2]).strip()


def control_characters(case: Case) -> Iterator[Finding]:
    """One finding for all control, bidirectional and zero-width characters that the script does not need."""
    text = case.article.text
    exempt = ORDINARY_MARKS if RIGHT_TO_LEFT.search(text) else frozenset[str]()
    places = [m.start() for m in CONTROLS.finditer(text) if m.group() not in exempt and not _joins(text, m.start())]
    if places:
        kinds = Counter(text[place] for place in places)
        spans = merge(Span(place, place + 1) for place in places)
        listed = ", ".join(f"{_name(c)} {number}×" for c, number in kinds.most_common(5))
        rest = f" and {len(kinds) - 5} more kinds" if len(kinds) > 5 else ""
        yield Finding(CONTROL, f"The text holds characters that cannot be seen: {listed}{rest}.", spans[:MOST])


def _joins(text: str, place: int) -> bool:
    """Whether a zero-width joiner stands where writing needs it: beside an emoji or a letter that is not Latin."""
    beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return text[place] in JOINERS and any(ord(c) > 0x2FF and not c.isspace() for c in beside)


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character').lower()}"
