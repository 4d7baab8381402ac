"""Articles, by id."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from onrecord.archive.decision import Decision
from onrecord.cli import main
from onrecord.web.api import models

DAM = "a7c94176c32d5cb9c"
ARTICLE = f"/api/v1/articles/{DAM}"


def test_an_article_is_what_the_command_line_prints(
    reader: TestClient, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["show", DAM, "--json", "--archive", demo])
    found = reader.get(ARTICLE)
    assert found.json() == json.loads(capsys.readouterr().out)
    models.Record.model_validate(found.json())


def test_a_statement_is_what_the_command_line_prints(
    reader: TestClient, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["show", f"{DAM}#s2", "--json", "--archive", demo])
    assert reader.get(f"{ARTICLE}/statements/s2").json() == json.loads(capsys.readouterr().out)


def test_corrections_are_in_effect_unless_the_machine_is_asked(
    client: TestClient, decided: Callable[..., None]
) -> None:
    decided(Decision("reject", DAM, "s1", who="Ann"))
    assert "s1" not in [one["id"] for one in client.get(ARTICLE).json()["statements"]]
    assert "s1" in [one["id"] for one in client.get(f"{ARTICLE}?machine=true").json()["statements"]]
    assert client.get(f"{ARTICLE}/statements/s1").status_code == 404
    assert client.get(f"{ARTICLE}/statements/s1?machine=true").status_code == 200


def test_who_has_an_article_is_told_so_until_it_changes(client: TestClient, decided: Callable[..., None]) -> None:
    etag = client.get(ARTICLE).headers["etag"]
    same = client.get(ARTICLE, headers={"if-none-match": f'"x", {etag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    assert client.get(f"{ARTICLE}?machine=true", headers={"if-none-match": etag}).status_code == 200
    decided(Decision("reject", DAM, "s1", who="Ann"))
    assert client.get(ARTICLE, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("name", ["a000000000000000", "x", "abf e", f"{DAM}%23s2", "%00", "a" * 300])
def test_what_is_not_there_is_a_problem(reader: TestClient, name: str) -> None:
    found = reader.get(f"/api/v1/articles/{name}")
    assert (found.status_code, found.json()["code"]) in {(404, "OR404"), (422, "OR508")}
    models.Problem.model_validate(found.json())


@pytest.mark.parametrize(
    ("name", "statement"),
    [(DAM, None), (DAM[:6], None), (f"{DAM}#s3", "s3"), ("chronicle-dam.html", None)],
)
def test_a_name_is_resolved(reader: TestClient, name: str, statement: str | None) -> None:
    found = reader.get(f"/api/v1/names?name={quote(name, safe='')}").json()
    assert models.Target.model_validate(found).article == DAM
    assert found["statement"] == statement
    assert reader.get(found["href"]).status_code == 200


def test_provenance_says_whence_an_article_is(client: TestClient, decided: Callable[..., None]) -> None:
    decided(Decision("reject", DAM, "s1", who="Ann", why="a figure of speech"))
    found = models.Provenance.model_validate(client.get(f"{ARTICLE}/provenance").json())
    assert found.article == DAM
    assert [one.location for one in found.captured] == ["chronicle-dam.html"]
    assert [one.current for one in found.versions] == [True]
    assert [(one.action, one.who, one.statements) for one in found.corrections] == [("reject", "Ann", ["s1"])]
    assert found.dates["published"]
    assert found.dates["published"].origin
