"""The jobs of people who use OnRecord, done in a browser within the clicks that its design names.

A hand counts what it does: a click, or with the keyboard going to something by Tab and pressing Enter. Typing counts
nothing, sending what was typed by Enter counts one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import Browse, Room

from onrecord.web import jobs

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

QUOTATION = "We are doing the Compact’s work in the strait, and we are doing it without a single sailor"
COPY = "Velmoran minister says navy"
DRAFT = "Pier closed\n\nThe pier is a death trap, claimed an official.\n\n“We will mend it,” said a source."
FAR = 200
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
WIDE = {"viewport": {"width": 1280, "height": 900}}
NARROW = {"viewport": {"width": 375, "height": 740}}


@dataclass
class Hand:
    """What a person does to a page, and how often so far."""

    page: "Page"
    keyboard: bool
    acts: int = 0

    def choose(self, what: "Locator") -> None:
        """Follow a link or press a button."""
        self.acts += 1
        what.wait_for()
        if not self.keyboard:
            what.click()
            return
        self._go(what)
        self.page.keyboard.press("Enter")

    def write(self, what: "Locator", words: str) -> None:
        """Put words into a field as if they were pasted."""
        if self.keyboard:
            self._go(what)
        else:
            what.click()
        self.page.keyboard.insert_text(words)

    def send(self) -> None:
        self.acts += 1
        self.page.keyboard.press("Enter")

    def _go(self, what: "Locator") -> None:
        """Press Tab until it has the focus, as somebody without a mouse does."""
        for _ in range(FAR):
            if what.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} cannot be reached by Tab")


@pytest.fixture(
    params=[(False, LIGHT | WIDE), (False, DARK | NARROW), (True, DARK | WIDE), (True, LIGHT | NARROW)],
    ids=["mouse, light, wide", "mouse, dark, narrow", "keys, dark, wide", "keys, light, narrow"],
)
def begin(request: pytest.FixtureRequest, browse: Browse) -> Callable[[Room], Hand]:
    """Open a room's start page in one of the looks, with one of the hands."""
    keyboard, look = request.param

    def make(room: Room) -> Hand:
        page = browse(**look)
        page.goto(f"{room.address}/")
        return Hand(page, keyboard)

    return make


Begin = Callable[[Room], Hand]


def test_a_quotation_is_traced_by_pasting_it_and_enter(begin: Begin, room: Room) -> None:
    hand = begin(room)
    # The field has the focus already.
    hand.page.keyboard.insert_text(QUOTATION)
    hand.send()
    hand.page.wait_for_url("**/q?words=*")
    assert "Earliest in this archive: 8 February 2023, Meridian Wire" in hand.page.locator(".earliest").inner_text()
    assert hand.acts == 1


def test_an_altered_copy_is_compared_one_click_from_the_article(begin: Begin, room: Room) -> None:
    hand = begin(room)
    hand.page.goto(f"{room.address}/a/{room.article('Harbour Notes', COPY)}")
    hand.choose(hand.page.get_by_role("link", name="Compare the two").first)
    hand.page.wait_for_url("**/from/*")
    changes = hand.page.locator("#merged + .merged")
    assert "removed:" in changes.inner_text()
    assert "added:" in changes.inner_text()
    assert hand.acts == 1


def test_the_findings_of_an_article_are_one_click_away(begin: Begin, room: Room) -> None:
    hand = begin(room)
    hand.choose(hand.page.locator("#findings + .entries a").first)
    hand.page.wait_for_url("**/a/*")
    assert "an editor would want to know" in hand.page.locator(".findings h2").inner_text()
    assert hand.page.locator(".findings li p").first.is_visible()
    assert hand.acts == 1


def test_a_draft_that_was_pasted_shows_its_findings_after_one_click(
    begin: Begin, own_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    _read_here(monkeypatch)
    hand = begin(own_room)
    hand.page.goto(f"{own_room.address}/add")
    hand.write(hand.page.locator("#text"), DRAFT)
    hand.choose(hand.page.get_by_role("button", name="Add", exact=True))
    hand.page.get_by_role("heading", name="Done").wait_for()
    assert "unnamed-sources" in hand.page.locator("main").inner_text()
    assert hand.acts == 1


def test_what_somebody_said_about_something_is_three_clicks_away(begin: Begin, room: Room) -> None:
    hand = begin(room)
    hand.write(hand.page.get_by_label("Search the archive"), "strait")
    hand.send()
    hand.page.wait_for_url("**/search?q=strait")
    hand.choose(hand.page.locator(".whose a", has_text="Ilyan Dravec").first)
    hand.page.wait_for_url("**/speaker?name=*")
    hand.write(hand.page.get_by_label("About", exact=True), "money")
    hand.send()
    hand.page.wait_for_url("**about=money*")
    assert "pay with money" in hand.page.locator("main").inner_text()
    assert hand.acts == 3


def test_an_article_is_cited_with_two_clicks(begin: Begin, room: Room) -> None:
    hand = begin(room)
    hand.choose(hand.page.locator("#latest + .entries a").first)
    hand.page.wait_for_url("**/a/*")
    hand.choose(hand.page.locator(".jumps").get_by_role("link", name="Cite"))
    hand.page.wait_for_url("**/cite/*")
    assert "article-newspaper" in hand.page.locator("textarea").first.input_value()
    assert hand.acts == 2


@pytest.mark.parametrize("key", ["a", "x"])
def test_the_machine_is_corrected_with_two_keystrokes(browse: Browse, own_room: Room, key: str) -> None:
    page = browse()
    page.goto(f"{own_room.address}/a/{own_room.article('Harbour Notes', COPY)}")
    page.keyboard.press("j")
    page.keyboard.press(key)
    page.wait_for_url("**decided=1*")
    assert "decision 1" in page.locator(".notice.good").inner_text()


def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read what is added in this process, where the rules are loaded already."""
    made = jobs.Jobs.__init__

    def small(self: jobs.Jobs, archive: object, processes: int = 1) -> None:
        made(self, archive, processes)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs.Jobs, "__init__", small)
