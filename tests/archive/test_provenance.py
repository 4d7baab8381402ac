"""Where an article came from, and what names it."""

import pytest
from tests.told import CHRONICLE, put, told

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.provenance import named, provenance
from onrecord.errors import OnRecordError


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a1", ("a1", None)),
        ("a1#s2", ("a1", "s2")),
        ("a1#", ("a1", None)),
        ("a1.txt", ("a1", None)),
        ("articles.jsonl#17", ("longer1", None)),
        ("articles.jsonl#17#s1", ("longer1", "s1")),
        ("longe", ("longer1", None)),
        ("longe#s1", ("longer1", "s1")),
    ],
)
def test_an_article_is_named_by_id_beginning_or_place(library: Archive, name: str, found: tuple[str, str]) -> None:
    put(library, told("longer1", "T", CHRONICLE, None, [("Ann Vale", None, "it rains")]), page="articles.jsonl#17")
    with reading(library) as connection:
        assert named(connection, name) == found


@pytest.mark.parametrize("name", ["", "a", "nothing", "#s1", "a1x#s1", "same", "%%%%", "'--"])
def test_what_names_nothing_or_several_is_refused(library: Archive, name: str) -> None:
    put(library, told("same1", "T", CHRONICLE, None, []), told("same2", "U", CHRONICLE, None, []))
    with reading(library) as connection, pytest.raises(OnRecordError, match="OR404"):
        named(connection, name)


def test_captures_versions_and_corrections_are_told(library: Archive) -> None:
    for id_, fetched in (("v1", "2024-01-01T00:00:00Z"), ("v2", "2024-02-01T00:00:00Z")):
        put(library, told(id_, id_, CHRONICLE, None, [("Ann Vale", None, id_)]), page="fog.html", fetched=fetched)
    with writing(library) as connection:
        decide(connection, Decision("reject", "v2", "s1", who="Ann", why="a joke"))
    with reading(library) as connection:
        record, origin = provenance(connection, "v2")
        _, before = provenance(connection, "v1")
    assert record.statements == ()
    assert (origin.version, origin.current, before.version, before.current) == (2, True, 1, False)
    assert [version.article_id for version in origin.versions] == ["v1", "v2"]
    (captured,) = origin.captured
    assert (captured.location, captured.fetched, captured.kept) == ("fog.html", "2024-02-01T00:00:00Z", False)
    assert (captured.command, origin.method) == ("add", "test/1")
    assert [placed.decision.why for placed in origin.corrections] == ["a joke"]
