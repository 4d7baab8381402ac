"""brat standoff, in the manner of PARC and PolNeAR: Source, Cue and Content with the line that ties them.

Adds nothing to the record. Offsets are code points of the `.txt` that comes with it. Spans do not cross lines, as brat
wants it: a piece that does is given as several. What brat has no place for (kind, confidence, speaker) are attributes
and a note.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from onrecord.export.told import Told
from onrecord.model import Record, Statement
from onrecord.spans import Span, Spans

SUFFIX: Final = ".ann"
MEDIA_TYPE: Final = "text/plain"
_LINE: Final = re.compile(r"[^\n]+")
_ROLES: Final = ("Source", "Cue", "Content")


class Attributed(NamedTuple):
    """One attribution as a standoff file has it."""

    source: Spans
    cue: Spans
    content: Spans


def to_text(told: Told) -> str:
    """The `.ann` file; the text that goes with it is `article.text`."""
    lines = list(_lines(told.record))
    return "\n".join(lines) + "\n" if lines else ""


def _lines(record: Record) -> Iterator[str]:
    number = 0
    speakers = {speaker.id: speaker for speaker in record.speakers}
    for event, statement in enumerate(record.statements, 1):
        parts: list[str] = []
        for role, spans in zip(_ROLES, _spans(statement), strict=True):
            pieces = list(_pieces(record.article.text, spans))
            if pieces:
                number += 1
                yield f"T{number}\t{_bound(role, record.article.text, pieces)}"
                parts.append(f"{role}:T{number}")
        number += 1
        trigger = list(_pieces(record.article.text, statement.cue or statement.content))
        yield f"T{number}\t{_bound('Attribution', record.article.text, trigger)}"
        yield f"E{event}\tAttribution:T{number} {' '.join(reversed(parts))}".rstrip()
        yield f"A{event}\tKind E{event} {statement.kind}"
        said = speakers[statement.speaker].name if statement.speaker in speakers else "speaker not known"
        note = f"{statement.id}: {said}; confidence {statement.confidence:.2f}; {statement.method}"
        yield f"#{event}\tAnnotatorNotes E{event}\t{_one_line(note)}"


def _spans(statement: Statement) -> tuple[Spans, Spans, Spans]:
    return statement.source, statement.cue, statement.content


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans cut at line ends."""
    for start, end in spans:
        for match in _LINE.finditer(text, start, end):
            yield Span(*match.span())


def _bound(role: str, text: str, pieces: Sequence[Span]) -> str:
    places = ";".join(f"{start} {end}" for start, end in pieces)
    return f"{role} {places}\t{_one_line(' '.join(text[start:end] for start, end in pieces))}"


def _one_line(text: str) -> str:
    return re.sub(r"[\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)


def from_text(standoff: str) -> list[Attributed]:
    """The attributions of a standoff file, in order of its events; what else it holds is left aside."""
    bound: dict[str, Spans] = {}
    events: list[dict[str, str]] = []
    for line in standoff.split("\n"):
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]
            bound[name] = tuple(Span(*map(int, place.split())) for place in places.split(";"))
        elif name.startswith("E"):
            events.append(_arguments(rest))
    return [Attributed(*(bound.get(event.get(role, ""), ()) for role in _ROLES)) for event in events]


def _arguments(rest: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in rest.split())
    return {role: name for role, _, name in pairs}
