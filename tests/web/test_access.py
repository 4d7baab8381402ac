import pytest
from tests.serving import Serve, Token

from onrecord.archive import tokens
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.tokens import Scope
from onrecord.web.access import LOCAL, NOBODY, READER

ELSEWHERE = "192.0.2.7"


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_the_user_of_this_machine_may_do_everything_while_there_is_no_token(serve: Serve) -> None:
    client = serve()
    assert client.get("/").status_code == 200
    assert client.get("/about").text.count("Read all of it, and check") == 1


def test_once_there_is_a_token_this_machine_needs_one_too(serve: Serve, token: Token) -> None:
    token(Scope.READ)
    client = serve()
    found = client.get("/about?a=1")
    assert (found.status_code, found.headers["location"]) == (303, "/login?next=%2Fabout%3Fa%3D1")


@pytest.mark.parametrize("header", ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"])
def test_what_was_passed_on_for_somebody_is_not_from_this_machine(serve: Serve, header: str) -> None:
    assert serve().get("/", headers={header: "192.0.2.7"}).status_code == 303


def test_who_asks_from_elsewhere_is_nobody(serve: Serve) -> None:
    assert serve(client=ELSEWHERE).get("/").status_code == 303


def test_what_is_public_is_read_by_everybody_and_changed_by_nobody(serve: Serve) -> None:
    client = serve(public=True)
    assert client.get("/about").status_code == 200
    assert "Read all of it" not in client.get("/about").text
    word = client.get("/login").text.split('name="csrf" value="')[1].split('"')[0]
    found = client.post("/about/check", data={"csrf": word})
    assert found.status_code == 401
    assert "OR503" in found.text


def test_a_token_allows_its_scopes_and_no_more(serve: Serve, token: Token) -> None:
    reader, admin = token(Scope.READ), token(Scope.ADMIN, name="Tom Reed")
    client = serve()
    assert client.get("/", headers=bearer(reader)).status_code == 200
    assert client.post("/about/check", headers=bearer(reader)).status_code == 403
    found = client.post("/about/check", headers=bearer(admin))
    assert found.status_code == 200
    assert "it is whole" in found.text


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer", "Basic YTpi", "onrecord_x", "Bearer " + "x" * 3000])
def test_a_wrong_token_is_refused_also_where_none_is_needed(serve: Serve, header: str) -> None:
    for settings in ({}, {"public": True}):
        found = serve(**settings).get("/", headers={"authorization": header})
        assert found.status_code == 401
        assert "OR503" in found.text


def test_a_token_that_is_revoked_ends_at_once(serve: Serve, token: Token, demo: str) -> None:
    secret = token(Scope.READ)
    token(Scope.READ, name="another")
    client = serve()
    assert client.get("/", headers=bearer(secret)).status_code == 200
    with open_archive(demo) as archive, writing(archive) as connection:
        tokens.revoke(connection, "Ann Vale")
    assert client.get("/", headers=bearer(secret)).status_code == 401


def test_the_last_use_of_a_token_is_kept(serve: Serve, token: Token, demo: str) -> None:
    secret = token(Scope.READ)
    client = serve()
    client.get("/", headers=bearer(secret))
    client.__exit__()
    with open_archive(demo) as archive, reading(archive) as connection:
        assert [one.used is not None for one in tokens.listed(connection)] == [True]


def test_callers_know_what_they_may() -> None:
    assert LOCAL.may("admin")
    assert READER.may(Scope.READ)
    assert not READER.may("review")
    assert not NOBODY.may("read")
