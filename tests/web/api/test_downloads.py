"""Downloads: as many lines as are shown."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from onrecord.archive.decision import Decision
from onrecord.web.api import cells, complete, downloads

DAM = "a7c94176c32d5cb9c"
SEARCHES = ["", "q=dam+OR+weir", "q=the&kind=direct", "speaker=dravec&since=2023-05", "outlet=chronicle&q=dam*"]


def lines(client: TestClient, path: str) -> list[dict[str, object]]:
    found = client.get(f"/api/v1/downloads/{path}")
    assert found.status_code == 200, found.text
    return [json.loads(line) for line in found.text.splitlines()]


def table(client: TestClient, path: str) -> list[dict[str, str]]:
    text = client.get(f"/api/v1/downloads/{path}").text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def shown(client: TestClient, noun: str, query: str) -> list[dict[str, object]]:
    page = client.get(f"/api/v1/{noun}?limit=5&{query}").json()
    found = list(page[noun])
    while page["next"]:
        page = client.get(f"/api/v1/{noun}?limit=5&{query}&after={page['next']}").json()
        found += page[noun]
    return found


def agrees(client: TestClient, noun: str, query: str) -> int:
    """How many lines there are, in either form; they are those that are shown."""
    found = shown(client, noun, query)
    assert lines(client, f"{noun}.jsonl?{query}") == found
    rows = table(client, f"{noun}.csv?{query}")
    assert [row["id"] for row in rows] == [one["id"] for one in found]
    assert [row["title"] for row in rows] == [cells.cell(one["title"]) for one in found]
    return len(found)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only few results in memory at a time, so that there are several portions."""
    monkeypatch.setattr(complete, "BATCH", 3)


@pytest.mark.parametrize("noun", ["statements", "articles"])
@pytest.mark.parametrize("query", SEARCHES)
def test_the_download_is_what_the_pages_show(reader: TestClient, noun: str, query: str) -> None:
    assert agrees(reader, noun, query) > 0


def test_so_it_is_after_corrections(client: TestClient, decided: Callable[..., None]) -> None:
    before = agrees(client, "statements", "")
    decided(
        Decision("reject", DAM, "s1", who="Ann"),
        Decision("speaker", DAM, "s2", {"name": "Ilyan Dravec"}, who="Ann"),
        Decision("merge", None, None, {"name": "Hanna Orrin", "into": "Ilyan Dravec"}, who="Ann"),
    )
    assert agrees(client, "statements", "") == before - 1
    assert agrees(client, "statements", "speaker=dravec&q=dam") > 0
    assert agrees(client, "articles", "speaker=dravec") > 0


def test_speakers_have_all_statements_that_are_somebodys(reader: TestClient) -> None:
    spoken = [one for one in shown(reader, "statements", "q=dam") if one["speaker"]]
    rows = table(reader, "speakers.csv?q=dam")
    assert sum(int(row["statements"]) for row in rows) == len(spoken)
    assert lines(reader, "speakers.jsonl?q=dam")[0]["name"] == rows[0]["name"]


def test_decisions_can_be_taken_into_another_archive(client: TestClient, decided: Callable[..., None]) -> None:
    decided(Decision("reject", DAM, "s1", who="Ann"), Decision("accept", DAM, "s2", who="Bob", why="=1+1"))
    found = lines(client, "corrections.jsonl")
    assert [(one["action"], one["who"]) for one in found] == [("reject", "Ann"), ("accept", "Bob")]
    assert [row["why"] for row in table(client, "corrections.csv")] == ["", "'=1+1"]
    assert {one["key"] for one in found} == {
        one["key"] for one in client.get("/api/v1/corrections").json()["decisions"]
    }


def test_the_queue_is_what_waits(reader: TestClient) -> None:
    found = lines(reader, "queue.jsonl?below=0.7")
    waiting = reader.get("/api/v1/queue?below=0.7&limit=200").json()["waiting"]
    assert [(one["article"], one["statement"]) for one in found] == [
        (one["article"], one["statement"]) for one in waiting
    ]
    assert len(table(reader, "queue.csv?below=0.7")) == len(found)


def test_records_and_traces_are_whole(reader: TestClient) -> None:
    found = lines(reader, "records.jsonl?q=dam")
    assert [one["article"]["id"] for one in found] == [  # type: ignore[index]
        one["id"] for one in shown(reader, "articles", "q=dam")
    ]
    assert found[0] == reader.get(f"/api/v1/articles/{found[0]['article']['id']}").json()  # type: ignore[index]
    told = lines(reader, "traces.jsonl")
    assert {"id", "readings"} <= set(told[0])
    assert {"article", "from"} <= set(told[-1])


def test_nothing_found_is_no_line_or_a_header(reader: TestClient) -> None:
    assert reader.get("/api/v1/downloads/statements.jsonl?q=zeppelin").content == b""
    assert reader.get("/api/v1/downloads/articles.csv?q=zeppelin").text.startswith('"id","statements"')
    assert table(reader, "articles.csv?q=zeppelin") == []


@pytest.mark.parametrize("path", ["statements.jsonl?q=“dam", "statements.xml", "records.csv", "articles.csv?limit=3"])
def test_a_bad_request_is_a_problem_and_no_beginning_of_a_file(reader: TestClient, path: str) -> None:
    found = reader.get(f"/api/v1/downloads/{path}")
    assert found.status_code in {404, 422}
    assert set(found.json()) == {"code", "what", "where", "remedy"}


def test_only_so_many_run_at_once_and_each_makes_room_again(reader: TestClient) -> None:
    held = [downloads._SLOTS.acquire(blocking=False) for _ in range(downloads.AT_ONCE)]
    try:
        assert all(held)
        found = reader.get("/api/v1/downloads/articles.csv")
        assert (found.status_code, found.json()["code"], found.headers["retry-after"]) == (429, "OR506", "10")
    finally:
        for _ in held:
            downloads._SLOTS.release()
    for _ in range(downloads.AT_ONCE + 1):
        assert reader.get("/api/v1/downloads/articles.csv").status_code == 200
        assert reader.get("/api/v1/downloads/articles.csv?q=“x").status_code == 422


def test_the_file_has_a_name(reader: TestClient) -> None:
    found = reader.get("/api/v1/downloads/statements.csv?q=dam")
    assert found.headers["content-disposition"] == 'attachment; filename="onrecord-statements.csv"'
    assert found.headers["content-type"].startswith("text/csv; charset=utf-8")
