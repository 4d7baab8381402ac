"""A reading room to try: the demo collection in an archive, served to a client in the same process."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.serving import Serve, Token, demo_archive

from onrecord.archive import tokens
from onrecord.archive.connect import open_archive, writing
from onrecord.archive.tokens import Scope
from onrecord.web.app import application
from onrecord.web.settings import Settings

HERE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite archive of the demo collection, read by the rules, that others are copied from."""
    return demo_archive(tmp_path_factory.mktemp("web") / "demo.db")


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> str:
    """The path of an archive of the demo collection, of the test's own."""
    return str(shutil.copy(demo_file, tmp_path / "demo.db"))


@pytest.fixture
def serve(demo: str) -> Iterator[Serve]:
    """Make clients of that archive: `serve(public=True)`; by default those of the user of this machine."""
    with ExitStack() as stack:

        def make(base_url: str = HERE, client: str = "127.0.0.1", **settings: object) -> TestClient:
            app = application(Settings(**{"archive": demo, "look": 0.0, **settings}))  # type: ignore[arg-type]
            made = TestClient(app, base_url, raise_server_exceptions=False, follow_redirects=False, client=(client, 5))
            return stack.enter_context(made)

        yield make


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """What the user of this machine sees."""
    return serve()


@pytest.fixture
def token(demo: str) -> Token:
    """Make a token of these scopes; returns its secret."""

    def make(*scopes: Scope, name: str = "Ann Vale") -> str:
        with open_archive(demo) as archive, writing(archive) as connection:
            return tokens.create(connection, name, scopes)[1]

    return make
