"""The pages can be read by everybody: axe-core finds nothing serious, in light and dark, and nothing is wider than the
screen, of a desk or of a phone."""

from typing import Any

import pytest
from tests.browser.conftest import Browse, Room

PAGES = {
    "start": "/",
    "article": "/a/{blog}",
    "comparison": "/a/{blog}/from/{wire}",
    "both texts": "/a/{blog}/from/{wire}?view=side",
    "changes": "/a/{blog}/from/{wire}?view=changes",
    "who else": "/a/{blog}/lineage",
    "quotation": "/q?words=We+are+doing+the+Compact’s+work+in+the+strait",
    "speaker": "/speaker?name=Ilyan+Dravec&exact=1",
    "outlet": "/outlet?name=meridianwire.example",
    "search": "/search?q=money",
    "lines": "/search?q=money&view=lines",
    "review": "/review?edit=1",
    "add": "/add",
    "about": "/about",
    "cite": "/cite/{blog}",
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SERIOUS = {"serious", "critical"}


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_out_and_nothing_is_cut_off(browse: Browse, room: Room, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = browse(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    ids = {
        "blog": room.article("Harbour Notes", "Velmoran minister"),
        "wire": room.article("Meridian Wire", "Velmoran"),
    }
    found = dict[str, Any]()
    for name, path in PAGES.items():
        answer = page.goto(room.address + path.format(**ids))
        assert answer is not None
        assert answer.status == 200, name
        page.wait_for_load_state("networkidle")
        violations = axe.run(page).response["violations"]
        told = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations if one["impact"] in SERIOUS]
        if told or page.evaluate(WIDER) > 0:
            found[name] = (told, page.evaluate(WIDER))
    assert found == {}
