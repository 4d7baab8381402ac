"""JSON Feed (jsonfeed.org, versions 1 and 1.1) → the entries of a feed.

Values of another type than the format says count as missing. Summaries are not taken for texts.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.read.entries import MAX_ENTRIES, Entry, Feed, absolute, author_of, date_of, plain
from onrecord.read.xml import unread


def feed(data: bytes, url: str) -> Feed:
    """The feed that the bytes hold; `url` is where it came from, for relative links. Raises OR113."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise unread(url, f"it is no JSON: {error}") from None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise unread(url, "it is JSON, but no JSON Feed")
    language = _text(found, "language")
    known = (one for one in items[:MAX_ENTRIES] if isinstance(one, dict))
    return Feed(plain(_text(found, "title")), tuple(_entry(one, url, language) for one in known))


def _entry(found: Mapping[str, Any], url: str, language: str | None) -> Entry:
    return Entry(
        url=absolute(url, _text(found, "url")),
        title=plain(_text(found, "title")),
        byline=tuple(_authors(found)),
        published=date_of(_text(found, "date_published")),
        modified=date_of(_text(found, "date_modified")),
        language=_text(found, "language") or language,
        content=_text(found, "content_html"),
    )


def _authors(found: Mapping[str, Any]) -> Iterator[str]:
    listed = found.get("authors")
    for one in listed if isinstance(listed, list) else [found.get("author")]:
        if isinstance(one, dict) and (name := author_of(_text(one, "name"))):
            yield name


def _text(found: Mapping[str, Any], name: str) -> str | None:
    """A text without lone surrogates, which JSON can write and nothing else takes."""
    value = found.get(name)
    return value.strip().encode("utf-8", "replace").decode("utf-8") or None if isinstance(value, str) else None
