"""Statements from candidates: split quotations joined, quotations that run on attached, kinds and confidence set.

Adds the statements of an article, in order and numbered. It joins neighbours and changes nothing else, and it leaves a
quotation that no reporting words and no neighbour claim without a statement: an unclaimed quotation has no speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from onrecord.attribute import beside, clauses
from onrecord.attribute.candidates import Candidate, accepted, reason, score
from onrecord.attribute.quotemarks import Quotation, outermost, parse
from onrecord.attribute.tokens import QUOTATION, Unit, sentences, units
from onrecord.model import Article, ParagraphKind, Statement, StatementKind
from onrecord.spans import Span, contains, merge, overlaps

METHOD: Final = "rules 1"


def statements(article: Article) -> tuple[Statement, ...]:
    """The statements of `article.text` whose confidence reaches the threshold, in order of their content.

    `confidence` is the share of the training articles' statements that the rule got right at that rate of the
    reporting word. A statement inside another's quotation is `within` it.
    """
    marks = parse(article.text, (p.span for p in article.paragraphs)).quotations
    found = [*candidates(article, marks), *_nested(article.text, marks)]
    kept = sorted((c for c in found if accepted(c)), key=lambda c: (min(c.content), -max(c.content).end))
    made = [_statement(marks, candidate, number) for number, candidate in enumerate(kept, 1)]
    return tuple(_enclosed(made))


def _nested(text: str, marks: Sequence[Quotation]) -> list[Candidate]:
    """Who is quoted inside a quotation: the rules again, on the words between the outer marks."""
    found: list[Candidate] = []
    for outer, inner in _families(marks):
        for sentence in sentences(units(text, outer.inside, inner)):
            made = clauses.find(sentence)
            found += (c for c in made if any(overlaps(q, s) for q in inner for s in c.content))
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
        outer = next((s for s in reversed(around) if _holds(s, statement, words)), None)
        yield statement if outer is None else replace(statement, within=outer.id)
        around.append(statement)


def _holds(outer: Statement, inner: Statement, words: Span) -> bool:
    """Whether words and reporting words of one statement stand inside one piece of the other's content."""
    return any(contains(s, words) and all(contains(s, c) for c in inner.cue) for s in outer.content)


def candidates(article: Article, marks: Sequence[Quotation]) -> list[Candidate]:
    """Every candidate of the article outside its quotations, neighbours joined, whatever its score."""
    found: list[Candidate] = []
    tops = outermost(marks)
    position = 0
    speaking: int | None = None
    for paragraph in article.paragraphs:
        inside: list[Span] = []
        while position < len(tops) and tops[position].span.start < paragraph.span.end:
            inside.append(tops[position].span)
            position += 1
        tagged = units(article.text, paragraph.span, inside)
        for sentence in sentences(tagged):
            headline = paragraph.kind is ParagraphKind.HEADLINE
            speaking = _read(article.text, sentence, found, speaking, headline)
    return _run_on([c for c in found if c.content], tops)


def _run_on(found: Sequence[Candidate], tops: Sequence[Quotation]) -> list[Candidate]:
    """Give a quotation that began in an earlier paragraph its beginning, where nobody else has claimed it."""
    place = {top.span.start: index for index, top in enumerate(tops)}
    claimed = {span.start for candidate in found for span in candidate.content}
    joined = []
    for candidate in found:
        earlier: list[Span] = []
        index = place.get(candidate.content[0].start, 0)
        while index and tops[index].continues and tops[index - 1].span.start not in claimed:
            index -= 1
            earlier.append(tops[index].span)
        joined.append(replace(candidate, content=(*reversed(earlier), *candidate.content)))
    return joined


def _read(
    text: str, sentence: Sequence[Unit], found: list[Candidate], speaking: int | None, headline: bool
) -> int | None:
    """Read one sentence; the answer is the candidate whose speaker still has the word after it."""
    words = [u for u in sentence if u.tag == QUOTATION or u.form[:1].isalnum()]
    if words and speaking is not None and all(u.tag == QUOTATION for u in words):
        spans = tuple(Span(u.start, u.end) for u in words)
        found[speaking] = replace(found[speaking], content=found[speaking].content + spans)
        return speaking
    announced = beside.announcement(sentence)
    made = clauses.find(sentence, headline) if announced is None else [announced]
    found += made
    first = len(found) - len(made)
    return next((n for n in range(first, len(found)) if _goes_on(text, found[n])), None)


def _goes_on(text: str, candidate: Candidate) -> bool:
    return not candidate.content or _ends_in_quotation(text, candidate)


def _ends_in_quotation(text: str, candidate: Candidate) -> bool:
    """Whether the statement's content so far ends inside quotation marks."""
    last = max(candidate.content, default=Span(0, 0))
    if last.end < 2:
        return False
    return text[last.end - 1] in "\"”’»'“" or text[last.end - 2 : last.end - 1] in '"”»'


def _statement(marks: Sequence[Quotation], candidate: Candidate, number: int) -> Statement:
    content = merge(candidate.content)
    quotations = tuple(q.span for q in marks if any(overlaps(q.span, c) for c in content))
    return Statement(
        id=f"s{number}",
        kind=_kind(content, quotations),
        content=content,
        cue=candidate.cue,
        source=candidate.source,
        quotations=quotations,
        confidence=score(candidate),
        reason=reason(candidate),
        method=METHOD,
    )


def _kind(content: Sequence[Span], quotations: Sequence[Span]) -> StatementKind:
    if not quotations:
        return StatementKind.INDIRECT
    direct = all(any(contains(q, c) for q in quotations) for c in content)
    return StatementKind.DIRECT if direct else StatementKind.MIXED
