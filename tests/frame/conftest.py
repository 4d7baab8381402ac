"""Builders of articles and statements for the tests of framing: invented text, spans found by their words."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model import Article, Dated, Paragraph, ParagraphKind, Speaker, SpeakerKind, Statement, StatementKind
from onrecord.spans import Span, Spans

KINDS = {"# ": ParagraphKind.HEADLINE, "> ": ParagraphKind.STANDFIRST, "^ ": ParagraphKind.CAPTION}


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def spans_of(text: str, words: str | None) -> Spans:
    return tuple(span_of(text, part) for part in words.split(" | ")) if words else ()


@pytest.fixture
def make_article() -> Callable[..., Article]:
    def make(*paragraphs: str, published: str | None = "2031-05-01", modified: str | None = None) -> Article:
        text, found = "", []
        for paragraph in paragraphs:
            kind = KINDS.get(paragraph[:2], ParagraphKind.BODY)
            words = paragraph if kind is ParagraphKind.BODY else paragraph[2:]
            text += ("\n\n" if text else "") + words
            found.append(Paragraph(Span(len(text) - len(words), len(text)), kind))
        article = Article("a", text, paragraphs=tuple(found))
        return replace(
            article,
            published=Dated(published, "test") if published else None,
            modified=Dated(modified, "test") if modified else None,
        )

    return make


@pytest.fixture
def make_statement() -> Callable[..., Statement]:
    """Statement number `number` whose parts are found by their words; " | " divides the parts of a broken span."""

    def make(  # noqa: PLR0913, PLR0917 - one parameter a part
        article: Article,
        number: int,
        content: str,
        cue: str | None = "said",
        source: str | None = None,
        speaker: str | None = "p1",
        within: str | None = None,
    ) -> Statement:
        spans = spans_of(article.text, content)
        quoted = tuple(span for span in spans if article.text[span.start] in "“\"'‘")
        return Statement(
            id=f"s{number}",
            kind=StatementKind.DIRECT if quoted == spans else StatementKind.INDIRECT,
            content=spans,
            cue=spans_of(article.text, cue),
            source=spans_of(article.text, source),
            quotations=quoted,
            confidence=1.0,
            reason="test",
            method="test",
            speaker=speaker,
            within=within,
        )

    return make


@pytest.fixture
def make_speaker() -> Callable[..., Speaker]:
    def make(
        number: int,
        name: str,
        kind: SpeakerKind = SpeakerKind.PERSON,
        role: str | None = None,
        aliases: tuple[str, ...] = (),
    ) -> Speaker:
        return Speaker(f"p{number}", name, kind, role, None, aliases, (), "test")

    return make
