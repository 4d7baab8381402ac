"""The quotations of real collections, as raw material for the simulator and as pairs to be judged by hand.

Reads AllSides (2012–2016) and BASIL where they lie beside the project, and the demo collection everywhere. A quotation
is what stands between quotation marks, by the marks alone; offsets are code points into the article's text: of
AllSides as the file has it, of BASIL with a paragraph's sentences joined by a space and paragraphs by a blank line.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from onrecord.attribute.quotemarks import outermost, parse
from onrecord.data.demo_collection import gold, gold_text
from onrecord.spans import Span
from onrecord.trace.rows import UNDATED

_PARAGRAPH: Final = re.compile(r"[^\n]+")
LEAST_WORDS: Final = 5


@dataclass(frozen=True, slots=True)
class Story:
    """An article of a collection; `day` is the ordinal of its date, −1 where it has none."""

    collection: str
    id: str
    outlet: str
    day: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of five words or more in a story, without its marks."""

    story: Story
    span: Span

    @property
    def text(self) -> str:
        """The words between the marks."""
        return self.story.text[self.span.start : self.span.end]


def allsides(shared: Path) -> Iterator[Story]:
    """The AllSides articles of 2012–2016."""
    for row in _rows(shared / "data" / "allsides" / "articles-2012-2016.jsonl.gz"):
        yield Story("allsides", row["id"], row["outlet"], _day(row["date"]), row["text"])


def basil(shared: Path) -> Iterator[Story]:
    """The BASIL articles that are at hand."""
    for row in _rows(shared / "data" / "basil" / "articles.jsonl.gz"):
        text = "\n\n".join(" ".join(sentences) for sentences in row["body-paragraphs"])
        yield Story("basil", row["uuid"], row["source"], _day(row["date"]), text)


def demo() -> Iterator[Story]:
    """The invented articles of the demo collection."""
    for entry in gold()["articles"]:
        yield Story("demo", entry["file"], entry["file"], UNDATED, gold_text(entry))


def stories(shared: Path) -> Iterator[Story]:
    """All stories at hand: those beside the project, or the demo collection where there are none."""
    found = (shared / "data" / "allsides").is_dir()
    return iter([*basil(shared), *allsides(shared)]) if found else demo()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _day(written: str | None) -> int:
    try:
        return date.fromisoformat((written or "")[:10]).toordinal()
    except ValueError:
        return UNDATED


def quotations(story: Story) -> Iterator[Quoted]:
    """The closed quotations of a story that stand in no other, of five words or more."""
    paragraphs = [Span(match.start(), match.end()) for match in _PARAGRAPH.finditer(story.text)]
    for quotation in outermost(parse(story.text, paragraphs).quotations):
        inside = quotation.inside
        if quotation.closed and story.text.count(" ", inside.start, inside.end) >= LEAST_WORDS - 1:
            yield Quoted(story, inside)


def all_quotations(found: Iterable[Story]) -> list[Quoted]:
    """The quotations of many stories, in their order."""
    return [quoted for story in found for quoted in quotations(story)]
