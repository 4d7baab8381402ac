"""Reading an archive again, on both back ends, by rules and in this process."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from onrecord.archive import reindex as module
from onrecord.archive import schema, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import apply, decide
from onrecord.archive.reindex import Plan, Reread, chosen, reindex
from onrecord.archive.store import Read
from onrecord.errors import OnRecordError
from onrecord.model import Record
from onrecord.read.capture import from_bytes, from_path
from onrecord.record import read

PAGE = """Pier stays closed

The pier is not safe, the harbour master Ilva Brandt said on Monday.

“We will open it in {month},” she said.
"""
MONTHS = ("May", "June", "July")


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """Three pages whose bytes are kept, read by an older version that found only the first statement of each."""
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "older 1")
        for month in MONTHS:
            source = from_bytes(PAGE.format(month=month).encode(), f"{month}.txt")
            found = read(source, None, "rules")
            assert len(found.statements) == 2
            store.put(connection, run, Read(source, shorter(found)), keep_bytes=True)
    return archive


def shorter(record: Record) -> Record:
    return replace(record, statements=record.statements[:1])


def ids(archive: Archive, **plan: Any) -> list[str]:
    with reading(archive) as connection:
        return chosen(connection, Plan(method="rules", jobs=1, **plan))


def reread(archive: Archive, **plan: Any) -> list[Reread]:
    return list(reindex(archive, Plan(method="rules", jobs=1, **plan), ids(archive, **plan)))


def records(archive: Archive) -> list[Record]:
    with reading(archive) as connection:
        found = connection.scalars(select(schema.articles.c.id).order_by(schema.articles.c.serial))
        return [store.record(connection, id_) for id_ in found]


def rows(archive: Archive, table: Any) -> list[Any]:
    with reading(archive) as connection:
        return list(connection.execute(select(table).order_by(table.c.id)).mappings())


def test_every_article_is_read_again_and_what_changed_is_told_and_kept(filled: Archive) -> None:
    done = reread(filled)
    assert [(one.origin, one.outcome, [c.kind for c in one.changes]) for one in done] == [
        ("kept bytes", "changed", ["added"])
    ] * 3
    assert [len(record.statements) for record in records(filled)] == [2, 2, 2]
    kept = rows(filled, schema.changes)
    assert [(row["article_id"], row["kind"]) for row in kept] == [(one.article, "added") for one in done]
    assert kept[0]["after"]["text"] == "“We will open it in May,”"


def test_a_run_is_kept_with_its_counts(filled: Archive) -> None:
    reread(filled)
    run = rows(filled, schema.runs)[-1]
    assert (run["command"], run["state"], run["counts"]) == ("reindex", "finished", {"changed": 3})
    assert run["arguments"]["method"] == "rules"


def test_what_this_version_has_read_is_left_out_unless_it_is_forced(filled: Archive) -> None:
    reread(filled)
    assert reread(filled) == []
    assert [one.outcome for one in reread(filled, force=True)] == ["unchanged"] * 3


def test_another_version_of_onrecord_reads_again(filled: Archive) -> None:
    reread(filled)
    with writing(filled) as connection:
        connection.execute(update(schema.articles).values(onrecord="0.0.1"))
    assert len(reread(filled)) == 3


def test_a_run_that_was_cut_short_goes_on(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 1)
    plan = Plan(method="rules", jobs=1)
    work = reindex(filled, plan, ids(filled))
    next(work)
    next(work)
    work.close()
    assert rows(filled, schema.runs)[-1]["state"] == "interrupted"
    assert [one.article for one in reread(filled)] == [record.article.id for record in records(filled)][2:]
    assert [len(record.statements) for record in records(filled)] == [2, 2, 2]


def test_a_dry_run_tells_the_same_and_changes_nothing(filled: Archive) -> None:
    before = records(filled)
    dry = reread(filled, dry_run=True)
    assert records(filled) == before
    assert (len(rows(filled, schema.runs)), rows(filled, schema.changes)) == (1, [])
    assert dry == reread(filled)


def test_articles_can_be_chosen_by_id_and_by_day(filled: Archive) -> None:
    first, second, _ = ids(filled)
    with writing(filled) as connection:
        day = schema.day_of("2026-05-02")
        connection.execute(update(schema.articles).where(schema.articles.c.id == second).values(day=day))
    assert ids(filled, articles=(first,)) == [first]
    assert ids(filled, since="2026-05-02") == [second]
    assert ids(filled, since="2026-05-03") == []
    with pytest.raises(OnRecordError, match="OR404 a9"):
        ids(filled, articles=("a9",))


def test_corrections_stay_and_still_apply(filled: Archive) -> None:
    id_ = ids(filled)[0]
    with writing(filled) as connection:
        made = decide(connection, Decision("speaker", id_, "s1", {"name": "Tom Hale"}, "Ann"))
    (one, *_) = reread(filled)
    assert ([p.decision for p in one.standing], one.lost) == ([made], ())
    with reading(filled) as connection:
        record = apply(connection, store.record(connection, id_))
    assert "Tom Hale" in {speaker.name for speaker in record.speakers}
    assert len(rows(filled, schema.decisions)) == 1


def test_a_correction_whose_statement_is_gone_is_told(filled: Archive) -> None:
    record = records(filled)[0]
    start, end = record.statements[0].content[0]
    wider = replace(record.statements[0], content=(record.statements[0].content[0]._replace(end=end + 20),))
    with writing(filled) as connection:
        run = store.begin_run(connection, "add", {}, "older 1")
        store.replace_reading(connection, record.article.id, replace(record, statements=(wider,)), run)
        decide(connection, Decision("reject", record.article.id, "s1", {}, "Ann"))
    (one, *_) = reread(filled)
    assert [placed.lost != "" for placed in one.lost] == [True]
    assert start < end


def test_a_page_that_cannot_be_read_any_more_keeps_its_reading(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = records(filled)
    failed = OnRecordError("OR107", "May.txt", "Save it again.")
    monkeypatch.setattr(module, "reader", lambda method: lambda source: failed)
    done = reread(filled)
    assert [(one.outcome, one.error) for one in done] == [("failed", failed)] * 3
    assert records(filled) == before
    assert [row["code"] for row in rows(filled, schema.errors)] == ["OR107"] * 3
    assert rows(filled, schema.runs)[-1]["counts"] == {"failed": 3}


def test_an_article_keeps_its_id_and_its_place_in_the_archive(filled: Archive) -> None:
    with reading(filled) as connection:
        wanted = select(schema.articles.c.id, schema.articles.c.serial, schema.articles.c.version)
        before = connection.execute(wanted).all()
    reread(filled)
    with reading(filled) as connection:
        assert connection.execute(wanted).all() == before


@pytest.fixture
def on_disk(archive: Archive, tmp_path: Path) -> Archive:
    """A page whose bytes are not kept, in a file."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE.format(month="May"), encoding="utf-8")
    with writing(archive) as connection:
        run = store.begin_run(connection, "add", {"folder": "/"}, "older 1")
        source = from_path(path)
        store.put(connection, run, Read(source, shorter(read(source, None, "rules"))), keep_bytes=False)
    return archive


def test_it_is_said_whence_a_page_was_read(on_disk: Archive, tmp_path: Path) -> None:
    assert [one.origin for one in reread(on_disk)] == ["the original"]
    (tmp_path / "page.txt").unlink()
    assert [(one.origin, one.outcome) for one in reread(on_disk, force=True)] == [("the stored text", "unchanged")]


def test_pages_are_read_again_in_other_processes_too(filled: Archive) -> None:
    plan = Plan(method="rules", jobs=2)
    assert [one.outcome for one in reindex(filled, plan, ids(filled))] == ["changed"] * 3
