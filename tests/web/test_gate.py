from collections.abc import Iterator

import pytest
from tests.serving import Serve, Token

from onrecord.archive.tokens import Scope
from onrecord.web.gate import _host_of

ELSEWHERE = {"client": "192.0.2.7", "public": True, "base_url": "http://192.0.2.1:8765", "host": "192.0.2.1"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.example", "", "192.0.2.9", "[::2]"])
def test_under_another_name_nothing_is_served(serve: Serve, host: str) -> None:
    for path in ("/", "/api/v1/openapi.json", "/static/onrecord.css"):
        found = serve().get(path, headers={"host": host})
        assert found.status_code == 421
        assert "OR505" in found.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "localhost."])
def test_under_the_names_of_this_machine_it_is(serve: Serve, host: str) -> None:
    assert serve().get("/", headers={"host": host}).status_code == 200


def test_a_name_that_was_given_is_one(serve: Serve) -> None:
    client = serve(public=True, names=("News.example",))
    assert client.get("/", headers={"host": "news.example"}).status_code == 200
    assert client.get("/", headers={"host": "other.example"}).status_code == 421


def test_where_every_address_is_listened_at_any_address_is_one_but_no_name(serve: Serve) -> None:
    client = serve(public=True, host="0.0.0.0")
    assert client.get("/", headers={"host": "192.0.2.1:8765"}).status_code == 200
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_another_site_sends_changes_nothing(serve: Serve, headers: dict[str, str]) -> None:
    found = serve().post("/about/check", headers=headers)
    assert found.status_code == 403
    assert "another site sent it" in found.text


def test_another_site_may_link_here(serve: Serve) -> None:
    assert (
        serve().get("/", headers={"sec-fetch-site": "cross-site", "origin": "https://news.example"}).status_code == 200
    )


def test_an_address_that_asks_too_often_has_to_wait(serve: Serve) -> None:
    client = serve(**ELSEWHERE, rate=0.01, burst=3)
    assert [client.get("/about").status_code for _ in range(4)] == [200, 200, 200, 429]
    found = client.get("/api/v1/openapi.json")
    assert found.status_code == 429
    assert int(found.headers["retry-after"]) > 50
    assert found.json()["code"] == "OR506"
    assert "content-security-policy" in found.headers
    assert client.get("/static/onrecord.css").status_code == 200


def test_a_token_has_a_bucket_of_its_own(serve: Serve, token: Token) -> None:
    secret = token(Scope.READ)
    client = serve(**ELSEWHERE, rate=0.01, burst=2)
    for _ in range(3):
        client.get("/about")
    headers = {"authorization": f"Bearer {secret}"}
    assert [client.get("/about", headers=headers).status_code for _ in range(3)] == [200, 200, 429]


def test_wrong_tokens_cost_more(serve: Serve) -> None:
    client = serve(**ELSEWHERE, rate=0.01, burst=20)
    headers = {"authorization": "Bearer wrong"}
    assert [client.get("/about", headers=headers).status_code for _ in range(3)] == [401, 401, 429]


def test_the_user_of_this_machine_has_no_limit(serve: Serve) -> None:
    client = serve(rate=0.01, burst=1)
    assert {client.get("/about").status_code for _ in range(5)} == {200}


def test_what_is_announced_as_too_large_is_refused_before_it_is_read(serve: Serve) -> None:
    found = serve(max_upload=1_000_000).post("/about/check", content=b"x" * 1_200_000)
    assert found.status_code == 413
    assert "OR106" in found.text


def test_a_body_without_a_length_is_counted_while_it_comes(serve: Serve) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(100):
            yield b"csrf=" + b"x" * 100_000

    found = serve(max_upload=1_000_000).post(
        "/login", content=body(), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert found.status_code == 413
    assert "OR106" in found.text


def test_who_may_change_nothing_may_send_little(serve: Serve) -> None:
    client = serve(public=True)
    assert client.post("/login", data={"token": "x" * 150_000}).status_code == 413


@pytest.mark.parametrize(
    ("header", "name"),
    [("a:80", "a"), ("[::1]:80", "::1"), ("[::1]", "::1"), ("A.Example.", "a.example"), ("", ""), ("a:b:c", "a")],
)
def test_the_name_of_a_host_header(header: str, name: str) -> None:
    assert _host_of(header) == name
