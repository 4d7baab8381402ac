import pytest
from tests.serving import Serve, Token

from onrecord.errors import CODES, OnRecordError
from onrecord.web.refusals import as_dict, status_of

HOSTILE = "/<script>alert(1)</script>\u202e"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_the_status_of_an_error(code: str) -> None:
    assert 400 <= status_of(code) <= 599


@pytest.mark.parametrize(
    ("code", "status"),
    [("OR104", 422), ("OR106", 413), ("OR123", 502), ("OR121", 422), ("OR301", 422), ("OR404", 404), ("OR503", 401)],
)
def test_the_status_says_whose_fault_it_is(code: str, status: int) -> None:
    assert status_of(code) == status


def test_an_error_is_a_page_for_readers_and_json_for_programs(serve: Serve) -> None:
    client = serve()
    page = client.get("/nothing")
    assert page.status_code == 404
    assert "<h1>There is no such page</h1>" in page.text
    told = client.get("/api/v1/nothing")
    assert told.status_code == 404
    assert told.json() == {
        "code": "OR507",
        "what": "there is no such page",
        "where": "/api/v1/nothing",
        "remedy": "Check the address, or begin at the start page.",
    }


def test_what_was_asked_for_is_text_in_the_page_of_an_error(serve: Serve) -> None:
    page = serve().get(HOSTILE).text
    assert "<script>" not in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page


def test_who_is_not_signed_in_is_led_to_do_so_and_a_program_is_told(serve: Serve, token: Token) -> None:
    token()
    client = serve()
    found = client.get("/search?q=a&b=c")
    assert (found.status_code, found.headers["location"]) == (303, "/login?next=%2Fsearch%3Fq%3Da%26b%3Dc")
    told = client.get("/api/v1/articles")
    assert told.status_code == 401
    assert told.headers["www-authenticate"].startswith("Bearer")
    assert told.json()["code"] == "OR503"


def test_an_error_of_the_archive_does_not_say_where_it_lies() -> None:
    told = as_dict(OnRecordError("OR402", "/home/ann/secret.db", "Restore it."))
    assert "secret" not in str(told)


def test_a_method_that_a_page_does_not_have_is_refused(serve: Serve) -> None:
    found = serve().delete("/about")
    assert found.status_code == 405
    assert "OR508" in found.text


def test_bad_values_are_told_with_their_names(serve: Serve) -> None:
    found = serve().get("/go?what=" + "x" * 9000)
    assert found.status_code == 422
    assert "query.what" in found.text
