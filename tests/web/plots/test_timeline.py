"""Readings on a line of time: where each stands, and what is uncertain."""

import re
from xml.etree.ElementTree import Element, fromstring

from markupsafe import Markup

from onrecord.web.plots.timeline import MOST, Point, timeline

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*points: Point) -> Element:
    """The plot as XML, which it has to be."""
    made = timeline("t", "When", points)
    assert isinstance(made, Markup)
    return fromstring(made)


def dots(picture: Element) -> dict[str, tuple[float, float, str]]:
    """Where each letter stands (share of the width, pixels), and whether it is certain."""
    found = {}
    for group in picture.iter(f"{SVG}g"):
        circle = group.find(f"{SVG}circle")
        assert circle is not None
        place = float(circle.attrib["cx"].removesuffix("%")), float(circle.attrib["cy"])
        found[group.attrib["data-letter"]] = (*place, circle.attrib["class"].rpartition(" ")[2])
    return found


def point(letter: str, date: str | None, *, certain: bool = True) -> Point:
    return Point(letter, date, certain, f"Outlet {letter}")


def test_points_stand_in_proportion_to_their_dates() -> None:
    found = dots(drawn(point("A", "2023-01-01"), point("B", "2023-01-06"), point("C", "2023-01-11")))
    assert [found[letter][0] for letter in "ABC"] == [0.0, 50.0, 100.0]


def test_what_has_no_date_stands_apart_and_hollow_as_what_is_uncertain_does() -> None:
    found = dots(drawn(point("A", "2023-01-01"), point("B", "2023-02-01", certain=False), point("C", None)))
    assert [found[letter][2] for letter in "ABC"] == ["certain", "uncertain", "uncertain"]
    assert found["B"][0] < found["C"][0]


def test_points_of_one_moment_stand_above_one_another() -> None:
    found = dots(drawn(point("A", "2023-01-01"), point("B", "2023-01-01"), point("C", "2023-01-01")))
    assert len({x for x, _, _ in found.values()}) == 1
    assert len({y for _, y, _ in found.values()}) == 3


def test_times_of_one_day_are_told_apart() -> None:
    found = dots(drawn(point("A", "2023-01-01T06:00:00Z"), point("B", "2023-01-01T18:00:00Z")))
    assert found["A"][0] < found["B"][0]


def test_the_ends_and_the_units_between_them_are_marked() -> None:
    picture = drawn(point("A", "2021-03-02"), point("B", "2023-08-01"))
    written = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"2021-03-02", "2023-08-01"} <= set(written)
    # One line is the axis; the others are years, since months would be too many.
    assert len(list(picture.iter(f"{SVG}line"))) - 1 == 2


def test_without_any_date_it_says_so() -> None:
    assert "no dates" in [text.text for text in drawn(point("A", None)).iter(f"{SVG}text")]


def test_it_says_in_words_what_it_shows_and_styles_nothing_itself() -> None:
    made = timeline("t", "When", [Point("A", "2023-01-01", False, "<b>\u202eThe Courier")])
    picture = fromstring(made)
    described = picture.find(f"{SVG}desc")
    assert described is not None
    assert described.text is not None
    assert described.text.startswith("A, 2023-01-01 (uncertain), <b>⟨U+202E⟩The Courier")
    assert not re.search(r"\sstyle=|<style|<script|\u202e", made)


def test_no_more_than_can_be_seen_are_drawn() -> None:
    assert len(dots(drawn(*(point(str(n), "2023-01-01") for n in range(MOST + 9))))) == MOST
