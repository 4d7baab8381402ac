"""One self-contained page of a record: the text with its statements marked, the list of them, and the sourcing sheet.

Adds nothing to the record. The page needs no script and fetches nothing (its content security policy forbids both);
everything from the input is escaped, hidden characters are shown, and only http and https addresses become links.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from onrecord.export.marks import colour, marked_blocks, web_link
from onrecord.export.visible import flowing
from onrecord.export.words import (
    attributed_to,
    dates,
    depths,
    description,
    excerpts,
    reporting_words,
    shares,
    speaker_numbers,
    speakers_by_id,
    words,
)
from onrecord.model import Record

if TYPE_CHECKING:
    from jinja2 import Template

_STATIC: Final = files(__name__.rpartition(".")[0]) / "static"
# The palette is also that of the pages that the reading room serves.
_STYLES: Final = ("palette.css", "page.css")
EXCERPTS: Final = 50


def to_html(record: Record) -> str:
    """The record as one HTML page (a string to be written as UTF-8)."""
    style = "\n".join((_STATIC / name).read_text(encoding="utf-8") for name in _STYLES)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    blocks, placed = marked_blocks(record)
    page = _template().render(
        article=record.article,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        blocks=blocks,
        dates=dates(record.article),
        link=web_link(record.article.url),
        statements=_statements(record, placed),
        speakers=_speakers(record),
        sheet=record.sheet,
        findings=[
            (finding, excerpts(record.article.text, finding.spans, EXCERPTS)) for finding in record.sheet.findings
        ],
    )
    # Once for all that the template printed: hidden characters never are part of the markup itself.
    return flowing(page)


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - start-up time

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((_STATIC / "page.html").read_text(encoding="utf-8"))


def _statements(record: Record, placed: frozenset[int]) -> list[dict[str, Any]]:
    """What the list says of each statement, in the record's order."""
    numbers, speakers, enclosed = speaker_numbers(record), speakers_by_id(record), depths(record.statements)
    anchors = {statement.id: index for index, statement in enumerate(record.statements, start=1)}
    return [
        {
            "it": statement,
            "anchor": index,
            "placed": index - 1 in placed,
            "number": numbers.get(statement.speaker or "", "?"),
            "colour": colour(numbers.get(statement.speaker or "")),
            "speaker": attributed_to(record.article, statement, speakers.get(statement.speaker or "")),
            "words": words(record.article.text, statement.content),
            "cue": reporting_words(record.article, statement),
            "within": anchors.get(statement.within or ""),
            "depth": min(enclosed[statement.id], 3),
        }
        for index, statement in enumerate(record.statements, start=1)
    ]


def _speakers(record: Record) -> list[dict[str, Any]]:
    """What the sheet's table says of each speaker, most words first, those without counted words last."""
    numbers, speakers = speaker_numbers(record), speakers_by_id(record)
    counted = shares(record)
    silent = [(speaker.id, 0, 0.0) for speaker in record.speakers if speaker.id not in record.sheet.words_by_speaker]
    return [
        {
            "number": numbers.get(speaker, "?"),
            "colour": colour(numbers.get(speaker)),
            "name": description(speakers.get(speaker)),
            "it": speakers.get(speaker),
            "words": count,
            "share": share,
        }
        for speaker, count, share in counted + silent
    ]
