import pytest
from sqlalchemy import select

from onrecord.archive import runs, store
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.runs import Failure
from onrecord.archive.schema import runs as table
from onrecord.archive.store import Read
from onrecord.errors import OnRecordError
from onrecord.model import Record, Source
from onrecord.read.items import Item, Skipped, Unread

PAGE = Source("page.html", b"x", "text/html", "0" * 64)
GONE = Unread("gone.html", OnRecordError("OR101", "gone.html", "Check the path."))
LOST = Unread("a.warc#9", OnRecordError("OR110", "a.warc#9", "Get it again.", "bytes 9 to 20"))
PHOTO = Skipped("photo.png", "image/png")


def begun(archive: Archive, *outcomes: Read | Unread | Skipped, command: str = "add", state: str = "running") -> int:
    with writing(archive) as connection:
        run = store.begin_run(connection, command, {"sources": ["x"]}, "rules 1")
        counts: dict[str, int] = {}
        for outcome in outcomes:
            name = store.put(connection, run, outcome, keep_bytes=False)
            counts[name] = counts.get(name, 0) + 1
        store.end_run(connection, run, state, counts)
    return run


def unfinished(archive: Archive) -> int | None:
    with reading(archive) as connection:
        run = runs.unfinished(connection)
    return run.id if run else None


def test_the_last_run_that_did_not_come_to_its_end_is_found(archive: Archive) -> None:
    assert unfinished(archive) is None
    first = begun(archive, state="interrupted")
    assert unfinished(archive) == first
    second = begun(archive, state="running")
    begun(archive, state="finished")
    begun(archive, command="follow", state="interrupted")
    assert unfinished(archive) == second


def test_a_run_says_what_it_was_started_with(archive: Archive) -> None:
    run = begun(archive, PHOTO, state="finished")
    with reading(archive) as connection:
        found = runs.run_of(connection, run)
        assert runs.run_of(connection, run + 1) is None
    assert found is not None
    assert (dict(found.arguments), found.state, dict(found.counts)) == ({"sources": ["x"]}, "finished", {"skipped": 1})


def test_going_on_forgets_the_unchanged_pages_that_will_be_met_again(archive: Archive, record: Record) -> None:
    begun(archive, Read(PAGE, record))
    other = Source("other.html", b"x", "text/html", "0" * 64)
    run = begun(archive, Read(PAGE, record), Read(other, record), GONE, state="interrupted")
    with writing(archive) as connection:
        # The page was known there before; the other one is new at its place, and will be left out.
        assert runs.go_on(connection, run) == {"unchanged": 1, "failed": 1}
        row = connection.execute(select(table.c.state, table.c.finished).where(table.c.id == run)).one()
    assert tuple(row) == ("running", None)


def test_done_is_what_was_stored_or_noted_in_this_run_alone(archive: Archive, record: Record) -> None:
    begun(archive, Skipped("earlier.png", "image/png"))
    done = runs.done(archive, begun(archive, Read(PAGE, record), GONE, PHOTO))
    assert [name for name in ("page.html", "gone.html", "photo.png", "earlier.png", "new.html") if done(name)] == [
        "page.html", "gone.html", "photo.png",
    ]  # fmt: skip


def test_a_location_that_no_database_takes_is_known_again(archive: Archive) -> None:
    done = runs.done(archive, begun(archive, Skipped("a\0b\ud800.png", "image/png")))
    assert done("a\0b\ud800.png")


def test_what_was_noted_is_left_out_and_what_is_new_at_the_same_place_is_not(archive: Archive) -> None:
    run = begun(archive, GONE, LOST, PHOTO)
    more = Unread("a.warc#9", OnRecordError("OR110", "a.warc#9", "Get it again.", "bytes 30 to 40"))
    items: list[Item] = [PAGE, GONE, LOST, more, PHOTO, Skipped("photo.png", "another reason")]
    assert list(runs.left(archive, run, items)) == [PAGE, more, Skipped("photo.png", "another reason")]


def test_failures_come_in_the_order_in_which_they_were_met(archive: Archive) -> None:
    begun(archive, LOST)
    run = begun(archive, LOST, GONE)
    with reading(archive) as connection:
        assert runs.failures(connection, run) == [
            Failure("a.warc#9", "OR110", "bytes 9 to 20", "Get it again."),
            Failure("gone.html", "OR101", "", "Check the path."),
        ]


def test_reasons_for_skipping_are_counted_the_most_frequent_first(archive: Archive) -> None:
    run = begun(archive, Skipped("a", "empty"), PHOTO, Skipped("b", "image/png"))
    with reading(archive) as connection:
        assert list(runs.reasons(connection, run).items()) == [("image/png", 2), ("empty", 1)]


@pytest.mark.parametrize(
    ("method", "name"), [("rules", "rules"), ("fast", "fast"), ("tagger", "tagger"), (None, "tagger")]
)
def test_what_attributes_has_a_name_and_a_version(method: str | None, name: str) -> None:
    found, _, version = runs.method_version(method).partition(" ")
    assert found == name
    assert version


def test_without_the_network_the_rules_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.attribute.network.available", lambda: False)
    assert runs.method_version(None) == runs.method_version("rules")
