"""Speakers."""

import json

import pytest
from fastapi.testclient import TestClient

from onrecord.cli import main
from onrecord.web.api import results, speakers

NAME = "name=Ilyan+Dravec"


def test_a_name_fits_whom_it_fits_on_the_command_line(
    reader: TestClient, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["speaker", "dravec", "--about", "money", "--json", "--limit", "2", "--archive", demo])
    found = reader.get("/api/v1/speakers?name=dravec&about=money&limit=2").json()
    assert found == json.loads(capsys.readouterr().out)
    results.People.model_validate(found)


def test_exactly_a_name_is_less_than_a_part_of_it(reader: TestClient) -> None:
    assert reader.get("/api/v1/speakers?name=dravec&exact=true").json()["people"] == []
    assert reader.get(f"/api/v1/speakers?{NAME}&exact=true").json()["people"]


def test_a_profile_has_all_statements_page_by_page(reader: TestClient) -> None:
    path = f"/api/v1/speakers/profile?{NAME}&limit=4"
    page = reader.get(path).json()["profiles"][0]
    number, seen = page["person"]["statements"], []
    while True:
        seen += [one["id"] for one in page["person"]["newest"]]
        if not page["next"]:
            break
        page = reader.get(f"{path}&after={page['next']}").json()["profiles"][0]
    assert len(seen) == len(set(seen)) == number
    assert sum(one["statements"] for one in page["verbs"]) == number


def test_a_profile_says_what_words_give_a_name_and_a_role(reader: TestClient) -> None:
    found = speakers.Profiles.model_validate(reader.get(f"/api/v1/speakers/profile?{NAME}").json())
    roles = {one.role for one in found.profiles[0].called}
    assert len(roles) > 1
    assert any(one.words for one in found.profiles[0].called)
    assert reader.get(f"/api/v1/speakers/profile?{NAME}&speaker_kind=group").json()["profiles"] == []


def test_who_quotes_a_speaker_first_is_counted(reader: TestClient) -> None:
    found = speakers.Firsts.model_validate(reader.get(f"/api/v1/speakers/firsts?{NAME}").json())
    assert found.compared >= found.shared > 0
    assert sum(one.alone for one in found.outlets) <= found.shared
    assert reader.get("/api/v1/speakers/firsts?name=Nobody").json()["outlets"] == []


@pytest.mark.parametrize("query", ["", "name=", "name=x&limit=0", "name=x&limt=3", "name=“x"])
def test_what_cannot_be_understood_is_a_bad_value(reader: TestClient, query: str) -> None:
    assert reader.get(f"/api/v1/speakers?{query}").status_code == 422
