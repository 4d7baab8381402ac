"""What kind of source phrase this is: a pronoun, a name, names joined, or a description ("a senior official").

Adds the head and its properties; decides nothing about who is meant. A name inside a description ("Mr. Doe's aides",
"a lawyer for Jane Doe") does not make the source that person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from onrecord.resolve.lexicon import Lexicon, RoleNoun, folded
from onrecord.resolve.mentions import PERSON, PLACE, UNKNOWN, WEAK, Mention, overlapping
from onrecord.resolve.roles import PARTY_AND_STATE
from onrecord.spans import Span, Spans

UNIT = re.compile(r"[^\W_][\w.&]*(?:[-’'][\w.]+)*(?:[’'](?!\w))?|[,;:()—–“”\"&]")
POSSESSIVE = re.compile(r"[’'](?:s\b|(?!\w))")
LONGEST = 400
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase. `sort`: "pronoun", "name", "names" or "description".

    `named` are indices of mentions; `head` the folded head noun and `noun` its entry; `modifiers` the other words
    before the head; `determiner` the folded first word where it is one; `core` the span of the words up to the head's
    end; `is_body` says that the words before the name call it a body ("the charity …").
    """

    sort: str
    span: Span
    named: tuple[int, ...] = ()
    head: str = ""
    noun: RoleNoun | None = None
    modifiers: tuple[str, ...] = ()
    determiner: str = ""
    core: Span = NOWHERE
    word: str = ""
    is_body: bool = False


class _Unit(NamedTuple):
    span: Span
    key: str
    mention: int | None = None


def parse(text: str, source: Spans, mentions: Sequence[Mention], starts: Sequence[int], lists: Lexicon) -> Phrase:
    """The phrase of a source; of several fragments the first that holds a word counts."""
    span = trimmed(text, next((s for s in source if any(c.isalnum() for c in text[s.start : s.end])), source[0]))
    word = text[span.start : span.end].lower()
    if word in lists.functions["pronoun"]:
        return Phrase("pronoun", span, word=word)
    named = overlapping(starts, span)
    units = _units(text, span, [i for i in named if mentions[i].span.end <= span.end], mentions)
    core = _core(units, lists.functions["boundary"])
    if not core:
        return Phrase("description", span, core=span)
    last = core[-1]
    if last.mention is not None:
        return _name(span, core, units, mentions, lists)
    return _apposed(span, core, units, mentions, lists) or _description(span, core, lists)


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks, marks and a possessive ending at its ends."""
    start, end = span.start, min(span.end, span.start + LONGEST)
    while start < end and not (text[start].isalnum()):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    if end - start > 2 and text[end - 2 : end] in ("’s", "'s"):
        end -= 2
    return Span(start, end)


def _units(text: str, span: Span, named: Sequence[int], mentions: Sequence[Mention]) -> list[_Unit]:
    """Words and marks in order, each name one unit; a possessive ending makes the name a modifier like any word."""
    units: list[_Unit] = []
    place, stops = span.start, [*named, None]
    for index in stops:
        affiliation = PARTY_AND_STATE.match(text, place, span.end) if units and units[-1].mention is not None else None
        place = affiliation.end() if affiliation else place
        stop = span.end if index is None else mentions[index].span.start
        units += [_Unit(Span(*m.span()), folded(m.group())) for m in UNIT.finditer(text, place, max(place, stop))]
        if index is not None and mentions[index].span.start >= place:
            units.append(_Unit(mentions[index].span, " ".join(mentions[index].keys), index))
            place = mentions[index].span.end
            possessive = POSSESSIVE.match(text, place, span.end)
            if possessive:
                units.append(_Unit(Span(*possessive.span()), "’s"))
                place = possessive.end()
    return units


def _core(units: Sequence[_Unit], boundary: frozenset[str]) -> list[_Unit]:
    """The units up to the head: until a mark, a preposition or a relative clause."""
    core: list[_Unit] = []
    for unit in units:
        cuts = unit.mention is None and (unit.key in boundary or not (unit.key[0].isalnum() or unit.key in ("’s", "&")))
        if cuts and core:
            break
        if not cuts:
            core.append(unit)
    while core and core[-1].key == "’s":
        core.pop()
    return core


def _name(span: Span, core: list[_Unit], units: Sequence[_Unit], mentions: Sequence[Mention], lists: Lexicon) -> Phrase:
    """A phrase whose core ends in a name: that name, or all that "and" joins to it."""
    joined = [core[-1]]
    for index in range(len(core) - 2, 0, -1):
        if core[index].key in ("and", "or", "&") and core[index - 1].mention is not None:
            joined.insert(0, core[index - 1])
    rest = units[len(core) :]
    listed = len(rest) > 2 and rest[0].key == "," and rest[1].mention is not None and any(u.key == "and" for u in rest)
    if listed or len(joined) > 1:
        every = joined + ([u for u in rest if u.mention is not None] if listed else [])
        return Phrase("names", span, tuple(u.mention for u in every if u.mention is not None), core=span)
    if len(core) > 2 and core[-2].key in ("and", "or") and core[-3].mention is None and core[-3].key in lists.roles:
        return Phrase("description", span, core=span, head="people", noun=lists.roles.get("people"))
    last = joined[0].mention
    whole = Span(core[0].span.start, core[-1].span.end)
    if last is not None and _is_body(core, mentions[last], lists):
        return Phrase("name", span, (last,), core=whole, is_body=True)
    if last is not None and mentions[last].sort in (WEAK, UNKNOWN, PLACE) and (noun := _noun(core[-1].key, lists)):
        return _described(span, core, noun, lists)
    return Phrase("name", span, (last,) if last is not None else (), core=whole)


def _is_body(core: list[_Unit], mention: Mention, lists: Lexicon) -> bool:
    """Whether a body's noun stands right before the name ("the campaign group Clean Rivers")."""
    noun = lists.roles.get(core[-2].key) if len(core) > 2 and core[-2].mention is None else None
    called = noun is not None and noun.sort in ("organisation", "group") and not core[-2].key.endswith("s")
    return called and core[0].key in lists.functions["definite"] and mention.sort not in (PERSON, PLACE)


