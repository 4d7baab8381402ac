"""The article as TEI P5: every statement a `said`, speakers as persons and organisations that it points to.

Adds nothing to the record. Statements that cross are cut into pieces that nest, tied together by `next` and `prev`;
`direct` says whether the words stand in quotation marks. Characters that XML cannot hold are shown as U+FFFD.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from lxml import etree

import onrecord
from onrecord.export.told import Told, is_quotation
from onrecord.export.xml import default, safe
from onrecord.model import Paragraph, ParagraphKind, Speaker, SpeakerKind, Statement
from onrecord.spans import Span

SUFFIX: Final = ".tei.xml"
MEDIA_TYPE: Final = "application/tei+xml"
SPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_LISTS: Final = {
    SpeakerKind.PERSON: ("listPerson", "person", "persName"),
    SpeakerKind.ORGANISATION: ("listOrg", "org", "orgName"),
}
_OTHERS: Final = ("listPerson", "personGrp", "name")


class Piece(NamedTuple):
    """A part of a statement inside one paragraph, the `number`th of its pieces."""

    span: Span
    statement: Statement
    number: int


def to_bytes(told: Told) -> bytes:
    """A TEI document of one article."""
    root = etree.Element(_name("TEI"), nsmap=default(SPACE))
    _header(root, told)
    body = _add(_add(root, "text"), "body")
    pieces = list(_pieces(told))
    last = {piece.statement.id: piece.number for piece in pieces}
    for paragraph in told.record.article.paragraphs:
        inside = [piece for piece in pieces if paragraph.span.start <= piece.span.start < paragraph.span.end]
        _fill(_paragraph(body, paragraph), told, paragraph.span, inside, last)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _name(tag: str) -> str:
    return f"{{{SPACE}}}{tag}"


def _add(parent: "etree._Element", tag: str, text: str | None = None, **attributes: str) -> "etree._Element":
    element = etree.SubElement(parent, _name(tag), {key: safe(value) for key, value in attributes.items()})
    element.text = safe(text) if text is not None else None
    return element


def _header(root: "etree._Element", told: Told) -> None:
    article = told.record.article
    header = _add(root, "teiHeader")
    file = _add(header, "fileDesc")
    title = _add(file, "titleStmt")
    _add(title, "title", article.title or article.id)
    for name in article.byline:
        _add(title, "author", name)
    _add(
        _add(file, "publicationStmt"), "p", f"Made by OnRecord {onrecord.__version__} from {article.url or article.id}."
    )
    source = _add(_add(file, "sourceDesc"), "bibl")
    _add(source, "title", article.title or article.id)
    publisher = article.outlet.name or article.outlet.domain
    if publisher:
        _add(source, "publisher", publisher)
    if article.published:
        _add(source, "date", article.published.value, when=article.published.value[:10])
    _add(source, "idno", article.id, type="OnRecord")
    if article.url:
        _add(source, "ref", article.url, target=article.url)
    _speakers(_add(_add(header, "profileDesc"), "particDesc"), told.record.speakers)


def _speakers(parent: "etree._Element", speakers: Iterable[Speaker]) -> None:
    lists: dict[str, etree._Element] = {}
    for speaker in speakers:
        list_, one, name = _LISTS.get(speaker.kind, _OTHERS)
        if list_ not in lists:
            lists[list_] = _add(parent, list_)
        element = _add(lists[list_], one)
        element.set(f"{{{_XML}}}id", speaker.id)
        _add(element, name, speaker.name)
        if speaker.wikidata:
            _add(element, "idno", speaker.wikidata, type="Wikidata")
        _add(element, "note", speaker.reason)


def _paragraph(body: "etree._Element", paragraph: Paragraph) -> "etree._Element":
    if paragraph.kind is ParagraphKind.HEADLINE and not len(body):
        return _add(body, "head")
    kinds = {} if paragraph.kind is ParagraphKind.BODY else {"type": str(paragraph.kind)}
    return _add(body, "ab" if kinds else "p", **kinds)


def _pieces(told: Told) -> Iterator[Piece]:
    """The content of each statement cut at paragraph ends, and where another statement crosses it."""
    paragraphs = [paragraph.span for paragraph in told.record.article.paragraphs]
    numbers: dict[str, int] = {}
    for span, statement in nested(_clipped(told.record.statements, paragraphs)):
        numbers[statement.id] = numbers.get(statement.id, 0) + 1
        yield Piece(span, statement, numbers[statement.id])


def _clipped(statements: Sequence[Statement], paragraphs: Sequence[Span]) -> Iterator[tuple[Span, Statement]]:
    for statement in statements:
        for start, end in statement.content:
            for paragraph in paragraphs:
                clip = Span(max(start, paragraph.start), min(end, paragraph.end))
                if clip.start < clip.end:
                    yield clip, statement


def nested(parts: Iterable[tuple[Span, Statement]]) -> list[tuple[Span, Statement]]:
    """The parts in order of the text, those that cross cut so that of any two one holds the other or they are apart."""
    waiting = sorted(parts, key=lambda part: (part[0].start, -part[0].end), reverse=True)
    made: list[tuple[Span, Statement]] = []
    open_: list[Span] = []
    while waiting:
        span, statement = waiting.pop()
        while open_ and open_[-1].end <= span.start:
            open_.pop()
        if open_ and span.end > open_[-1].end:
            rest = Span(open_[-1].end, span.end)
            span = Span(span.start, rest.start)
            waiting.append((rest, statement))
            waiting.sort(key=lambda part: (part[0].start, -part[0].end), reverse=True)
        open_.append(span)
        made.append((span, statement))
    return made


def _fill(element: "etree._Element", told: Told, span: Span, pieces: Sequence[Piece], last: dict[str, int]) -> None:
    """The text of a span with its pieces as elements; the pieces are in order and nest."""
    at, previous, index = span.start, None, 0
    while index < len(pieces):
        piece = pieces[index]
        _write(element, previous, told.record.article.text[at : piece.span.start])
        end = index + 1
        while end < len(pieces) and pieces[end].span.start < piece.span.end:
            end += 1
        previous = _said(element, piece, last[piece.statement.id])
        _fill(previous, told, piece.span, pieces[index + 1 : end], last)
        at, index = piece.span.end, end
    _write(element, previous, told.record.article.text[at : span.end])


def _write(element: "etree._Element", previous: "etree._Element | None", text: str) -> None:
    if previous is None:
        element.text = (element.text or "") + safe(text)
    else:
        previous.tail = (previous.tail or "") + safe(text)


def _said(element: "etree._Element", piece: Piece, last: int) -> "etree._Element":
    statement = piece.statement
    said = _add(element, "said", direct=str(is_quotation(statement)).lower(), n=statement.id)
    said.set(f"{{{_XML}}}id", f"{statement.id}.{piece.number}")
    if statement.speaker:
        said.set("who", f"#{statement.speaker}")
    if piece.number > 1:
        said.set("prev", f"#{statement.id}.{piece.number - 1}")
    if piece.number < last:
        said.set("next", f"#{statement.id}.{piece.number + 1}")
    said.set("cert", "high" if statement.confidence >= 0.8 else "medium" if statement.confidence >= 0.5 else "low")
    return said
