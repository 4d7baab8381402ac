"""With JavaScript off the pages for reading read; and what came from outside is text, with it on as well."""

from urllib.parse import quote

import pytest
from tests.browser.conftest import OUTLET, TRAPS, Browse, Room

LIVE = "script:not([src^='/static/']), main img, [onerror], [onload], svg[onload], a[href^='javascript:'], [style]"
HOSTILE_PAGES = (
    "/", "/a/{id}", "/a/{id}/lineage", "/cite/{id}", "/q/{id}/s1", "/q?words={trap}", "/search?q=pier",
    "/search?q={trap}", "/search?over=articles", "/search?q=pier&view=lines", "/speaker?name=Mara",
    "/speaker?name={trap}", "/outlet?name=evil.example", "/outlet?name={trap}", "/review", "/review?edit=1",
    "/add", "/about",
)  # fmt: skip


def test_an_article_is_read_compared_and_traced_without_a_script(browse: Browse, room: Room) -> None:
    page = browse(java_script_enabled=False)
    page.goto(f"{room.address}/a/{room.article('Harbour Notes', 'Velmoran minister')}")
    assert page.locator("article .statement").count() > 4
    page.locator("[data-row] a", has_text="Many experts").click()
    assert page.locator("#cards > li:visible").count() == 1
    page.get_by_role("link", name="Who else reports it").click()
    page.get_by_role("link", name="Compare the two").first.click()
    assert page.locator(".merged ins").first.is_visible()
    page.locator(".views").get_by_role("link").nth(1).click()
    assert page.locator("table.side").is_visible()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "Latest articles"),
        ("/q?words=We+are+doing+the+Compact’s+work+in+the+strait", "Earliest in this archive"),
        ("/speaker?name=Ilyan+Dravec&exact=1", "Names and roles"),
        ("/outlet?name=meridianwire.example", "Meridian Wire"),
        ("/search?q=money", "Ilyan Dravec"),
        ("/review", "Accept"),
        ("/about", "About"),
    ],
)
def test_a_page_reads_without_a_script(browse: Browse, room: Room, path: str, words: str) -> None:
    page = browse(java_script_enabled=False)
    page.goto(room.address + path)
    assert words in page.locator("main").inner_text()
    assert page.locator("[data-scripted]:visible").count() == 0


def test_a_statement_is_corrected_without_a_script(browse: Browse, own_room: Room) -> None:
    page = browse(java_script_enabled=False)
    page.goto(f"{own_room.address}/review")
    page.get_by_role("button", name="Accept").click()
    assert "decision 1" in page.locator(".notice.good").inner_text()


def test_a_hostile_page_stays_text_wherever_it_is_shown(browse: Browse, hostile_room: Room) -> None:
    page = browse()
    page.add_init_script("window.hacked = (which) => alert(which)")
    id_ = hostile_room.article(OUTLET, "closes")
    for path in HOSTILE_PAGES:
        page.goto(hostile_room.address + path.format(id=id_, trap=quote("".join(TRAPS))))
        page.wait_for_load_state("networkidle")
        assert page.locator(LIVE).count() == 0, path
        words = page.locator("body").inner_text()
        assert "49861" not in words, path
        assert not set(words) & set("\u202e\u202c\u2066\u2069"), path
    page.goto(f"{hostile_room.address}/a/{id_}")
    assert TRAPS[0] in page.locator("h1").inner_text()
