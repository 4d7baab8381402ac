"""Corrections."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.serving import Token

from onrecord.archive import auditlog
from onrecord.archive.connect import open_archive, reading
from onrecord.archive.tokens import Scope
from onrecord.web.api import decided as models

DAM = "a7c94176c32d5cb9c"
PATH = "/api/v1/corrections"


def of(statement: str, action: str, **more: Any) -> dict[str, Any]:
    return {"action": action, "article": DAM, "statement": statement, **more}


@pytest.mark.parametrize(
    "sent",
    [
        of("s1", "accept"),
        of("s1", "reject", why="a figure of speech"),
        of("s1", "speaker", value={"name": "Ingrid Sall"}),
        of("s1", "speaker", value={"name": None}),
        of("s1", "speaker", value={"name": "An Other", "kind": "group", "new": True}),
        of("s1", "kind", value={"kind": "mixed"}),
        of("s1", "span", value={"content": [[0, 8]], "cue": [], "source": [[9, 14.0]]}),
        {"action": "merge", "article": DAM, "value": {"name": "Ingrid Sall", "into": "I. Sall"}},
        {"action": "merge", "value": {"name": "Ingrid Sall", "into": "I. Sall"}},
        {"action": "split", "value": {"name": "Ingrid Sall", "as": "Ida Sall", "parts": [DAM]}},
    ],
    ids=lambda sent: f"{sent['action']} {sent.get('value')}",
)
def test_a_correction_is_taken_in_the_name_of_who_asks(client: TestClient, sent: dict[str, Any]) -> None:
    found = client.post(PATH, json=sent)
    assert found.status_code == 201, found.text
    made = models.Decision.model_validate(found.json())
    assert (made.who, made.action, made.why) == ("local", sent["action"], sent.get("why", ""))
    log = client.get(PATH, params={"article": DAM}).json()["decisions"]
    assert models.Entry.model_validate(log[-1] if log else client.get(PATH).json()["decisions"][-1]).key == made.key


def test_who_decides_is_the_name_of_the_token_and_noted(client: TestClient, token: Token, demo: str) -> None:
    headers = {"authorization": f"Bearer {token(Scope.REVIEW, name='Ann Vale')}"}
    made = client.post(PATH, json=of("s1", "accept"), headers=headers).json()
    assert made["who"] == "Ann Vale"
    with open_archive(demo) as archive, reading(archive) as connection:
        noted = auditlog.latest(connection)[0]
    assert (noted.who, noted.action, noted.object) == ("Ann Vale", "review.accept", f"{DAM}#s1")
    assert noted.detail == {"decision": made["id"]}


def test_an_undo_is_a_decision_of_its_own(client: TestClient) -> None:
    made = client.post(PATH, json=of("s1", "reject")).json()
    undone = client.post(f"{PATH}/{made['id']}/undo", json={"why": "too quick"})
    assert (undone.status_code, undone.json()["action"], undone.json()["why"]) == (201, "undo", "too quick")
    assert [one["state"] for one in client.get(PATH).json()["decisions"]] == ["undone", "undoes"]
    assert [one["id"] for one in client.get(f"{PATH}?state=undone").json()["decisions"]] == [made["id"]]
    again = client.post(f"{PATH}/{made['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "OR407")
    assert client.post(f"{PATH}/99/undo").status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (of("s99", "accept"), 404),
        ({"action": "accept", "article": "a0", "statement": "s1"}, 404),
        (of("s1", "span", value={"content": [[0, 10_000_000]]}), 409),
        ({"action": "merge", "value": {"name": "Zebulon Quill", "into": "Somebody"}}, 409),
        (of("s1", "span", value={}), 422),
        (of("s1", "span", value={"content": []}), 422),
        (of("s1", "span", value={"content": [["1", True]]}), 422),
        (of("s1", "speaker", value={}), 422),
        (of("s1", "speaker", value={"name": " "}), 422),
        (of("s1", "kind", value={"kind": "scare"}), 422),
        (of("s1", "accept", who="Somebody else"), 422),
        (of("s1", "undo"), 422),
        ([], 422),
    ],
)
def test_what_cannot_be_applied_is_refused_and_nothing_is_kept(client: TestClient, sent: Any, status: int) -> None:
    found = client.post(PATH, json=sent)
    assert found.status_code == status, found.text
    assert client.get(PATH).json()["decisions"] == []
    assert client.get("/api/v1/audit").json()["noted"] == []


def test_a_browser_needs_the_word_of_its_page(client: TestClient) -> None:
    found = client.post(PATH, json=of("s1", "accept"), headers={"origin": "http://127.0.0.1:8765"})
    assert (found.status_code, found.json()["code"]) == (403, "OR505")


def test_the_queue_is_read_part_by_part(reader: TestClient) -> None:
    whole = models.Queue.model_validate(reader.get("/api/v1/queue?limit=200").json())
    part = reader.get("/api/v1/queue?limit=2&skip=1").json()
    assert [one["text"] for one in part["waiting"]] == [one.text for one in whole.waiting[1:3]]
    assert (part["more"], whole.more) == (True, False)
    assert all(one.reasons for one in whole.waiting)


def test_what_was_decided_waits_no_more(client: TestClient) -> None:
    first = client.get("/api/v1/queue?limit=1").json()["waiting"][0]
    sent = {"action": "accept", "article": first["article"], "statement": first["statement"]}
    assert client.post(PATH, json=sent).status_code == 201
    assert client.get("/api/v1/queue?limit=1").json()["waiting"][0] != first
