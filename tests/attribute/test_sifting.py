"""What the tagger took for an attribution and is none, and whose a quotation is when its report is reported."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.attribute.candidates import Candidate
from onrecord.attribute.neighbours import candidates
from onrecord.attribute.quotemarks import parse
from onrecord.attribute.sifting import sifted
from onrecord.model import Article, Paragraph, ParagraphKind
from onrecord.spans import Span

Make = Callable[[str], Article]


def where(text: str, words: str) -> tuple[Span, ...]:
    return (Span(text.index(words), text.index(words) + len(words)),)


def tagged(text: str, content: str, cue: str, source: str) -> Candidate:
    return Candidate(where(text, content), where(text, cue), where(text, source), "tagger", 0.9, 0.9)


def lines(article: Article, *found: Candidate) -> list[str]:
    marks = parse(article.text, (p.span for p in article.paragraphs)).quotations
    kept = sifted(article, marks, found, candidates(article, marks))
    parts = ((c.source, c.content) for c in kept)
    return [" | ".join(article.text[s.start : s.end] for (s,) in part) for part in parts]


def test_whoever_stands_nearer_said_it_and_the_other_reported_it(make_article: Make) -> None:
    text = "‘I would sleep below the dam myself’, Ilva Brandt told a meeting in Wenn, the Tolven Courier reported."
    quotation = text[: text.index(",")]
    article = make_article(text)
    assert lines(article, tagged(text, quotation, "reported", "the Tolven Courier")) == [
        f"Ilva Brandt | {quotation}",
        f"the Tolven Courier | {quotation}, Ilva Brandt told a meeting in Wenn",
    ]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("‘I would sleep below the dam myself’, Ilva Brandt said, and the Courier agreed.", "said", "Ilva Brandt"),
        ("Ilva Brandt said it once more: ‘I would sleep below the dam myself’.", "said", "Ilva Brandt"),
        ("‘I would sleep below the dam myself’, the Courier reported.", "reported", "the Courier"),
    ],
)
def test_what_has_no_nearer_speaker_stays(make_article: Make, text: str, cue: str, source: str) -> None:
    quotation = "‘I would sleep below the dam myself’"
    assert lines(make_article(text), tagged(text, quotation, cue, source)) == [f"{source} | {quotation}"]


@pytest.mark.parametrize(("label", "kept"), [("Evening Interview", 0), ("Podcast", 0), ("Report", 1), ("Brandt", 1)])
def test_a_kind_of_article_before_a_headlines_colon_is_no_source(make_article: Make, label: str, kept: int) -> None:
    text = f"{label}: the dam of Wenn is safe"
    found = tagged(text, "the dam of Wenn is safe", ":", label)
    body = make_article(text)
    head = replace(body, paragraphs=(Paragraph(Span(0, len(text)), ParagraphKind.HEADLINE),))
    assert len(lines(head, found)) == kept
    assert len(lines(body, found)) == 1
