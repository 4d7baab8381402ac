"""Two articles beside each other: the same changes in three views, in the right direction, and what is said of it."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from onrecord.archive import lookup
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.schema import articles, sources
from onrecord.trace import derivations
from onrecord.web import alignment
from onrecord.web.pages.compared import VIEWS, compared

COPY, ORIGINAL, OTHER = "harbour-notes-strait.txt", "meridian-strait-interview.html", "chronicle-dam.html"


@pytest.fixture
def ids(demo: str) -> dict[str, str]:
    """The article of each file."""
    with open_archive(demo) as archive, reading(archive) as connection:
        found = connection.execute(select(sources.c.location, sources.c.article_id))
        return {str(file): str(id_) for file, id_ in found}


def html(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def visible(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_marks_what_was_changed_and_says_so(client: TestClient, ids: dict[str, str], view: str) -> None:
    page = html(client, f"/a/{ids[COPY]}/from/{ids[ORIGINAL]}?view={view}")
    assert re.search(r'<del><span class="hidden">removed: </span>greatest</del>', page)
    assert re.search(r'<ins><span class="hidden">added: </span>deadliest</ins>', page)
    assert "Many experts" in page
    assert 'aria-current="page">' + VIEWS[view] in page
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)


def test_the_page_says_how_much_and_whether_credit_is_given(client: TestClient, ids: dict[str, str]) -> None:
    seen = visible(html(client, f"/a/{ids[COPY]}/from/{ids[ORIGINAL]}"))
    assert re.search(r"Taken over \d\d% of its words", seen)
    assert "Credit none given" in seen
    assert "harsher word" in seen
    assert "the credit to Meridian is gone" in seen
    assert re.search(r"\d+ added, \d+ left out", seen)


def test_only_the_changes_are_listed_when_asked(client: TestClient, ids: dict[str, str]) -> None:
    pair, same = f"/a/{ids[COPY]}/from/{ids[ORIGINAL]}", "Velmora is not a member of the Compact"
    assert same in html(client, f"{pair}?view=side")
    assert same not in html(client, f"{pair}?view=changes")
    assert len(html(client, f"{pair}?view=changes")) < len(html(client, f"{pair}?view=side"))


def test_the_other_direction_leads_to_the_right_one(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/a/{ids[ORIGINAL]}/from/{ids[COPY]}?view=side")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/a/{ids[COPY]}/from/{ids[ORIGINAL]}?view=side"


def test_the_beginning_of_an_id_will_do(client: TestClient, ids: dict[str, str]) -> None:
    answer = client.get(f"/a/{ids[COPY][:8]}/from/{ids[ORIGINAL][:8]}")
    assert answer.headers["location"] == f"/a/{ids[COPY]}/from/{ids[ORIGINAL]}?view=highlighted"


def test_articles_with_little_in_common_are_not_called_copies(client: TestClient, ids: dict[str, str]) -> None:
    seen = visible(html(client, f"/a/{ids[COPY]}/from/{ids[OTHER]}"))
    assert "share too little" in seen
    assert "Credit" not in seen


def test_an_article_beside_itself_is_the_same(client: TestClient, ids: dict[str, str]) -> None:
    assert "0 altered, 0 added, 0 left out" in visible(html(client, f"/a/{ids[COPY]}/from/{ids[COPY]}"))


def test_two_versions_of_a_page_are_called_so(client: TestClient, demo: str, ids: dict[str, str]) -> None:
    with open_archive(demo) as archive, writing(archive) as connection:
        page = connection.execute(select(articles.c.page_id).where(articles.c.id == ids[ORIGINAL])).scalar_one()
        changed = {"page_id": page, "version": 2}
        connection.execute(update(articles).where(articles.c.id == ids[COPY]).values(**changed))
    for pair in ((COPY, ORIGINAL), (ORIGINAL, COPY)):
        seen = visible(html(client, f"/a/{ids[pair[0]]}/from/{ids[pair[1]]}"))
        assert "Two versions of one page" in seen
        assert "Credit" not in seen


@pytest.mark.parametrize("path", ["nothing/from/{id}", "{id}/from/nothing"])
def test_what_is_not_there_is_said(client: TestClient, ids: dict[str, str], path: str) -> None:
    assert client.get("/a/" + path.format(id=ids[COPY])).status_code == 404


def test_an_unknown_view_is_refused(client: TestClient, ids: dict[str, str]) -> None:
    assert client.get(f"/a/{ids[COPY]}/from/{ids[ORIGINAL]}?view=upside").status_code == 422


def test_texts_that_would_take_too_long_are_refused(
    client: TestClient, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alignment, "_MOST", 10)
    answer = client.get(f"/a/{ids[COPY]}/from/{ids[ORIGINAL]}")
    assert "OR109" in answer.text


def test_every_paragraph_is_counted_once(demo: str, ids: dict[str, str]) -> None:
    with open_archive(demo) as archive, reading(archive) as connection:
        derived, origin = (derivations.text_of(lookup.record(connection, ids[file])) for file in (COPY, ORIGINAL))
    pair = compared(origin, derived, derivations.between(origin, derived))
    assert sum(pair.count(state) for state in ("same", "altered", "added", "left out")) == len(pair.rows)
    assert {one.kind.value for one in pair.about} == {"changed-date", "omission"}
