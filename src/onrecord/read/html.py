"""An HTML page → `Article`: the article's own blocks of the page, with headline, standfirst and captions told apart.

The text is the page's, block by block, joined by blank lines; what is visible on the page but outside the article goes
to `dropped` with a reason. Nothing is fetched, no script is run, and no text is made up: a page without readable text
is an error.
"""

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from onrecord.errors import OnRecordError
from onrecord.model import Article, Dropped, Link, Paragraph, ParagraphKind, Source
from onrecord.read.articlebody import paragraphs_of
from onrecord.read.blocks import Block, blocks
from onrecord.read.capture import article_id
from onrecord.read.choice import Chances, about_page, chosen, likely, model
from onrecord.read.language import language_of
from onrecord.read.lines import About
from onrecord.read.livetext import entries
from onrecord.read.mainblocks import matched
from onrecord.read.metadata import Metadata, metadata
from onrecord.read.parts import Part, dropped, headline, parts, with_head
from onrecord.read.tags import bounded
from onrecord.read.text import MAX_TEXT
from onrecord.spans import Span

MAX_TAGS: Final = 120_000
"""Opening tags of the largest page that is read; the largest of 1,053 saved pages has 5,000."""
_TAG: Final = re.compile("<[A-Za-z]")
_UNPARSABLE: Final = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_WRAPPER: Final = re.compile(
    r"</?(?:div|span|section|article|main|b|i|u|em|strong|font|center|small|big|table|tbody|tr|td|ul|ol|li|blockquote|dl|dd"
    r"|form|a|details|fieldset|svg|g|object)\b[^<>]{0,5000}>",
    re.I,
)
_DATA_ADDRESS: Final = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]+")
_BLANKS: Final = re.compile(r"[ \t\r\n]{100,}")
_LEAST_STATED: Final = 400
# Opening and closing, and scripts that compare numbers.
_MARKS: Final = 4


def read_html(source: Source, text: str) -> Article:
    """The article of a decoded page. Raises OR107 (no text), OR108 (not parsable), OR109 (too long)."""
    tree = parse(text, source.location)
    about = metadata(tree, source.url)
    page = list(blocks(tree, about.url))
    elsewhere = about_page(tree, about)
    pieces, left = _article_parts(page, about, elsewhere)
    if not pieces:
        raise OnRecordError("OR107", source.location, "Save the page again after it has loaded, or save its text.")
    body, paragraphs, links = _joined(pieces)
    spans = [paragraph.span for paragraph in paragraphs]
    if len(body) > MAX_TEXT:
        raise OnRecordError("OR109", source.location, "Split it into articles.", f"{len(body):,} characters")
    return Article(
        id=article_id(source), text=body, url=about.url, title=about.title, byline=about.byline,
        outlet=about.outlet, published=about.published, modified=about.modified,
        language=language_of(_prose(pieces)) or about.language, paragraphs=paragraphs, links=links, dropped=left,
        doubted=about.doubted, entries=entries(page, pieces, spans, live=elsewhere.live),
    )  # fmt: skip


def parse(text: str, where: str) -> HtmlElement:
    """The page's tree. A page nested too deeply for the parser is read without its nesting. Raises OR106 (too many
    elements), OR107, OR108."""
    if _is_too_much(text):
        remedy = "Save the article alone, or save its text."
        raise OnRecordError("OR106", where, remedy, f"more than {MAX_TAGS:,} elements")
    clean = bounded(_UNPARSABLE.sub("�", text))
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = _tree(clean, parser)
        if any(entry.level_name == "FATAL" for entry in parser.error_log):
            tree = _tree(_flattened(clean), parser)
    except etree.ParserError:
        raise OnRecordError("OR107", where, "Save the page again after it has loaded.") from None
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise OnRecordError("OR108", where, "Save the article as plain text.", type(error).__name__) from None
    return tree


def _is_too_much(page: str) -> bool:
    """Whether a page has more elements than can be read in seconds, or that much of what only begins like markup."""
    marks = page.count("<")
    return marks > MAX_TAGS and (marks > _MARKS * MAX_TAGS or len(_TAG.findall(page)) > MAX_TAGS)


def _flattened(page: str) -> str:
    """The page without what made the parser give up: nesting, and texts of millions of characters that are no prose."""
    parts, at, lowered = [], 0, page.lower()
    while (start := lowered.find("<script", at)) >= 0:
        end = lowered.find("</script", start)
        parts.append(page[at:start])
        at = end if end >= 0 else len(page)
        if end >= 0:
            at += len("</script")
            parts.append("<br")
    page = "".join([*parts, page[at:]])
    return _WRAPPER.sub("\n<br><br>\n", _BLANKS.sub(" ", _DATA_ADDRESS.sub("", page)))


def _tree(text: str, parser: HTMLParser) -> HtmlElement:
    return document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)


def _article_parts(page: list[Block], about: Metadata, elsewhere: About) -> tuple[list[Part], tuple[Dropped, ...]]:
    """The article's parts, and what is left of the page."""
    chances = likely(page, elsewhere)
    hidden = _not_shown(page, chances, elsewhere.stated)
    if hidden:
        head = headline(page, about, len(page))
        body = [Part(text, ParagraphKind.BODY) for text in hidden]
        reason = "not among the words that the page's own data gives as the article's"
        return with_head(body, page, head, None, about), dropped(page, reason)
    return parts(page, chances, about, f"reading model {model().version}")


def _not_shown(page: list[Block], chances: Chances, stated: str | None) -> list[str]:
    """The paragraphs of the article that the page gives in its data alone: those of a page that shows less than half of
    them, and no article of its own that is as long."""
    texts = paragraphs_of(stated) if stated else []
    size = sum(map(len, texts))
    shown = sum(len(page[index].text) for index in chosen(page, chances))
    if size < _LEAST_STATED or shown * 2 > size:
        return []
    _, missing = matched(page, texts)
    return texts if sum(map(len, missing)) * 2 > size else []


def _joined(pieces: Sequence[Part]) -> tuple[str, tuple[Paragraph, ...], tuple[Link, ...]]:
    at, paragraphs, links = 0, [], []
    for piece in pieces:
        span = Span(at, at + len(piece.text))
        paragraphs.append(Paragraph(span, piece.kind))
        links += [Link(Span(at + link.span.start, at + link.span.end), link.url) for link in piece.links]
        at = span.end + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(paragraphs), tuple(links)


def _prose(pieces: Sequence[Part]) -> str:
    return "\n".join(piece.text for piece in pieces[:40])[:4000]
