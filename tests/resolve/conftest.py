"""What the tests of resolution share: invented articles whose sources stand between ⟦ and ⟧, read into speakers."""

from collections.abc import Callable

import pytest

from onrecord.model import Article, Paragraph, ParagraphKind, Speaker, Statement, StatementKind
from onrecord.resolve import resolve
from onrecord.spans import Span

Found = tuple[list[Speaker | None], tuple[Statement, ...], tuple[Speaker, ...]]


def article(text: str) -> Article:
    """An article of paragraphs parted by blank lines; those that end in no full stop before the first that does are
    the headline and the standfirst."""
    paragraphs, place, kind = [], 0, ParagraphKind.HEADLINE
    for block in text.split("\n\n"):
        whole = block.rstrip("”").endswith((".", ","))
        kind = ParagraphKind.BODY if whole else kind
        paragraphs.append(Paragraph(Span(place, place + len(block)), kind))
        kind = ParagraphKind.STANDFIRST if kind is ParagraphKind.HEADLINE else kind
        place += len(block) + 2
    return Article("a", text, paragraphs=tuple(paragraphs))


def _read(marked: str) -> Found:
    text, spans = "", []
    for piece in marked.split("⟦"):
        source, mark, rest = piece.partition("⟧")
        if mark:
            spans.append(Span(len(text), len(text) + len(source)))
        text += source + rest
    statements = tuple(
        Statement(f"s{n}", StatementKind.INDIRECT, (), (), (span,), (), 1.0, "rule", "test")
        for n, span in enumerate(spans)
    )
    done, speakers = resolve(article(text), statements)
    by_id = {speaker.id: speaker for speaker in speakers}
    return [by_id[s.speaker] if s.speaker else None for s in done], done, speakers


@pytest.fixture
def make_article() -> Callable[[str], Article]:
    """An article of a text whose paragraphs are parted by blank lines."""
    return article


@pytest.fixture
def read() -> Callable[[str], Found]:
    """The speakers of the marked sources in order, the statements, and all speakers."""
    return _read


@pytest.fixture
def names() -> Callable[[str], list[str | None]]:
    """The names of the speakers of the marked sources, in order."""
    return lambda marked: [speaker.name if speaker else None for speaker in _read(marked)[0]]
