"""What a search could be narrowed down by."""

import pytest
from fastapi.testclient import TestClient

from onrecord.web.api.facets import Facets


@pytest.mark.parametrize("over", ["statements", "articles"])
def test_the_results_are_counted(reader: TestClient, over: str) -> None:
    found = Facets.model_validate(reader.get(f"/api/v1/facets?q=dam&over={over}").json())
    assert found.counted == reader.get(f"/api/v1/{over}?q=dam&limit=1").json()["total"]
    outlet, number = next(iter(found.outlets.items()))
    narrowed = reader.get(f"/api/v1/{over}", params={"q": "dam", "outlet": outlet, "limit": "1"}).json()
    assert narrowed["total"] >= number > 0
    assert bool(found.kinds) == (over == "statements")


def test_of_nothing_nothing_is_counted(reader: TestClient) -> None:
    found = reader.get("/api/v1/facets?q=zeppelin").json()
    assert (found["counted"], found["more"], found["speakers"]) == (0, False, {})
