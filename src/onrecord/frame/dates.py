"""Findings about the article's dates: none given, one that cannot be, or a change long after the events.

Adds findings from `Article.published`, `Article.modified` and the dates that the text itself spells out with day,
month and year. A date without a year is not completed: that would be a guess.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from onrecord.data import lines
from onrecord.frame.case import LANGUAGE, Case
from onrecord.model import Dated, Finding
from onrecord.spans import Span

NONE: Final = "no-publication-date"
MODIFIED: Final = "modified-long-after"
IMPOSSIBLE: Final = "impossible-date"


def no_publication_date(case: Case) -> Iterator[Finding]:
    """A finding where the page does not say when it was published."""
    if case.article.published is None:
        yield Finding(NONE, "The page does not say when it was published.")


def impossible_dates(case: Case) -> Iterator[Finding]:
    """A finding for each different date that the page states and that cannot be so, or is no full date."""
    for field, found, reason in dict.fromkeys((d.field, d.found, d.reason) for d in case.article.doubted):
        yield Finding(IMPOSSIBLE, f"The page gives “{found}” as the date when it was {field}: {reason}.")


def modified_long_after(case: Case) -> Iterator[Finding]:
    """A finding where the page was changed 30 days or more (the limit) after its publication; where that is unknown,
    after the latest date that the text spells out."""
    modified, published = day(case.article.modified), day(case.article.published)
    if modified is None:
        return
    if published is not None:
        if (modified - published).days >= case.limits.days_until_change:
            yield Finding(
                MODIFIED,
                f"Modified on {modified}, {(modified - published).days} days after publication on {published}.",
            )
        return
    latest = max(spelled_out(case), default=None)
    if latest and (modified - latest[0]).days >= case.limits.days_until_change:
        gap = (modified - latest[0]).days
        yield Finding(
            MODIFIED,
            f"Modified on {modified}, {gap} days after {latest[0]}, the latest date in the text.",
            (latest[1],),
        )


def day(dated: Dated | None) -> date | None:
    """The day of an ISO 8601 date or time; None where it is unknown or has no day."""
    if dated is None:
        return None
    try:
        return date.fromisoformat(dated.value[:10])
    except ValueError:
        return None


def spelled_out(case: Case) -> Iterator[tuple[date, Span]]:
    """The dates of the text that have day, month and year: 5 January 2023, Jan. 5, 2023, 2023-01-05."""
    for match in _pattern(LANGUAGE).finditer(case.article.text):
        parts = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
        month = parts["month"].lower()
        number = int(month) if month.isdigit() else _months(LANGUAGE)[month]
        try:
            yield date(int(parts["year"]), number, int(parts["day"])), Span(match.start(), match.end())
        except ValueError:
            continue


@cache
def _months(language: str) -> dict[str, int]:
    return {name: number for number, line in enumerate(lines(language, "months.txt"), 1) for name in line.split()}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = "|".join(sorted(_months(language), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<day1>\d\d?)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month1>{names})\.?,?\s(?P<year1>\d{{4}})\b"
        rf"|\b(?P<month2>{names})\.?\s(?P<day2>\d\d?)(?:st|nd|rd|th)?,?\s(?P<year2>\d{{4}})\b"
        r"|\b(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)\b",
        re.IGNORECASE,
    )
