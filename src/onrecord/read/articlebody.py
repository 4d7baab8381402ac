"""The article's text as a page states it for machines (schema.org `articleBody`), and whether it is a live blog.

It shows which blocks of the page are the article's, and stands in for them only where the page shows none of it.
"""

import html
import json
import re
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, fromstring

from onrecord.read.blocks import blocks

_STATED: Final = re.compile(r'"articleBody"\s{0,20}:\s{0,20}("(?:[^"\\]++|\\.)*+")', re.S)
_LIVE: Final = re.compile(r'"LiveBlogPosting"')
_MARKUP: Final = re.compile(r"<(?:p|br|div)\b", re.I)
_MAX_SCRIPT: Final = 2_000_000


def stated(tree: HtmlElement) -> str | None:
    """The longest text that the page's JSON-LD gives as an article's body, without markup; a paragraph a line."""
    found = (_text(match[1]) for script in _scripts(tree) for match in _STATED.finditer(script))
    longest = max(found, key=len, default="")
    return _plain(longest) if longest else None


def is_live(tree: HtmlElement) -> bool:
    """Whether the page's JSON-LD says that it is a live blog."""
    return any(_LIVE.search(script) for script in _scripts(tree))


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a stated body."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _scripts(tree: HtmlElement) -> list[str]:
    return [
        script.text
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _MAX_SCRIPT
    ]


def _text(written: str) -> str:
    try:
        return html.unescape(str(json.loads(written, strict=False)))
    except ValueError:
        return ""


def _plain(text: str) -> str:
    if not _MARKUP.search(text):
        return text
    try:
        return "\n".join(block.text for block in blocks(fromstring(f"<body>{text}</body>"), None))
    except (etree.LxmlError, ValueError):
        return text
