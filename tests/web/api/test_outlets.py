"""Outlets."""

from collections.abc import Callable

from fastapi.testclient import TestClient

from onrecord.archive.decision import Decision
from onrecord.web.api import outlets

DAM = "a7c94176c32d5cb9c"
NAME = "name=The+Ardale+Chronicle"


def test_every_outlet_is_listed_part_by_part(reader: TestClient) -> None:
    whole = outlets.Outlets.model_validate(reader.get("/api/v1/outlets").json())
    assert whole.total == len(whole.outlets) > 3
    assert [one.articles for one in whole.outlets] == sorted((one.articles for one in whole.outlets), reverse=True)
    part = reader.get("/api/v1/outlets?skip=1&limit=1").json()
    assert (part["total"], part["outlets"][0]["name"]) == (whole.total, whole.outlets[1].name)
    assert [one["name"] for one in reader.get("/api/v1/outlets?name=chronicle").json()["outlets"]] == [
        "The Ardale Chronicle"
    ]


def test_an_outlet_has_its_words_and_what_was_corrected(client: TestClient, decided: Callable[..., None]) -> None:
    decided(Decision("reject", DAM, "s1", who="Ann"))
    found = outlets.Profile.model_validate(client.get(f"/api/v1/outlets/profile?{NAME}").json())
    assert found.outlet.name == "The Ardale Chronicle"
    assert sum(verb.statements for verb in found.manner.verbs) == found.manner.statements > 0
    assert found.decisions == 1
    assert [(one.who, one.state) for one in found.decided] == [("Ann", "counts")]


def test_what_is_first_hand_is_told_with_its_statements(reader: TestClient) -> None:
    found = outlets.Hands.model_validate(reader.get("/api/v1/outlets/hands?name=Meridian+Wire").json())
    assert sum(found.counts.values()) == len(found.readings) > 0
    assert found.counts["first-hand"] > 0
    assert all(one.parent for one in found.readings if one.hand.startswith("second-hand"))
    assert all(one.reason for one in found.readings)


def test_an_outlet_has_to_be_one(reader: TestClient) -> None:
    for path in ("profile", "hands"):
        assert reader.get(f"/api/v1/outlets/{path}?name=Nowhere").status_code == 404
    found = reader.get("/api/v1/outlets/profile?name=The+Ardale+Chronicle&domain=nowhere.example")
    assert (found.status_code, found.json()["code"]) == (404, "OR404")
