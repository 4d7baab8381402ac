import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from onrecord.archive import auditlog
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.schema import audit


def test_what_was_done_is_listed_newest_first_and_page_by_page(archive: Archive) -> None:
    with writing(archive) as connection:
        for number in range(5):
            auditlog.add(connection, "Ann Vale", "review.accept", f"a1#s{number}", {"why": "“seen”"})
    with reading(archive) as connection:
        first = auditlog.latest(connection, 2)
        rest = auditlog.latest(connection, 9, before=first[-1].id)
    assert [one.object for one in (*first, *rest)] == ["a1#s4", "a1#s3", "a1#s2", "a1#s1", "a1#s0"]
    assert (first[0].who, first[0].action, first[0].detail) == ("Ann Vale", "review.accept", {"why": "“seen”"})
    assert first[0].at.endswith("Z")


@pytest.mark.parametrize("change", [update(audit).values(who="nobody"), delete(audit), text("DELETE FROM audit")])
def test_the_database_itself_refuses_to_change_the_log(archive: Archive, change: object) -> None:
    with writing(archive) as connection:
        auditlog.add(connection, "Ann Vale", "add", "page", {})
    with pytest.raises(DBAPIError, match="rows are only added"), archive.engine.begin() as connection:
        connection.execute(change)  # type: ignore[call-overload]
    with reading(archive) as connection:
        assert [one.who for one in auditlog.latest(connection)] == ["Ann Vale"]


def test_what_is_undone_is_not_noted(archive: Archive) -> None:
    def go_wrong() -> None:
        with writing(archive) as connection:
            auditlog.add(connection, "Ann Vale", "add", "page", {})
            raise InterruptedError

    with pytest.raises(InterruptedError):
        go_wrong()
    with reading(archive) as connection:
        assert auditlog.latest(connection) == ()
