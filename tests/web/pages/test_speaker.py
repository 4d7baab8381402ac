"""The page of a speaker: whom a name means, with evidence, and the forms that correct it."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient
from tests.told import MINISTER, POST, put, told

from onrecord.archive.connect import open_archive
from onrecord.trace import index
from onrecord.web.pages.speaker import Asked

DRAVEC = "/speaker?name=Ilyan+Dravec&exact=1"


@pytest.fixture
def room(demo: str, client: TestClient) -> TestClient:
    with open_archive(demo) as archive:
        index.catch_up(archive)
    return client


def html(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_name_of_one_leads_to_all_that_is_known_of_them(room: TestClient) -> None:
    page = html(room, "/speaker?name=dravec")
    said = text(page)
    assert "29 in 7 articles" in said
    assert "Velmoran Defence Minister" in said
    assert "Reporting words used for them" in said
    assert "Meridian Wire" in said
    assert page.count("<blockquote") == 20


def test_roles_come_with_the_words_of_an_article(room: TestClient) -> None:
    page = html(room, DRAVEC)
    assert re.search(r"<q dir=\"auto\">…[^<]*<b>minister of defence</b>[^<]*…</q> <a href=\"/a/a\w+#s\d+\">", page)


def test_statements_are_paged_and_narrowed_down_by_the_address(room: TestClient) -> None:
    older = re.search(r'href="(/speaker\?[^"]*after=[^"]*)#statements">Older', html(room, DRAVEC))
    assert older
    page = html(room, unescape(older[1]))
    assert page.count("<blockquote") == 9
    assert "Newest</a>" in page
    assert "29 in 7" not in text(html(room, f"{DRAVEC}&about=hospital"))


def test_who_fits_is_listed_apart(room: TestClient) -> None:
    page = html(room, "/speaker?name=minister")
    assert "2 names fit; each is listed apart" in text(page)
    assert 'href="/speaker?name=Ilyan+Dravec&amp;exact=1&amp;as=person"' in page
    assert "only the role fits" in text(page)
    assert 'name="action" value="merge"' in page


def test_one_name_of_a_person_and_an_organisation_is_two(room: TestClient, demo: str) -> None:
    lines = [("Ilyan Dravec", MINISTER, "the dockers may go"), ("ilyan dravec", None, "it may rain")]
    with open_archive(demo) as archive:
        put(archive, told("x1", "Dockers", POST, "2024-01-01", lines))
    said = text(html(room, DRAVEC))
    assert "One name, 2 sorts of speaker" in said
    assert "30 in 8 articles" in text(html(room, f"{DRAVEC}&as=person"))


def test_nobody_and_nothing_asked(room: TestClient) -> None:
    assert "Nobody fits “quince”" in text(html(room, "/speaker?name=quince"))
    assert "Nobody has just the name “Dravec”" in text(html(room, "/speaker?name=Dravec&exact=1"))
    assert "Find a speaker" in text(html(room, "/speaker"))
    assert room.get("/speaker?name=dravec&since=once").status_code == 422


def test_who_quotes_them_first_is_a_part_that_the_page_loads(room: TestClient) -> None:
    part = re.search(r'data-part="(/speaker/first[^"]*)"', html(room, DRAVEC))
    assert part
    inner = html(room, unescape(part[1]))
    assert "<html" not in inner
    assert "Meridian Wire" in text(inner)
    assert "<html" in html(room, unescape(part[1]).replace("part=1&", ""))
    assert "not known" in text(html(room, "/speaker/first?part=1&name=quince"))


def test_the_forms_merge_and_split(room: TestClient) -> None:
    page = html(room, DRAVEC)
    csrf = re.search(r'name="csrf" value="([^"]*)"', page)
    parts = re.findall(r'name="parts" form="split" value="([^"]*)"', page)
    assert csrf
    sent = {"csrf": csrf[1], "action": "split", "name": "Ilyan Dravec", "as": "Oleg Dravec", "parts": parts[:2]}
    answer = room.post("/review/speakers", data=sent | {"back": DRAVEC})
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith("/speaker?")
    assert "27 in" in text(html(room, DRAVEC))
    sent = {"csrf": csrf[1], "action": "merge", "name": "Oleg Dravec", "into": "Ilyan Dravec", "back": DRAVEC}
    assert room.post("/review/speakers", data=sent).status_code == 303
    assert "29 in" in text(html(room, DRAVEC))


def test_who_may_not_review_has_no_forms(demo: str, serve: Callable[..., TestClient]) -> None:
    page = html(serve(public=True), DRAVEC)
    assert demo
    assert "/review/speakers" not in page
    assert 'name="parts"' not in page


def test_an_address_keeps_what_was_asked() -> None:
    asked = Asked(name="Ann & Hill", about="ferries", exact=True)
    assert asked.address() == "/speaker?name=Ann+%26+Hill&about=ferries&exact=1"
    assert asked.address(exact="", about="") == "/speaker?name=Ann+%26+Hill"
