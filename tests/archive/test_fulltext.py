"""The full-text indexes follow their tables through every change, and take what is hostile."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import text

from onrecord.archive import fulltext, schema, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.model import Record, Source, SpeakerKind, Statement, StatementKind
from onrecord.spans import Span


def put(archive: Archive, record: Record, id_: str = "a1", location: str = "p") -> None:
    made = replace(record, article=replace(record.article, id=id_))
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "test/1")
        store.put(connection, run, store.Read(Source(location, b"x", "text/html", "0"), made), keep_bytes=False)


def found(archive: Archive, table: str, words: str, column: str = "text", weight: str = "A") -> Sequence[str]:
    """The ids of what the index has for one word in a column."""
    sqlite = f"JOIN {table}_fts f ON f.rowid = s.place WHERE {table}_fts MATCH '{column} : ' || :words"
    server = f"WHERE search @@ to_tsquery('onrecord', :words || CAST(chr(58) || '{weight}' AS text))"
    with reading(archive) as connection:
        rest = sqlite if connection.dialect.name == "sqlite" else server
        query = text(f"SELECT s.id FROM {table} s {rest} ORDER BY s.place")
        return connection.execute(query, {"words": words}).scalars().all()


def sound(archive: Archive) -> None:
    if archive.engine.dialect.name == "sqlite":
        with writing(archive) as connection:
            for table in ("statements", "articles"):
                connection.exec_driver_sql(f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)")


def test_words_are_found_by_their_stems_in_their_columns(archive: Archive, record: Record) -> None:
    put(archive, record)
    assert found(archive, "statements", "tells") == found(archive, "statements", "telling") == []
    assert found(archive, "statements", "safe") == ["s1"]
    assert found(archive, "statements", "Brandt", "speaker_name", "B") == ["s1", "s3"]
    assert found(archive, "statements", "transport", "speaker_name", "B") == ["s1", "s3"]
    assert found(archive, "statements", "harbours", "outlet", "C") == ["s1", "s2", "s3"]
    assert found(archive, "statements", "kindindirect", "facets", "D") == ["s3"]
    assert found(archive, "articles", "admitted", "title", "A") == ["a1"]
    assert found(archive, "articles", "council", "text", "B") == ["a1"]


def test_words_without_meaning_are_words_too(archive: Archive, record: Record) -> None:
    put(archive, record)
    assert found(archive, "statements", "that") == ["s2"]


def test_accents_make_no_difference(archive: Archive, record: Record) -> None:
    speakers = (replace(record.speakers[0], name="José Gómez"), record.speakers[1])
    put(archive, replace(record, speakers=speakers))
    assert found(archive, "statements", "Gomez", "speaker_name", "B") == ["s1", "s3"]
    assert found(archive, "statements", "gómez", "speaker_name", "B") == ["s1", "s3"]


def test_an_old_version_s_statements_are_marked_in_the_index(archive: Archive, record: Record) -> None:
    put(archive, record, "a1")
    put(archive, record, "a2")
    assert len(found(archive, "statements", "current", "facets", "D")) == 3
    assert len(found(archive, "statements", "old", "facets", "D")) == 3
    sound(archive)


def test_a_reading_that_was_replaced_is_no_longer_found(archive: Archive, record: Record) -> None:
    put(archive, record)
    article = replace(record.article, text=record.article.text.replace("safe", "firm"), title="Pier", published=None)
    with writing(archive) as connection:
        store.replace_reading(connection, "a1", replace(record, article=article), 1)
    assert found(archive, "statements", "safe") == []
    assert found(archive, "statements", "firm") == ["s1"]
    assert found(archive, "articles", "admits", "title", "A") == []
    assert found(archive, "articles", "firm", "text", "B") == ["a1"]
    sound(archive)


def test_rows_that_are_taken_out_leave_the_index(archive: Archive, record: Record) -> None:
    put(archive, record)
    with writing(archive) as connection:
        connection.execute(schema.statements.delete())
    assert found(archive, "statements", "safe") == []
    sound(archive)


def test_an_index_can_be_made_anew(archive: Archive, record: Record) -> None:
    put(archive, record)
    with writing(archive) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("INSERT INTO statements_fts(statements_fts) VALUES ('delete-all')")
        fulltext.remake(connection)
    assert found(archive, "statements", "safe") == ["s1"]
    put(archive, record, "a2", "q")
    assert found(archive, "statements", "safe") == ["s1", "s1"]
    sound(archive)


@pytest.mark.parametrize(
    "made",
    [
        " ".join(f"{chr(0x4E00 + n % 20000)}{chr(0x4E00 + n // 7 % 20000)}" for n in range(80_000)),
        " ".join(f"{n:x}" for n in range(60_000)),
        " ".join(f"h{n:x}.uk/p{n:x}" for n in range(30_000)),
        " ".join(f"\N{DESERET CAPITAL LETTER LONG I}{n:x}" for n in range(60_000)),
        "x" * 300_000,
        "<b>&amp;" * 40_000,
    ],
    ids=["chinese", "numbers", "addresses", "astral", "one word", "markup"],
)
def test_hostile_texts_can_be_indexed(archive: Archive, record: Record, made: str) -> None:
    statement = replace(record.statements[0], content=(Span(0, len(made)),))
    article = replace(record.article, text=made, title=made, outlet=replace(record.article.outlet, name=made))
    speaker = replace(record.speakers[0], name=made, role=made)
    put(archive, replace(record, article=article, statements=(statement,), speakers=(speaker,)), location=made)
    with reading(archive) as connection:
        assert store.record(connection, "a1").article.text == made
        assert store.known(connection, [made]) == {made}
    sound(archive)


def test_a_statement_s_facets_are_single_words(record: Record) -> None:
    plain = Statement("s", StatementKind.MIXED, (), (), (), (), 1.0, "r", "m")
    assert fulltext.facets(plain, None, current=False) == "kindmixed old"
    told = record.statements[1]
    assert fulltext.facets(told, SpeakerKind.UNNAMED, current=True) == (
        "kinddirect stancedistancing speakerunnamed current"
    )
    assert fulltext.facet("kind", "direct") == "kinddirect"
