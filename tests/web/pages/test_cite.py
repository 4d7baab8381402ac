import json
from html import unescape

import pytest
from fastapi.testclient import TestClient

from onrecord.export import formats


@pytest.fixture
def article(client: TestClient) -> str:
    """The id of an article of the demo collection."""
    found = client.get("/api/v1/articles", params={"q": "strait"}).json()
    return str(found["articles"][0]["id"])


def test_a_statement_can_be_copied_as_a_citation(client: TestClient, article: str) -> None:
    shown = unescape(client.get(f"/cite/{article}/s1").text)
    assert f"http://127.0.0.1:8765/a/{article}#s1" in shown
    assert "@article{" in shown


@pytest.mark.parametrize("name", ["text", "csl", "bibtex"])
def test_a_citation_can_be_had_as_a_file(client: TestClient, article: str, name: str) -> None:
    answer = client.get(f"/cite/{article}", params={"as": name})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{article}{formats.FORMATS[name].suffix}"'


@pytest.mark.parametrize("name", [one.name for one in formats.FORMATS.values() if one.of != "citation"])
def test_an_article_can_be_had_in_every_format(client: TestClient, article: str, name: str) -> None:
    if name == "cas":
        pytest.importorskip("cassis", reason="the extra “cas” is not installed")
    answer = client.get(f"/export/{article}", params={"as": name})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(formats.FORMATS[name].media_type)
    assert "json" not in answer.headers["content-type"] or json.loads(answer.content) is not None


@pytest.mark.parametrize("path", ["/cite/nope", "/cite/{}/s999", "/export/nope"])
def test_what_is_not_there_is_not_found(client: TestClient, article: str, path: str) -> None:
    assert client.get(path.format(article)).status_code == 404


@pytest.mark.parametrize("path", ["/cite/{}?as=brat", "/export/{}?as=nope"])
def test_an_unknown_format_is_refused(client: TestClient, article: str, path: str) -> None:
    assert client.get(path.format(article)).status_code in {400, 422}
