from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.serving import Serve

from onrecord.errors import OnRecordError
from onrecord.web import app
from onrecord.web.app import application
from onrecord.web.settings import Settings

PACKAGE = Path(app.__file__).parent


def test_every_module_that_has_a_router_is_included() -> None:
    for folder, names in (("pages", app.PAGES), ("api", app.API_NOUNS)):
        there = {path.stem for path in (PACKAGE / folder).glob("*.py") if "\nrouter = " in path.read_text("utf-8")}
        assert set(names) == there


def test_where_there_is_no_archive_it_does_not_start(tmp_path: Path) -> None:
    with (
        pytest.raises(OnRecordError, match="OR401"),
        TestClient(application(Settings(str(tmp_path / "none.db")))),
    ):
        pass


def test_the_frameworks_own_pages_which_load_from_elsewhere_are_not_there(client: TestClient) -> None:
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


def test_the_files_that_pages_share_with_the_written_page_are_served(client: TestClient) -> None:
    assert ":root" in client.get("/static/palette.css").text
    assert client.get("/static/../app.py").status_code == 404
    assert client.get("/static/%2e%2e/app.py").status_code == 404


def test_what_can_be_read_answers_head(serve: Serve) -> None:
    client = serve()
    for path in ("/", "/about", "/login", "/static/onrecord.css"):
        assert client.head(path).status_code == 200
