"""An HTML page → `Article`: the article's own blocks of the page, with headline, standfirst and captions told apart.

The text is the page's, block by block, joined by blank lines; what is visible on the page but outside the article goes
to `dropped` with a reason. Nothing is fetched, no script is run, and no text is made up: a page without readable text
is an error.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from onrecord.errors import OnRecordError
from onrecord.model import Article, Dropped, Link, Paragraph, ParagraphKind, Source
from onrecord.read.blocks import Block, blocks
from onrecord.read.capture import article_id
from onrecord.read.language import language_of
from onrecord.read.mainblocks import MAX_ELEMENTS, chosen_text, key, linked, matched, with_siblings, without_scripts
from onrecord.read.metadata import Metadata, metadata
from onrecord.read.tags import bounded
from onrecord.spans import Span

MAX_TEXT: Final = 2_000_000
_UNPARSABLE: Final = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_WRAPPER: Final = re.compile(
    r"</?(?:div|span|section|article|main|b|i|u|em|strong|font|center|small|big|table|tbody|tr|td|ul|ol|li|blockquote|dl|dd"
    r"|form|a|details|fieldset|svg|g|object)\b[^<>]{0,5000}>",
    re.I,
)
_DATA_ADDRESS: Final = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=]+")
_BLANKS: Final = re.compile(r"[ \t\r\n]{100,}")
_STANDFIRST: Final = re.compile(
    r"standfirst|\bdek\b|subtitle|sub-?head|stand-first|lede|\bsummary\b|excerpt|article-intro"
)
_CAPTION: Final = re.compile(r"caption|photo-credit|image-credit")
_LINE_OF_PROSE: Final = 60
_FEW_LETTERS: Final = 25
_BEFORE_BODY: Final = 40


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    kind: ParagraphKind
    links: tuple[Link, ...] = ()


def read_html(source: Source, text: str) -> Article:
    """The article of a decoded page. Raises OR107 (no text), OR108 (not parsable), OR109 (too long)."""
    tree = parse(text, source.location)
    about = metadata(tree, source.url)
    page = list(blocks(tree, about.url))
    pieces, left = _article_pieces(tree, page, about)
    if not pieces:
        raise OnRecordError("OR107", source.location, "Save the page again after it has loaded, or save its text.")
    body, paragraphs, links = _joined(pieces)
    if len(body) > MAX_TEXT:
        raise OnRecordError("OR109", source.location, "Split it into articles.", f"{len(body):,} characters")
    return Article(
        id=article_id(source), text=body, url=about.url, title=about.title, byline=about.byline,
        outlet=about.outlet, published=about.published, modified=about.modified,
        language=language_of(_prose(pieces)) or about.language, paragraphs=paragraphs, links=links, dropped=left,
        doubted=about.doubted,
    )  # fmt: skip


def parse(text: str, where: str) -> HtmlElement:
    """The page's tree. A page nested too deeply for the parser is read without its nesting. Raises OR107, OR108."""
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


def _article_pieces(tree: HtmlElement, page: list[Block], about: Metadata) -> tuple[list[_Piece], tuple[Dropped, ...]]:
    chosen = _chosen(tree)
    kept, missing = matched(page, chosen)
    if sum(map(len, missing)) * 2 > sum(map(len, chosen)):
        head = _headline(page, about, len(page))
        pieces = _with_head([_Piece(text.strip(), ParagraphKind.BODY) for text in chosen], page, head, None, about)
        return pieces, _dropped(page, (), "not among the words that stand for the article in the page's own data")
    if not kept:
        kept = _readable(page)
        reason = "not a line of prose, on a page where no main text was found"
    else:
        kept = with_siblings(page, kept)
        reason = f"outside the article's main text (trafilatura {version('trafilatura')})"
    head = _headline(page, about, _first_prose(page, kept)) if kept else None
    kept = [i for i in kept if head is None or i >= head or len(page[i].text) >= _LINE_OF_PROSE]
    standfirst = _standfirst(page, about, head, kept)
    used = _with_captions(page, kept)
    kinds = {index: _kind(page[index]) for index in used}
    body = [_Piece(page[i].text, kinds[i], page[i].links) for i in used if i not in (head, standfirst)]
    return _with_head(body, page, head, standfirst, about), _dropped(page, {*used, head, standfirst}, reason)


