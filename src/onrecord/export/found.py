"""What was found in the archive as JSON, and the words of a statement with the places that were looked for.

Adds nothing to what was found. Spans are pairs of code points of the article's text, as in the JSON of an article.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from onrecord.archive.context import Keyword
from onrecord.archive.hits import ArticleHit, StatementHit
from onrecord.archive.people import Person
from onrecord.archive.rows import GAP
from onrecord.export.visible import visible
from onrecord.spans import Span, Spans

_SPACE: Final = re.compile(r"[ \t\r\n]+")


def statement_dict(hit: StatementHit) -> dict[str, Any]:
    """A statement that was found; `id` is its name in the archive."""
    named = hit.speaker is not None
    return {
        "id": hit.name,
        "article": hit.article,
        "kind": str(hit.kind),
        "text": hit.text,
        "content": _pairs(hit.spans),
        "marks": _pairs(hit.marks),
        "speaker": {"name": hit.speaker, "role": hit.role, "kind": str(hit.speaker_kind)} if named else None,
        "source": hit.source or None,
        "cue": hit.cue or None,
        "reporting": {"lemma": hit.lemma, "stance": hit.stance and str(hit.stance)} if hit.lemma else None,
        "confidence": round(hit.confidence, 4),
        "corrected": hit.corrected,
        **_of_article(hit),
    }


def article_dict(hit: ArticleHit) -> dict[str, Any]:
    """An article that was found."""
    return {"id": hit.id, "statements": hit.statements, "marks": _pairs(hit.marks), **_of_article(hit)}


def person_dict(person: Person) -> dict[str, Any]:
    """A speaker with the statements that are shown; what else they are called comes with the number of statements."""
    lists = ("roles", "aliases", "countries", "wikidata", "outlets")
    return {
        "name": person.name,
        "kind": str(person.kind),
        "by_name": person.by_name,
        **{name: dict(getattr(person, name)) for name in lists},
        "statements": person.statements,
        "articles": person.articles,
        "first": person.first,
        "last": person.last,
        "newest": [statement_dict(hit) for hit in person.hits],
    }


def _of_article(hit: StatementHit | ArticleHit) -> dict[str, Any]:
    return {
        "context": [_keyword(keyword) for keyword in hit.context],
        "title": hit.title,
        "outlet": {"name": hit.outlet, "domain": hit.domain},
        "published": hit.published,
        "url": hit.url,
        "version": hit.version,
        "current": hit.current,
    }


def _keyword(keyword: Keyword) -> dict[str, Any]:
    words = {"before": keyword.before, "match": keyword.match, "after": keyword.after}
    return {"start": keyword.span.start, "end": keyword.span.end, **words}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def marked(hit: StatementHit) -> Iterator[tuple[str, bool]]:
    """The words of a statement in pieces, each visible and on one line, and whether it was looked for."""
    first = 0
    for number, piece in enumerate(hit.spans):
        at, end, move = first, first + piece.end - piece.start, first - piece.start
        for span in _within(hit.marks, piece):
            yield shown(hit.text[at : span.start + move]), False
            yield shown(hit.text[span.start + move : span.end + move]), True
            at = span.end + move
        yield shown(hit.text[at:end] + (GAP if number < len(hit.spans) - 1 else "")), False
        first = end + len(GAP)


def _within(spans: Spans, piece: Span) -> Iterator[Span]:
    yield from (span for span in spans if piece.start <= span.start and span.end <= piece.end)


def shown(text: str) -> str:
    """A piece of a line: each run of white space is one space, also at the ends, and what is hidden is visible."""
    return visible(_SPACE.sub(" ", text))
