"""Traces."""

import json
from pathlib import Path

import jsonschema
import pytest
from fastapi.testclient import TestClient

from onrecord.cli import main
from onrecord.data import demo_collection
from onrecord.web.api.traces import LEFT_OUT

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/onrecord-trace-1.schema.json").read_text(encoding="utf-8"))
WORDS = "without a single crown from the alliance"


def ids(reader: TestClient) -> dict[str, str]:
    """The ids of the demo articles by file."""
    return {
        one.file: reader.get("/api/v1/names", params={"name": one.url}).json()["article"]
        for one in demo_collection.articles()
    }


def test_words_are_traced_as_by_the_command_line(
    reader: TestClient, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["trace", WORDS, "--json", "--archive", demo])
    found = reader.get("/api/v1/traces", params={"words": WORDS})
    assert found.json() == json.loads(capsys.readouterr().out)
    assert found.headers[LEFT_OUT] == "0"
    jsonschema.validate(found.json(), SCHEMA)


def test_an_article_and_a_statement_are_traced(reader: TestClient) -> None:
    article = ids(reader)["harbour-notes-strait.txt"]
    whole = reader.get("/api/v1/traces", params={"article": article, "limit": 100}).json()
    jsonschema.validate(whole, SCHEMA)
    assert whole["utterances"]
    assert whole["derivations"]
    own = next(one for one in whole["utterances"][0]["readings"] if one["article"] == article)
    alone = reader.get("/api/v1/traces", params={"statement": own["statement"]}).json()
    assert own in alone["utterances"][0]["readings"]
    assert reader.get(f"/api/v1/articles/{article}/relatives").json()["derivations"] == whole["derivations"]


@pytest.mark.parametrize("query", ["", "words=a+b+c+d&article=x", "words=too+short", "limit=0&words=a+b+c+d"])
def test_exactly_one_thing_is_traced(reader: TestClient, query: str) -> None:
    assert reader.get(f"/api/v1/traces?{query}").status_code == 422


@pytest.mark.parametrize("query", ["article=nothing", "statement=nothing%23s1"])
def test_what_is_not_there_is_not_traced(reader: TestClient, query: str) -> None:
    found = reader.get(f"/api/v1/traces?{query}")
    assert (found.status_code, found.json()["code"]) == (404, "OR404")


def test_a_statement_has_to_be_named_as_one(reader: TestClient) -> None:
    found = reader.get("/api/v1/traces", params={"statement": ids(reader)["chronicle-dam.html"]})
    assert found.status_code == 404


def test_two_articles_are_compared(reader: TestClient) -> None:
    named = ids(reader)
    copy = reader.get(f"/api/v1/articles/{named['harbour-notes-strait.txt']}/relatives").json()["derivations"][0]
    found = reader.get(f"/api/v1/articles/{copy['article']}/from/{copy['from']}").json()
    assert found["derivation"] == copy
    assert found["alterations"] == copy["alterations"]
    other = reader.get(f"/api/v1/articles/{copy['article']}/from/{named['chronicle-dam.html']}").json()
    assert other["derivation"] is None
    assert other["alterations"]
