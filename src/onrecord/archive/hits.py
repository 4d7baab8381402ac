"""What a search shows of each statement and article that it found.

Adds to the rows of the archive what stands around the words that were found. Judges nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection, RowMapping, select

from onrecord.archive.context import WIDTH, Keyword, keywords, marks
from onrecord.archive.lookup import texts
from onrecord.archive.query import Words
from onrecord.archive.rows import GAP, spans_of
from onrecord.archive.schema import articles, speakers, statements
from onrecord.spans import Span, Spans

Row: TypeAlias = Mapping[str, Any]

# The texts of articles are fetched for those rows alone that are shown.
_ARTICLE: Final = [
    articles.c[name].label(f"article_{name}")
    for name in ("id", "url", "title", "outlet_name", "outlet_domain", "published", "version", "current", "statements")
]
_STATEMENT: Final = [
    statements.c[name]
    for name in (
        "place", "id", "kind", "content", "cue", "source", "confidence", "lemma", "stance", "text",
        "speaker_name", "outlet", "facets",
    )
]  # fmt: skip
_SPEAKER: Final = [
    speakers.c[name].label(f"speaker_{label}")
    for name, label in zip(
        ("id", "name", "role", "kind", "country", "wikidata", "aliases"),
        ("id", "called", "role", "kind", "country", "wikidata", "aliases"),
        strict=True,
    )
]


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that was found. `marks` are spans of its text; `statements` is how many it has."""

    id: str
    place: int
    title: str | None
    outlet: str | None
    domain: str | None
    published: str | None
    url: str | None
    version: int
    current: bool
    statements: int
    marks: Spans
    context: tuple[Keyword, ...]


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement that was found. `spans` (its content), `marks` (what was looked for in it) and those of `context` are
    code points of the article's text; `text` are the words of the content. `corrected` says that people have changed
    what the machine read."""

    article: str
    id: str
    place: int
    kind: str
    text: str
    spans: Spans
    marks: Spans
    context: tuple[Keyword, ...]
    speaker: str | None
    role: str | None
    speaker_kind: str | None
    source: str
    cue: str
    lemma: str | None
    stance: str | None
    confidence: float
    corrected: bool
    title: str | None
    outlet: str | None
    domain: str | None
    published: str | None
    url: str | None
    version: int
    current: bool

    @property
    def name(self) -> str:
        """What the statement is called in the archive: ARTICLE#s3."""
        return f"{self.article}#{self.id}"


def statement_rows(connection: Connection, places: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of the statements at these places with their speakers and articles, in the order of the places."""
    speaker = (speakers.c.article_id == statements.c.article_id) & (speakers.c.id == statements.c.speaker)
    rows = statements.join(articles, articles.c.id == statements.c.article_id).outerjoin(speakers, speaker)
    query = select(*_STATEMENT, *_ARTICLE, *_SPEAKER).select_from(rows)
    return _in_order(connection.execute(query.where(statements.c.place.in_(places))).mappings(), places)


def article_rows(connection: Connection, places: Sequence[int]) -> list[dict[str, Any]]:
    """The rows of the articles at these places, in their order."""
    query = select(articles.c.place, *_ARTICLE).where(articles.c.place.in_(places))
    return _in_order(connection.execute(query).mappings(), places)


def _in_order(rows: Iterable[RowMapping], places: Sequence[int]) -> list[dict[str, Any]]:
    found = {row["place"]: dict(row) for row in rows}
    return [found[place] for place in places if place in found]


def statement_hits(
    connection: Connection, rows: Sequence[Row], words: Words, width: int = WIDTH
) -> tuple[StatementHit, ...]:
    """What is shown of these rows, with the words that were looked for and `width` code points around each."""
    whole = texts(connection, {row["article_id"] for row in rows})
    found = marks([row["text"] for row in rows], words)
    return tuple(
        _statement_hit(row, whole[row["article_id"]], _placed(spans, spans_of(row["content"])), width)
        for row, spans in zip(rows, found, strict=True)
    )


def _placed(found: Spans, content: Spans) -> Spans:
    """Spans of the words of a statement as spans of its article's text; one over a gap becomes two."""
    placed, start = [], 0
    for piece in content:
        end = start + piece.end - piece.start
        cut = (Span(max(one.start, start), min(one.end, end)) for one in found if one.start < end and start < one.end)
        placed += [Span(one.start - start + piece.start, one.end - start + piece.start) for one in cut]
        start = end + len(GAP)
    return tuple(placed)


def _statement_hit(row: Row, text: str, found: Spans, width: int) -> StatementHit:
    content = spans_of(row["content"])
    cue, source = (
        " … ".join(text[span.start : span.end] for span in spans_of(row[role])) for role in ("cue", "source")
    )
    return StatementHit(
        article=row["article_id"],
        id=row["id"],
        place=row["place"],
        kind=row["kind"],
        text=row["text"],
        spans=content,
        marks=found,
        context=keywords(text, found or content[:1], width),
        speaker=row["speaker_called"],
        role=row["speaker_role"],
        speaker_kind=row["speaker_kind"],
        source=source,
        cue=cue,
        lemma=row["lemma"],
        stance=row["stance"],
        confidence=row["confidence"],
        corrected=row.get("corrected", False),
        **_of_article(row),
    )


def article_hits(
    connection: Connection, rows: Sequence[Row], words: Words, width: int = WIDTH
) -> tuple[ArticleHit, ...]:
    """What is shown of these rows of articles."""
    whole = texts(connection, [row["article_id"] for row in rows])
    found = marks([whole[row["article_id"]] for row in rows], words)
    return tuple(
        ArticleHit(
            id=row["article_id"],
            place=row["place"],
            statements=row["article_statements"],
            marks=spans,
            context=keywords(whole[row["article_id"]], spans, width),
            **_of_article(row),
        )
        for row, spans in zip(rows, found, strict=True)
    )


def _of_article(row: Row) -> dict[str, Any]:
    return {
        "title": row["article_title"],
        "outlet": row["article_outlet_name"],
        "domain": row["article_outlet_domain"],
        "published": row["article_published"],
        "url": row["article_url"],
        "version": row["article_version"],
        "current": row["article_current"],
    }
