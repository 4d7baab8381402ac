"""The candidates of an article in reading order, with what belongs together across sentences and paragraphs joined.

Adds to a candidate the quotations that go on after it, those that it announces with a colon, and the beginning of a
quotation that runs over paragraphs. It claims a quotation for a speaker only where nothing but quotations stands
between; it changes no other span.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.attribute import beside, clauses
from onrecord.attribute.candidates import Candidate
from onrecord.attribute.quotemarks import Quotation, outermost
from onrecord.attribute.tokens import QUOTATION, Unit, sentences, units
from onrecord.model import Article, Paragraph, ParagraphKind
from onrecord.spans import Span


@dataclass(slots=True)
class _Reading:
    """Where the reading of an article stands: the candidates so far, the quotations given to each besides its own,
    which of them still has the word, and the pieces of a quotation whose end has not been reached."""

    found: list[Candidate] = field(default_factory=list)
    more: dict[int, list[Span]] = field(default_factory=dict)
    speaking: int | None = None
    pending: list[Span] = field(default_factory=list)


def candidates(article: Article, marks: Sequence[Quotation]) -> list[Candidate]:
    """Every candidate of the article outside its quotations, neighbours joined, whatever its score."""
    tops = outermost(marks)
    runs_on = frozenset(a.span.start for a, b in pairwise(tops) if b.continues)
    reading = _Reading()
    for paragraph, inside in _by_paragraph(article.paragraphs, tops):
        headline = paragraph.kind is ParagraphKind.HEADLINE
        for sentence in sentences(units(article.text, paragraph.span, inside)):
            _read(article.text, sentence, reading, runs_on, headline)
    for number, more in reading.more.items():
        candidate = reading.found[number]
        reading.found[number] = replace(candidate, content=(*candidate.content, *more))
    return _run_on([c for c in reading.found if c.content], tops)


def _by_paragraph(paragraphs: Sequence[Paragraph], tops: Sequence[Quotation]) -> Iterator[tuple[Paragraph, list[Span]]]:
    position = 0
    for paragraph in paragraphs:
        inside: list[Span] = []
        while position < len(tops) and tops[position].span.start < paragraph.span.end:
            inside.append(tops[position].span)
            position += 1
        yield paragraph, inside


def _read(text: str, sentence: Sequence[Unit], reading: _Reading, runs_on: frozenset[int], headline: bool) -> None:
    words = [u for u in sentence if u.tag == QUOTATION or u.form[:1].isalnum()]
    if words and all(u.tag == QUOTATION for u in words):
        pieces = [Span(u.start, u.end) for u in words]
        if pieces[-1].start in runs_on:
            reading.pending += pieces
            return
        if reading.speaking is not None:
            reading.more.setdefault(reading.speaking, []).extend([*reading.pending, *pieces])
            reading.pending.clear()
            return
    reading.pending.clear()
    announced = beside.announcement(sentence)
    first = len(reading.found)
    reading.found += clauses.find(sentence, headline) if announced is None else [announced]
    reading.speaking = next((n for n in range(first, len(reading.found)) if _goes_on(text, reading.found[n])), None)


def _goes_on(text: str, candidate: Candidate) -> bool:
    """Whether what follows may still be the candidate's: it ends inside quotation marks, or waits for its content."""
    if not candidate.content:
        return True
    last = max(candidate.content)
    return text[last.end - 1] in "\"”’»'“" or text[max(0, last.end - 2) : last.end - 1] in {'"', "”", "»"}


def _run_on(found: Sequence[Candidate], tops: Sequence[Quotation]) -> list[Candidate]:
    """Give a quotation that began in an earlier paragraph its beginning, where nobody else has claimed it."""
    place = {top.span.start: index for index, top in enumerate(tops)}
    claimed = {span.start for candidate in found for span in candidate.content}
    joined = []
    for candidate in found:
        earlier: list[Span] = []
        index = place.get(candidate.content[0].start, 0)
        while index and tops[index].continues and tops[index - 1].span.start not in claimed:
            index -= 1
            earlier.append(tops[index].span)
            claimed.add(tops[index].span.start)
        joined.append(replace(candidate, content=(*reversed(earlier), *candidate.content)) if earlier else candidate)
    return joined
