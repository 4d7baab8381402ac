"""The pages for adding: what is sent is added in the background, and its page says what became of it."""

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from tests.website import Site, article, reply

from onrecord.archive.connect import open_archive, reading
from onrecord.archive.schema import audit, sources
from onrecord.archive.tokens import Scope
from onrecord.web import jobs

Serve = Callable[..., TestClient]
TEXT = "Pier closed\n\nThe pier is not safe, said Ida Moss, the harbour master, on Monday."
HEADERS = {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Pages are read in this process, and files lie in a folder of the test's own, in which nothing is left."""
    made = jobs.Jobs.__init__

    def small(self: jobs.Jobs, archive: object, processes: int = 1) -> None:
        made(self, archive, processes)  # type: ignore[arg-type]

    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.setattr(jobs.Jobs, "__init__", small)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not [path for path in folder.iterdir() if path.name.startswith("onrecord-add-")]


def send(client: TestClient, path: str, files: object = None, **fields: str) -> str:
    """Send a form as a browser would; the page of the job, when it is over."""
    word = re.search(r'name="csrf" value="([^"]+)"', client.get("/add").text)
    assert word
    answer = client.post(path, data={"csrf": word[1], **fields}, files=files, headers=HEADERS)  # type: ignore[arg-type]
    assert answer.status_code == 303, answer.text
    page: str = answer.headers["location"]
    assert "event: over" in client.get(f"{page}/events").text
    return page


def count(text: str, outcome: str) -> int:
    found = re.search(rf'data-count="{outcome}">(\d+)<', text)
    assert found
    return int(found[1])


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """What the user of this machine sees; read by the rules, which is faster."""
    return serve(method="rules")


def test_pasted_text_is_added_and_leads_to_the_article(client: TestClient) -> None:
    text = client.get(send(client, "/add/text", text=TEXT, address="https://tide.example/pier")).text
    assert "Done</h1>" in text
    assert count(text, "added") == 1
    (link,) = re.findall(r'<a href="(/a/[^"]+)">', text)
    assert client.get(link).status_code == 200


def test_the_same_again_is_unchanged_and_leads_there_too(client: TestClient) -> None:
    send(client, "/add/text", text=TEXT)
    text = client.get(send(client, "/add/text", text=TEXT)).text
    assert (count(text, "added"), count(text, "unchanged")) == (0, 1)
    assert len(re.findall(r'<a href="(/a/[^"]+)">', text)) == 1


def test_files_are_added_under_their_names_alone(client: TestClient, demo: str) -> None:
    files = [
        ("files", ("../../etc/pier.txt", TEXT.encode(), "text/plain")),
        ("files", ("<b>.html", b"", "text/html")),
    ]
    text = client.get(send(client, "/add/files", files)).text
    assert (count(text, "added"), count(text, "failed")) == (1, 1)
    assert "<code>OR104</code>" in text
    assert "&lt;b&gt;.html" in text
    assert "<b>.html" not in text
    with open_archive(demo) as archive, reading(archive) as connection:
        (location,) = connection.scalars(select(sources.c.location).where(sources.c.location.like("upload/%")))
    assert re.fullmatch(r"upload/[0-9a-f]{12}/pier\.txt", location)


def test_an_address_is_fetched_where_that_is_allowed(serve: Serve, site: Site) -> None:
    site.answers["/pier"] = reply(article("Pier closed", "The pier is not safe, said Ida Moss, on Monday. " * 5))
    refused = serve(method="rules")
    text = refused.get(send(refused, "/add/address", address=f"{site.url}/pier")).text
    assert count(text, "failed") == 1
    assert "is a loopback address" in text
    assert site.asked == []
    allowed = serve(method="rules", allow_private=True)
    text = allowed.get(send(allowed, "/add/address", address=f"{site.url}/pier")).text
    assert count(text, "added") == 1


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/add/address", {"address": "/etc/passwd"}),
        ("/add/address", {"address": "file:///etc/passwd"}),
        ("/add/address", {}),
        ("/add/text", {"text": "  "}),
        ("/add/text", {"text": TEXT, "address": "tide"}),
        ("/add/files", {"files": "no file"}),
    ],
)
def test_what_is_nothing_to_add_is_refused(client: TestClient, path: str, fields: dict[str, str]) -> None:
    word = re.search(r'name="csrf" value="([^"]+)"', client.get("/add").text)
    assert word
    answer = client.post(path, data={"csrf": word[1], **fields}, headers=HEADERS)
    assert (answer.status_code, "OR301" in answer.text) == (422, True)


def test_what_is_too_much_is_refused(serve: Serve) -> None:
    client = serve(method="rules", max_upload=10_000)
    files = [("files", ("a.txt", b"x" * 300_000, "text/plain"))]
    assert client.post("/add/files", data={"csrf": "x"}, files=files, headers=HEADERS).status_code == 413


def test_a_job_that_nobody_knows_is_not_found(client: TestClient) -> None:
    for run in ("1", "77", "x", "9" * 40):
        assert client.get(f"/jobs/{run}").status_code == 404
        assert client.get(f"/jobs/{run}/events").status_code == 404


def test_after_a_restart_the_archive_says_what_became_of_it(serve: Serve, client: TestClient) -> None:
    page = send(client, "/add/text", text=TEXT)
    later = serve(method="rules")
    text = later.get(page).text
    assert "Done</h1>" in text
    assert count(text, "added") == 1
    assert "begun by local" in text
    assert page in later.get("/add").text


def test_events_tell_how_far_it_is(client: TestClient) -> None:
    page = send(client, "/add/text", text=TEXT)
    answer = client.get(f"{page}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    (data,) = re.findall(r"^data: (.*)$", answer.text, re.MULTILINE)
    assert json.loads(data)["state"] == "finished"


def test_a_page_of_a_job_that_is_not_over_is_loaded_again_without_a_script(client: TestClient) -> None:
    page = send(client, "/add/text", text=TEXT)
    known = client.app.state.jobs.find(int(page.rpartition("/")[2]))  # type: ignore[attr-defined]
    known.tell(state="running", now="<b>x")
    text = client.get(page).text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text
    assert f'data-events="{page}/events"' in text
    assert "<b>x" not in text


def test_a_job_is_stopped_by_who_may_add(client: TestClient, demo: str) -> None:
    page = send(client, "/add/text", text=TEXT)
    word = re.search(r'name="csrf" value="([^"]+)"', client.get("/add").text)
    assert word
    assert client.post(f"{page}/stop", headers=HEADERS).status_code == 403
    assert client.post(f"{page}/stop", data={"csrf": word[1]}, headers=HEADERS).headers["location"] == page
    with open_archive(demo) as archive, reading(archive) as connection:
        assert connection.scalars(select(audit.c.action).order_by(audit.c.id)).all() == ["add", "add.stop"]


def test_who_may_not_add_sees_and_sends_nothing(serve: Serve, token: Callable[..., str]) -> None:
    headers = {"Authorization": f"Bearer {token(Scope.READ, Scope.REVIEW)}"}
    client = serve()
    assert client.get("/add", headers=headers).status_code == 403
    assert client.get("/jobs/1", headers=headers).status_code == 403
    assert client.get("/jobs/1/events", headers=headers).status_code == 403
    assert client.post("/add/text", data={"text": TEXT}, headers=headers).status_code == 403


def test_what_another_site_sends_is_refused(client: TestClient) -> None:
    assert client.post("/add/text", data={"text": TEXT}, headers={"Origin": "https://x.example"}).status_code == 403
    assert client.post("/add/text", data={"text": TEXT}, headers=HEADERS).status_code == 403
