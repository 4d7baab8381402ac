"""Adding by program."""

import json
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.serving import Serve, Token

from onrecord.archive.tokens import Scope
from onrecord.web.api import jobs, tasks

PAGE = "Pier shut for the winter\n\n“The pier is shut until spring,” the warden Ida Moss said on Monday.\n"


@pytest.fixture
def client(serve: Serve) -> TestClient:
    made: TestClient = serve(method="rules")
    return made


def over(client: TestClient, run: int) -> tasks.Told:
    """How a job ended."""
    for _ in range(600):
        found = tasks.Told.model_validate(client.get(f"/api/v1/jobs/{run}").json())
        if found.state in {"finished", "interrupted", "failed"}:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def events(text: str) -> list[dict[str, str]]:
    """The events of a stream, without what only keeps it alive."""
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


def test_pasted_text_becomes_an_article_and_every_step_is_told(client: TestClient) -> None:
    sent = client.post("/api/v1/jobs", json={"text": PAGE, "address": "https://post.example/pier", "as": "text"})
    assert (sent.status_code, sent.headers["location"]) == (202, f"/api/v1/jobs/{sent.json()['run']}")
    heard = events(client.get(f"{sent.headers['location']}/events").text)
    assert heard[-1]["event"] == "over"
    assert json.loads(heard[-1]["data"])["counts"] == {"added": 1}
    assert over(client, sent.json()["run"]).state == "finished"
    found = client.get("/api/v1/names?name=https://post.example/pier").json()
    assert client.get(found["href"]).json()["article"]["text"].startswith("Pier shut")


def test_who_comes_back_hears_nothing_twice(client: TestClient) -> None:
    run = client.post("/api/v1/jobs", json={"text": PAGE}).json()["run"]
    path = f"/api/v1/jobs/{run}/events"
    last = events(client.get(path).text)[-1]
    again = client.get(path, headers={"last-event-id": last["id"]})
    assert (again.status_code, again.content) == (204, b"")
    older = client.get(path, headers={"last-event-id": "0"})
    assert (older.headers["content-type"], events(older.text)) == ("text/event-stream; charset=utf-8", [last])


def test_files_are_added_and_what_cannot_be_read_is_told(client: TestClient) -> None:
    files = [("files", ("../../pier.txt", PAGE.encode())), ("files", ("empty.html", b""))]
    sent = client.post("/api/v1/uploads", files=files, data={"keep_bytes": "true"})
    assert sent.status_code == 202, sent.text
    found = over(client, sent.json()["run"])
    assert (found.counts["added"], found.counts["failed"]) == (1, 1)
    assert [one.code for one in found.failures] == ["OR104"]
    assert client.get("/api/v1/jobs").json()["jobs"][0]["run"] == found.run


def test_a_job_of_an_earlier_server_is_known(serve: Serve) -> None:
    run = (first := serve(method="rules")).post("/api/v1/jobs", json={"text": PAGE}).json()["run"]
    over(first, run)
    second = serve()
    assert second.get(f"/api/v1/jobs/{run}").json()["state"] == "finished"
    assert [one["event"] for one in events(second.get(f"/api/v1/jobs/{run}/events").text)] == ["over"]
    assert second.post(f"/api/v1/jobs/{run}/stop").json()["state"] == "finished"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("jobs", {}, 422), ("jobs", {"address": "file:///etc/passwd"}, 422), ("jobs", {"text": "x", "as": "pdf"}, 422),
        ("jobs/99/stop", None, 404), ("jobs", {"text": "x", "address": "http://a b"}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused(client: TestClient, path: str, body: Any, status: int) -> None:
    assert client.post(f"/api/v1/{path}", json=body).status_code == status


def test_an_address_of_the_own_network_is_not_fetched(client: TestClient) -> None:
    run = client.post("/api/v1/jobs", json={"address": "http://127.0.0.1:9/"}).json()["run"]
    found = over(client, run)
    assert [one.code[:4] for one in found.failures] == ["OR12"]


@pytest.mark.parametrize("path", ["jobs/99", "jobs/99/events"])
def test_a_job_that_is_not_there_is_a_problem(client: TestClient, path: str) -> None:
    found = client.get(f"/api/v1/{path}")
    assert (found.status_code, found.json()["code"]) == (404, "OR404")


def test_who_may_only_read_adds_nothing(client: TestClient, token: Token) -> None:
    headers = {"authorization": f"Bearer {token(Scope.REVIEW)}"}
    assert client.post("/api/v1/jobs", json={"text": PAGE}, headers=headers).status_code == 403
    assert client.get("/api/v1/jobs/1/events", headers=headers).status_code == 403


def test_the_same_state_has_the_same_name() -> None:
    assert jobs.name_of({"a": 1, "b": 2}) == jobs.name_of({"b": 2, "a": 1}) != jobs.name_of({"a": 2, "b": 1})
