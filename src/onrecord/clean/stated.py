"""What a page's container says of it (a table's row, a feed's entry, an archive's header) → the article's metadata.

The page's own word goes first; the container's fills what the page leaves open, with its origin. A plain text has no
word of its own but its first line, so there a stated title goes first. The text is never changed.
"""

from dataclasses import replace

from onrecord.clean.dates import written_date
from onrecord.model import Article, Dated, Doubted, Outlet, Source, Stated
from onrecord.read.bylines import names
from onrecord.read.hosts import domain
from onrecord.read.isodates import machine_date

CONFIDENCE = 0.9


def with_stated(article: Article, source: Source) -> Article:
    """The article with what its source says from outside: the container's words, and the time of capture."""
    seen = Dated(source.fetched, "time of capture") if source.fetched else None
    article = replace(article, first_seen=article.first_seen or seen)
    return _filled(article, source.stated, plain=not source.media_type.endswith("html")) if source.stated else article


def _filled(article: Article, stated: Stated, *, plain: bool) -> Article:
    published, doubted = _dated("published", stated.published, stated.origin)
    modified, more = _dated("modified", stated.modified, stated.origin)
    outlet = Outlet(article.outlet.name or stated.outlet, article.outlet.domain or domain(article.url))
    return replace(
        article,
        title=(stated.title or article.title) if plain else (article.title or stated.title),
        byline=article.byline or names(stated.byline, stated.outlet),
        outlet=outlet,
        published=article.published or published,
        modified=article.modified or modified,
        language=article.language or stated.language,
        doubted=article.doubted + doubted + more,
    )


def _dated(field: str, written: str | None, origin: str) -> tuple[Dated | None, tuple[Doubted, ...]]:
    if not written or not written.strip():
        return None, ()
    value = machine_date(written) or written_date(written)
    if value:
        return Dated(value, origin, CONFIDENCE), ()
    return None, (Doubted(field, written[:80], f"no full date; found in {origin}"),)
