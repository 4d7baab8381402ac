"""Offsets of an article carried back to its file."""

from eval.attribution import moved, offsets

from onrecord.clean import clean
from onrecord.model import Article
from onrecord.spans import Span

TEXT = """top of page

Brandt wins

The dam held. The dam held, Brandt said on Monday at noon.

12 views0 comments

It rained."""


def test_offsets_lead_back_to_the_file_past_what_was_dropped() -> None:
    article = clean(Article("a", TEXT))
    places = offsets(article, TEXT)
    start = article.text.index("It rained")
    (span,) = moved((Span(start, start + 9),), places)
    assert TEXT[span.start : span.end] == "It rained"
    assert article.text[start : start + 9] == "It rained"
