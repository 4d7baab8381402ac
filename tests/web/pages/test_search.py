"""The page of a search: what the command line finds, with all that was asked in the address."""

import html
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from onrecord.archive.connect import open_archive, reading
from onrecord.archive.search import Query, find_articles, find_statements
from onrecord.archive.tokens import Scope
from onrecord.web.pages import search as module
from onrecord.web.pages.search import Asked

Serve = Callable[..., TestClient]


def statements(text: str) -> list[str]:
    return re.findall(r'<li data-statement="([^"]+)"', text)


def links(text: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'href="([^"]+)"', text)]


def test_what_the_command_line_finds_is_found(client: TestClient, demo: str) -> None:
    with open_archive(demo) as archive, reading(archive) as connection:
        found = find_statements(connection, Query("dam", kind="direct"), 20)
    text = client.get("/search", params={"q": "dam", "kind": "direct"}).text
    assert statements(text) == [hit.name for hit in found.hits]
    assert f"{found.total} statements" in text
    assert '<mark class="hit">dam</mark>' in text


def test_articles_are_found_with_the_words_in_their_context(client: TestClient, demo: str) -> None:
    with open_archive(demo) as archive, reading(archive) as connection:
        found = find_articles(connection, Query("spillway"), 20)
    text = client.get("/search", params={"q": "spillway", "over": "articles"}).text
    assert [link for link in links(text) if link.startswith("/a/")] == [f"/a/{hit.id}" for hit in found.hits]
    assert text.count('<p class="context">') == sum(len(hit.context) for hit in found.hits)


def test_pages_follow_each_other_without_a_gap_or_a_repetition(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = statements(client.get("/search?kind=direct").text)
    monkeypatch.setattr(module, "SHOWN", 7)
    address, seen = "/search?kind=direct", list[str]()
    while address:
        text = client.get(address).text
        seen += statements(text)
        address = next((html.unescape(one) for one in re.findall(r'<a rel="next" href="([^"]+)"', text)), "")
        assert not address or parse_qs(urlsplit(address).query)["kind"] == ["direct"]
    assert seen[: len(whole)] == whole
    assert len(seen) == len(set(seen)) > 7


def test_a_facet_leads_to_as_many_results_as_it_says(client: TestClient) -> None:
    text = client.get("/search?q=dam").text
    facet = re.search(r'<a href="(/search\?q=dam&amp;kind=direct)">direct</a> <span class="number">(\d+)</span>', text)
    assert facet
    chosen = client.get(html.unescape(facet[1])).text
    assert f"{facet[2]} statements" in chosen
    assert '<strong aria-current="true">direct</strong>' in chosen
    assert '<a href="/search?q=dam"><span class="hidden">Remove: </span>kind direct' in chosen


def test_what_is_counted_is_only_the_newest_and_that_is_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Counted in all" in client.get("/search?q=dam").text
    monkeypatch.setattr("onrecord.archive.facets.LOOKED", 3)
    assert "Counted in the newest 3 only." in client.get("/search?q=dam").text


def test_lines_show_each_place_once(client: TestClient) -> None:
    text = client.get("/search?q=dam&view=lines").text
    assert text.count('<td class="match"><mark class="hit">') >= 5


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=%E2%80%9Copen", "Close the quotation marks."),
        ("kind=loud", "kind"),
        ("since=yesterday", "since"),
        ("order=best", "Choose one of: newest, relevance."),
        ("after=x", "cursor"),
        ("over=pages", "Choose one of: statements, articles."),
    ],
)
def test_what_cannot_be_understood_is_said_with_the_form_as_it_was(client: TestClient, query: str, told: str) -> None:
    answer = client.get(f"/search?q=dam&{query}" if not query.startswith("q=") else f"/search?{query}")
    assert answer.status_code == 422
    assert told in answer.text
    assert "OR406" in answer.text
    assert '<input id="q" name="q" type="search" value="' in answer.text


def test_where_nothing_fits_it_says_what_to_do(client: TestClient) -> None:
    text = client.get("/search?q=xylophone").text
    assert "Nothing fits" in text
    assert "/search?q=xylophone&over=articles" in links(text)


def test_all_of_it_can_be_downloaded(client: TestClient) -> None:
    found = links(client.get("/search?q=dam&kind=direct&view=lines&order=relevance").text)
    assert "/api/v1/downloads/statements.jsonl?q=dam&kind=direct" in found
    assert client.get("/api/v1/downloads/statements.jsonl?q=dam&kind=direct").status_code == 200


def test_what_was_typed_is_text(client: TestClient) -> None:
    hostile = '"><script>alert(1)</script>'
    for name in ("q", "speaker", "outlet", "about", "since", "kind", "order", "over", "view", "after"):
        assert "<script>alert" not in client.get("/search", params={name: hostile}).text


def test_keys_send_nothing_for_who_may_only_read(serve: Serve, token: Callable[..., str]) -> None:
    headers = {"Authorization": f"Bearer {token(Scope.READ)}"}
    text = serve().get("/search?q=dam", headers=headers).text
    assert 'id="keys"' in text
    assert 'id="deciding"' not in text
    assert 'id="deciding"' in serve().get("/search", headers={"Authorization": f"Bearer {token(Scope.REVIEW)}"}).text


def test_who_may_not_read_is_led_to_sign_in(serve: Serve, token: Callable[..., str]) -> None:
    token(Scope.READ)
    assert serve().get("/search?q=dam").status_code == 303


def test_an_address_says_only_what_is_not_as_usual() -> None:
    assert Asked().address() == "/search"
    asked = Asked(q="dam", kind="direct", after="n1")
    assert asked.address() == "/search?q=dam&kind=direct"
    assert asked.address(kind="", over="articles") == "/search?q=dam&over=articles"
    assert asked.address(after="n2") == "/search?q=dam&kind=direct&after=n2"
