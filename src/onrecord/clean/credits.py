"""Whose report a page carries, by its own words: “(AP) —”, “Reuters contributed to this report”, an agency as byline.

Adds `Article.credits` and takes agencies out of the byline. It says what the page says: a credit is no finding that the
text was copied, and a page without one may still carry wire copy. Being quoted as a source is no credit.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from onrecord.data import table
from onrecord.model import Article, Credit, ParagraphKind
from onrecord.read.bylines import agency, without_agencies
from onrecord.spans import Span

LANGUAGE: Final = "en"
_TOP: Final = 3
_DATELINE: Final = 90
_LONGEST_LINE: Final = 400
_OTHER_CONFIDENCE: Final = 0.7
_OTHER_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .,'’/-]{2,40}(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?"
    r" ?\((?P<agency>[A-Z][\w.&’' -]{1,30})\)\s*[—–-]"
)
_BYLINE_CONFIDENCE: Final = 0.95
_DATELINE_CONFIDENCE: Final = 0.95


def with_credits(article: Article) -> Article:
    """The article with its credits, strongest first, one an agency; its byline names people only."""
    byline, agencies = without_agencies(article.byline)
    found = [Credit(name, None, "byline", _BYLINE_CONFIDENCE) for name in agencies]
    found += _in_text(article)
    found += _in_dropped(article)
    best: dict[str, Credit] = {}
    for credit in sorted(found, key=lambda credit: -credit.confidence):
        best.setdefault(credit.name, credit)
    # A page of the agency's own carries no one else's report.
    own = {agency(article.outlet.name or ""), article.outlet.name}
    return replace(article, byline=byline, credits=tuple(c for c in best.values() if c.name not in own))


def _in_text(article: Article) -> Iterator[Credit]:
    body = [p.span for p in article.paragraphs if p.kind is ParagraphKind.BODY]
    for span in body[:_TOP]:
        yield from _dateline(article.text[span.start : span.end], span.start)
    for span in {*body[:_TOP], *body[-_TOP:]}:
        if len(span) <= _LONGEST_LINE:
            yield from _credit_lines(article.text[span.start : span.end], span.start, "credit line")


def _in_dropped(article: Article) -> Iterator[Credit]:
    for dropped in article.dropped:
        for line in dropped.text.split("\n"):
            if len(line) <= _LONGEST_LINE:
                for credit in _credit_lines(line, 0, "credit line among what was dropped"):
                    yield replace(credit, span=None)


def dateline(paragraph: str) -> str | None:
    """The agency or outlet that a paragraph's dateline names, by its usual name where it has one."""
    return next((credit.name for credit in _dateline(paragraph, 0)), None)


def _dateline(paragraph: str, at: int) -> Iterator[Credit]:
    """“WASHINGTON (AP) —”, “KYIV, Jan 5 (Reuters) -”: a name in brackets before a dash, at the paragraph's start. One
    that is no agency's that we know counts after a place in capitals only."""
    start = paragraph[:_DATELINE]
    if match := _datelines().match(start):
        name, confidence = agency(match["agency"]), _DATELINE_CONFIDENCE
    elif match := _OTHER_DATELINE.match(start):
        name, confidence = match["agency"].strip(), _OTHER_CONFIDENCE
    if match and name:
        yield Credit(name, Span(at + match.start("agency"), at + match.end("agency")), "dateline", confidence)


def _credit_lines(line: str, at: int, origin: str) -> Iterator[Credit]:
    for match in _patterns().finditer(line):
        group, written = next((group, value) for group, value in match.groupdict().items() if value)
        row = table(LANGUAGE, "credit_lines.tsv")[int(group[1:])]
        name = row["name"] or agency(written) or " ".join(written.split()).rstrip(".,")
        start = match.start(group)
        yield Credit(name, Span(at + start, at + start + len(written)), origin, float(row["confidence"]))


@cache
def _written() -> str:
    """Every way to write an agency's name as alternatives, the longest first; short names in their own case only."""
    rows = table(LANGUAGE, "agencies.tsv")
    long = {rf"(?i:{re.escape(row['written'])})" for row in rows}
    short = {re.escape(row["short"]) for row in rows if row["short"]}
    return "|".join(sorted(long | short, key=lambda text: (-len(text), text)))


@cache
def _datelines() -> re.Pattern[str]:
    return re.compile(rf"[^()\n]{{0,70}}\((?:the )?(?P<agency>{_written()})\)\s*(?:[—–:-]|$)")


@cache
def _patterns() -> re.Pattern[str]:
    """The sentences of `credit_lines.tsv` as one expression; group a3, o3 or f3 is the name in its fourth row."""
    outlet = r"[A-Z][\w’'&.-]*(?: (?:[A-Z][\w’'&.-]*|of|the|and)){0,4}"
    forms = []
    for number, row in enumerate(table(LANGUAGE, "credit_lines.tsv")):
        form = row["pattern"].replace("(?P<fixed>", f"(?P<f{number}>")
        form = form.replace("AGENCY", rf"(?P<a{number}>{_written()})").replace("OUTLET", rf"(?P<o{number}>{outlet})")
        forms.append(form)
    return re.compile("|".join(forms))
