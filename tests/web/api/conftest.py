"""What the tests of the API share: a reading room in which nobody changes anything, and decisions in one of a test."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import HERE

from onrecord.archive.connect import open_archive, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.web.app import application
from onrecord.web.settings import Settings


@pytest.fixture(scope="session")
def reader(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the demo collection for tests that only read: made once, since that takes longer than they do."""
    path = str(shutil.copy(demo_file, tmp_path_factory.mktemp("api") / "demo.db"))
    app = application(Settings(path, look=0.0))
    with TestClient(app, HERE, raise_server_exceptions=False, client=("127.0.0.1", 5)) as made:
        yield made


@pytest.fixture
def decided(demo: str) -> Callable[..., None]:
    """Take decisions in the archive."""

    def take(*decisions: Decision) -> None:
        with open_archive(demo) as archive, writing(archive) as connection:
            for decision in decisions:
                decide(connection, decision)

    return take
