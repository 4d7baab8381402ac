"""Words, their parts of speech and sentences: the little grammar that the attribution rules need.

Adds nothing to the record by itself. The tagger looks each form up in a table of counts (data/en/word_tags.tsv) and
lets the tag before it decide between the readings; it knows enough to find verb groups and noun phrases, and claims
no more. Tags are the Penn Treebank's; a quotation stands as one unit with the tag "Q".
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from onrecord.data import lines, table
from onrecord.spans import Span

TOKEN: Final = re.compile(
    r"""(?:[^\W\d_]\.){2,}                                      # U.S.
      | \d[\d.,:]*(?<=\d)(?:[-–]\w+)*[a-z]*                     # 1,000  10:30  90s  24-year-old
      | n['’]t\b
      | [^\W\d_]+?(?=n['’]t\b)
      | \w+(?:(?:[-‐‑&]|['’](?!(?:s|re|ve|ll|d|m)\b))\w+)*       # O'Brien  far-right
      | ['’](?:s|re|ve|ll|d|m)\b
      | \.{2,}|…|[-–—]+
      | \S""",
    re.VERBOSE,
)
QUOTATION: Final = "Q"
START: Final = "^"
LONGEST_SENTENCE: Final = 200
_REMEMBERED: Final = 40
FUNCTION_TAGS: Final = frozenset({"DT", "PRP", "PRP$", "IN", "WP", "WRB", "EX", "RB", "CC"})
CLOSING: Final = frozenset(")]}\"”’»'")


class Unit(NamedTuple):
    """A word, a mark or a whole quotation: code point span, lower-case form, tag."""

    start: int
    end: int
    form: str
    tag: str
    capital: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    tags: dict[str, tuple[tuple[str, float], ...]]
    transitions: dict[str, dict[str, float]]
    suffixes: dict[str, str]


@cache
def _lexicon(language: str) -> _Lexicon:
    tags = {row["form"]: _scores(row["tags"]) for row in table(language, "word_tags.tsv")}
    transitions = {row["before"]: dict(_scores(row["tags"])) for row in table(language, "tag_transitions.tsv")}
    suffixes = {row["suffix"]: row["tag"] for row in table(language, "suffix_tags.tsv")}
    return _Lexicon(tags, transitions, suffixes)


def _scores(cell: str) -> tuple[tuple[str, float], ...]:
    """Log shares of counts written "NN:12 VB:3"."""
    counts = [(tag, int(count)) for tag, _, count in (part.rpartition(":") for part in cell.split(" "))]
    total = sum(count for _, count in counts)
    return tuple((tag, math.log(count / total)) for tag, count in counts)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(lines(language, "abbreviations.txt"))


def units(text: str, span: Span, quotations: Sequence[Span], language: str = "en") -> list[Unit]:
    """The tagged units of `span`, each of `quotations` (in order, inside the span, not overlapping) as one unit."""
    found: list[Unit] = []
    before = START
    position = span.start
    for quotation in (*quotations, Span(span.end, span.end)):
        for match in TOKEN.finditer(text, position, quotation.start):
            word, (start, end) = match[0], match.span()
            form, before, capital = (_tagged if end - start <= _REMEMBERED else _tagged.__wrapped__)(
                word, before, language
            )
            found.append(Unit(start, end, form, before, capital))
        if quotation.start < quotation.end:
            found.append(Unit(*quotation, text[quotation.start : quotation.end], QUOTATION))
            before = START if _finished(found[-1].form) else QUOTATION
        position = quotation.end
    return _possessives(found)


def _possessives(found: list[Unit]) -> list[Unit]:
    """ "'s" before a noun belongs to the noun before it; before anything else it is "is" or "has"."""
    for index in range(1, len(found) - 1):
        unit = found[index]
        if unit.form == "'s" and unit.tag == "VBZ" and found[index - 1].tag.startswith("NN"):
            following = found[index + 1 : index + 3]
            nouns = [u.tag.startswith(("NN", "JJ", "CD")) for u in following]
            if nouns[0] and (following[0].tag.startswith("NN") or (len(nouns) > 1 and nouns[1])):
                found[index] = unit._replace(tag="POS")
    return found


def _finished(quotation: str) -> bool:
    return quotation.rstrip("\"”’»'“ ").endswith(".")


@lru_cache(maxsize=1 << 16)
def _tagged(word: str, before: str, language: str) -> tuple[str, str, bool]:
    """The form and the tag of a word after that tag, and whether it has a capital; an article has most of its words
    again and again."""
    form = word.lower().replace("’", "'")
    return form, _tag(word, form, before, language), word[0].isupper()


def _tag(word: str, form: str, before: str, language: str) -> str:
    lexicon = _lexicon(language)
    first = word[0]
    if word == "&":
        return "CC"
    if not first.isalnum() and len(word) == 1:
        return {"-": ":", "–": ":", "—": ":", ";": ":", "!": ".", "?": "."}.get(word, word)
    if first in "-–—.…":
        return ":"
    shouted = len(word) > 3 and word.isupper() and form in lexicon.tags
    readings = lexicon.tags.get(word) if first.isupper() and not shouted else None
    if readings is None:
        readings = lexicon.tags.get(form)
        if first.isupper() and not shouted and before not in {START, "."} and (readings is None or word != form):
            return _proper(word, readings)
        if readings is None:
            return _unknown(word, form, before, lexicon)
    if len(readings) == 1:
        return readings[0][0]
    following = lexicon.transitions.get(before, {})
    return max(readings, key=lambda reading: reading[1] + following.get(reading[0], -9.0))[0]


def _proper(word: str, readings: tuple[tuple[str, float], ...] | None) -> str:
    """A capital inside a sentence makes a name, unless the word is one of the closed classes."""
    if readings and readings[0][0] in {"IN", "DT", "PRP", "CC", "MD", "TO", "WP", "WDT", "WRB", "PRP$", "POS", "EX"}:
        return readings[0][0]
    return "NNPS" if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else "NNP"


def _unknown(word: str, form: str, before: str, lexicon: _Lexicon) -> str:
    if word[0].isdigit():
        return "JJ" if "-" in word else "CD"
    if word[0].isupper():
        return "NNP"
    for length in (4, 3, 2, 1):
        tag = lexicon.suffixes.get(form[-length:])
        if tag is not None and len(form) > length:
            return tag if not (tag == "VBD" and before in {"VBZ", "VBP", "VBD", "VB", "VBN", "DT"}) else "VBN"
    return "NN"


def sentences(found: Sequence[Unit], language: str = "en") -> Iterator[Sequence[Unit]]:
    """The units cut into sentences: at closing points, and after a quotation that ends one.

    No sentence has more than `LONGEST_SENTENCE` units, so that what looks back and forth in one stays bounded.
    """
    first = 0
    for index, unit in enumerate(found):
        if index - first == LONGEST_SENTENCE or _ends(found, index, unit, language):
            yield found[first : index + 1]
            first = index + 1
    if first < len(found):
        yield found[first:]


def _ends(found: Sequence[Unit], index: int, unit: Unit, language: str) -> bool:
    if index + 1 == len(found):
        return False
    following = found[index + 1]
    if unit.form in {".", "!", "?"}:
        if following.form in CLOSING or following.form in {".", "!", "?", ","}:
            return False
        if unit.form == "." and index and unit.start == found[index - 1].end:
            return not _abbreviates(found[index - 1], following, language)
        return not following.form[:1].isalpha() or following.capital
    if unit.form.endswith(".") and len(unit.form) > 2:
        return following.capital and following.tag in FUNCTION_TAGS
    if unit.tag == QUOTATION:
        return _finished(unit.form) and _starts(following)
    return unit.form in CLOSING and bool(index) and found[index - 1].form in {".", "!", "?"} and _starts(following)


def _starts(unit: Unit) -> bool:
    """Whether a sentence can begin with the unit: no word in lower case does."""
    return unit.capital or unit.tag == QUOTATION or unit.form[:1].isdigit() or unit.form in "([“\"‘'"


def _abbreviates(word: Unit, following: Unit, language: str) -> bool:
    """Whether the point belongs to the word: a listed abbreviation or an initial."""
    if word.form in _abbreviations(language):
        return True
    return len(word.form) == 1 and word.form.isalpha() and word.tag.startswith("NNP") and following.tag != QUOTATION


def is_common(form: str, language: str = "en") -> bool:
    """Whether the lower-case form is known as a word that is no name."""
    return form in _lexicon(language).tags
