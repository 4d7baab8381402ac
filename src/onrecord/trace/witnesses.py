"""A reading with what its comparison needs: its words with their places, the words around it, and what its article
links to.

Adds nothing; it is made from a record, whether that is in the archive or not.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.attribute.quotemarks import outermost, parse
from onrecord.frame.case import is_named
from onrecord.model import Article, ParagraphKind, Reading, Record, Speaker, Statement, StatementKind
from onrecord.spans import Span, Spans
from onrecord.trace.words import Word, words_of


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A reading, its words (those inside quotation marks are marked so), the words of the paragraphs that it stands in,
    the addresses that these paragraphs link to, the article's whole text, and whether the words beside the reading name
    its speaker, so that nobody had to be found for “he” or “the minister”."""

    reading: Reading
    words: tuple[Word, ...]
    around: tuple[Word, ...] = ()
    links: tuple[str, ...] = ()
    context: str = ""
    text: str = field(default="", repr=False)
    named: bool = True


def witnessed(record: Record, statement: Statement) -> Witnessed:
    """The reading that a record gives of one of its statements."""
    article = record.article
    speaker = next((one for one in record.speakers if one.id == statement.speaker), None)
    spans = statement.content
    paragraphs = [p.span for p in article.paragraphs if any(_meet(p.span, span) for span in spans)]
    quoted = [q for p in paragraphs for q in meeting(quotations(article), p)]
    whole = spans if _is_transcript(article.text, statement) else (*quoted, *statement.quotations)
    return Witnessed(
        _reading(article, statement, speaker),
        words_of(article.text, spans, whole),
        words_of(article.text, paragraphs, quoted),
        tuple(link.url for link in article.links if any(_meet(link.span, p) for p in paragraphs)),
        "\n".join(article.text[p.start : p.end] for p in paragraphs),
        article.text,
        speaker is not None and _names(article.text, statement, speaker),
    )


def _names(text: str, statement: Statement, speaker: Speaker) -> bool:
    """Whether the source's own words have a word of the speaker's name."""
    said = {word.casefold() for span in statement.source for word in text[span.start : span.end].split()}
    return any(word in source for word in speaker.name.casefold().split() for source in said)


def quotations(article: Article) -> Spans:
    """What stands inside quotation marks in an article, whether a statement was made of it or not, in order."""
    return _quotations(article.text, tuple(p.span for p in article.paragraphs))


@lru_cache(maxsize=64)
def _quotations(text: str, paragraphs: Spans) -> Spans:
    return tuple(quotation.span for quotation in outermost(parse(text, paragraphs).quotations))


def meeting(ordered: Spans, span: Span) -> Spans:
    """Those of some spans, in order and apart, that meet one."""
    return ordered[bisect_right(ordered, span.start, key=lambda q: q.end) : bisect_left(ordered, (span.end, 0))]


def _is_transcript(text: str, statement: Statement) -> bool:
    """Whether the words follow their speaker's name in capitals and a colon: they are quoted without marks."""
    if statement.kind is not StatementKind.INDIRECT or not statement.source:
        return False
    source, first = max(statement.source), min(statement.content)
    return text[source.start : source.end].isupper() and text[source.end : first.start].strip() == ":"


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
        date_confidence=article.published.confidence if article.published else None,
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
