"""The byline and the date that stand on the page outside the article's text → the article's metadata.

Adds them only where the page's own data names none, and where exactly one such line was left out: pages list the
bylines and dates of other articles too, and between several there is no choosing.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from onrecord.clean.dates import written_date
from onrecord.clean.furniture import byline_names
from onrecord.model import Article, Dated

_LONGEST: Final = 120
_LONGEST_DATE: Final = 60
_CONFIDENCE: Final = 0.8


def with_left_out(article: Article) -> Article:
    """The article with the only byline, and the only date line, among what was left out of its text."""
    lines = [line for dropped in article.dropped for line in _short_lines(dropped.text)]
    if not article.byline:
        found = {names for line in lines if (names := byline_names(line))}
        article = replace(article, byline=found.pop()) if len(found) == 1 else article
    if article.published is None:
        dates = {date: line for line in lines if len(line) <= _LONGEST_DATE and (date := written_date(line))}
        if len(dates) == 1:
            date, line = dates.popitem()
            article = replace(article, published=Dated(date, f"line left out of the text “{line}”", _CONFIDENCE))
    return article


def _short_lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if len(line) <= _LONGEST)
