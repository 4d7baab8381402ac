"""RSS (0.9 to 2.0) and Atom (0.3 and 1.0) → the entries of a feed; OPML → the addresses of feeds.

Only elements of the feed's own vocabulary, of Dublin Core and of RSS's content module count: podcasts and media
extensions give other things the same names. Summaries are not taken for texts.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from onrecord.read.entries import MAX_ENTRIES, Entry, Feed, absolute, author_of, date_of, plain
from onrecord.read.xml import name_of, text_of, tree, unread

if TYPE_CHECKING:
    from lxml.etree import _Element

_DUBLIN_CORE: Final = "{http://purl.org/dc/"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_HTML_TYPES: Final = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})


def feed(data: bytes, url: str, encoding: str | None = None) -> Feed:
    """The feed that the bytes hold; `url` is where it came from, for relative links. Raises OR113, OR122."""
    root = tree(data, url, encoding)
    if name_of(root) not in {"rss", "feed", "RDF"}:
        raise unread(url, "it is neither RSS nor Atom nor JSON Feed")
    top = next(root.iterchildren("{*}channel"), root)
    parts = _parts(top)
    language = text_of(parts.get("language")) or text_of(parts.get("dc:language")) or root.get(_XML + "lang")
    found = (_entry(element, url, language) for element in _first(root))
    return Feed(plain(text_of(parts.get("title"))), tuple(found))


def opml(data: bytes, url: str, encoding: str | None = None) -> tuple[str, ...]:
    """The addresses of the feeds in a list, in its order and each once. Raises OR113, OR122."""
    root = tree(data, url, encoding)
    if name_of(root).lower() != "opml":
        raise unread(url, "it is no OPML list")
    links = (link for node in root.iter("{*}outline") for name, link in node.items() if name.lower() == "xmlurl")
    found = dict.fromkeys(address for link in links if (address := absolute(url, str(link))))
    return tuple(found)[:MAX_ENTRIES]


def _first(root: "_Element") -> "Iterator[_Element]":
    for number, element in enumerate(root.iter("{*}item", "{*}entry")):
        if number == MAX_ENTRIES:
            return
        yield element


def _parts(element: "_Element") -> "dict[str, _Element]":
    """The first child of each name that counts, as “title” or “dc:creator”."""
    found: dict[str, _Element] = {}
    for child, name in _named(element):
        found.setdefault(name, child)
    return found


def _named(element: "_Element") -> "Iterator[tuple[_Element, str]]":
    """The children that count, with their names."""
    own = str(element.tag).rpartition("}")[0]
    for child in element.iterchildren(tag="*"):
        space, _, name = str(child.tag).rpartition("}")
        if space in {own, ""}:
            yield child, name
        elif space.startswith(_DUBLIN_CORE):
            yield child, f"dc:{name}"
        elif space + "}" == _CONTENT:
            yield child, f"content:{name}"


def _entry(element: "_Element", url: str, language: str | None) -> Entry:
    parts = _parts(element)
    published = _date(parts, "pubDate", "published", "issued", "dc:date", "created")
    return Entry(
        url=_link(element, parts, url),
        title=plain(text_of(parts.get("title"))),
        byline=tuple(dict.fromkeys(_authors(element))),
        published=published,
        modified=_date(parts, "updated", "modified", "dc:modified"),
        language=element.get(_XML + "lang") or text_of(parts.get("dc:language")) or language,
        content=_content(element),
    )


def _date(parts: "dict[str, _Element]", *names: str) -> str | None:
    return next((date for name in names if (date := date_of(text_of(parts.get(name))))), None)


def _link(element: "_Element", parts: "dict[str, _Element]", url: str) -> str | None:
    """The address of the page: Atom's alternate link, RSS's link, or a guid that says that it is one."""
    links = [
        child for child, name in _named(element) if name == "link" and child.get("rel", "alternate") == "alternate"
    ]
    links.sort(key=lambda child: child.get("type", "text/html") not in _HTML_TYPES)
    for child in links:
        if found := absolute(absolute(url, child.base) or url, child.get("href") or text_of(child)):
            return found
    guid = parts.get("guid")
    written = text_of(guid) or ""
    is_link = guid is not None and guid.get("isPermaLink", "true") != "false" and written.startswith("http")
    return absolute(url, written) if is_link else None


def _authors(element: "_Element") -> Iterator[str]:
    for child, name in _named(element):
        if name in {"author", "dc:creator"}:
            own = next(child.iterchildren("{*}name"), None)
            if found := author_of(text_of(own if own is not None else child)):
                yield found


def _content(element: "_Element") -> str | None:
    """The whole text as HTML, where the entry carries it as such."""
    for child, name in _named(element):
        if name in {"content:encoded", "encoded"}:
            return text_of(child)
        if name == "content" and child.get("type") in _HTML_TYPES:
            return _markup(child) if len(child) else text_of(child)
    return None


def _markup(element: "_Element") -> str:
    from lxml import etree  # noqa: PLC0415 - seldom needed

    return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element.iterchildren())
