"""What an article's page says of other articles: what it was made from, and who else reports its statements."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from onrecord.archive import pending
from onrecord.archive.connect import Archive, open_archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.schema import articles, sources
from onrecord.errors import OnRecordError
from onrecord.web import lineage

COPY, ORIGINAL = "harbour-notes-strait.txt", "meridian-strait-interview.html"


@pytest.fixture
def archive(demo: str) -> Iterator[Archive]:
    with open_archive(demo) as opened:
        yield opened


def named(archive: Archive, file: str) -> str:
    with reading(archive) as connection:
        query = select(articles.c.id).join(sources, sources.c.article_id == articles.c.id)
        return str(connection.execute(query.where(sources.c.location == file)).scalar_one())


def test_what_the_index_has_not_taken_in_is_counted(archive: Archive) -> None:
    assert lineage.left_out(archive) == 0
    with writing(archive) as connection:
        pending.note(connection, named(archive, COPY))
    assert lineage.left_out(archive) == 1


def test_an_altered_copy_names_its_original_and_the_other_way_round(archive: Archive) -> None:
    copy, original = named(archive, COPY), named(archive, ORIGINAL)
    (earlier,) = lineage.related(archive, copy)
    assert (earlier.other.id, earlier.later, earlier.made.credited) == (original, False, False)
    assert copy in {one.other.id for one in lineage.related(archive, original) if one.later}


def test_a_statement_that_others_report_names_the_earliest(archive: Archive) -> None:
    found = lineage.retold(archive, named(archive, COPY))
    assert found.articles > 10
    assert found.told
    for one in found.told:
        assert one.readings >= one.articles >= 1
        assert one.earliest is not None
        assert one.first == (one.earliest.article == named(archive, COPY))


def test_an_article_that_is_not_there_is_refused(archive: Archive) -> None:
    with pytest.raises(OnRecordError, match="OR404"):
        lineage.related(archive, "nothing")


def test_what_was_found_is_kept_until_the_archive_changes(archive: Archive) -> None:
    article = named(archive, COPY)
    first = lineage.related(archive, article)
    assert lineage.related(archive, article) is first
    with writing(archive) as connection:
        decide(connection, Decision("reject", article, "s1", who="Ann Vale"))
    assert lineage.related(archive, article) is not first


def test_only_so_much_is_kept_and_what_nobody_asks_for_goes_first() -> None:
    kept = lineage.Kept(2)
    looked: list[str] = []

    def get(key: str) -> str:
        def find() -> str:
            looked.append(key)
            return key.upper()

        return kept.get(key, find)

    assert [get(key) for key in "abacab"] == ["A", "B", "A", "C", "A", "B"]
    assert looked == ["a", "b", "c", "b"]
