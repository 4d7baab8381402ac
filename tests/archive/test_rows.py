"""Every field of a record comes back from the archive exactly as it went in, on both back ends."""

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from onrecord.archive import rows, schema, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.model import (
    Article,
    Credit,
    Damage,
    Dated,
    Doubted,
    Dropped,
    Finding,
    Link,
    Outlet,
    Paragraph,
    ParagraphKind,
    Record,
    Reporting,
    Sheet,
    Source,
    Speaker,
    SpeakerKind,
    Stance,
    Stated,
    Statement,
    StatementKind,
)
from onrecord.spans import Span

NUMBERS = count(1)

# Texts without what no database takes; half of a surrogate pair is never made by Hypothesis.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
maybe = st.none() | texts
numbers = st.integers(0, 2_000_000)
# SQLite has one zero only.
floats = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)
span = st.tuples(numbers, numbers).map(lambda pair: Span(min(pair), max(pair)))
spans = st.lists(span, max_size=3).map(tuple)


def several(one: st.SearchStrategy[Any], **more: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=3, **more).map(tuple)


dates = st.none() | st.builds(Dated, texts | st.dates().map(str), texts, floats)
articles = st.builds(
    Article,
    id=st.builds(lambda: f"a{next(NUMBERS)}"),
    text=texts,
    url=maybe,
    title=maybe,
    byline=several(texts),
    outlet=st.builds(Outlet, maybe, maybe),
    published=dates,
    modified=dates,
    first_seen=dates,
    language=maybe,
    paragraphs=several(st.builds(Paragraph, span, st.sampled_from(ParagraphKind))),
    links=several(st.builds(Link, span, texts)),
    damage=several(st.builds(Damage, span, texts, texts, floats, texts)),
    dropped=several(st.builds(Dropped, texts, texts)),
    credits=several(st.builds(Credit, texts, st.none() | span, texts, floats)),
    entries=spans,
    doubted=several(st.builds(Doubted, texts, texts, texts)),
)
reporting = st.none() | st.builds(Reporting, texts, st.none() | st.sampled_from(Stance), st.none() | floats, texts)
statements = st.builds(
    Statement,
    id=texts,
    kind=st.sampled_from(StatementKind),
    content=spans,
    cue=spans,
    source=spans,
    quotations=spans,
    confidence=floats,
    reason=texts,
    method=texts,
    speaker=maybe,
    within=maybe,
    reporting=reporting,
)
speakers = st.builds(
    Speaker,
    id=texts,
    name=texts,
    kind=st.sampled_from(SpeakerKind),
    role=maybe,
    country=maybe,
    aliases=several(texts),
    mentions=spans,
    reason=texts,
    wikidata=maybe,
)
findings = several(st.builds(Finding, texts, texts, spans))
sheets = st.builds(
    Sheet, numbers, numbers, numbers, st.booleans(), floats, st.dictionaries(texts, numbers, max_size=3), findings
)
by_id = {"unique_by": lambda one: one.id}
records = st.builds(Record, articles, several(statements, **by_id), several(speakers, **by_id), sheets)


def put(archive: Archive, record: Record) -> None:
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        source = Source(record.article.id, b"x", "text/plain", "0")
        assert store.put(connection, run, store.Read(source, record), keep_bytes=False) == "added"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=records)
def test_any_record_comes_back_as_it_was(archive: Archive, record: Record) -> None:
    put(archive, record)
    with reading(archive) as connection:
        back = store.record(connection, record.article.id)
    assert back == record
    # Equal is not the same in kind: plain strings equal members of an enumeration, and pairs equal spans.
    assert repr(back) == repr(record)
    assert list(back.sheet.words_by_speaker) == list(record.sheet.words_by_speaker)


def test_characters_that_no_database_takes_become_replacements_of_the_same_length(archive: Archive) -> None:
    hostile = "a\0b\ud800c"
    speaker = Speaker("p1", hostile, SpeakerKind.PERSON, hostile, None, (hostile,), (), hostile)
    statement = Statement(
        "s1", StatementKind.DIRECT, (Span(0, 5),), (), (), (), 1.0, hostile, "m", "p1", None,
        Reporting(hostile, None, None, hostile),
    )  # fmt: skip
    article = Article(
        "a1", hostile, hostile, hostile, (hostile,), Outlet(hostile, hostile), Dated(hostile, hostile),
        language=hostile,
        links=(Link(Span(0, 1), hostile),), dropped=(Dropped(hostile, hostile),),
    )  # fmt: skip
    sheet = Sheet(1, 1, 0, True, 1.0, {"p1": 1}, ())
    put(archive, Record(article, (statement,), (speaker,), sheet))
    with reading(archive) as connection:
        back = store.record(connection, "a1")
    assert back.article.text == "a\ufffdb\ufffdc"
    assert back.speakers[0].name == back.statements[0].reason == back.article.text


def test_a_statement_s_words_its_speaker_and_its_facets_are_there_to_be_searched(
    archive: Archive, record: Record
) -> None:
    put(archive, record)
    columns = schema.statements.c
    wanted = select(columns.text, columns.speaker_name, columns.outlet, columns.facets).order_by(columns.place)
    with reading(archive) as connection:
        found = [tuple(row) for row in connection.execute(wanted)]
    outlet = "The Harbour Post harbour-post.example"
    brandt = "Ilva Brandt; Transport Minister; Brandt"
    assert found == [
        ("“was never safe,”", brandt, outlet, "kinddirect speakerperson current"),
        (
            "“Brandt told me that the money had gone,”", "an official", outlet,
            "kinddirect stancedistancing speakerunnamed current",
        ),
        ("the money had gone", brandt, outlet, "kindindirect speakerperson current"),
    ]  # fmt: skip


def test_pieces_of_a_content_are_kept_apart_in_the_words_to_be_searched() -> None:
    text = "“One,” she said, “two.”"
    pieces = (Span(0, 6), Span(17, 23))
    statement = Statement("s1", StatementKind.DIRECT, pieces, (), (), pieces, 1.0, "r", "m")
    record = Record(Article("a1", text), (statement,), (), Sheet(1, 0, 0, False, 0.0, {}, ()))
    assert [row["text"] for row in rows.statement_rows("a1", record, 0, current=True)] == ["“One,” … “two.”"]


def test_places_follow_the_day_then_the_order_of_adding_then_the_order_in_the_text(record: Record) -> None:
    row = rows.article_row(record, 7)
    assert row["day"] == schema.day_of("2023-08-01")
    assert row["place"] == schema.place(row["day"], 7)
    places = [one["place"] for one in rows.statement_rows("a1", record, row["place"], current=True)]
    assert places == [schema.place(row["day"], 7, number) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "stated", [Stated("a feed"), Stated("a table", "T", ("A", "B"), "O", "2020", "2021", "en"), None]
)
def test_what_a_container_said_comes_back(archive: Archive, record: Record, stated: Stated | None) -> None:
    source = Source("p", b"x", "text/html", "0", "https://x.example", "utf-8", "2020-01-01T00:00:00Z", "urn:1", stated)
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, store.Read(source, record), keep_bytes=False)
        row = connection.execute(select(schema.sources)).mappings().one()
    assert rows.stated_of(row["stated"]) == stated
    assert (row["url"], row["encoding"], row["fetched"], row["record"]) == (
        "https://x.example", "utf-8", "2020-01-01T00:00:00Z", "urn:1",
    )  # fmt: skip
