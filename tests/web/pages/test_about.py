from html import unescape

from fastapi.testclient import TestClient
from sqlalchemy import text
from tests.serving import Serve, Token

from onrecord.archive import auditlog
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.tokens import Scope
from onrecord.web.pages import about


def test_it_says_what_is_in_the_archive_what_read_it_and_what_judges(client: TestClient) -> None:
    shown = unescape(client.get("/about").text)
    for part in ("OnRecord 0.1.0, rules", "Tagger, version 2", "Lineage rule", "SHA-256", "SQLite"):
        assert part in shown, part


def test_it_does_not_say_where_the_archive_lies(client: TestClient, demo: str) -> None:
    assert demo not in client.get("/about").text


def test_the_check_finds_damage_and_is_noted(client: TestClient, demo: str) -> None:
    with open_archive(demo) as archive, writing(archive) as connection:
        connection.execute(text("UPDATE articles SET statements = 99 WHERE serial = 1"))
    shown = client.post("/about/check").text
    assert "and should have 99" in shown
    client.__exit__(None, None, None)
    with open_archive(demo) as archive, reading(archive) as connection:
        assert [(one.who, one.action) for one in auditlog.latest(connection)] == [("local", "archive.check")]


def test_only_one_check_runs_at_a_time(client: TestClient) -> None:
    with about._CHECKING:
        found = client.post("/about/check")
    assert found.status_code == 429
    assert client.post("/about/check").status_code == 200


def test_reading_is_enough_to_read_it_but_not_to_check(serve: Serve, token: Token) -> None:
    client, headers = serve(), {"authorization": f"Bearer {token(Scope.READ)}"}
    assert "/about/check" not in client.get("/about", headers=headers).text
    assert client.post("/about/check", headers=headers).status_code == 403


def test_an_archive_that_is_behind_says_how_much(client: TestClient, demo: str) -> None:
    with open_archive(demo) as archive, writing(archive) as connection:
        connection.execute(text("INSERT INTO trace_pending (serial) SELECT serial FROM articles WHERE serial <= 7"))
    assert "yet to take in</th><td>7</td>" in client.get("/about").text
