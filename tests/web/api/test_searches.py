"""Searches, page by page."""

import json

import pytest
from fastapi.testclient import TestClient

from onrecord.cli import main
from onrecord.web.api import results


@pytest.mark.parametrize(("noun", "option"), [("statements", []), ("articles", ["--articles"])])
def test_a_search_finds_what_the_command_line_finds(
    reader: TestClient, demo: str, capsys: pytest.CaptureFixture[str], noun: str, option: list[str]
) -> None:
    main(["find", "dam", "OR", "weir", "--json", "--limit", "3", *option, "--archive", demo])
    found = reader.get(f"/api/v1/{noun}?q=dam+OR+weir&limit=3").json()
    assert found == json.loads(capsys.readouterr().out)
    model = results.FoundStatements if noun == "statements" else results.FoundArticles
    model.model_validate(found)


@pytest.mark.parametrize("noun", ["statements", "articles"])
@pytest.mark.parametrize("order", ["newest", "relevance"])
def test_pages_have_everything_once(reader: TestClient, noun: str, order: str) -> None:
    path = f"/api/v1/{noun}?q=the&order={order}&limit=7"
    page = reader.get(path).json()
    seen = [hit["id"] for hit in page[noun]]
    while page["next"]:
        page = reader.get(f"{path}&after={page['next']}").json()
        seen += [hit["id"] for hit in page[noun]]
    assert len(seen) == len(set(seen)) == reader.get(f"/api/v1/{noun}?q=the&limit=1").json()["total"]


@pytest.mark.parametrize(
    ("query", "code"), [("q=“dam", "OR406"), ("limt=1", "OR508"), ("since=2023-02-31", "OR406"), ("kind=x", "OR508")]
)
def test_what_cannot_be_understood_is_a_bad_value(reader: TestClient, query: str, code: str) -> None:
    found = reader.get(f"/api/v1/statements?{query}")
    assert (found.status_code, found.json()["code"]) == (422, code)
