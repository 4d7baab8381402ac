import pytest
from fastapi.testclient import TestClient
from tests.serving import Serve, Token

from onrecord.archive import auditlog, tokens
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.tokens import Scope
from onrecord.web.pages.login import local
from onrecord.web.sessions import COOKIE


def word(client: TestClient) -> str:
    return client.get("/login").text.split('name="csrf" value="')[1].split('"')[0]


def enter(client: TestClient, secret: str, next_: str = "/") -> int:
    return client.post("/login", data={"token": secret, "csrf": word(client), "next": next_}).status_code


def test_a_token_begins_a_session_and_signing_out_ends_it(serve: Serve, token: Token) -> None:
    secret = token(Scope.READ)
    client = serve()
    found = client.post("/login", data={"token": f" {secret} ", "csrf": word(client), "next": "/about?a=1"})
    assert (found.status_code, found.headers["location"]) == (303, "/about?a=1")
    shown = client.get("/about").text
    assert "Ann Vale" in shown
    given = shown.split('name="csrf" value="')[1].split('"')[0]
    key = client.cookies[COOKIE]
    assert client.post("/logout", data={"csrf": given}).status_code == 303
    assert COOKIE not in client.cookies
    # The key itself is worth nothing any more.
    assert client.get("/about", headers={"cookie": f"{COOKIE}={key}"}).status_code == 303


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(serve: Serve, token: Token) -> None:
    secret = token(Scope.READ)
    client = serve()
    cookie = client.post("/login", data={"token": secret, "csrf": word(client)}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert secret not in cookie


def test_with_https_the_cookie_is_for_https_only(serve: Serve, token: Token) -> None:
    secret = token(Scope.READ)
    client = serve(https=True, names=("news.example",), base_url="https://news.example", client="192.0.2.7")
    found = client.post("/login", data={"token": secret, "csrf": word(client)})
    assert "Secure" in found.headers["set-cookie"]
    assert client.get("/about").status_code == 200


def test_over_the_network_in_clear_no_token_is_taken(serve: Serve, token: Token) -> None:
    secret = token(Scope.READ)
    client = serve(host="192.0.2.1", base_url="http://192.0.2.1:8765", client="192.0.2.7", public=True)
    shown = client.get("/login").text
    assert "in clear" in shown
    assert 'name="token"' not in shown
    given = client.get("/login").text
    assert client.post("/login", data={"token": secret, "csrf": given}).status_code == 403


@pytest.mark.parametrize("secret", ["wrong", "onrecord_" + "a" * 43, "<script>"])
def test_a_wrong_token_begins_nothing(serve: Serve, token: Token, secret: str) -> None:
    token(Scope.READ)
    client = serve()
    assert enter(client, secret) == 401
    assert COOKIE not in client.cookies


def test_a_session_ends_with_its_token(serve: Serve, token: Token, demo: str) -> None:
    secret = token(Scope.READ)
    token(Scope.READ, name="another")
    client = serve()
    assert enter(client, secret) == 303
    assert client.get("/about").status_code == 200
    with open_archive(demo) as archive, writing(archive) as connection:
        tokens.revoke(connection, "Ann Vale")
    assert client.get("/about").status_code == 303


def test_signing_in_is_noted(serve: Serve, token: Token, demo: str) -> None:
    secret = token(Scope.READ)
    client = serve()
    enter(client, secret)
    client.__exit__(None, None, None)
    with open_archive(demo) as archive, reading(archive) as connection:
        assert [(one.who, one.action) for one in auditlog.latest(connection)] == [("Ann Vale", "login")]


@pytest.mark.parametrize(
    "address",
    ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "", "/a\r\nb", "/\t/evil.example", "/a\\b"],
)
def test_nobody_is_led_elsewhere_after_signing_in(address: str) -> None:
    assert local(address) == "/"


def test_our_own_addresses_are_kept() -> None:
    assert local("/a/a0123#s2") == "/a/a0123#s2"
    assert local("/search?q=caf%C3%A9") == "/search?q=caf%C3%A9"
