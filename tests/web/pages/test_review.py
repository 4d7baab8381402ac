"""The review page: the queue in its order, and decisions that come back to where they were made."""

import html
import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from onrecord.archive import ledger
from onrecord.archive.connect import open_archive, reading
from onrecord.archive.decision import Decision
from onrecord.archive.review import Wanted, queue
from onrecord.archive.schema import audit
from onrecord.archive.tokens import Scope

Serve = Callable[..., TestClient]


def waiting(demo: str, wanted: Wanted | None = None) -> list[str]:
    with open_archive(demo) as archive, reading(archive) as connection:
        return [one.where for one in queue(connection, wanted)]


def decisions(demo: str) -> list[Decision]:
    with open_archive(demo) as archive, reading(archive) as connection:
        return ledger.all_of(connection)


def shown(text: str) -> str:
    found = re.search(r'data-statement="([^"]+)"', text)
    return found[1] if found else ""


def send(client: TestClient, path: str, **fields: str) -> str:
    """Send a form as a browser would; where it leads."""
    word = re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text)
    assert word
    headers = {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}
    answer = client.post(path, data={"csrf": word[1], **fields}, headers=headers)
    assert answer.status_code == 303, html.unescape(re.sub("<[^>]*>", "", answer.text))
    return answer.headers["location"]


def to(where: str) -> str:
    return "/review/" + where.replace("#", "/")


def test_the_queue_is_gone_through_in_its_order(client: TestClient, demo: str) -> None:
    order = waiting(demo)
    for n in range(3):
        text = client.get(f"/review?n={n}").text
        assert shown(text) == order[n]
        assert (f'href="/review?n={n + 1}" data-key="j"' in text, 'data-key="k"' in text) == (True, n > 0)


def test_limits_are_those_of_the_queue(client: TestClient, demo: str) -> None:
    (first, *_) = waiting(demo, Wanted(kind="direct", outlet="The Ardale Chronicle", below=0.9))
    text = client.get("/review?kind=direct&outlet=The+Ardale+Chronicle&below=0.9").text
    assert shown(text) == first
    assert "Nothing waits within these limits." in client.get("/review?outlet=nobody").text
    assert client.get("/review?below=two").status_code == 422


def test_a_decision_takes_the_statement_off_the_queue_and_can_be_undone(client: TestClient, demo: str) -> None:
    first, second, *_ = waiting(demo)
    led = send(client, to(first), action="accept", why="heard it", back="/review")
    assert led == "/review?decided=1"
    text = client.get(led).text
    assert shown(text) == second
    assert "<strong>Accepted</strong>" in text
    assert send(client, "/review/undo", value="1", back="/review?kind=direct") == "/review?kind=direct&decided=2"
    assert shown(client.get("/review").text) == first
    assert [(one.who, one.action, one.why) for one in decisions(demo)] == [
        ("local", "accept", "heard it"), ("local", "undo", ""),
    ]  # fmt: skip


def test_without_a_way_back_it_leads_to_the_passage(client: TestClient, demo: str) -> None:
    first = waiting(demo)[0]
    article, _, statement = first.partition("#")
    for back in ("", "https://elsewhere.example/", "//elsewhere.example/"):
        led = send(client, to(first), action="reject", back=back)
        assert led.startswith(f"/a/{article}?decided=")
        assert led.endswith(f"#{statement}")


def test_a_named_statement_is_shown_decided_or_not_with_what_was_decided(client: TestClient, demo: str) -> None:
    first = waiting(demo)[0]
    send(client, to(first), action="speaker", name="Tide Office", kind="organisation", why="it says so")
    text = client.get("/review", params={"statement": first, "back": "/search?q=dam"}).text
    assert "Tide Office</h2>" in text
    assert "speaker: Tide Office</strong> by local" in text
    assert "“it says so”" in text
    assert '<a href="/search?q=dam">Back</a>' in text
    assert "shown as people have corrected it" in text
    send(client, to(first), action="reject")
    assert "Rejected: " in client.get("/review", params={"statement": first}).text


