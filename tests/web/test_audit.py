from pathlib import Path

from onrecord.archive import auditlog, tokens
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.tokens import Scope
from onrecord.web import audit
from onrecord.web.access import Caller
from onrecord.web.audit import Clerk

ANN = Caller("Ann Vale", frozenset({Scope.REVIEW}))


def test_a_note_stands_in_the_transaction_or_in_one_of_its_own(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db"), create=True) as archive:
        audit.note(archive, ANN, "page.add", "a1", {"by": "upload"})
        with writing(archive) as connection:
            audit.note(connection, ANN, "review.accept", "a1#s1")
        with reading(archive) as connection:
            found = auditlog.latest(connection)
    assert [(one.who, one.action, one.object, one.detail) for one in found] == [
        ("Ann Vale", "review.accept", "a1#s1", {}),
        ("Ann Vale", "page.add", "a1", {"by": "upload"}),
    ]


def test_the_clerk_writes_what_waits_before_it_ends(tmp_path: Path) -> None:
    with open_archive(str(tmp_path / "a.db"), create=True) as archive:
        clerk = Clerk(archive)
        for number in range(5):
            clerk.note("Ann Vale", "login", str(number))
        clerk.close()
        with reading(archive) as connection:
            assert [one.object for one in auditlog.latest(connection)] == ["4", "3", "2", "1", "0"]


def test_the_use_of_a_token_is_written_once_in_ten_minutes(tmp_path: Path) -> None:
    times = iter([0.0, 1.0, 599.0, 601.0])
    with open_archive(str(tmp_path / "a.db"), create=True) as archive:
        with writing(archive) as connection:
            made, _ = tokens.create(connection, "Ann Vale", {Scope.READ})
        clerk, written = Clerk(archive, lambda: next(times)), list[str]()
        clerk._later = lambda write: written.append("use")  # type: ignore[method-assign]
        for _ in range(4):
            clerk.used(made.id)
        clerk.close()
    assert written == ["use", "use"]


def test_what_cannot_be_written_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_archive(str(path), create=True):
        pass
    with open_archive(str(path)) as archive:
        archive.engine.dispose()
        path.unlink()
        clerk = Clerk(archive)
        clerk.note("Ann Vale", "login", "t1")
        clerk.close()
