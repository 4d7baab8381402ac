"""Pairs of real quotations that were judged by hand, and what the trace says of them.

The labels hold ids, places and verdicts, no text: `same` utterance, the same words on `another-occasion` (the speaker
again, a stock phrase, a neighbouring sentence), or `different`. Whatever is not the same utterance is to be kept apart.
Pairs in even lines are for fitting, pairs in odd lines for reporting.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from eval.quotations import Quoted, Story, all_quotations, stories
from onrecord.attribute import Method
from onrecord.errors import OnRecordError
from onrecord.frame.case import is_named
from onrecord.model import Record
from onrecord.read.capture import from_bytes
from onrecord.record import read
from onrecord.spans import Span
from onrecord.trace import candidates, fingerprints
from onrecord.trace.align import fits
from onrecord.trace.fingerprints import Ints
from onrecord.trace.judge import Pairs
from onrecord.trace.rows import Row
from onrecord.trace.utterances import collapse, days_between, first_days, speakers_of
from onrecord.trace.words import forms

LABELS: Final = Path(__file__).with_name("lineage-labels.jsonl")
SAME: Final = "same"
METHOD: Final[Method] = "rules"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two quotations and the verdict on them."""

    one: Quoted
    other: Quoted
    verdict: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The labelled pairs as the judgement sees them, with whether each is the same utterance, and whether it was
    suggested at all."""

    pairs: Pairs
    same: NDArray[np.bool_]
    suggested: NDArray[np.bool_]


def labelled(found: Sequence[Story]) -> list[Labelled]:
    """The labels with their quotations."""
    by_id = {(story.collection, story.id): story for story in found}
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [Labelled(_quoted(by_id, row["one"]), _quoted(by_id, row["other"]), row["verdict"]) for row in rows]


def _quoted(by_id: dict[tuple[str, str], Story], place: list[str]) -> Quoted:
    collection, name, start, end = place
    return Quoted(by_id[collection, name], Span(int(start), int(end)))


def judged(shared: Path) -> Judged:
    """The labelled pairs among all quotations at hand, so that words are as rare and phrases as common as they are."""
    found = list(stories(shared))
    labels = labelled(found)
    speakers = _Speakers()
    wanted = {quoted for label in labels for quoted in (label.one, label.other)}
    rows = [_row(quoted, speakers.of(quoted) if quoted in wanted else "") for quoted in all_quotations(found)]
    strings = collapse(rows)
    place = {rows[member].statement: number for number, members in enumerate(strings.rows) for member in members}
    one = np.array([place[_name(label.one)] for label in labels])
    other = np.array([place[_name(label.other)] for label in labels])
    lower, higher = np.minimum(one, other), np.maximum(one, other)
    encoded = fingerprints.encode(strings.forms)
    days = first_days(rows, strings)
    keys = fingerprints.postings(encoded)
    told = candidates.suggested(keys, encoded.lengths, days)
    seasons = _seasons(told, lower, higher, len(encoded))
    pairs = Pairs(
        fits(encoded, lower, higher), days_between(days, lower, higher), speakers_of(strings, rows, lower, higher),
        np.clip(seasons, 1, candidates.seasons_of(keys, days, lower, higher)),
    )  # fmt: skip
    return Judged(pairs, np.array([label.verdict == SAME for label in labels]), seasons > 0)


def _seasons(told: candidates.Candidates, lower: Ints, higher: Ints, count: int) -> Ints:
    """The seasons of each pair, 0 where it was not suggested."""
    known = told.lower * count + told.higher
    wanted = lower * count + higher
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    seasons: Ints = np.where(known[at] == wanted, np.maximum(told.seasons[at], 1), 0)
    return seasons


def _name(quoted: Quoted) -> str:
    return f"{quoted.story.id}#s{quoted.span.start}"


def _row(quoted: Quoted, speaker: str) -> Row:
    story = quoted.story
    return Row(0, _name(quoted), tuple(forms(quoted.text)), story.day, speaker, story.outlet)


class _Speakers:
    """Who is quoted, as the rules read the article; each article is read once."""

    def __init__(self) -> None:
        self._records: dict[str, Record | None] = {}

    def of(self, quoted: Quoted) -> str:
        story = quoted.story
        if story.id not in self._records:
            self._records[story.id] = _read(story)
        record = self._records[story.id]
        return next(_named(record, quoted), "") if record else ""


def _read(story: Story) -> Record | None:
    try:
        return read(from_bytes(story.text.encode(), story.id), "text", METHOD)
    except OnRecordError:
        return None


def _named(record: Record, quoted: Quoted) -> Iterator[str]:
    start = record.article.text.find(quoted.text)
    end = start + len(quoted.text)
    names = {speaker.id: speaker.name for speaker in record.speakers if is_named(speaker)}
    for statement in record.statements if start >= 0 else ():
        if statement.speaker in names and any(span.start < end and start < span.end for span in statement.content):
            yield names[statement.speaker].casefold()
