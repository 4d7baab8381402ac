"""The article page: what the archive has of an article, as people have corrected it, with places to link to."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from onrecord.archive import pending
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.lookup import record as stored
from onrecord.archive.schema import articles, sources
from onrecord.model import Record
from onrecord.web.pages.article import address

COPY = "harbour-notes-strait.txt"
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def article(demo: str) -> str:
    """The id of the altered copy of the collection."""
    with open_archive(demo) as archive, reading(archive) as connection:
        query = select(sources.c.article_id).where(sources.c.location == COPY)
        return str(connection.execute(query).scalar_one())


@pytest.fixture
def record(demo: str, article: str) -> Record:
    with open_archive(demo) as archive, reading(archive) as connection:
        return stored(connection, article)


def html(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def visible(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_every_statement_has_a_passage_a_badge_and_a_card(client: TestClient, article: str, record: Record) -> None:
    page = html(client, f"/a/{article}")
    for statement in record.statements:
        for wanted in (f'id="{statement.id}"', f'data-statement="{statement.id}"', f'id="card-{statement.id}"'):
            assert page.count(wanted) == 1
        assert f'href="/q/{article}/{statement.id}"' in page
        assert f'href="/cite/{article}/{statement.id}"' in page


def test_the_page_runs_nothing_of_its_own(client: TestClient, article: str) -> None:
    for path in ("", "?speaker=p1", "/lineage"):
        page = html(client, f"/a/{article}{path}")
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", page)
        ids = re.findall(r'\sid="([^"]*)"', page)
        assert len(ids) == len(set(ids))


def test_what_is_named_on_the_page_is_there(client: TestClient, article: str) -> None:
    page = html(client, f"/a/{article}")
    ids = set(re.findall(r'\sid="([^"]*)"', page))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= ids
    assert {one for ids_ in re.findall(r'aria-(?:labelled|described)by="([^"]*)"', page) for one in ids_.split()} <= ids


def test_a_row_of_the_sheet_shows_one_speakers_statements(client: TestClient, article: str, record: Record) -> None:
    speaker = record.statements[0].speaker
    mine = [one for one in record.statements if one.speaker == speaker]
    page = html(client, f"/a/{article}?speaker={speaker}")
    assert f"{len(mine)} statements of {len(record.statements)} shown" in page
    assert len(re.findall(r'data-card="[^"]*" data-speaker="[^"]*">', page)) == len(mine)


def test_an_unknown_speaker_shows_all(client: TestClient, article: str) -> None:
    assert 'class="reading"' in html(client, f"/a/{article}?speaker=nobody")


def test_findings_lead_to_their_places(client: TestClient, article: str, record: Record) -> None:
    page = html(client, f"/a/{article}")
    for finding in record.sheet.findings:
        assert finding.message in visible(page)
    assert 'href="#f1-1"' in page


def test_what_was_left_out_and_whence_it_came_can_be_read(client: TestClient, article: str, record: Record) -> None:
    seen = visible(html(client, f"/a/{article}"))
    for dropped in record.article.dropped:
        assert " ".join(dropped.text.split()) in seen
        assert dropped.reason in seen
    assert COPY in seen
    assert "SHA-256" in seen


def test_corrections_are_applied_as_on_the_command_line(client: TestClient, demo: str, article: str) -> None:
    with open_archive(demo) as archive, writing(archive) as connection:
        decide(connection, Decision("reject", article, "s1", who="Ann Vale", why="a title"))
        decide(connection, Decision("speaker", article, "s2", {"name": "Oda Finch"}, who="Ann Vale"))
    page = html(client, f"/a/{article}")
    assert 'data-statement="s1"' not in page
    assert 'data-statement="s2"' in page
    assert "Oda Finch" in visible(page)
    assert "a title" in visible(page)


def test_what_was_just_decided_is_said(client: TestClient, demo: str, article: str) -> None:
    with open_archive(demo) as archive, writing(archive) as connection:
        made = decide(connection, Decision("accept", article, "s1", who="Ann Vale"))
    assert f"decision {made.id} by Ann Vale" in visible(html(client, f"/a/{article}?decided={made.id}"))
    assert "decision" not in visible(html(client, f"/a/{article}?decided=nonsense")).partition("Text")[0]


@pytest.mark.parametrize("cut", [6, 10])
def test_the_beginning_of_an_id_leads_to_it(client: TestClient, article: str, cut: int) -> None:
    assert client.get(f"/a/{article[:cut]}").headers["location"] == f"/a/{article}"
    assert client.get(f"/a/{article}%23s2").headers["location"] == f"/a/{article}#s2"
    assert client.get("/a", params={"name": COPY}).headers["location"] == f"/a/{article}"


def test_an_address_leads_to_its_article_also_with_a_query(client: TestClient, demo: str) -> None:
    with open_archive(demo) as archive, reading(archive) as connection:
        query = select(articles.c.id, articles.c.url).where(articles.c.url.is_not(None))
        id_, url = connection.execute(query.limit(1)).one()
    assert client.get(f"/a/{url}").headers["location"] == f"/a/{id_}"
    assert client.get(f"/a/{url}?utm=1").headers["location"] == f"/a/{id_}"


@pytest.mark.parametrize("name", ["nothing", "https://nowhere.example/a?b=c", "%00", "a" * 3_000])
def test_what_is_not_there_is_said(client: TestClient, name: str) -> None:
    answer = client.get(f"/a/{name}")
    assert answer.status_code == 404
    assert "OR404" in answer.text


def test_what_came_from_outside_is_text(client: TestClient, demo: str, article: str) -> None:
    hostile = {"title": HOSTILE, "byline": [HOSTILE], "outlet_name": HOSTILE, "url": "javascript:alert(1)"}
    with open_archive(demo) as archive, writing(archive) as connection:
        connection.execute(update(articles).where(articles.c.id == article).values(**hostile))
    for path in ("", "/lineage"):
        page = html(client, f"/a/{article}{path}")
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert 'href="javascript' not in page


def test_the_lineage_comes_whole_and_in_parts(client: TestClient, article: str) -> None:
    whole = html(client, f"/a/{article}/lineage")
    assert "This article was made from another one" in whole
    assert "Earliest in this archive" in whole
    part = html(client, f"/a/{article}/lineage?part=articles")
    assert part.lstrip().startswith("<section")
    assert f"/a/{article}/from/" in part
    assert "data-of=" in html(client, f"/a/{article}/lineage?part=readings")


def test_before_the_index_has_caught_up_that_is_said(client: TestClient, demo: str, article: str) -> None:
    with open_archive(demo) as archive, writing(archive) as connection:
        pending.note(connection, article)
    assert "not in the index of the trace yet" in html(client, f"/a/{article}/lineage")


def test_only_who_may_review_is_led_to_it(serve: Callable[..., TestClient], article: str) -> None:
    assert "/review?statement=" in html(serve(), f"/a/{article}")
    assert "/review" not in html(serve(public=True), f"/a/{article}")


def test_addresses_of_passages_are_quoted() -> None:
    assert address("a/b", "s 1") == "/a/a%2Fb#s%201"
