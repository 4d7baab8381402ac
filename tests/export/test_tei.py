from dataclasses import replace

import pytest
from lxml import etree

from onrecord.export.tei import SPACE, nested, to_bytes
from onrecord.export.told import Told
from onrecord.export.xml import safe
from onrecord.model import Statement, StatementKind
from onrecord.spans import Span

NAMES = {"t": SPACE}
ID = "{http://www.w3.org/XML/1998/namespace}id"


def body(told: Told) -> "etree._Element":
    found = etree.fromstring(to_bytes(told)).find(".//t:body", NAMES)
    assert found is not None
    return found


def words(element: "etree._Element") -> str:
    return "".join(map(str, element.itertext()))


def one(name: str, *content: Span) -> Statement:
    return Statement(name, StatementKind.INDIRECT, content, (), (), (), 0.6, "", "rules 1")


def test_the_text_is_all_there_paragraph_by_paragraph(told: Told) -> None:
    article = told.record.article
    texts = [words(paragraph) for paragraph in body(told)]
    assert texts == [safe(article.text[slice(*paragraph.span)]) for paragraph in article.paragraphs]


def test_what_each_said_holds_is_the_statements_content(told: Told) -> None:
    text = told.record.article.text
    for statement in told.record.statements:
        pieces = body(told).iterfind(f".//t:said[@n='{statement.id}']", NAMES)
        said = [words(piece) for piece in pieces]
        assert said == [safe(text[slice(*span)]) for span in statement.content]


def test_a_said_points_to_its_speaker_and_to_its_next_piece(told: Told) -> None:
    first, second = body(told).iterfind(".//t:said[@n='s1']", NAMES)
    assert (first.get(ID), first.get("who"), first.get("next"), first.get("direct")) == ("s1.1", "#p1", "#s1.2", "true")
    assert (second.get("prev"), second.get("next")) == ("#s1.1", None)
    people = etree.fromstring(to_bytes(told)).iterfind(".//t:person", NAMES)
    assert [person.get(ID) for person in people] == ["p1"]


@pytest.mark.parametrize(
    "contents",
    [
        ((0, 10), (5, 15)),
        ((0, 10), (5, 15), (8, 30)),
        ((0, 10), (0, 10), (0, 10)),
        ((3, 60), (0, 8), (50, 90)),
        ((0, 5), (5, 10)),
        ((20, 110), (30, 40), (35, 112)),
    ],
)
def test_statements_that_cross_are_cut_until_they_nest(told: Told, contents: tuple[tuple[int, int], ...]) -> None:
    statements = tuple(one(f"s{number}", Span(*content)) for number, content in enumerate(contents))
    crossed = replace(told, record=replace(told.record, statements=statements))
    text = told.record.article.text
    for statement in statements:
        pieces = body(crossed).iterfind(f".//t:said[@n='{statement.id}']", NAMES)
        assert "".join(map(words, pieces)) == safe(text[slice(*statement.content[0])]).replace("\n", "")


def test_cut_parts_hold_each_other_or_are_apart() -> None:
    parts = [(Span(start, start + 7), one("s")) for start in range(0, 40, 3)]
    made = [span for span, _ in nested(parts)]
    for a in made:
        for b in made:
            assert (
                a.end <= b.start
                or b.end <= a.start
                or (a.start <= b.start and b.end <= a.end)
                or (b.start <= a.start and a.end <= b.end)
            )
