"""Statements from candidates: those that are accepted, in order and numbered, with kind, quotations and enclosure.

Adds the statements of an article. It leaves a quotation that no reporting words and no neighbour claim without a
statement: an unclaimed quotation has no speaker.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from onrecord.attribute import clauses, neighbours, network, tagger
from onrecord.attribute.candidates import Candidate, accepted, reason, score
from onrecord.attribute.quotemarks import Quotation, parse
from onrecord.attribute.sifting import sifted
from onrecord.attribute.tokens import sentences, units
from onrecord.model import Article, Statement, StatementKind
from onrecord.spans import Span, Spans, contains, merge

Method: TypeAlias = Literal["tagger", "fast", "rules"]
LOOK_BACK: Final = 12
SURE: Final = 0.7
BESIDE: Final = frozenset({"after-quotation", "inverted-after-quotation", "content-after-quoted", "announced"})


def statements(article: Article, method: Method | None = None) -> tuple[Statement, ...]:
    """The statements of `article.text` whose confidence reaches the least of their rule, in order of their content.

    `confidence` is the share of the training articles' statements that the rule got right at that rate of the
    reporting word. A statement inside another's quotation is `within` it.
    """
    marks = parse(article.text, (p.span for p in article.paragraphs)).quotations
    outer = _outer(article, marks, method or _best())
    found = [*outer, *_nested(article.text, marks, outer)]
    kept = sorted((c for c in found if accepted(c)), key=lambda c: (min(c.content), -max(c.content).end))
    starts = [mark.span.start for mark in marks]
    made = [_statement(marks, starts, candidate, number) for number, candidate in enumerate(kept, 1)]
    return tuple(_enclosed(made))


def _outer(article: Article, marks: Sequence[Quotation], method: Method) -> list[Candidate]:
    """The candidates outside others. The small tagger goes without the rules' help: it is there to be quick. A text
    that is longer than any article is left to the rules, which are quicker still."""
    loaded = network.load(size=method) if method != "rules" else None
    if loaded is None or not tagger.fits(article.text, loaded):
        return neighbours.candidates(article, marks)
    tagged = tagger.candidates(article, marks, loaded)
    if method == "fast":
        return tagged
    by_rule = neighbours.candidates(article, marks)
    kept = list(sifted(article, marks, tagged, by_rule))
    return [*kept, *_unclaimed(by_rule, kept)]


def _best() -> Method:
    """The tagger where it can be run."""
    return "tagger" if network.available() else "rules"


def _unclaimed(by_rule: Sequence[Candidate], tagged: Sequence[Candidate]) -> list[Candidate]:
    """What the rules know best of all, source and quotation side by side, where the tagger has seen nothing."""
    taken = merge(span for candidate in tagged for span in (*candidate.content, *candidate.cue))
    ends = [span.end for span in taken]
    found = []
    for candidate in by_rule:
        spans = (*candidate.content, *candidate.cue)
        free = all(bisect_right(ends, s.start) == bisect_left(taken, s.end, key=lambda t: t.start) for s in spans)
        if free and candidate.rule in BESIDE and score(candidate) >= SURE:
            found.append(candidate)
    return found


def _nested(text: str, marks: Sequence[Quotation], outer: Sequence[Candidate]) -> list[Candidate]:
    """Who is reported inside what somebody says: the rules again on the words of each content, the sure ones only.

    The training articles mark no attribution inside another, so neither the tagger nor the counts know of them.
    """
    starts = [mark.span.start for mark in marks]
    found: list[Candidate] = []
    for span in merge(span for candidate in outer if accepted(candidate) for span in candidate.content):
        inside = marks[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        whole = inside[0] if inside and inside[0].span == span else None
        level = 1 if whole else 0
        region = whole.inside if whole else span
        quoted = [m.span for m in inside if m.level == level and contains(region, m.span)]
        for sentence in sentences(units(text, region, quoted)):
            found += (c for c in clauses.find(sentence) if _is_sure(c, span))
    return found


def _is_sure(candidate: Candidate, span: Span) -> bool:
    """Whether a report inside a report has a source, is likely enough, and is not the whole content once more."""
    size = sum(s.end - s.start for s in candidate.content)
    return bool(candidate.source) and score(candidate) >= SURE and size < (span.end - span.start)


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
