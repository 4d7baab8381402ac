"""What a page says of itself to machines: schema.org JSON-LD and `<meta>` tags → one flat table of facts.

Adds title, authors, dates, publisher, language and address, each with the name of the place it came from. It believes
only the description of the article itself, not those of related articles, and repairs no broken JSON beyond control
characters.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml.html import HtmlElement

_ARTICLES = (
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle"
    " reviewnewsarticle askpublicnewsarticle satiricalarticle advertisercontentarticle blogposting liveblogposting"
    " socialmediaposting report scholarlyarticle techarticle"
)
_ARTICLE_TYPES: Final = frozenset(_ARTICLES.split())
_PAGE_TYPES: Final = frozenset({"webpage", "itempage"})
_MAX_SCRIPT: Final = 2_000_000
_MAX_NODES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What the JSON-LD of the article says; `None` and `()` where it says nothing. `of_page` is true where it knows of
    a page only, and of no article."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    description: str | None = None
    language: str | None = None
    url: str | None = None
    of_page: bool = False


def json_ld(tree: HtmlElement) -> Facts:
    """The facts of the page's own article: the first node of an article type, else of a page type with a date."""
    nodes = [node for script in tree.iter("script") if _is_json_ld(script) for node in _nodes(script.text or "")]
    articles = [node for node in nodes if _types(node) & _ARTICLE_TYPES]
    pages = [node for node in nodes if _types(node) & _PAGE_TYPES and "datePublished" in node]
    if not articles and not pages:
        return Facts(publisher=_site(nodes))
    node = articles[0] if articles else pages[0]
    names = {_identifier(other): other for other in nodes if _identifier(other)}
    return Facts(
        title=text(node.get("headline")) or text(node.get("name")),
        authors=_authors(node.get("author") or node.get("creator"), names),
        published=text(node.get("datePublished")),
        modified=text(node.get("dateModified")),
        publisher=_name(node.get("publisher"), names) or _site(nodes),
        description=text(node.get("description")),
        language=text(node.get("inLanguage")),
        url=_address(node),
        of_page=not articles,
    )


def meta_tags(tree: HtmlElement) -> dict[str, str]:
    """The first content of each `<meta>` name, property or itemprop, lower-cased, anywhere on the page."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if key and (content := text(element.get("content"))):
            found.setdefault(key.strip().lower(), content)
    return found


def text(value: Any) -> str | None:
    """A JSON or attribute value as clean text: entities resolved, white space collapsed; `None` where none is left."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value[:5000]).replace("\xad", "").split()) or None


def _is_json_ld(script: Any) -> bool:
    return "ld+json" in (script.get("type") or "").lower() and 0 < len(script.text or "") <= _MAX_SCRIPT


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    """Every object with a type in the script, breadth first, bounded."""
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    source = source.removeprefix("//<![CDATA[").removesuffix("//]]>").removeprefix("<![CDATA[").removesuffix("]]>")
    try:
        queue: list[Any] = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return
    for index in range(_MAX_NODES):
        if index >= len(queue):
            return
        value = queue[index]
        if isinstance(value, dict):
            if "@type" in value:
                yield value
            queue.extend(value.values())
        elif isinstance(value, list):
            queue.extend(value)


def _types(node: dict[str, Any]) -> set[str]:
    declared = node["@type"]
    listed = declared if isinstance(declared, list) else [declared]
    return {item.rsplit("/", 1)[-1].lower() for item in listed if isinstance(item, str)}


def _identifier(node: dict[str, Any]) -> str | None:
    value = node.get("@id")
    return value if isinstance(value, str) and "name" in node else None


def _name(value: Any, names: dict[str | None, dict[str, Any]]) -> str | None:
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item, names))), None)
    if isinstance(value, dict):
        value = value if "name" in value else names.get(value.get("@id"), value)
        return text(value.get("name"))
    return text(value)


def _authors(value: Any, names: dict[str | None, dict[str, Any]]) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    found = (name for item in listed[:50] if (name := _name(item, names)))
    return tuple(dict.fromkeys(name for name in found if not name.startswith(("http://", "https://"))))


def _site(nodes: list[dict[str, Any]]) -> str | None:
    wanted = {"newsmediaorganization", "website", "organization"}
    return next((name for node in nodes if _types(node) & wanted and (name := text(node.get("name")))), None)


def _address(node: dict[str, Any]) -> str | None:
    page = node.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    return next((url for value in (node.get("url"), page) if (url := text(value)) and url.startswith("http")), None)