def _chosen(tree: HtmlElement) -> list[str]:
    smaller = without_scripts(tree)
    count = sum(1 for _ in smaller.iter())
    return chosen_text(smaller, fast=count > MAX_ELEMENTS // 10) if count <= MAX_ELEMENTS else []


def _readable(page: Sequence[Block]) -> list[int]:
    """Blocks that read like prose, or all of them where none does."""
    prose = [i for i, b in enumerate(page) if len(b.text) >= _FEW_LETTERS and linked(b) * 2 <= len(b.text)]
    return prose or list(range(len(page)))


def _first_prose(page: Sequence[Block], kept: Sequence[int]) -> int:
    """The first kept block that is long enough for prose: section names and dates may be kept before the headline."""
    return next((i for i in kept if len(page[i].text) >= _LINE_OF_PROSE and page[i].tag != "h1"), kept[0])


def _headline(page: Sequence[Block], about: Metadata, first: int) -> int | None:
    """The block with the title's own words that readers see as the headline; without a title, a first-level heading."""
    title = key(about.title or "")
    same = [i for i, block in enumerate(page[: first + 3]) if title and key(block.text) == title]
    headings = [i for i, block in enumerate(page[: first + 3]) if block.tag == "h1"]
    both = [index for index in same if index in headings]
    return next(iter(both or same[-1:] or ([] if title else headings[-1:])), None)


def _standfirst(page: Sequence[Block], about: Metadata, head: int | None, kept: Sequence[int]) -> int | None:
    """The block between headline and body that the page describes itself with, or that is marked as its standfirst."""
    if head is None or not kept:
        return None
    described = key(about.description or "").removesuffix("hellip")
    for index in range(head + 1, min(len(page), max(kept[0] + 1, head + 2), head + _BEFORE_BODY)):
        block = page[index]
        name = key(block.text)
        if len(name) < _FEW_LETTERS or block.text.endswith(("...", "…")) or linked(block) * 2 > len(block.text):
            continue
        if _STANDFIRST.search(block.names) and len(block.text) < 600:
            return index
        if described and name == described and index < kept[0]:
            return index
    return None


def _with_captions(page: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """The kept blocks and, between the first and the last of them, the captions of pictures."""
    if not kept:
        return []
    captions = (
        i for i in range(kept[0], kept[-1]) if page[i].tag == "figcaption" and len(page[i].text) >= _FEW_LETTERS
    )
    return sorted({*kept, *captions})


def _kind(block: Block) -> ParagraphKind:
    is_caption = block.tag == "figcaption" or (_CAPTION.search(block.names) and len(block.text) < 500)
    return ParagraphKind.CAPTION if is_caption else ParagraphKind.BODY


def _with_head(
    body: list[_Piece], page: Sequence[Block], head: int | None, standfirst: int | None, about: Metadata
) -> list[_Piece]:
    pieces = []
    headline = page[head].text if head is not None else about.title
    if headline and body:
        pieces.append(_Piece(headline, ParagraphKind.HEADLINE, page[head].links if head is not None else ()))
    if standfirst is not None:
        pieces.append(_Piece(page[standfirst].text, ParagraphKind.STANDFIRST, page[standfirst].links))
    said = {key(piece.text) for piece in pieces}
    first = next((i for i, piece in enumerate(body) if key(piece.text) not in said), len(body))
    return pieces + body[first:]


def _joined(pieces: Sequence[_Piece]) -> tuple[str, tuple[Paragraph, ...], tuple[Link, ...]]:
    at, paragraphs, links = 0, [], []
    for piece in pieces:
        span = Span(at, at + len(piece.text))
        paragraphs.append(Paragraph(span, piece.kind))
        links += [Link(Span(at + link.span.start, at + link.span.end), link.url) for link in piece.links]
        at = span.end + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(paragraphs), tuple(links)


def _dropped(page: Sequence[Block], used: Iterable[int | None], reason: str) -> tuple[Dropped, ...]:
    """The blocks that were not used, those that stand together as one text; at most two million characters of them."""
    taken, found, size = set(used), [], 0
    for is_taken, group in groupby(range(len(page)), key=taken.__contains__):
        if is_taken:
            continue
        text = "\n".join(page[index].text for index in group)
        size += len(text)
        if size > MAX_TEXT:
            found.append(
                Dropped(text[: max(0, MAX_TEXT - size + len(text))], f"{reason}; what follows it was not kept")
            )
            break
        found.append(Dropped(text, reason))
    return tuple(found)


def _prose(pieces: Sequence[_Piece]) -> str:
    return "\n".join(piece.text for piece in pieces[:40])[:4000]
