from urllib.parse import urlencode

import pytest
from tests.serving import Serve, Token

from onrecord.archive.tokens import Scope

FORM = {"content-type": "application/x-www-form-urlencoded"}
BROWSER = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}


def word(page: str) -> str:
    return page.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]


def test_a_form_of_our_own_page_is_taken(serve: Serve) -> None:
    client = serve()
    given = word(client.get("/about").text)
    assert client.post("/about/check", data={"csrf": given}, headers=BROWSER).status_code == 200
    assert client.post("/about/check", headers=BROWSER | {"x-csrf-token": given}).status_code == 200
    assert client.post("/about/check", files={"csrf": (None, given)}, headers=BROWSER).status_code == 200


@pytest.mark.parametrize("given", ["", "wrong", "é", "a" * 64])
def test_a_form_without_its_word_is_refused(serve: Serve, given: str) -> None:
    client = serve()
    for found in (
        client.post("/about/check", content=urlencode({"csrf": given}), headers=BROWSER | FORM),
        client.post("/about/check", headers=BROWSER),
        client.post("/about/check", json={"csrf": given}, headers=BROWSER),
    ):
        assert found.status_code == 403
        assert "OR505" in found.text


def test_a_program_on_this_machine_needs_no_word(serve: Serve) -> None:
    assert serve().post("/about/check").status_code == 200


def test_a_program_with_a_token_needs_no_word(serve: Serve, token: Token) -> None:
    headers = {"authorization": f"Bearer {token(Scope.ADMIN)}"}
    assert serve().post("/about/check", headers=headers).status_code == 200


def test_the_word_of_one_session_is_none_of_another(serve: Serve, token: Token) -> None:
    secret = token(Scope.ADMIN)
    first, second = serve(), serve()
    for client in (first, second):
        client.post("/login", data={"token": secret, "csrf": word(client.get("/login").text)}, headers=BROWSER)
    mine, other = word(first.get("/about").text), word(second.get("/about").text)
    assert mine != other
    assert first.post("/about/check", data={"csrf": other}, headers=BROWSER).status_code == 403
    assert first.post("/about/check", data={"csrf": mine}, headers=BROWSER).status_code == 200


def test_the_word_is_another_after_a_restart(serve: Serve) -> None:
    assert word(serve().get("/login").text) != word(serve().get("/login").text)