def test_who_decides_otherwise_is_told_of_the_other(serve: Serve, demo: str, token: Callable[..., str]) -> None:
    first = waiting(demo)[0]
    ann, bo = (
        {"Authorization": f"Bearer {token(Scope.REVIEW, Scope.READ, name=name)}"} for name in ("Ann Vale", "Bo Reed")
    )
    client = serve()
    client.post(to(first), data={"action": "accept"}, headers=ann)
    led = client.post(to(first), data={"action": "reject", "who": "Ann Vale"}, headers=bo).headers["location"]
    number = re.search(r"decided=(\d+)", led)
    assert number
    text = client.get(f"/review?decided={number[1]}", headers=bo).text
    assert "Ann Vale on " in text
    assert [one.who for one in decisions(demo)] == ["Ann Vale", "Bo Reed"]
    assert shown(client.get("/review?disputed=1", headers=ann).text) == first


def test_what_is_decided_is_in_the_log(client: TestClient, demo: str) -> None:
    first = waiting(demo)[0]
    send(client, to(first), action="kind", value="mixed")
    with open_archive(demo) as archive, reading(archive) as connection:
        (row,) = connection.execute(select(audit)).mappings()
    assert (row["who"], row["action"], row["object"]) == ("local", "review.kind", first)


def test_speakers_are_merged_and_told_apart(client: TestClient, demo: str) -> None:
    assert send(client, "/review/speakers", action="merge", name="Ilyan Dravec", into="I. Dravec", back="/about") == (
        "/about?decided=1"
    )
    assert decisions(demo)[0].value == {"name": "Ilyan Dravec", "into": "I. Dravec"}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"action": "burn"}, 409),
        ({"action": "speaker"}, 409),
        ({"action": "span", "content": "words that are not there"}, 409),
        ({"action": "undo"}, 409),
        ({"action": "undo", "value": "77"}, 404),
    ],
)
def test_what_cannot_be_applied_is_refused(client: TestClient, demo: str, fields: dict[str, str], status: int) -> None:
    first = waiting(demo)[0]
    word = re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text)
    assert word
    answer = client.post(to(first), data={"csrf": word[1], **fields}, headers={"Origin": "http://127.0.0.1:8765"})
    assert answer.status_code == status
    assert decisions(demo) == []


def test_what_another_site_sends_is_refused(client: TestClient, demo: str) -> None:
    first = waiting(demo)[0]
    for headers in ({"Origin": "https://elsewhere.example"}, {"Origin": "http://127.0.0.1:8765"}):
        assert client.post(to(first), data={"action": "accept"}, headers=headers).status_code == 403
    assert decisions(demo) == []


def test_who_may_only_read_sees_no_queue_and_decides_nothing(
    serve: Serve, demo: str, token: Callable[..., str]
) -> None:
    headers = {"Authorization": f"Bearer {token(Scope.READ)}"}
    client = serve()
    assert client.get("/review", headers=headers).status_code == 403
    assert client.post(to(waiting(demo)[0]), data={"action": "accept"}, headers=headers).status_code == 403
    assert client.post("/review/speakers", data={"action": "merge"}, headers=headers).status_code == 403
    assert decisions(demo) == []


def test_a_number_of_no_decision_says_nothing(client: TestClient) -> None:
    for number in ("1", "x", "-1", "9" * 40, "<b>"):
        answer = client.get("/review", params={"decided": number})
        assert answer.status_code == 200
        assert 'class="notice' not in answer.text


def test_a_statement_that_is_not_there_is_not_found(client: TestClient, demo: str) -> None:
    assert client.get("/review", params={"statement": "a0#s1"}).status_code == 404
    assert client.get("/review", params={"statement": waiting(demo)[0].partition("#")[0] + "#s999"}).status_code == 404
