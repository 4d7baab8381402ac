"""Two articles → whether one is an altered copy of the other, how much of it, what was changed, and whether it says so.

Counted are the words that stand in runs of five or more in both, as passim does, and the reporter's own words apart
from the quoted ones: two reports of one speech share its words and neither is a copy. What is different is named
paragraph by paragraph. Which came first is told by the dates, else by a credit or a link, else left open and said so.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from onrecord.clean.credits import dateline
from onrecord.frame.dates import day
from onrecord.model import Alteration, AlterationKind, Article, Derivation, Paragraph, ParagraphKind, Reading, Record
from onrecord.spans import Span, Spans
from onrecord.trace.alterations import alterations
from onrecord.trace.evidence import same_page
from onrecord.trace.judge import method
from onrecord.trace.moments import in_order, is_settled, may_precede, moment
from onrecord.trace.reprints import Run, printed_again, printed_twice, runs
from onrecord.trace.witnesses import Witnessed, meeting, quotations
from onrecord.trace.words import Word, words_of

RUN: Final = 5
LEAST_COVERAGE: Final = 0.3
LEAST_OWN: Final = 0.25
LEAST_WORDS: Final = 40
Paragraphs = tuple[tuple[Paragraph, tuple[Word, ...]], ...]
NOTHING: Final[frozenset[Run]] = frozenset()
_AGAIN: Final = 0.1
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
    paragraphs: Paragraphs

    @property
    def article(self) -> Article:
        """The record's article."""
        return self.record.article

    def words(self) -> list[Word]:
        """All words in order."""
        return [word for _, words in self.paragraphs for word in words]


def derivations(
    record: Record, others: Iterable[Record], among: Container[str] | None = None
) -> tuple[Derivation, ...]:
    """The derivations between a record's article and each of the others that share enough, the most covered first.
    Either article may be the one that was made from the other. With `among`, only those articles are compared, and the
    rest of the others show what their outlet prints again and again."""
    own = text_of(record)
    texts = [text_of(other) for other in others if other.article.id != record.article.id]
    again = _printed_again([own, *texts])
    compared = (text for text in texts if among is None or text.article.id in among)
    found = (between(own, text, again.get(_outlet(own), NOTHING)) for text in compared)
    return tuple(sorted(filter(None, found), key=lambda one: (-one.coverage, one.article, one.origin)))


def text_of(record: Record) -> Text:
    """The words of a record's text."""
    article = record.article
    whole = article.paragraphs or (Paragraph(Span(0, len(article.text)), ParagraphKind.BODY),)
    quoted = quotations(replace(article, paragraphs=whole))
    return Text(record, _paragraphs(article.text, whole, quoted))


@lru_cache(maxsize=64)
def _paragraphs(text: str, paragraphs: tuple[Paragraph, ...], quoted: Spans) -> Paragraphs:
    """The words of each paragraph; an article is compared with many others, one after another."""
    return tuple((p, words_of(text, (p.span,), meeting(quoted, p.span))) for p in paragraphs)


def _printed_again(texts: Sequence[Text]) -> Mapping[str, frozenset[Run]]:
    """What the outlet of the first text prints again and again, as far as these texts show it."""
    mine = [text for text in texts if _outlet(text) and _outlet(text) == _outlet(texts[0])]
    dated = (
        (_outlet(text), when, [word.form for word in text.words()]) for text in mine if (when := _day(text.article))
    )
    return printed_again(dated, RUN)


def _outlet(text: Text) -> str:
    return text.article.outlet.name or text.article.outlet.domain or ""


def between(one: Text, other: Text, again: frozenset[Run] = NOTHING) -> Derivation | None:
    """The derivation between two articles; `None` where they share too little to say so. What one outlet prints `again`
    and again does not count between its own articles."""
    first, order, is_open = _order(one.article, other.article)
    origin, derived = (one, other) if first else (other, one)
    words, theirs = derived.words(), runs([word.form for word in origin.words()], RUN)
    furniture = _in_runs(words, _standing(words, again if _outlet(one) == _outlet(other) else NOTHING))
    shared = _in_runs(words, set(theirs)) - furniture
    coverage, own = _shares(words, shared, furniture)
    if len(shared) < LEAST_WORDS or coverage < LEAST_COVERAGE or own < LEAST_OWN:
        return None
    credit, counted = _credit(derived.article, origin.article), len(words) - len(furniture)
    evidence = (
        f"{round(100 * coverage)}% of its {counted} words stand in the other in runs of {RUN} or more",
        f"{round(100 * own)}% of the words outside quotation marks do",
        order,
        credit or "names no source for the text",
    )
    certain = _OPEN if is_open else _CERTAIN
    return Derivation(
        derived.article.id, origin.article.id, round(coverage, 4), credit is not None,
        round(certain * min(1.0, 0.5 + own), 4), tuple(changes(origin, derived)), evidence, method(),
    )  # fmt: skip


