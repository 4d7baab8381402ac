"""Two articles → whether one is an altered copy of the other, how much of it, what was changed, and whether it says so.

Counted are the words that stand in runs of five or more in both, as passim does, and the reporter's own words apart
from the quoted ones: two reports of one speech share its words and neither is a copy. What is different is named
paragraph by paragraph. Which came first is told by the dates, else by a credit or a link, else left open and said so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from typing import Final

from onrecord.clean.credits import dateline
from onrecord.frame.dates import day
from onrecord.model import Alteration, AlterationKind, Article, Derivation, Paragraph, ParagraphKind, Reading, Record
from onrecord.spans import Span
from onrecord.trace.alterations import alterations
from onrecord.trace.evidence import same_page
from onrecord.trace.witnesses import Witnessed
from onrecord.trace.words import Word, words_of

RUN: Final = 5
LEAST_COVERAGE: Final = 0.3
LEAST_OWN: Final = 0.25
LEAST_WORDS: Final = 40
_SAME_PARAGRAPH: Final = 0.3
_PARAGRAPH: Final = 0.5
_CREDIT_GONE: Final = 0.8
_DATE: Final = 0.6
_CERTAIN: Final = 0.95
_OPEN: Final = 0.6


@dataclass(frozen=True, slots=True)
class Text:
    """A record's paragraphs as words."""

    record: Record
    paragraphs: tuple[tuple[Paragraph, tuple[Word, ...]], ...]

    @property
    def article(self) -> Article:
        """The record's article."""
        return self.record.article

    def words(self) -> list[Word]:
        """All words in order."""
        return [word for _, words in self.paragraphs for word in words]


def derivations(record: Record, others: Iterable[Record]) -> tuple[Derivation, ...]:
    """The derivations between a record's article and each of the others that share enough, the most covered first.
    Either article may be the one that was made from the other."""
    own = text_of(record)
    found = (between(own, text_of(other)) for other in others if other.article.id != record.article.id)
    return tuple(sorted(filter(None, found), key=lambda one: (-one.coverage, one.article, one.origin)))


def text_of(record: Record) -> Text:
    """The words of a record's text."""
    article = record.article
    quotations = [span for statement in record.statements for span in statement.quotations]
    spans = article.paragraphs or (Paragraph(Span(0, len(article.text)), ParagraphKind.BODY),)
    return Text(record, tuple((p, words_of(article.text, (p.span,), quotations)) for p in spans))


def between(one: Text, other: Text) -> Derivation | None:
    """The derivation between two articles; `None` where they share too little to say so."""
    first, order, is_open = _order(one.article, other.article)
    origin, derived = (one, other) if first else (other, one)
    shared = _shared(derived.words(), origin.words())
    coverage, own = _shares(derived.words(), shared)
    if len(shared) < LEAST_WORDS or coverage < LEAST_COVERAGE or own < LEAST_OWN:
        return None
    credit = _credit(derived.article, origin.article)
    evidence = (
        f"{round(100 * coverage)}% of its {len(derived.words())} words stand in the other in runs of {RUN} or more",
        f"{round(100 * own)}% of the words outside quotation marks do",
        order,
        credit or "names no source for the text",
    )
    certain = _OPEN if is_open else _CERTAIN
    return Derivation(
        derived.article.id, origin.article.id, round(coverage, 4), credit is not None,
        round(certain * min(1.0, 0.5 + own), 4), tuple(changes(origin, derived)), evidence,
    )  # fmt: skip


def _order(one: Article, other: Article) -> tuple[bool, str, bool]:
    """Whether `one` came first, how that is known, and whether it is open all the same."""
    days = _day(one), _day(other)
    if days[0] and days[1] and days[0] != days[1]:
        return days[0] < days[1], f"dated {max(days[0], days[1])}, the other {min(days[0], days[1])}", False
    if _credit(other, one):
        return True, "the order is taken from the credit", False
    if _credit(one, other):
        return False, "the order is taken from the credit", False
    if days[0] or days[1]:
        return days[0] is not None, "the order is open: one of the two has no date", True
    return one.id < other.id, "the order is open: both have the same date or none", True


def _day(article: Article) -> date | None:
    return day(article.published or article.first_seen)


def _credit(derived: Article, origin: Article) -> str | None:
    """How the one says that it carries the other, if it does: by link, by its outlet's name, by the same agency."""
    if origin.url and any(same_page(link.url, origin.url) for link in derived.links):
        return "links to the other"
    names = {name.casefold(): name for name in (origin.outlet.name, origin.outlet.domain) if name}
    agencies = {credit.name.casefold() for credit in origin.credits}
    for credit in derived.credits:
        if credit.name.casefold() in names or credit.name.casefold() in agencies:
            return f"credits {credit.name}"
    return None


