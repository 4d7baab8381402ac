import pytest
from fastapi import FastAPI
from tests.serving import Serve

PATHS = [
    "/",
    "/about",
    "/login",
    "/nothing",
    "/static/onrecord.css",
    "/static/nothing",
    "/api/v1/openapi.json",
    "/api/x",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "BREW"])
def test_every_answer_has_the_strict_headers(serve: Serve, path: str, method: str) -> None:
    found = serve().request(method, path)
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["referrer-policy"] == "same-origin"
    assert found.headers["x-frame-options"] == "DENY"
    assert "strict-transport-security" not in found.headers


def test_a_defect_has_them_too_and_tells_nothing_of_itself(serve: Serve) -> None:
    client = serve()

    def broken() -> None:
        raise RuntimeError("the secret plan")

    assert isinstance(client.app, FastAPI)
    client.app.get("/broken")(broken)
    found = client.get("/broken")
    assert found.status_code == 500
    assert "OR509" in found.text
    assert "secret plan" not in found.text
    assert "content-security-policy" in found.headers


def test_with_https_browsers_are_told_to_stay_with_it(serve: Serve) -> None:
    client = serve(https=True, public=True)
    assert client.get("/").headers["strict-transport-security"] == "max-age=31536000"


def test_a_file_with_its_version_is_kept_and_nothing_else(serve: Serve) -> None:
    client = serve()
    assert "immutable" in client.get("/static/onrecord.css?v=123").headers["cache-control"]
    assert client.get("/static/onrecord.css").headers["cache-control"] == "no-cache"
    page = client.get("/")
    assert page.headers["cache-control"] == "private, no-cache"
    assert "Cookie" in page.headers["vary"]


@pytest.mark.parametrize("path", ["/", "/about", "/login", "/nothing"])
def test_no_page_needs_what_the_policy_forbids(serve: Serve, path: str) -> None:
    page = serve().get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page
    assert "<script>" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
