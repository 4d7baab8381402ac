import shutil
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import insert, select

from onrecord.archive.connect import Archive, open_archive, writing
from onrecord.archive.schema import articles, trace_pending
from onrecord.errors import OnRecordError
from onrecord.trace import index
from onrecord.web.keeping import Keeper, catch_up


@pytest.fixture
def behind(demo_file: Path, tmp_path: Path) -> str:
    """An archive of which nothing is in the index."""
    path = str(shutil.copy(demo_file, tmp_path / "demo.db"))
    with open_archive(path) as archive, writing(archive) as connection:
        connection.execute(insert(trace_pending).from_select(["serial"], select(articles.c.serial)))
    return path


def test_what_is_new_is_taken_in(behind: str) -> None:
    with open_archive(behind) as archive:
        assert index.behind(archive) == 16
        catch_up(archive, Event())
        assert index.behind(archive) == 0


def test_it_stops_when_the_server_ends(behind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 4)
    closing = Event()
    closing.set()
    with open_archive(behind) as archive:
        catch_up(archive, closing)
        assert index.behind(archive) == 12


def test_the_keeper_looks_again_and_again_whatever_happens(demo: str) -> None:
    looked, enough = [], Event()

    def work(archive: Archive, closing: Event) -> None:
        looked.append(archive.where)
        if len(looked) == 3:
            enough.set()
        raise OnRecordError("OR403", archive.where, "Wait.")

    with open_archive(demo) as archive:
        keeper = Keeper(archive, 0.001, work)
        assert enough.wait(30)
        keeper.close()
    assert set(looked) == {demo}


def test_with_0_seconds_nobody_looks(demo: str) -> None:
    with open_archive(demo) as archive:
        keeper = Keeper(archive, 0, lambda archive, closing: pytest.fail("looked"))
        keeper.close()
