"""The page of a quotation: all that a trace says, against any base, with hostile words as text."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert, select, update
from tests.told import put, told

from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.schema import articles, statements, trace_pending
from onrecord.model import Outlet
from onrecord.trace import index
from onrecord.trace.tracing import trace_words
from onrecord.web.pages.quotation import address, first

WORDS = "Today we are removing that threat. We are doing the Compact's work in the strait"
HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
def indexed(demo: str) -> str:
    with open_archive(demo) as archive:
        index.catch_up(archive)
    return demo


@pytest.fixture
def room(indexed: str, client: TestClient) -> TestClient:
    """What the user of this machine sees, of an archive whose index is complete."""
    assert indexed
    return client


@pytest.fixture
def statement(indexed: str) -> str:
    """The earliest reading of these words."""
    with open_archive(indexed) as archive:
        return trace_words(archive, WORDS).utterances[0].readings[0].statement


def html(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?time[^>]*>", "", page))).split())


def test_words_lead_to_the_earliest_report_and_every_reading(room: TestClient) -> None:
    page = html(room, f"/q?words={WORDS}")
    said = text(page)
    assert "Earliest in this archive: 8 February 2023, Meridian Wire, among 16 articles." in said
    assert [letter for letter in "ABCDE" if f'id="reading-{letter}"' in page] == list("ABCDE")
    assert "5 readings, the oldest first" in said
    assert "credits Meridian" in said
    assert "Judged by" in said


def test_it_shows_what_the_terminal_shows(room: TestClient, indexed: str, statement: str) -> None:
    with open_archive(indexed) as archive:
        (utterance,) = trace_words(archive, WORDS, 1).utterances
    said = text(html(room, address(statement)))
    for reading_ in utterance.readings:
        assert (reading_.speaker or "") in said
        assert (reading_.outlet or "") in said
    for descent in utterance.descent:
        assert f"{descent.score:.2f}" in said
        assert all(" ".join(evidence.split()) in said for evidence in descent.evidence)
    assert all(one.reason in said for one in utterance.alterations if one.score > 0.05)


def test_the_base_is_switched_by_a_form_or_a_link(room: TestClient, statement: str) -> None:
    page = html(room, address(statement))
    assert "Collation with A" in text(page)
    assert 'href="' + address(statement, 3).replace("&", "&amp;") + '#collation"' in page
    switched = html(room, address(statement, 3))
    assert "Collation with D" in text(switched)
    assert '<option value="3" selected>' in switched
    by_words = html(room, f"/q?words={WORDS}&base=3")
    assert "Collation with D" in text(by_words)
    assert '<input type="hidden" name="words"' in by_words
    assert "Collation with A" in text(html(room, address(statement, 77)))


def test_differences_have_words_and_arrows_too(room: TestClient, statement: str) -> None:
    page = html(room, address(statement))
    assert '<del><span class="hidden">not here: </span>' in page
    assert '<ins><span class="hidden">only here: </span>' in page
    assert "plot-edge credited" in page
    assert "plot-edge inferred" in page
    assert re.search(r"copied, credited, 0\.\d\d", page)


def test_a_statement_of_its_own_has_a_page_with_places_to_read_on(room: TestClient) -> None:
    page = html(room, "/q?words=without a single crown from the alliance")
    assert "1 reading, the oldest first" in text(page)
    assert "Collation" not in text(page)
    assert re.search(r'href="/a/a\w+#s\d+"', page)
    assert re.search(r'href="/cite/a\w+/s\d+"', page)
    assert 'href="/api/v1/traces?words=without%20a%20single' in page
    assert "#:~:text=" in page


def test_of_several_utterances_the_best_is_shown_and_the_others_are_listed(room: TestClient, indexed: str) -> None:
    with open_archive(indexed) as archive:
        for name, day, speaker in (("x1", "2010-01-01", "Ann Hill"), ("x2", "2023-01-01", "Tom Reed")):
            lines = [(speaker, None, "“we shall stay as long as it takes,”")]
            put(archive, told(name, "Staying", Outlet(f"Outlet {name}"), day, lines))
        index.catch_up(archive)
    page = html(room, "/q?words=we shall stay as long as it takes")
    assert "Other utterances with these words" in text(page)
    assert 'id="reading-A"' in page
    assert '<a class="title" dir="auto" href="/q/x2/s1">' in page


def test_nothing_found_and_nothing_asked_give_a_field_to_ask_in(room: TestClient) -> None:
    assert "No reading of these words is among the 16 articles" in text(
        html(room, "/q?words=quinces in an old orchard")
    )
    assert "Trace a quotation" in text(html(room, "/q"))
    assert room.get("/q?words=three short words").status_code == 422
    assert room.get("/q/nothing/s1").status_code == 404


def test_what_the_index_has_not_taken_in_is_said(room: TestClient, indexed: str) -> None:
    with open_archive(indexed) as archive, writing(archive) as connection:
        connection.execute(insert(trace_pending).values(serial=1))
    assert "1 article of this archive is not in the index" in text(html(room, f"/q?words={WORDS}"))


def test_corrections_are_shown_as_in_the_trace(room: TestClient, indexed: str, statement: str) -> None:
    article, _, name = statement.partition("#")
    with open_archive(indexed) as archive:
        with writing(archive) as connection:
            decide(connection, Decision("speaker", article, name, {"name": "Ida Moss"}, "Ann"))
        index.catch_up(archive)
    assert "Ida Moss" in text(html(room, address(statement)))


def test_what_came_from_outside_is_text(room: TestClient, indexed: str, statement: str) -> None:
    article = statement.partition("#")[0]
    with open_archive(indexed) as archive, writing(archive) as connection:
        changed = {"outlet_name": HOSTILE, "url": "javascript:alert(1)", "title": HOSTILE}
        connection.execute(update(articles).where(articles.c.id == article).values(changed))
    page = html(room, address(statement))
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert "\u202e" not in page
    assert not re.search(r"\sstyle=|\son\w+=", page)


def test_statements_in_other_words_are_a_hint_apart(room: TestClient, indexed: str) -> None:
    with open_archive(indexed) as archive, reading(archive) as connection:
        names = connection.execute(select(statements.c.article_id, statements.c.id)).all()
    pages = [html(room, address(f"{article}#{id_}")) for article, id_ in names]
    hints = [page for page in pages if "Perhaps the same in other words" in page]
    assert hints
    assert all("these are no readings" in page for page in hints)


def test_addresses_are_made_of_names(indexed: str) -> None:
    assert address("a/1#s2") == "/q/a%2F1/s2"
    with open_archive(indexed) as archive:
        (utterance,) = trace_words(archive, WORDS, 1).utterances
    assert first(utterance) == address(utterance.readings[0].statement)
