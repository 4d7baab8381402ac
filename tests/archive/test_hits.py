"""What is shown of what was found."""

from dataclasses import replace

from tests.told import POST, press, put, told

from onrecord.archive.connect import Archive, reading
from onrecord.archive.hits import article_hits, article_rows, statement_hits, statement_rows
from onrecord.archive.query import parse
from onrecord.archive.schema import statements
from onrecord.archive.search import Query, find_articles, find_statements
from onrecord.spans import Span


def test_rows_come_in_the_order_of_the_places_that_are_asked_for(library: Archive) -> None:
    with reading(library) as connection:
        places = [hit.place for hit in find_statements(connection, Query("ferry")).hits]
        rows = statement_rows(connection, [*reversed(places), 1])
        assert [row["place"] for row in rows] == list(reversed(places))
        assert article_rows(connection, []) == statement_rows(connection, []) == []


def test_marks_and_contents_are_spans_of_the_article_s_text_also_over_a_gap(archive: Archive) -> None:
    record = told("g1", "Gap", POST, "2023-01-01", [("Ann Vale", None, "the old tax, said nobody, cut jobs")])
    start = record.statements[0].content[0].start
    pieces = (Span(start, start + 11), Span(start + 26, start + 34))
    put(archive, replace(record, statements=(replace(record.statements[0], content=pieces),)))
    text = record.article.text
    with reading(archive) as connection:
        (hit,) = find_statements(connection, Query("“tax cut” jobs")).hits
    assert hit.text == "the old tax … cut jobs"
    assert hit.spans == pieces
    assert [text[span.start : span.end] for span in hit.marks] == ["tax", "cut", "jobs"]


def test_without_words_the_content_stands_in_its_context(library: Archive) -> None:
    with reading(library) as connection:
        hit = find_statements(connection, Query(kind="direct")).hits[0]
        assert hit.marks == ()
        assert [(keyword.match, keyword.span) for keyword in hit.context] == [(hit.text, hit.spans[0])]
        assert find_articles(connection, Query()).hits[0].context == ()


def test_an_article_has_its_marks_in_its_text(library: Archive) -> None:
    texts = {record.article.id: record.article.text for record in press()}
    with reading(library) as connection:
        places = [hit.place for hit in find_articles(connection, Query("dues")).hits]
        for hit in article_hits(connection, article_rows(connection, places), parse("dues")):
            assert {texts[hit.id][span.start : span.end] for span in hit.marks} == {"dues"}
            assert hit.statements == {"a1": 3, "a3": 1}[hit.id]


def test_a_statement_of_nobody_known_has_no_speaker(archive: Archive) -> None:
    record = told("n1", "None", POST, None, [("Ann Vale", None, "it rains")])
    put(archive, replace(record, statements=(replace(record.statements[0], speaker=None),)))
    with reading(archive) as connection:
        place = connection.scalars(statements.select().with_only_columns(statements.c.place)).one()
        (hit,) = statement_hits(connection, statement_rows(connection, [place]), parse(""))
    assert (hit.speaker, hit.role, hit.speaker_kind, hit.source, hit.name) == (None, None, None, "Ann Vale", "n1#s1")
