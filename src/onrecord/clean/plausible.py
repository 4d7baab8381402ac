"""Dates that cannot be so → `Article.doubted`, with the reason; the article then has no such date.

A page's date lies after the first web site (6 August 1991) and not after the page was captured. Where the time of
capture is unknown, today is the limit: a page cannot come from the future. Nothing is corrected here.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from onrecord.model import Article, Dated, Doubted

FIRST_WEB_SITE: Final = date(1991, 8, 6)
# A page's own time zone may be a day ahead of UTC.
_AHEAD: Final = timedelta(days=1)


def plausible(article: Article, captured: str | None = None) -> Article:
    """The article without dates that cannot be so. `captured` is the UTC time of capture, where known."""
    limit, name = _limit(captured)
    published, first = _judged("published", article.published, limit, name)
    modified, second = _judged("modified", article.modified, limit, name)
    return replace(article, published=published, modified=modified, doubted=article.doubted + first + second)


def _judged(field: str, dated: Dated | None, limit: date, name: str) -> tuple[Dated | None, tuple[Doubted, ...]]:
    reason = _impossible(dated.value, limit, name) if dated else None
    if dated is None or reason is None:
        return dated, ()
    return None, (Doubted(field, dated.value, f"{reason}; found in {dated.origin}"),)


def _limit(captured: str | None) -> tuple[date, str]:
    try:
        if captured:
            return date.fromisoformat(captured[:10]), f"the capture on {captured[:10]}"
    except ValueError:
        pass
    return datetime.now(UTC).date(), "the day of reading, and the time of capture is unknown"


def _impossible(value: str, limit: date, name: str) -> str | None:
    day = date.fromisoformat(value[:10])
    if day < FIRST_WEB_SITE:
        return "before there were web sites"
    return f"after {name}" if day > limit + _AHEAD else None
