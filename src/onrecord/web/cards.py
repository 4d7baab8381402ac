"""What the article page says of each statement, of each speaker and of each finding.

Adds nothing to the record: the words and numbers are those that the terminal and the one-file page show, with where to
read on. A statement without a speaker is not counted with anybody.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from onrecord.export.marks import colour
from onrecord.export.words import (
    attributed_to,
    depths,
    description,
    excerpt,
    reporting_words,
    shares,
    speaker_numbers,
    speakers_by_id,
    words,
)
from onrecord.frame.case import is_named
from onrecord.model import Article, Finding, Record, Speaker, Statement
from onrecord.web.elsewhere import passage
from onrecord.web.marked import UNKNOWN, Marked, place_name
from onrecord.web.plots.bars import Bar, bars

PLACES: Final = 20
_INSET: Final = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A statement: the number, the colour and the key of its speaker, who they are, its words, and where it stands on
    the live page. `profile` says whether the archive has a page of the speaker by name."""

    it: Statement
    number: str
    colour: str
    key: str
    speaker: Speaker | None
    who: str
    profile: bool
    words: str
    cue: str
    depth: int
    within: str | None
    placed: bool
    live: str | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A speaker of the sheet: words, their share of all attributed ones from 0 to 1, and statements."""

    number: str
    colour: str
    key: str
    name: str
    speaker: Speaker | None
    words: int
    share: float
    statements: int


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its places: the words around each, and its anchor where it has one; `more` are not listed."""

    it: Finding
    places: tuple[tuple[str, str | None], ...]
    more: int


def cards(record: Record, text: Marked, speaker: str | None = None) -> list[Card]:
    """The statements in their order; those of others than `speaker`, if one is given, are not shown."""
    numbers, speakers, enclosed = speaker_numbers(record), speakers_by_id(record), depths(record.statements)
    ids = {statement.id for statement in record.statements}
    named = {one.id for one in record.speakers if is_named(one)}
    return [
        Card(
            it=one,
            number=str(numbers.get(one.speaker or "", "?")),
            colour=colour(numbers.get(one.speaker or "")),
            key=one.speaker or UNKNOWN,
            speaker=speakers.get(one.speaker or ""),
            who=attributed_to(record.article, one, speakers.get(one.speaker or "")),
            profile=one.speaker in named,
            words=words(record.article.text, one.content),
            cue=reporting_words(record.article, one),
            depth=min(enclosed[one.id], _INSET),
            within=one.within if one.within in ids else None,
            placed=one.id in text.placed,
            live=_live(record.article, one),
            shown=speaker in {None, one.speaker or UNKNOWN},
        )
        for one in record.statements
    ]


def _live(article: Article, statement: Statement) -> str | None:
    first = next(iter(statement.content), None)
    return passage(article.url, article.text[first.start : first.end]) if first else None


def rows(record: Record) -> list[Row]:
    """The speakers, most words first, then those without counted words, then nobody, if statements have no speaker."""
    numbers, speakers = speaker_numbers(record), speakers_by_id(record)
    told = Counter(statement.speaker or UNKNOWN for statement in record.statements)
    counted = shares(record)
    silent = [(one.id, 0, 0.0) for one in record.speakers if one.id not in record.sheet.words_by_speaker]
    nobody = [(UNKNOWN, 0, 0.0)] if told[UNKNOWN] else []
    return [
        Row(
            number=str(numbers.get(key, "?")),
            colour=colour(numbers.get(key)),
            key=key,
            name=description(speakers.get(key)),
            speaker=speakers.get(key),
            words=number,
            share=share,
            statements=told[key],
        )
        for key, number, share in (*counted, *silent, *nobody)
    ]


def plot(table: list[Row]) -> Markup:
    """The words of each source as bars."""
    counted = [Bar(row.name, row.words, row.number, row.colour) for row in table if row.words]
    return bars("words-by-source", "Words by source", "words", counted)


def findings(record: Record, text: Marked) -> list[Found]:
    """The findings with the words that each is about."""
    return [_found(record, text, number, one) for number, one in enumerate(record.sheet.findings)]


def _found(record: Record, text: Marked, number: int, one: Finding) -> Found:
    named = ((place_name(number, place), span) for place, span in enumerate(one.spans[:PLACES]))
    places = tuple(
        (excerpt(record.article.text, span), anchor if anchor in text.found else None) for anchor, span in named
    )
    return Found(one, places, max(0, len(one.spans) - PLACES))