def _shared(derived: Sequence[Word], origin: Sequence[Word]) -> set[int]:
    """The derived article's words that stand in runs which the origin has too."""
    known = {tuple(w.form for w in origin[at : at + RUN]) for at in range(len(origin) - RUN + 1)}
    forms = [word.form for word in derived]
    starts = (at for at in range(len(forms) - RUN + 1) if tuple(forms[at : at + RUN]) in known)
    return {at + step for at in starts for step in range(RUN)}


def _shares(words: Sequence[Word], shared: set[int]) -> tuple[float, float]:
    """The share of all words, and of those outside quotation marks, that are shared."""
    own = [at for at, word in enumerate(words) if not word.quoted]
    return len(shared) / max(len(words), 1), sum(at in shared for at in own) / max(len(own), 1)


def changes(origin: Text, derived: Text) -> Iterator[Alteration]:
    """Every change: title, date and credit, then paragraph by paragraph in the derived article's order, then what was
    left out."""
    yield from _about(origin.article, derived.article)
    partners = _partners(origin, derived)
    for index, (paragraph, words) in enumerate(derived.paragraphs):
        partner = partners.get(index)
        if partner is None:
            yield _paragraph(origin, derived, None, paragraph, f"a paragraph of {len(words)} words was added")
        else:
            base = _witness(origin, *origin.paragraphs[partner])
            yield from alterations(base, _witness(derived, paragraph, words))
    for index, (paragraph, words) in enumerate(origin.paragraphs):
        if index not in partners.values():
            yield _paragraph(origin, derived, paragraph, None, f"a paragraph of {len(words)} words was left out")


def _about(origin: Article, derived: Article) -> Iterator[Alteration]:
    days = _day(origin), _day(derived)
    if days[0] and days[1] and days[0] != days[1]:
        reason = f"dated {(days[1] - days[0]).days} days later"
        yield _said(origin, derived, AlterationKind.DATE, (str(days[0]), str(days[1])), reason, _DATE)
    if _credit(derived, origin):
        return
    kept = {credit.name for credit in derived.credits} | {_dateline(derived)}
    for name in dict.fromkeys((*(credit.name for credit in origin.credits), _dateline(origin))):
        if name and name not in kept:
            reason = f"the credit to {name} is gone"
            yield _said(origin, derived, AlterationKind.OMISSION, (name, ""), reason, _CREDIT_GONE)


def _dateline(article: Article) -> str | None:
    """Whom the dateline of the first paragraph names, the page's own outlet too."""
    body = (p.span for p in article.paragraphs if p.kind is ParagraphKind.BODY)
    return next((name for span in islice(body, 2) if (name := dateline(article.text[span.start : span.end]))), None)


def _said(
    origin: Article, derived: Article, kind: AlterationKind, words: tuple[str, str], reason: str, score: float
) -> Alteration:
    return Alteration(origin.id, derived.id, kind, *words, (), (), reason, score)


def _partners(origin: Text, derived: Text) -> dict[int, int]:
    """For each paragraph of the derived article the one that it was made from: that with most words in common in pairs,
    each once, the closest first."""
    pairs = defaultdict(set)
    for index, (_, words) in enumerate(origin.paragraphs):
        for pair in _pairs(words):
            pairs[pair].add(index)
    scores = []
    for index, (_, words) in enumerate(derived.paragraphs):
        own = _pairs(words)
        for partner in {p for pair in own for p in pairs.get(pair, ())}:
            theirs = _pairs(origin.paragraphs[partner][1])
            score = len(own & theirs) / max(min(len(own), len(theirs)), 1)
            if score >= _SAME_PARAGRAPH:
                scores.append((-score, -len(own & theirs), index, partner))
    return _matched(scores)


def _matched(scores: list[tuple[float, int, int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, index, partner in sorted(scores):
        if index not in found and partner not in taken:
            found[index] = partner
            taken.add(partner)
    return found


def _pairs(words: Sequence[Word]) -> set[tuple[str, str]]:
    return {(a.form, b.form) for a, b in pairwise(words)}


def _witness(text: Text, paragraph: Paragraph, words: tuple[Word, ...]) -> Witnessed:
    """A paragraph as a reading, to be compared like one."""
    span = paragraph.span
    headline = paragraph.kind is ParagraphKind.HEADLINE
    printed = text.article.text[span.start : span.end]
    reading = Reading(
        text.article.id, text.article.id, text.article.url, None, None, None, (span,), printed, headline=headline
    )
    return Witnessed(reading, words, text=text.article.text)


def _paragraph(
    origin: Text, derived: Text, before: Paragraph | None, after: Paragraph | None, reason: str
) -> Alteration:
    kind = AlterationKind.INSERTION if after else AlterationKind.OMISSION
    spans = [(p.span,) if p else () for p in (before, after)]
    printed = [
        text.article.text[p.span.start : p.span.end] if p else "" for text, p in ((origin, before), (derived, after))
    ]
    return Alteration(
        origin.article.id, derived.article.id, kind, printed[0], printed[1], spans[0], spans[1], reason, _PARAGRAPH
    )
