"""Noun phrases beside a verb: where the words of a possible source begin and end.

Adds nothing to the record by itself. A phrase is found by the tags of its words, with its apposition; nothing is
parsed, and where no noun stands there is no phrase.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.attribute.lexicon import words
from onrecord.attribute.tokens import Unit

NOMINAL: Final = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "PDT", "CD", "JJ", "JJR", "JJS", "POS", "WP", "FW", "$", "EX"}
)
HEADS: Final = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "EX"])
INNER_PREPOSITIONS: Final = words("prepositions inside a phrase")
TIMES: Final = words("times")
SUBJECTS: Final = words("subject pronouns")
OBJECTS: Final = words("object pronouns")
LONGEST: Final = 40
RELATIVE_REACH: Final = 10


class Phrase(NamedTuple):
    """Units `first` to `last` (inclusive) of a sentence; `head` is the last unit of its first noun group."""

    first: int
    last: int
    head: int


def before(units: Sequence[Unit], end: int, floor: int = 0) -> Phrase | None:
    """The noun phrase that ends just before unit `end`, no further left than `floor`: the subject of a verb."""
    last = _skip_adverbs(units, end - 1, floor)
    last = _skip_time(units, last, floor)
    if last < floor:
        return None
    if units[last].form == ",":
        return _with_apposition(units, last, floor)
    if units[last].form in ")—–-" and units[last].tag in {")", ":"}:
        return _with_parenthesis(units, last, floor)
    first = _leftwards(units, last, floor)
    if first is None:
        return None
    return (
        _with_relative(units, first, last, floor) or _apposed_to(units, first, last, floor) or Phrase(first, last, last)
    )


def after(units: Sequence[Unit], start: int) -> Phrase | None:
    """The noun phrase that begins at unit `start`: the subject of an inverted reporting clause ("said X")."""
    index = start
    top = min(len(units), start + LONGEST)
    if index < top and units[index].tag == "PRP":
        return Phrase(start, start, start)
    while index < top and units[index].tag != "PRP" and (units[index].tag in NOMINAL or _links(units, index, start)):
        index += 1
    last = _trim_right(units, start, index - 1)
    if last < start or not any(u.tag in HEADS for u in units[start : last + 1]):
        return None
    return Phrase(start, _apposition_after(units, last), last)


def _skip_adverbs(units: Sequence[Unit], last: int, floor: int) -> int:
    while last >= floor and units[last].tag in {"RB", "RBR"}:
        last -= 1
    return last


def _skip_time(units: Sequence[Unit], last: int, floor: int) -> int:
    """ "The council on Wednesday approved": the day is not part of the subject."""
    if last - 1 < floor or units[last].form not in TIMES:
        return last
    if units[last - 1].form in {"on", "in", "this", "last", "late", "early", "earlier"}:
        index = last - 1
        while index - 1 >= floor and units[index - 1].form in {"on", "in", "this", "last", "late", "early", "earlier"}:
            index -= 1
        return index - 1
    return last - 1 if units[last - 1].tag in HEADS and units[last].form not in {"night", "week"} else last


def _leftwards(units: Sequence[Unit], last: int, floor: int) -> int | None:
    if units[last].tag not in HEADS and units[last].tag not in {"JJ", "VBN", "VBG", "NNPS"}:
        return None
    first = last
    bottom = max(floor, last - LONGEST)
    if units[last].form in SUBJECTS:
        return last
    while first - 1 >= bottom and _extends_left(units, first - 1, bottom):
        first -= 1
    return _trim_left(units, first, last)


def _extends_left(units: Sequence[Unit], index: int, floor: int) -> bool:
    unit = units[index]
    if unit.form in SUBJECTS or unit.form in OBJECTS:
        return False
    if units[index + 1].tag in {"DT", "PRP$"} and unit.tag.startswith("NN"):
        return False
    if unit.tag in NOMINAL:
        return True
    if unit.tag in {"VBN", "VBG"} and index > floor:
        return units[index - 1].tag in {"DT", "PRP$", "POS", "RB"} or units[index - 1].tag.startswith("JJ")
    if unit.tag == "RB" and index > floor:
        return units[index - 1].tag in {"DT", "PRP$"} and units[index + 1].tag in {"VBN", "VBG", "JJ"}
    if unit.form == "." and index > floor:
        return units[index - 1].tag.startswith("NNP")
    return _links(units, index, floor)


def _links(units: Sequence[Unit], index: int, floor: int) -> bool:
    """A preposition or "and" between two nominal words of one phrase."""
    unit = units[index]
    if index <= floor or index + 1 >= len(units):
        return False
    left, right = units[index - 1], units[index + 1]
    if right.form in TIMES and unit.form in {"on", "in"}:
        return False
    if unit.tag in {"IN", "TO"}:
        joins = left.tag in HEADS or left.tag == "JJ"
        return unit.form in INNER_PREPOSITIONS and joins and right.tag in NOMINAL and left.tag != "PRP"
    if unit.tag == "CC":
        return unit.form in {"and", "or", "&"} and left.tag in HEADS and right.tag in NOMINAL and right.tag != "PRP"
    if unit.form == ".":
        return left.tag.startswith("NNP") and unit.start == left.end and right.tag.startswith("NNP")
    return False


def _trim_left(units: Sequence[Unit], first: int, last: int) -> int | None:
    while first <= last and units[first].tag in {"POS", "CC", "IN", ".", "TO"}:
        first += 1
    if first > last or not any(u.tag in HEADS for u in units[first : last + 1]):
        return None
    return first


def _trim_right(units: Sequence[Unit], start: int, last: int) -> int:
    while last >= start and (units[last].tag in {"IN", "CC", "TO", "."} or units[last].form in TIMES):
        last -= 1
    if last > start and units[last].form in {"on", "in", "this", "last"}:
        last -= 1
    return last


def _with_apposition(units: Sequence[Unit], comma: int, floor: int) -> Phrase | None:
    """ "X, a professor at Y, said": the phrase before the first comma, with what stands between the two."""
    depth = max(floor, comma - LONGEST)
    opening = comma - 1
    while opening > depth:
        if units[opening].form == "," and _opens_apposition(units, opening):
            head = _leftwards(units, opening - 1, floor)
            if head is not None and units[opening - 1].tag in HEADS:
                relative = units[opening + 1].tag in {"WP", "WDT", "WRB", "VBG", "VBN", "IN", "CD"}
                return Phrase(head, opening - 1 if relative else comma - 1, opening - 1)
        opening -= 1
    return None


def _opens_apposition(units: Sequence[Unit], comma: int) -> bool:
    return comma > 0 and (
        units[comma + 1].tag in {"DT", "WP", "WDT", "NN", "NNP", "JJ", "PRP$", "CD", "VBG", "VBN", "NNS", "WRB", "IN"}
    )


def _with_parenthesis(units: Sequence[Unit], last: int, floor: int) -> Phrase | None:
    opener = "(" if units[last].form == ")" else units[last].form
    opening = last - 1
    while opening > max(floor, last - LONGEST) and units[opening].form != opener:
        opening -= 1
    if opening <= floor or units[opening].form != opener:
        return None
    head = _leftwards(units, opening - 1, floor)
    return None if head is None else Phrase(head, last if opener == "(" else opening - 1, opening - 1)


def _with_relative(units: Sequence[Unit], first: int, last: int, floor: int) -> Phrase | None:
    """ "The man who sells bait": the words between "who" and the reporting word belong to the phrase before "who"."""
    verbs = 0
    for index in range(first - 1, max(floor, first - RELATIVE_REACH), -1):
        unit = units[index]
        if unit.tag in {",", ".", ":", ";", "Q"} or unit.form in {"and", "but"}:
            return None
        verbs += unit.tag in {"VBD", "VBZ", "VBP", "MD"}
        if unit.form in {"who", "that", "which"} and verbs == 1 and units[index - 1].tag.startswith("NN"):
            head = _leftwards(units, index - 1, floor)
            return (
                None
                if head is None or (unit.form == "that" and units[head].tag == "IN")
                else Phrase(head, last, index - 1)
            )
    return None


def _apposed_to(units: Sequence[Unit], first: int, last: int, floor: int) -> Phrase | None:
    """ "The minister, X, said" without a closing comma is too rare to look for; "and"-lists are taken whole."""
    if first - 1 > floor and units[first - 1].form == "," and any(u.form == "and" for u in units[first:last]):
        head = _leftwards(units, first - 2, floor)
        if head is not None and units[head].tag.startswith("NNP") and units[first].tag.startswith("NNP"):
            return Phrase(head, last, last)
    return None


def _apposition_after(units: Sequence[Unit], last: int) -> int:
    """The end of ", a professor at Y" after an inverted subject; the phrase's own end where there is none."""
    if last + 2 >= len(units) or units[last + 1].form != "," or units[last + 2].tag not in {"DT", "NN", "NNP", "JJ"}:
        return last
    index = last + 2
    while index < len(units) and (units[index].tag in NOMINAL or _links(units, index, last + 1)):
        index += 1
    ended = index >= len(units) or units[index].form in {".", ",", ";", ":"} or units[index].tag == "Q"
    return _trim_right(units, last, index - 1) if ended else last
