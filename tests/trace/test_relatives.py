"""Articles that were made from one another are found by the passages that they share."""

from collections.abc import Callable

from tests.trace.wires import copied, news

from onrecord.archive import lookup
from onrecord.archive.connect import Archive, reading
from onrecord.model import Record
from onrecord.trace import index
from onrecord.trace.relatives import related, relatives

Told = Callable[..., Record]
Put = Callable[..., None]


def test_only_what_shares_passages_is_compared(archive: Archive, told: Told, put: Put) -> None:
    first, later = copied(told)
    put(archive, *news(told), first, later)
    index.catch_up(archive)
    asked: list[str] = []

    def load(name: str) -> Record:
        asked.append(name)
        return lookup.record(connection, name)

    with reading(archive) as connection:
        (made,) = relatives(connection, later, load)
        assert set(asked) <= {"first", "later"}
        assert (made.article, made.origin, made.credited) == ("later", "first", False)
        assert list(related(connection, load)) == [made]
        assert relatives(connection, news(told)[0], load) == ()


def test_an_empty_archive_has_no_relatives(archive: Archive) -> None:
    with reading(archive) as connection:
        assert list(related(connection, lambda name: lookup.record(connection, name))) == []