def _noun(key: str, lists: Lexicon) -> RoleNoun | None:
    return lists.roles.get(key.rsplit(" ", 1)[-1])


def _apposed(
    span: Span, core: list[_Unit], units: Sequence[_Unit], mentions: Sequence[Mention], lists: Lexicon
) -> Phrase | None:
    """A description with its name in apposition: "a lawyer for the outlet, Jane Doe,"."""
    noun = _noun(core[-1].key, lists)
    if noun is None or noun.number != "sg" or noun.sort != "person":
        return None
    for before, unit in pairwise(units):
        if before.key == "," and unit.mention is not None and mentions[unit.mention].sort in (PERSON, UNKNOWN):
            after = units[units.index(unit) + 1 : units.index(unit) + 2]
            if (not after or after[0].key in (",", ")")) and len(mentions[unit.mention].keys) > 1:
                return Phrase("name", span, (unit.mention,), core=Span(core[0].span.start, unit.span.end))
    return None


def _description(span: Span, core: list[_Unit], lists: Lexicon) -> Phrase:
    head = core[-1]
    noun = _noun(head.key, lists)
    if noun is None and len(core) > 1 and (earlier := _noun(core[0].key, lists)) and head.key not in lists.roles:
        noun = (
            earlier
            if earlier.sort == "group"
            and core[0].key not in lists.functions["definite"] | lists.functions["indefinite"]
            else None
        )
    return _described(span, core, noun, lists)


def _described(span: Span, core: list[_Unit], noun: RoleNoun | None, lists: Lexicon) -> Phrase:
    determiner = core[0].key if core[0].key in lists.functions["definite"] | lists.functions["indefinite"] else ""
    words = [part for unit in core for part in unit.key.split() if part != "’s"]
    inner = words[1 if determiner and len(words) > 1 else 0 :]
    return Phrase(
        "description",
        span,
        tuple(u.mention for u in core if u.mention is not None),
        inner[-1] if inner else "",
        noun,
        tuple(inner[:-1]),
        determiner,
        Span(core[0].span.start, core[-1].span.end),
    )
