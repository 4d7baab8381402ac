"""A page's title, byline, outlet, dates, language and address, each from the best place that states it.

JSON-LD goes first, then meta tags, then the page's own markup through trafilatura and htmldate. A date comes with its
origin, and there is none where the page states none: copyright years and free text are not dates of publication.
"""

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

from onrecord.model import Dated, Doubted, Outlet
from onrecord.read.blocks import absolute, blocks
from onrecord.read.bylines import names
from onrecord.read.hosts import domain
from onrecord.read.isodates import machine_date
from onrecord.read.mainblocks import MAX_ELEMENTS, without_scripts
from onrecord.read.structured import Facts, json_ld, meta_tags, text

_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "article.published", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_MODIFIED: Final = ("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
                    "dcterms.modified", "dc.date.modified", "article.updated", "lastmod", "last-modified")  # fmt: skip
_AUTHORS: Final = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
                   "dcterms.creator", "citation_author")  # fmt: skip
_TITLES: Final = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "headline", "dc.title")
_SITES: Final = ("og:site_name", "application-name", "dc.publisher", "publisher")
_SITE_TAIL: Final = re.compile(r"\s+[|–—·•»:-]\s+(?P<site>[^|–—·•»]{2,60})$")
_WORD: Final = re.compile(r"\w+")
_MAX_TITLE: Final = 500
_ALIKE: Final = 0.4
# Shares of right dates on the development pages: python -m eval.metadata --verbose.
_STATED: Final = 0.95
_GUESSED: Final = 0.8


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself; the same names and meanings as in `Article`, plus its own description."""

    title: str | None
    byline: tuple[str, ...]
    outlet: Outlet
    published: Dated | None
    modified: Dated | None
    language: str | None
    url: str | None
    description: str | None
    doubted: tuple[Doubted, ...] = ()


def metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """All that the page states; `url` is where it was fetched from, where known."""
    facts, tags = json_ld(tree), meta_tags(tree)
    address = url or _canonical(tree, tags) or facts.url
    name = facts.publisher or _first(tags, _SITES)
    modified = _modified(facts, tags)
    published = _published(tree, facts, tags, address) or _markup_date(tree, modified)
    return Metadata(
        title=_title(tree, facts, tags, name),
        byline=_byline(tree, facts, tags, name),
        outlet=Outlet(name, domain(address)),
        published=published,
        modified=modified,
        language=_language(tree, facts),
        url=address,
        description=facts.description or _first(tags, ("og:description", "description", "twitter:description")),
        doubted=_doubted(facts, tags),
    )


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((tags[name] for name in names if name in tags), None)


def _canonical(tree: HtmlElement, tags: dict[str, str]) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    candidates = (*links, tags.get("og:url"))
    return next((url for candidate in candidates if (url := absolute(None, candidate))), None)


def _title(tree: HtmlElement, facts: Facts, tags: dict[str, str], site: str | None) -> str | None:
    """The heading that readers see where it speaks of what the page's own data names, else that name."""
    headings = [
        " ".join("".join(map(str, heading.itertext())).split())[:_MAX_TITLE].replace("\xad", "")
        for heading in tree.iter("h1")
    ]
    shown = [heading for heading in headings if heading]
    element = tree.find(".//title")
    named = facts.title or _first(tags, _TITLES) or text(element.text if element is not None else None)
    if named is None:
        return shown[0] if shown else None
    alike = [heading for heading in shown if _shared(heading, named) >= _ALIKE]
    if alike:
        return max(alike, key=lambda heading: _shared(heading, named))
    tail = _SITE_TAIL.search(named)
    return named[: tail.start()] if tail and (not facts.title or _shared(tail["site"], site or "") == 1) else named


def _shared(a: str, b: str) -> float:
    """The share of the shorter one's different words that both have; 0 where they share fewer than two."""
    first, second = set(_WORD.findall(a.lower())), set(_WORD.findall(b.lower()))
    common = len(first & second)
    least = min(len(first), len(second))
    return common / least if common > 1 or (common and least == 1 and len(first) == len(second)) else 0.0


def _byline(tree: HtmlElement, facts: Facts, tags: dict[str, str], site: str | None) -> tuple[str, ...]:
    """From the first place that names somebody: JSON-LD, meta tags, an element marked as the author, trafilatura's."""
    named = _first(tags, _AUTHORS)
    return (
        names(facts.authors, site)
        or names([named] if named else [], site)
        or names(filter(None, [_marked_author(tree)]), site)
        or names(_found_author(tree), site)
    )


def _marked_author(tree: HtmlElement) -> str | None:
    path = ".//*[@rel='author' or @itemprop='author' or @class='byline' or @class='author' or @class='author-name']"
    found = tree.xpath(path)
    if not isinstance(found, list) or not found or not isinstance(found[0], etree._Element):
        return None
    pieces = found[0].xpath(".//text()[not(ancestor::script) and not(ancestor::style) and not(ancestor::noscript)]")
    return " ".join(" ".join(map(str, pieces if isinstance(pieces, list) else [])).split())[:_MAX_TITLE]


