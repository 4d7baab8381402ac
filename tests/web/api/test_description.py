"""The description of the API, for programs and for people."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.web.api.description import kind, names


@pytest.fixture
def schema(reader: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = reader.get("/api/v1/openapi.json").json()
    return found


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((path, one) for path, methods in schema["paths"].items() for one in methods.values())


def test_every_operation_says_what_it_does_and_who_may(schema: dict[str, Any]) -> None:
    for path, one in operations(schema):
        assert path.startswith("/api/v1/")
        assert one["summary"], path
        assert one["description"].endswith("."), path
        assert one["security"] == [{"token": []}]
        assert len(one["tags"]) == 1
        assert {"401", "403", "422"} <= set(one["responses"])
    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_operations_have_names_of_their_own(schema: dict[str, Any]) -> None:
    ids = [one["operationId"] for _, one in operations(schema)]
    assert len(ids) == len(set(ids)) > 30


def test_every_parameter_is_described(schema: dict[str, Any]) -> None:
    bare = [
        (path, p["name"])
        for path, one in operations(schema)
        for p in one.get("parameters", ())
        if not p.get("description")
    ]
    assert bare == []


def test_every_refusal_is_a_problem(schema: dict[str, Any]) -> None:
    for path, one in operations(schema):
        for status, answer in one["responses"].items():
            if status[0] in "45":
                told = answer["content"]["application/json"]["schema"]
                assert told == {"$ref": "#/components/schemas/Problem"}, (path, status)


def test_the_page_has_every_operation_and_loads_nothing_from_elsewhere(
    reader: TestClient, schema: dict[str, Any]
) -> None:
    page = reader.get("/api/v1/")
    assert page.headers["content-type"].startswith("text/html")
    for path, one in operations(schema):
        assert path in page.text
        assert f'id="{one["operationId"]}"' in page.text
    assert "://" not in page.text.replace("http://www.w3.org", "")
    assert reader.get("/docs").status_code == reader.get("/redoc").status_code == 404


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer"}, "integer"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text or null"),
        ({"$ref": "#/components/schemas/Span"}, "Span"),
        ({"type": "array", "items": {"type": "array", "prefixItems": []}}, "pair of numbers, several"),
        ({"enum": ["a", "b"]}, "“a” or “b”"),
        ({"const": "onrecord/1"}, "“onrecord/1”"),
        ({}, "any"),
    ],
)
def test_a_value_is_told_in_few_words(schema: dict[str, Any], words: str) -> None:
    assert kind(schema) == words


def test_the_names_of_schemas_are_found_wherever_they_stand() -> None:
    inner = [{"$ref": "#/components/schemas/A"}, {"items": {"$ref": "#/components/schemas/B"}}, "x"]
    assert names({"oneOf": inner, "other": {"$ref": "#/components/schemas/A"}}) == ["A", "B"]


def test_the_document_lists_every_operation(schema: dict[str, Any]) -> None:
    document = (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([A-Z]+ /\S+)` \|", document, re.MULTILINE))
    there = {f"{m.upper()} {path.removeprefix('/api/v1')}" for path, of in schema["paths"].items() for m in of}
    assert listed == there
