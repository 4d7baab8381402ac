"""A reading with what its comparison needs: its words with their places, the words around it, and what its article
links to.

Adds nothing; it is made from a record, whether that is in the archive or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.frame.case import is_named
from onrecord.model import Article, ParagraphKind, Reading, Record, Speaker, Statement
from onrecord.spans import Span
from onrecord.trace.words import Word, words_of


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A reading, its words (those inside quotation marks are marked so), the words of the paragraphs that it stands in,
    the addresses that these paragraphs link to, and the article's whole text."""

    reading: Reading
    words: tuple[Word, ...]
    around: tuple[Word, ...] = ()
    links: tuple[str, ...] = ()
    context: str = ""
    text: str = field(default="", repr=False)


def witnessed(record: Record, statement: Statement) -> Witnessed:
    """The reading that a record gives of one of its statements."""
    article = record.article
    speaker = next((one for one in record.speakers if one.id == statement.speaker), None)
    spans = statement.content
    paragraphs = [p.span for p in article.paragraphs if any(_meet(p.span, span) for span in spans)]
    quoted = [q for other in record.statements for q in other.quotations if any(_meet(q, p) for p in paragraphs)]
    return Witnessed(
        _reading(article, statement, speaker),
        words_of(article.text, spans, statement.quotations),
        words_of(article.text, paragraphs, quoted),
        tuple(link.url for link in article.links if any(_meet(link.span, p) for p in paragraphs)),
        "\n".join(article.text[p.start : p.end] for p in paragraphs),
        article.text,
    )


def all_witnessed(record: Record) -> Iterator[Witnessed]:
    """Every reading of a record, in the order of its statements."""
    return (witnessed(record, statement) for statement in record.statements)


def _reading(article: Article, statement: Statement, speaker: Speaker | None) -> Reading:
    heads = [p.span for p in article.paragraphs if p.kind in (ParagraphKind.HEADLINE, ParagraphKind.STANDFIRST)]
    dated = article.published or article.first_seen
    return Reading(
        statement=f"{article.id}#{statement.id}",
        article=article.id,
        url=article.url,
        outlet=article.outlet.name or article.outlet.domain,
        date=dated.value if dated else None,
        date_origin=dated.origin if dated else None,
        spans=statement.content,
        text=" … ".join(article.text[span.start : span.end] for span in statement.content),
        speaker=speaker.name if speaker and is_named(speaker) else None,
        role=speaker.role if speaker else None,
        lemma=statement.reporting.lemma if statement.reporting else None,
        kind=statement.kind,
        headline=any(_meet(span, head) for span in statement.content for head in heads),
        credits=tuple(credit.name for credit in article.credits),
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
