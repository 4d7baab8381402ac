"""How the API answers."""

import pytest
from fastapi.testclient import TestClient
from tests.serving import Serve, Token

from onrecord.archive.tokens import Scope
from onrecord.web.api.models import Problem


@pytest.mark.parametrize("path", ["articles", "articles/a7c94176c32d5cb9c", "about", "downloads/statements.csv", ""])
def test_head_answers_as_get_does_without_a_body(reader: TestClient, path: str) -> None:
    head, get = reader.head(f"/api/v1/{path}"), reader.get(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (get.status_code, b"") == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "articles", "GET, HEAD"),
        ("PUT", "corrections", "GET, HEAD, POST"),
        ("GET", "uploads", "POST"),
        ("OPTIONS", "jobs/1/stop", "POST"),
    ],
)
def test_another_method_is_refused_with_those_that_there_are(
    reader: TestClient, method: str, path: str, allowed: str
) -> None:
    found = reader.request(method, f"/api/v1/{path}")
    assert (found.status_code, found.headers["allow"]) == (405, allowed)
    assert Problem.model_validate(found.json()).code == "OR508"


def test_no_other_site_may_read_an_answer(reader: TestClient) -> None:
    found = reader.get("/api/v1/about", headers={"origin": "https://elsewhere.example"})
    assert not [name for name in found.headers if name.startswith("access-control-")]


def test_hidden_characters_are_escapes(reader: TestClient) -> None:
    found = reader.get("/api/v1/articles/\u202eabc")
    assert found.status_code == 404
    assert "\u202e" not in found.text


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [("GET", "articles", None), ("POST", "corrections", Scope.READ), ("GET", "jobs", Scope.REVIEW),
     ("GET", "audit", Scope.ADD), ("GET", "about/health", Scope.REVIEW)],
)  # fmt: skip
def test_who_may_not_is_refused(serve: Serve, token: Token, method: str, path: str, scope: Scope | None) -> None:
    headers = {"authorization": f"Bearer {token(scope)}"} if scope else {}
    found = serve(host="192.0.2.1", names=("127.0.0.1",)).request(method, f"/api/v1/{path}", headers=headers)
    problem = Problem.model_validate(found.json())
    assert (found.status_code, problem.code) == ((403, "OR504") if scope else (401, "OR503"))


def test_a_public_archive_is_read_by_everybody_and_changed_by_nobody(serve: Serve, token: Token) -> None:
    token(Scope.READ)
    client = serve(public=True)
    assert client.get("/api/v1/statements").status_code == 200
    sent = {"action": "reject", "article": "a7c94176c32d5cb9c", "statement": "s1"}
    assert client.post("/api/v1/corrections", json=sent).status_code == 401
    assert client.get("/api/v1/jobs").status_code == 401


def test_who_asks_too_often_is_told_when_to_come_again(serve: Serve) -> None:
    client = serve(public=True, rate=0.1, burst=1)
    assert client.get("/api/v1/articles?limit=1").status_code == 200
    found = client.get("/api/v1/articles?limit=1")
    assert (found.status_code, found.json()["code"]) == (429, "OR506")
    assert int(found.headers["retry-after"]) > 0
