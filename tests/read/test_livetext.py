"""Live-blog entries."""

from lxml.html import document_fromstring

from onrecord.model import ParagraphKind
from onrecord.read.blocks import Block, blocks
from onrecord.read.livetext import entries
from onrecord.read.parts import Part
from onrecord.spans import Span, Spans


def read(entry: str, count: int = 4, *, live: bool = False, around: str = "div") -> tuple[Spans, list[str]]:
    markup = "".join(f"<{around} id=entry-{i}>{entry}</{around}>" for i in range(count))
    page = list(blocks(document_fromstring(f"<html><body><div>{markup}</div></body></html>"), None))
    parts = [Part(b.text, ParagraphKind.BODY, (), i) for i, b in enumerate(page) if len(b.text) > 10]
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part.text)))
        at += len(part.text) + 2
    text = "\n\n".join(part.text for part in parts)
    found = entries(page, parts, spans, live=live)
    return found, [text[slice(*span)] for span in found]


def test_entries_with_a_time_are_kept_apart() -> None:
    _, texts = read("<time>14:05</time><p>The vote begins.</p><p>The hall is full.</p>")
    assert texts == ["The vote begins.\n\nThe hall is full."] * 4


def test_sections_of_an_article_are_no_entries() -> None:
    assert read("<p>The vote begins.</p><p>The hall is full.</p>")[0] == ()
    assert len(read("<p>The vote begins.</p><p>The hall is full.</p>", live=True)[0]) == 4


def test_two_are_not_enough() -> None:
    assert read("<time>14:05</time><p>The vote begins.</p>", 2)[0] == ()


def test_paragraphs_with_times_are_no_entries() -> None:
    page = [Block("At 14:05 it began.")]
    assert entries(page, [Part("At 14:05 it began.", ParagraphKind.BODY, (), 0)], [Span(0, 18)], live=False) == ()
