"""A parsed page → its visible blocks of text, in order, each with its links.

A block is what a browser would show as one paragraph: white space collapsed, `<br>` a line break, `<q>` in quotation
marks. Scripts, styles and form controls are not text. Nothing is judged here; html.py decides which blocks are the
article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from onrecord.model import Link
from onrecord.spans import Span, strip

_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary table tbody"
    " td tfoot th thead title tr ul"
)
BLOCK_TAGS: Final = frozenset(_BLOCK_TAGS.split())
_SKIPPED_TAGS = (
    "script style head noscript template svg math iframe object embed audio video canvas select textarea datalist"
)
SKIPPED_TAGS: Final = frozenset(_SKIPPED_TAGS.split())
_BLANK: Final = " \t\n\r\f\v\xa0"
_SPACE: Final = re.compile(r"[ \t\n\r\f\v\xa0]+")
# What makes a full address more than its characters: brackets, dots to be resolved, white space to be taken out.
_UNUSUAL: Final = re.compile(r"[\[\]\s]|/\.")
_INLINE: Final = frozenset(("br", "a", "q"))
_NAMING: Final = ("class", "id", "role", "itemprop", "data-testid", "data-component")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MAX_LINK: Final = 2000
_MAX_NAMES: Final = 300


@dataclass(frozen=True, slots=True)
class Place:
    """One block-level element of the page: its number in document order, its tag, its class names with what else
    names it, whether it is marked as hidden, and the element around it. `depth` counts those around it."""

    number: int
    tag: str
    names: str
    hidden: bool
    around: "Place | None"
    depth: int


BODY: Final = Place(0, "body", "", False, None, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the page: its text, its links with spans into that text, and the element that it stands in."""

    text: str
    links: tuple[Link, ...] = ()
    place: Place = BODY

    @property
    def tag(self) -> str:
        """The tag of the element that the block stands in."""
        return self.place.tag

    @property
    def names(self) -> str:
        """What that element and the two around it are named by."""
        above = self.place.around or BODY
        return f"{self.place.names} {above.names} {(above.around or BODY).names}"


class _Builder:
    """Collects text for the block that is open; there is one builder a page."""

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.parts: list[str] = []
        self.length = 0
        self.spaced = True
        self.links: list[Link] = []
        self.open: tuple[int, str] | None = None

    def add(self, text: str | None) -> None:
        if not text:
            return
        # A soft hyphen in HTML is an instruction to the layout and shown to nobody.
        text = _SPACE.sub(" ", text.replace("\xad", "")) if text.strip(_BLANK) else " "
        if self.spaced and text[:1] == " ":
            text = text[1:]
        if text:
            self.parts.append(text)
            self.length += len(text)
            self.spaced = text[-1] == " "

    def line_break(self) -> bool:
        """Adds a break; true where it is the second in a row, which a reader sees as a new paragraph."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1][:-1]
            self.length -= 1
        second = bool(self.parts) and self.parts[-1] == "\n"
        self.parts.append("\n")
        self.length += 1
        self.spaced = True
        return second

    def begin_link(self, href: str | None) -> None:
        url = absolute(self.base, href)
        self.open = (self.length, url) if url else None

    def end_link(self) -> None:
        if self.open and self.open[0] < self.length:
            self.links.append(Link(Span(self.open[0], self.length), self.open[1]))
        self.open = None

    def finish(self, place: Place) -> Block | None:
        # A link that runs on into the next block is cut in two, so that each block carries its own part.
        running = self.open
        self.end_link()
        text = "".join(self.parts)
        inner = strip(text, Span(0, len(text)))
        block = None
        if inner.start < inner.end:
            links = (Link(_inside(text, link.span, inner), link.url) for link in self.links)
            links_left = tuple(x for x in links if x.span.start < x.span.end)
            block = Block(text[inner.start : inner.end], links_left, place)
        self.parts, self.length, self.spaced, self.links = [], 0, True, []
        self.open = (0, running[1]) if running else None
        return block


def _inside(text: str, span: Span, inner: Span) -> Span:
    start, end = strip(text, Span(max(span.start, inner.start), min(span.end, inner.end)))
    return Span(start - inner.start, end - inner.start)


def absolute(base: str | None, href: str | None) -> str | None:
    """The full http(s) address of a link, or `None` where it has none (scripts, fragments, unknown base)."""
    if not href or len(href) > _MAX_LINK or href.startswith("#"):
        return None
    href = href.strip()
    if href.startswith(("http://", "https://")) and not _UNUSUAL.search(href):
        return href
    try:
        url = urljoin(base or "", href)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def blocks(tree: HtmlElement, base: str | None) -> Iterator[Block]:
    """The page's blocks in document order. `base` is the address that relative links hang on."""
    builder = _Builder(base)
    here, count = BODY, 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        is_start, is_block = event == "start", tag in BLOCK_TAGS
        if is_start and (not tag or tag in SKIPPED_TAGS):
            walk.skip_subtree()
            continue
        ends = is_block or (tag in _INLINE and _inline(builder, element, tag, is_start=is_start))
        if ends and builder.parts and (block := builder.finish(here)):
            yield block
        if is_block and is_start:
            count += 1
            here = _place(element, tag, count, here)
        elif is_block:
            here = here.around or BODY
        builder.add(element.text if is_start else element.tail)
    if block := builder.finish(here):
        yield block


def _place(element: etree._Element, tag: str, number: int, around: Place) -> Place:
    attributes = element.attrib
    if not attributes:
        return Place(number, tag, "", False, around, around.depth + 1)
    given = dict(cast("list[tuple[str, str]]", attributes.items()))
    names = " ".join([given[name] for name in _NAMING if name in given])
    style = given.get("style")
    hidden = "hidden" in given or given.get("aria-hidden") == "true" or bool(style and _HIDDEN.search(style))
    return Place(number, tag, names[:_MAX_NAMES].lower(), hidden, around, around.depth + 1)


def _inline(builder: _Builder, element: etree._Element, tag: str, *, is_start: bool) -> bool:
    """Takes note of where an element within a line starts or ends; true where a paragraph ends there."""
    if tag == "a":
        if is_start:
            builder.begin_link(element.get("href"))
        else:
            builder.end_link()
    elif tag == "q":
        builder.add("“" if is_start else "”")
    elif is_start:
        return builder.line_break()
    return False