def _found_author(tree: HtmlElement) -> list[str]:
    from trafilatura.metadata import extract_author  # noqa: PLC0415 - slow to import

    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        return []
    try:
        found = extract_author(without_scripts(tree))
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return []
    return found.split("; ") if found else []


def _dated(candidates: tuple[tuple[str | None, str], ...]) -> Dated | None:
    return next((Dated(date, origin, _STATED) for value, origin in candidates if (date := machine_date(value))), None)


def _tagged(tags: dict[str, str], names: tuple[str, ...]) -> tuple[tuple[str | None, str], ...]:
    return tuple((tags.get(name), f"meta tag “{name}”") for name in names)


def _doubted(facts: Facts, tags: dict[str, str]) -> tuple[Doubted, ...]:
    """What stands in the fields for dates without being a full date ("1/21", "2050", "yesterday")."""
    published = ((facts.published, "JSON-LD datePublished"), *_tagged(tags, _PUBLISHED[:-1]))
    modified = ((facts.modified, "JSON-LD dateModified"), *_tagged(tags, _MODIFIED))
    return tuple(
        Doubted(field, value[:80], f"no full date; found in {origin}")
        for field, stated in (("published", published), ("modified", modified))
        for value, origin in stated
        if value and not machine_date(value)
    )


def _published(tree: HtmlElement, facts: Facts, tags: dict[str, str], url: str | None) -> Dated | None:
    stated = (*_tagged(tags, _PUBLISHED), *_times(tree))
    own = _dated(((facts.published, "JSON-LD datePublished"),))
    # Publishing systems note for every page the day on which it was set up, be it an article or not; a page that has a
    # day of publication says so elsewhere, too.
    if own and facts.of_page and not _is_said(tree, own.value[:10], stated):
        own = None
    return own or _dated(stated) or _address_date(url)


def _is_said(tree: HtmlElement, day: str, stated: tuple[tuple[str | None, str], ...]) -> bool:
    """Whether a day is stated besides, or stands on the page."""
    return any((machine_date(value) or "").startswith(day) for value, _ in stated) or _is_written(tree, day)


def _modified(facts: Facts, tags: dict[str, str]) -> Dated | None:
    return _dated(((facts.modified, "JSON-LD dateModified"), *_tagged(tags, _MODIFIED)))


def _times(tree: HtmlElement) -> tuple[tuple[str | None, str], ...]:
    marked = (
        e for e in tree.iter("time") if "datePublished" in (e.get("itemprop") or "") or e.get("pubdate") is not None
    )
    return tuple((element.get("datetime"), "time element marked as the date of publication") for element in marked)[:5]


def _address_date(url: str | None) -> Dated | None:
    match = re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|$)", url or "")
    date = machine_date("-".join(match.groups())) if match else None
    return Dated(date, "the page's address", _STATED) if date else None


def _markup_date(tree: HtmlElement, modified: Dated | None) -> Dated | None:
    from htmldate import find_date  # noqa: PLC0415 - slow to import

    try:
        # The extensive search is what takes a copyright year or any date in the prose for the date of publication.
        found = find_date(tree, extensive_search=False, original_date=True)
    except (ValueError, TypeError, OverflowError, RecursionError, etree.LxmlError):
        return None
    # htmldate falls back on a copyright year and on the date of the last change; neither is the publication's.
    if not found or found.endswith("-01-01") or (modified and modified.value.startswith(found)):
        return None
    if not _is_written(tree, found):
        return None
    return Dated(found, f"the page's markup (htmldate {version('htmldate')})", _GUESSED)


def _is_written(tree: HtmlElement, date: str) -> bool:
    """Whether the day stands on the page in some way of writing it: what htmldate takes from file names is wrong more
    often than right."""
    year, month, day = date.split("-")
    day, month = f"0?{int(day)}", f"0?{int(month)}"
    form = re.compile(
        rf"(?<!\d){day}(?!\d)[^\d\n]{{1,15}}{year}(?!\d)|(?<!\d){year}\W{{1,2}}{month}\W{{1,2}}{day}(?!\d)"
        rf"|{year}年\s?{month}月\s?{day}日|(?<!\d){day}\W{{1,2}}{month}\W{{1,2}}{year}(?!\d)"
        rf"|(?<!\d){month}\W{{1,2}}{day}\W{{1,2}}{year}(?!\d)"
    )
    stamps = " | ".join(element.get("datetime") or "" for element in tree.iter("time"))
    return bool(form.search(stamps) or any(form.search(block.text) for block in blocks(tree, None)))


def _language(tree: HtmlElement, facts: Facts) -> str | None:
    root = tree.getroottree().getroot()
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or facts.language or ""
    code = declared.strip().lower().replace("_", "-").split("-")[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
