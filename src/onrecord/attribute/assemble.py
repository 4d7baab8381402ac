"""Statements from candidates: those that are accepted, in order and numbered, with kind, quotations and enclosure.

Adds the statements of an article. It leaves a quotation that no reporting words and no neighbour claim without a
statement: an unclaimed quotation has no speaker.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from onrecord.attribute import clauses, neighbours, tagger
from onrecord.attribute.candidates import Candidate, accepted, reason, score
from onrecord.attribute.network import available as tagger_available
from onrecord.attribute.quotemarks import Quotation, parse
from onrecord.attribute.tokens import sentences, units
from onrecord.model import Article, Statement, StatementKind
from onrecord.spans import Span, Spans, contains, merge, overlaps

Method: TypeAlias = Literal["tagger", "rules"]
LOOK_BACK: Final = 12


def statements(article: Article, method: Method | None = None) -> tuple[Statement, ...]:
    """The statements of `article.text` whose confidence reaches the least of their rule, in order of their content.

    `confidence` is the share of the training articles' statements that the rule got right at that rate of the
    reporting word. A statement inside another's quotation is `within` it.
    """
    marks = parse(article.text, (p.span for p in article.paragraphs)).quotations
    learned = tagger_available() if method is None else method == "tagger"
    outer = tagger.candidates(article, marks) if learned else neighbours.candidates(article, marks)
    found = [*outer, *_nested(article.text, marks)]
    kept = sorted((c for c in found if accepted(c)), key=lambda c: (min(c.content), -max(c.content).end))
    starts = [mark.span.start for mark in marks]
    made = [_statement(marks, starts, candidate, number) for number, candidate in enumerate(kept, 1)]
    return tuple(_enclosed(made))


def _nested(text: str, marks: Sequence[Quotation]) -> list[Candidate]:
    """Who is quoted inside a quotation: the rules again, on the words between the outer marks."""
    found: list[Candidate] = []
    for outer, inner in _families(marks):
        for sentence in sentences(units(text, outer.inside, inner)):
            quoted = [u for u in inner if sentence[0].start <= u.start < sentence[-1].end]
            made = clauses.find(sentence) if quoted else []
            found += (c for c in made if any(overlaps(q, s) for q in quoted for s in c.content))
    return found


def _families(marks: Sequence[Quotation]) -> Iterator[tuple[Quotation, list[Span]]]:
    """Each outermost quotation that holds others, with those of the next level."""
    outer: Quotation | None = None
    inner: list[Span] = []
    for quotation in marks:
        if quotation.level == 0:
            if outer is not None and inner:
                yield outer, inner
            outer, inner = quotation, []
        elif quotation.level == 1 and outer is not None and contains(outer.inside, quotation.span):
            inner.append(quotation.span)
    if outer is not None and inner:
        yield outer, inner


def _enclosed(made: Sequence[Statement]) -> Iterator[Statement]:
    """The statements in order, each with the innermost one around it; content begins at or after its enclosure's."""
    around: list[Statement] = []
    for statement in made:
        while around and max(around[-1].content).end <= statement.content[0].start:
            around.pop()
        words = Span(statement.content[0].start, max(statement.content).end)
        outer = next((s for s in around[: -LOOK_BACK - 1 : -1] if _holds(s, statement, words)), None)
        yield statement if outer is None else replace(statement, within=outer.id)
        around.append(statement)


def _holds(outer: Statement, inner: Statement, words: Span) -> bool:
    """Whether words and reporting words of one statement stand inside one piece of the other's content."""
    piece = outer.content[max(0, bisect_right(outer.content, words.start, key=lambda s: s.start) - 1)]
    return contains(piece, words) and all(contains(piece, cue) for cue in inner.cue)


def _statement(marks: Sequence[Quotation], starts: Sequence[int], candidate: Candidate, number: int) -> Statement:
    content = merge(candidate.content)
    pieces = ((bisect_left(starts, c.start), bisect_left(starts, c.end)) for c in content)
    quotations = tuple(mark.span for first, last in pieces for mark in marks[first:last])
    return Statement(
        id=f"s{number}",
        kind=_kind(content, quotations),
        content=content,
        cue=candidate.cue,
        source=candidate.source,
        quotations=quotations,
        confidence=score(candidate),
        reason=reason(candidate),
        method=candidate.method,
    )


def _kind(content: Spans, quotations: Spans) -> StatementKind:
    if not quotations:
        return StatementKind.INDIRECT
    whole = merge(quotations)
    held = (whole[max(0, bisect_right(whole, c.start, key=lambda q: q.start) - 1)] for c in content)
    direct = all(contains(q, c) for q, c in zip(held, content, strict=True))
    return StatementKind.DIRECT if direct else StatementKind.MIXED