def _order(one: Article, other: Article) -> tuple[bool, str, bool]:
    """Whether `one` came first, how that is known, and whether it is open all the same."""
    dates = [dated.value if (dated := page.published or page.first_seen) else None for page in (one, other)]
    days = [moment(value) for value in dates]
    if days[0] and days[1] and is_settled(*days):
        early, late = sorted(filter(None, dates), key=lambda value: in_order(moment(value)))
        return may_precede(*days), f"dated {late}, the other {early}", False
    # The same agency is credited by both of its copies, and tells nothing of their order.
    mine, theirs = _credit(one, other), _credit(other, one)
    if bool(mine) != bool(theirs):
        return theirs is not None, "the order is taken from the credit", False
    if (days[0] is None) != (days[1] is None):
        return days[0] is not None, "the order is open: one of the two has no date", True
    return one.id < other.id, "the order is open: both have the same date or none", True


def _day(article: Article) -> date | None:
    return day(article.published or article.first_seen)


def _credit(derived: Article, origin: Article) -> str | None:
    """How the one says that it carries the other, if it does: by link, by its outlet's name, by the same agency, or by
    naming the outlet in its text."""
    if origin.url and any(same_page(link.url, origin.url) for link in derived.links):
        return "links to the other"
    names = {name.casefold(): name for name in (origin.outlet.name, origin.outlet.domain) if name}
    agencies = {credit.name.casefold() for credit in origin.credits}
    for credit in derived.credits:
        if credit.name.casefold() in names or credit.name.casefold() in agencies:
            return f"credits {credit.name}"
    name = origin.outlet.name or ""
    named = name != derived.outlet.name and (" " in name or name.isupper()) and not name.islower()
    return f"names {name}" if named and re.search(rf"\b{re.escape(name)}\b", derived.text) else None


def _standing(words: Sequence[Word], again: frozenset[Run]) -> Set[Run]:
    """The runs of a text that count for nothing: printed again and again by its outlet, or twice in itself, as far as
    that is more than what any article says again."""
    twice = printed_twice([word.form for word in words], RUN)
    return again | twice if len(_in_runs(words, twice)) > _AGAIN * len(words) else again


def _in_runs(words: Sequence[Word], known: Set[Run]) -> set[int]:
    """The words that stand in runs which are known, by their numbers."""
    starts = (at for at, run in enumerate(runs([word.form for word in words], RUN)) if run in known) if known else ()
    return {at + step for at in starts for step in range(RUN)}


def _shares(words: Sequence[Word], shared: set[int], furniture: set[int]) -> tuple[float, float]:
    """The share of the words that are shared, and of those outside quotation marks; furniture apart."""
    counted = [at for at in range(len(words)) if at not in furniture]
    own = [at for at in counted if not words[at].quoted]
    return len(shared) / max(len(counted), 1), sum(at in shared for at in own) / max(len(own), 1)


def changes(origin: Text, derived: Text) -> Iterator[Alteration]:
    """Every change: title, date and credit, then paragraph by paragraph in the derived article's order, then what was
    left out."""
    yield from _about(origin.article, derived.article)
    made_from = partners(origin, derived)
    for index, (paragraph, words) in enumerate(derived.paragraphs):
        partner = made_from.get(index)
        if partner is None:
            yield _paragraph(origin, derived, None, paragraph, f"a paragraph of {len(words)} words was added")
        else:
            base = _witness(origin, *origin.paragraphs[partner])
            yield from alterations(base, _witness(derived, paragraph, words))
    for index, (paragraph, words) in enumerate(origin.paragraphs):
        if index not in made_from.values():
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


def partners(origin: Text, derived: Text) -> dict[int, int]:
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
