"""The clean stage: an article as read → the same without page furniture, with paragraphs, dates and damage.

What is taken out goes to `dropped` with a reason; all other characters stay as they are, and links and paragraphs move
along. Nothing is judged of what is said.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.clean.credits import with_credits
from onrecord.clean.damage import damage
from onrecord.clean.furniture import Furniture, furniture, judged
from onrecord.clean.leftout import with_left_out
from onrecord.clean.lines import model
from onrecord.clean.paragraphs import paragraphs
from onrecord.clean.plausible import plausible
from onrecord.clean.stated import with_stated
from onrecord.model import Article, Link, Paragraph, ParagraphKind, Source
from onrecord.spans import Cut, Span


def clean(article: Article, source: Source | None = None) -> Article:
    """The cleaned article. One that has paragraphs already (from HTML) keeps their kinds; a text capture gets them,
    and its headline becomes its title. `source` adds what is known from outside the page: the container's words and
    the time of capture."""
    if article.paragraphs:
        cleaned = _without(article, _in_paragraphs(article), gap="\n\n")
    else:
        cleaned = _without(article, furniture(article.text, judge=model()))
        cleaned = _titled(replace(cleaned, paragraphs=paragraphs(cleaned.text)))
    cleaned = with_left_out(cleaned)
    if source:
        cleaned = with_stated(cleaned, source)
    cleaned = with_credits(plausible(cleaned, source.fetched if source else None))
    return replace(cleaned, damage=damage(cleaned.text))


def _in_paragraphs(article: Article) -> Furniture:
    """Furniture among the paragraphs of a page; its headline and standfirst are never furniture."""
    body = [p.span for p in article.paragraphs if p.kind in (ParagraphKind.BODY, ParagraphKind.CAPTION)]
    return judged([article.text[span.start : span.end].strip() for span in body], body)


def _without(article: Article, found: Furniture, gap: str = "") -> Article:
    pieces = [_with_break(article.text, span, gap) for span, _ in found.pieces]
    cut = Cut(article.text, pieces)
    learned = replace(
        article,
        byline=article.byline or found.byline,
        outlet=article.outlet if article.outlet.name else replace(article.outlet, name=found.outlet),
        published=article.published or found.published,
        modified=article.modified or found.modified,
        doubted=article.doubted + found.doubted,
    )
    if not any(map(str.isalnum, cut.text)):
        return learned
    return replace(
        learned,
        text=cut.text,
        paragraphs=_moved_paragraphs(cut, article.paragraphs),
        links=_moved_links(cut, article.links),
        entries=tuple(span for span in map(cut.moved, article.entries) if span.start < span.end),
        dropped=article.dropped + found.dropped(article.text),
    )


def _with_break(text: str, span: Span, gap: str) -> Span:
    """The piece with the line break after it, or before it where it is the last."""
    breaks = (gap,) if gap else ("\r\n", "\n")
    for mark in breaks:
        if text.startswith(mark, span.end):
            return Span(span.start, span.end + len(mark))
    for mark in breaks:
        if span.end == len(text) and text.endswith(mark, 0, span.start):
            return Span(span.start - len(mark), span.end)
    return span


def _moved_paragraphs(cut: Cut, before: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    moved = (Paragraph(cut.moved(paragraph.span), paragraph.kind) for paragraph in before)
    return tuple(paragraph for paragraph in moved if paragraph.span.start < paragraph.span.end)


def _moved_links(cut: Cut, before: Sequence[Link]) -> tuple[Link, ...]:
    moved = (Link(cut.moved(link.span), link.url) for link in before)
    return tuple(link for link in moved if link.span.start < link.span.end)


def _titled(article: Article) -> Article:
    headline = next((p.span for p in article.paragraphs if p.kind is ParagraphKind.HEADLINE), None)
    return replace(article, title=article.text[headline.start : headline.end] if headline else None)
