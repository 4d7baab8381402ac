"""The byline and the date that stand on the page outside the article's text → the article's metadata.

Adds them only where the page's own data names none, and where exactly one such line was left out: pages list the
bylines and dates of other articles too, and between several there is no choosing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from onrecord.clean.dates import written_date
from onrecord.clean.furniture import byline_names, said_dates
from onrecord.model import Article, Dated

_LONGEST: Final = 120
_LONGEST_DATE: Final = 60
_MARK: Final = re.compile(r"\s*[·•|・⋅]\s*")
_CONFIDENCE: Final = 0.8


def with_left_out(article: Article) -> Article:
    """The article with the only byline, and the only date line, among what was left out of its text. A line that says
    which date it gives goes before one that is just a date."""
    lines = [line for dropped in article.dropped for line in _short_lines(dropped.text)]
    if not article.byline:
        found = {names for line in lines if (names := byline_names(line))}
        article = replace(article, byline=found.pop()) if len(found) == 1 else article
    said = [(line, said_dates(line)) for line in lines if any(map(str.isdigit, line))]
    published = article.published or _only((line, dates.get("published")) for line, dates in said)
    modified = article.modified or _only((line, dates.get("modified")) for line, dates in said)
    return replace(article, published=published or _only((line, _date(line)) for line in lines), modified=modified)


def _only(found: Iterable[tuple[str, str | None]]) -> Dated | None:
    """The date that all lines with one agree on."""
    dates = {date: line for line, date in found if date}
    if len(dates) != 1:
        return None
    date, line = dates.popitem()
    return Dated(date, f"line left out of the text “{line}”", _CONFIDENCE)


def _date(line: str) -> str | None:
    """The date of a line that is one, alone or before a mark and something else ("3 May 2023 · 4 min read")."""
    return (written_date(line) or written_date(_MARK.split(line, 1)[0])) if len(line) <= _LONGEST_DATE else None


def _short_lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if len(line) <= _LONGEST)
