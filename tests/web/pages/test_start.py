from html import escape, unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from tests.serving import Serve

from onrecord.archive.connect import open_archive, reading
from onrecord.archive.schema import articles


@pytest.fixture
def page(demo: str) -> tuple[str, str]:
    """The id and the address of an article."""
    with open_archive(demo) as archive, reading(archive) as connection:
        row = connection.execute(select(articles.c.id, articles.c.url).where(articles.c.url.is_not(None))).first()
    assert row is not None
    return row[0], row[1]


def test_it_shows_what_is_in_the_archive_the_newest_first(client: TestClient) -> None:
    shown = unescape(client.get("/").text)
    assert "<dd>16</dd>" in shown
    assert shown.index("17 January 2024") < shown.index("16 January 2024")
    assert "Worth a second look" in shown
    assert 'name="what"' in shown


def test_an_empty_archive_says_so(serve: Serve, demo: str) -> None:
    with open_archive(demo.replace("demo.db", "empty.db"), create=True) as archive:
        where = archive.where
    shown = serve(archive=where).get("/").text
    assert "The archive is empty." in shown


@pytest.mark.parametrize("words", ["we are doing the work", "“Words, in marks”", "one", "a&b=c#d <x>"])
def test_words_lead_to_the_quotation(client: TestClient, words: str) -> None:
    found = client.get("/go", params={"what": f"  {words}\n"})
    assert found.status_code == 303
    assert client.build_request("GET", found.headers["location"]).url.params["words"] == words
    assert found.headers["location"].startswith("/q?words=")


def test_an_id_the_beginning_of_one_and_an_address_lead_to_the_article(
    client: TestClient, page: tuple[str, str]
) -> None:
    id_, address = page
    for what in (id_, id_[:10], address, f" {address} "):
        assert client.get("/go", params={"what": what}).headers["location"] == f"/a/{id_}"
    assert client.get("/go", params={"what": f"{id_}#s2"}).headers["location"] == f"/a/{id_}#s2"


def test_of_an_address_that_is_not_in_the_archive_it_is_said(client: TestClient, serve: Serve) -> None:
    address = "https://elsewhere.example/<page>"
    found = client.get("/go", params={"what": address})
    assert found.status_code == 404
    assert "This address is not in the archive." in found.text
    assert 'action="/add/address"' in found.text
    assert f'value="{escape(address)}"' in found.text
    assert "/add/address" not in serve(public=True).get("/go", params={"what": address}).text


def test_nothing_leads_back(client: TestClient) -> None:
    assert client.get("/go?what=%20").headers["location"] == "/"
