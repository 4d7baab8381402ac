"""The keys: j k from statement to statement, a x e u decide, / searches, ? lists them; none while somebody types."""

import pytest
from playwright.sync_api import Page
from tests.browser.conftest import Browse, Room

WHERE = "document.activeElement.dataset.statement"


def article(browse: Browse, room: Room) -> Page:
    page = browse()
    page.goto(f"{room.address}/a/{room.article('Harbour Notes', 'Velmoran minister')}")
    return page


def test_j_and_k_go_from_statement_to_statement(browse: Browse, room: Room) -> None:
    page = article(browse, room)
    met = list[str]()
    for key in "jjk":
        page.keyboard.press(key)
        met.append(page.evaluate(WHERE))
    assert met[0] == met[2] != met[1]
    assert all(met)


def test_u_takes_back_what_a_key_decided(browse: Browse, own_room: Room) -> None:
    page = article(browse, own_room)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_url("**decided=1*")
    page.keyboard.press("u")
    page.wait_for_url("**decided=2*")


def test_e_leads_to_the_fields_of_the_statement_and_back(browse: Browse, own_room: Room) -> None:
    page = article(browse, own_room)
    start = page.url
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url("**/review?statement=*")
    assert page.evaluate("document.activeElement.name") == "value"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{start}?decided=1*")


def test_in_the_queue_j_goes_on_and_a_accepts(browse: Browse, own_room: Room) -> None:
    page = browse()
    page.goto(f"{own_room.address}/review")
    page.keyboard.press("j")
    page.wait_for_url("**n=1*")
    page.keyboard.press("a")
    page.wait_for_url("**decided=1*")


@pytest.mark.parametrize("path", ["/about", "/add", "/search?q=money", "/review", "/outlet?name=meridianwire.example"])
def test_on_every_page_a_key_searches_and_a_key_lists_the_keys(browse: Browse, room: Room, path: str) -> None:
    page = browse()
    page.goto(room.address + path)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    # In the field the keys are letters, until they are sent.
    page.keyboard.type("jax?")
    assert "jax?" in page.evaluate("document.activeElement.value")
    assert not page.locator("#keys").is_visible()


def test_the_keys_can_be_turned_off(browse: Browse, room: Room) -> None:
    page = article(browse, room)
    page.keyboard.press("?")
    page.get_by_label("Single keys do this on this device").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()
