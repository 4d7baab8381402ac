"""The archive in numbers."""

from fastapi.testclient import TestClient
from sqlalchemy import text
from tests.serving import Serve, Token

from onrecord.archive.connect import open_archive, writing
from onrecord.archive.tokens import Scope
from onrecord.web.api import about


def test_the_numbers_are_those_of_the_archive(client: TestClient, demo: str) -> None:
    found = about.About.model_validate(client.get("/api/v1/about").json())
    assert (found.archive, found.counts["articles"], found.left_out) == ("demo.db", 16, 0)
    assert demo not in client.get("/api/v1/about").text
    assert {one.name for one in found.judges} >= {"tagger"}


def test_damage_is_told(client: TestClient, demo: str) -> None:
    assert client.get("/api/v1/about/health").json()["whole"] is True
    with open_archive(demo) as archive, writing(archive) as connection:
        connection.execute(text("UPDATE articles SET statements = 1000 WHERE serial = 1"))
    found = about.Health.model_validate(client.get("/api/v1/about/health").json())
    assert not found.whole
    assert "should have 1000" in found.damage[0]


def test_the_log_is_read_page_by_page(client: TestClient) -> None:
    for number in (1, 2, 3):
        sent = {"action": "accept", "article": "a7c94176c32d5cb9c", "statement": f"s{number}"}
        assert client.post("/api/v1/corrections", json=sent).status_code == 201
    page = about.Log.model_validate(client.get("/api/v1/audit?limit=2").json())
    assert [one.object[-2:] for one in page.noted] == ["s3", "s2"]
    rest = client.get(f"/api/v1/audit?limit=2&before={page.next}").json()
    assert [one["action"] for one in rest["noted"]] == ["review.accept"]
    assert rest["next"] is None


def test_the_log_is_for_who_runs_the_archive(serve: Serve, token: Token) -> None:
    client = serve()
    headers = {"authorization": f"Bearer {token(Scope.REVIEW, Scope.ADD)}"}
    assert client.get("/api/v1/audit", headers=headers).status_code == 403
    assert client.get("/api/v1/about", headers=headers).status_code == 200
