"""What a feed says of one page, and of itself, whatever its format.

Dates are kept as ISO 8601 where they could be understood; titles lose the markup that some feeds put into them. Nothing
is guessed: what an entry does not say is `None`.
"""

import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin

from onrecord.model import Stated

MAX_ENTRIES: Final = 10_000
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MAILBOX: Final = re.compile(r"[^\s()]{1,200}@[^\s()]{1,200}\s*\(([^()]{1,200})\)")
_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&[#\w]")
_LONGEST_DATE: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one page. `url` is absolute, or `None` where it gives none; dates are ISO 8601 where the
    feed's could be understood, else as written; `content` is the whole text as HTML where the feed carries it."""

    url: str | None
    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, and its entries in its own order, each address once."""

    title: str | None
    entries: tuple[Entry, ...]


def stated(entry: Entry, origin: str) -> Stated:
    """What the feed at `origin` says of the page, as the source of an article carries it. The feed's own title is not
    taken for an outlet's name, since most name a section."""
    return Stated(
        f"entry of the feed {origin}", entry.title, entry.byline, None, entry.published, entry.modified, entry.language
    )


def absolute(base: str, link: str | None) -> str | None:
    """A link as an absolute address; `None` for none and for one that is none."""
    try:
        return urljoin(base, link.strip()) if link and link.strip() else None
    except ValueError:
        return None


def date_of(written: str | None) -> str | None:
    """A date in ISO 8601: one of RFC 822 in UTC; as written where it is ISO already, or not to be understood."""
    text = (written or "").strip()[:_LONGEST_DATE]
    if not text or _ISO.match(text):
        return text or None
    try:
        found = parsedate_to_datetime(text)
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found.tzinfo else text
    except (ValueError, OverflowError):
        return text


def author_of(written: str | None) -> str | None:
    """A name; RSS writes “address (name)”, and an address alone is no name."""
    text = plain(written) or ""
    if match := _MAILBOX.fullmatch(text):
        return match[1].strip() or None
    return text if text and "@" not in text else None


def plain(text: str | None) -> str | None:
    """Text without markup, on one line."""
    if text and _MARKUP.search(text):
        from lxml import etree, html  # noqa: PLC0415 - seldom needed

        try:
            text = str(html.fragment_fromstring(text, create_parent="div").text_content())
        except (etree.ParserError, ValueError):
            return None
    return " ".join((text or "").split()) or None
