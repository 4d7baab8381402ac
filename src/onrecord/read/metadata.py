"""A page's title, byline, outlet, dates, language and address, each from the best place that states it.

JSON-LD goes first, then meta tags, then the page's own markup through trafilatura and htmldate. A date comes with its
origin, and there is none where the page states none: copyright years and free text are not dates of publication.
"""

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from onrecord.model import Dated, Outlet
from onrecord.read.blocks import absolute
from onrecord.read.isodates import machine_date
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
_BY: Final = re.compile(r"(?:written |words |story |report )?by[:\s]\s*", re.I)
_NAMES: Final = re.compile(r"\s*(?:,|;|\||&|\band\b)\s*")
_NO_NAME: Final = re.compile(
    r"https?:|www\.|@|\d{2}|[:;{}<>=]|^(?:admin|editor|staff|webmaster|guest|unknown|null|none|author)$", re.I
)
_SITE_TAIL: Final = re.compile(r"\s+[|–—·•»:-]\s+(?P<site>[^|–—·•»]{2,60})$")
_WORD: Final = re.compile(r"\w+")
_MAX_AUTHOR: Final = 80
_MAX_TITLE: Final = 500
_ALIKE: Final = 0.4


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
        outlet=Outlet(name, _domain(address)),
        published=published,
        modified=modified,
        language=_language(tree, facts),
        url=address,
        description=facts.description or _first(tags, ("og:description", "description", "twitter:description")),
    )


def _first(tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((tags[name] for name in names if name in tags), None)


def _canonical(tree: HtmlElement, tags: dict[str, str]) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    candidates = (*links, tags.get("og:url"))
    return next((url for candidate in candidates if (url := absolute(None, candidate))), None)


def _domain(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


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
    stated = _people(facts.authors, site)
    if not stated and (named := _first(tags, _AUTHORS)):
        stated = _people(_NAMES.split(named), site)
    if not stated and (element := _marked_author(tree)) is not None:
        stated = _people(_NAMES.split(" ".join(" ".join(map(str, element.itertext())).split())), site)
    return stated


def _marked_author(tree: HtmlElement) -> etree._Element | None:
    path = ".//*[@rel='author' or @itemprop='author' or @class='byline' or @class='author' or @class='author-name']"
    found = tree.xpath(path)
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def _people(names: tuple[str, ...] | list[str], site: str | None) -> tuple[str, ...]:
    cleaned = (_BY.sub("", name, count=1).strip(" ,:") for name in names)
    kept = (name for name in cleaned if 2 < len(name) <= _MAX_AUTHOR and not _NO_NAME.search(name))
    return tuple(dict.fromkeys(name for name in kept if name.casefold() != (site or "").casefold()))


def _dated(candidates: tuple[tuple[str | None, str], ...]) -> Dated | None:
    return next((Dated(date, origin) for value, origin in candidates if (date := machine_date(value))), None)


def _tagged(tags: dict[str, str], names: tuple[str, ...]) -> tuple[tuple[str | None, str], ...]:
    return tuple((tags.get(name), f"meta tag “{name}”") for name in names)


def _published(tree: HtmlElement, facts: Facts, tags: dict[str, str], url: str | None) -> Dated | None:
    stated = ((facts.published, "JSON-LD datePublished"), *_tagged(tags, _PUBLISHED), *_times(tree))
    return _dated(stated) or _address_date(url)


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
    return Dated(date, "the page's address") if date else None


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
    return Dated(found, f"the page's markup (htmldate {version('htmldate')})")


def _language(tree: HtmlElement, facts: Facts) -> str | None:
    root = tree.getroottree().getroot()
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or facts.language or ""
    code = declared.strip().lower().replace("_", "-").split("-")[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
