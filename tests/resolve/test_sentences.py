"""Where sentences and the parts of the page begin."""

from onrecord.model import Article, Paragraph, ParagraphKind
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.sentences import layout, paragraphs_of, quotations, sentences
from onrecord.spans import Span


def test_a_sentence_is_not_cut_behind_a_title_or_an_initial() -> None:
    text = "Mr. Pell met John F. Roe. They left."
    assert [text[a:b] for a, b in sentences(text, Span(0, len(text)), lexicon())] == [
        "Mr. Pell met John F. Roe. ",
        "They left.",
    ]


def test_lines_are_paragraphs_where_none_are_given() -> None:
    assert paragraphs_of("One.\n\nTwo.", ()) == (Span(0, 4), Span(6, 10))


def test_seen_and_stated_quotations_are_united() -> None:
    text = "“No,” he said."
    assert quotations(text, [Span(0, len(text))], [Span(0, 3)]) == (Span(0, 5),)


def test_the_lead_is_the_first_two_full_paragraphs_of_the_body() -> None:
    text = "Rain\nStop press\nA pier. Photo.\nOne.\nTwo.\nThree."
    kinds = ["headline", "body", "caption", "body", "body", "body"]
    lines = paragraphs_of(text, ())
    paragraphs = tuple(Paragraph(span, ParagraphKind(kind)) for span, kind in zip(lines, kinds, strict=True))
    heading_end, lead_end, asides, captions = layout(Article("a", text, paragraphs=paragraphs), lines)
    assert (text[heading_end:lead_end], len(asides), captions) == ("One.\nTwo.", 3, frozenset({lines[2].start}))


def test_a_text_without_a_full_paragraph_has_no_lead() -> None:
    assert layout(Article("a", "Rain"), (Span(0, 4),))[:2] == (0, 0)
