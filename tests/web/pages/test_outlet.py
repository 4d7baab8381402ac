"""The page of an outlet: first-hand and second-hand, how it reports whom, what people corrected."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from tests.told import put, told

from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.schema import articles
from onrecord.model import Outlet
from onrecord.trace import index

DESK = "/outlet?name=Republic+Desk"


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


def test_outlets_are_listed_and_lead_to_their_pages(room: TestClient) -> None:
    page = html(room, "/outlet")
    links = re.findall(r'<th scope="row"><a href="(/outlet\?[^"]*)"', page)
    assert len(links) > 5
    assert all('<h2 id="manner">' in html(room, unescape(link)) for link in links)
    assert "No outlet of this archive is called “Owl”" in text(html(room, "/outlet?name=Owl"))


def test_a_domain_means_an_outlet_too_and_several_are_listed_apart(room: TestClient, demo: str) -> None:
    assert "Republic Desk" in text(html(room, "/outlet?name=republicdesk.example"))
    with open_archive(demo) as archive:
        put(archive, told("x1", "Other", Outlet("Republic Desk", "elsewhere.example"), "2024-01-01", []))
    assert "2 outlets fit, each listed apart" in text(html(room, DESK))
    assert "elsewhere.example" in text(html(room, f"{DESK}&domain=elsewhere.example"))


def test_how_it_reports_whom_is_drawn_and_listed(room: TestClient) -> None:
    page = html(room, DESK)
    said = text(page)
    assert "Over the 18 statements of its newest 2 articles" in said
    assert page.count("<svg") == 2
    assert "warn 1 (endorsing)" in said
    assert "None in its articles." in said


def test_what_it_has_first_hand_is_a_part_that_the_page_loads(room: TestClient) -> None:
    part = re.search(r'data-part="(/outlet/traced[^"]*)"', html(room, DESK))
    assert part
    inner = html(room, unescape(part[1]))
    said = text(inner)
    assert "<html" not in inner
    assert "Its newest 2 articles have" in said
    assert "second-hand, credited" in said
    assert "against Meridian Wire, 8 February 2023" in said
    assert "<html" in html(room, unescape(part[1]).replace("part=1&", ""))
    assert room.get("/outlet/traced?name=Owl").status_code == 404


def test_corrections_are_told_at_once(room: TestClient, demo: str) -> None:
    assert "None in its articles." in text(html(room, DESK))
    with open_archive(demo) as archive:
        with reading(archive) as connection:
            query = select(articles.c.id).where(articles.c.outlet_name == "Republic Desk")
            article = connection.execute(query.limit(1)).scalar_one()
        with writing(archive) as connection:
            decide(connection, Decision("reject", article, "s1", {}, "Ann Vale", "a <b>title"))
    page = html(room, DESK)
    assert "Over the 17 statements" in text(page)
    assert f"reject of {article}#s1 , Ann Vale" in text(page)
    assert "a &lt;b&gt;title" in page
