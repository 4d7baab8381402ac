"""What the attribution tests share: texts whose lines are paragraphs, and statements written as readable lines."""

import re
from collections.abc import Callable, Sequence

import pytest

from onrecord.attribute import attribute, clauses
from onrecord.attribute.candidates import accepted
from onrecord.attribute.quotemarks import outermost, parse
from onrecord.attribute.tokens import Unit, sentences, units
from onrecord.model import Article, Paragraph, ParagraphKind, Statement
from onrecord.spans import Span, Spans


def lines_of(text: str) -> Spans:
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))


def words_at(text: str, spans: Sequence[Span]) -> str:
    return " + ".join(text[span.start : span.end] for span in spans)


@pytest.fixture
def make_article() -> Callable[[str], Article]:
    """An article of a text, each line a paragraph of the body."""

    def make(text: str) -> Article:
        return Article("a", text, paragraphs=tuple(Paragraph(span, ParagraphKind.BODY) for span in lines_of(text)))

    return make


@pytest.fixture
def attributed(make_article: Callable[[str], Article]) -> Callable[[str], tuple[Statement, ...]]:
    """The statements of a text whose lines are paragraphs, by rules alone."""
    return lambda text: attribute(make_article(text), "rules")


@pytest.fixture
def reported(attributed: Callable[[str], tuple[Statement, ...]]) -> Callable[[str], list[str]]:
    """The statements of a text as lines "source | cue | content", their fragments joined with " + "."""

    def read(text: str) -> list[str]:
        return [" | ".join(words_at(text, part) for part in (s.source, s.cue, s.content)) for s in attributed(text)]

    return read


@pytest.fixture
def tagged() -> Callable[[str], list[Unit]]:
    """The units of a text, its outermost quotations as one unit each."""

    def tag(text: str) -> list[Unit]:
        whole = Span(0, len(text))
        return units(text, whole, [q.span for q in outermost(parse(text, [whole]).quotations)])

    return tag


@pytest.fixture
def sentence(tagged: Callable[[str], list[Unit]]) -> Callable[[str], Sequence[Unit]]:
    """The units of a text that is one sentence."""

    def only(text: str) -> Sequence[Unit]:
        (found,) = sentences(tagged(text))
        return found

    return only


@pytest.fixture
def candidates_of(sentence: Callable[[str], Sequence[Unit]]) -> Callable[..., list[str]]:
    """The accepted candidates of one sentence as lines "rule: source | cue | content"."""

    def find(text: str, headline: bool = False) -> list[str]:
        kept = [c for c in clauses.find(sentence(text), headline) if accepted(c)]
        return [f"{c.rule}: " + " | ".join(words_at(text, part) for part in (c.source, c.cue, c.content)) for c in kept]

    return find
