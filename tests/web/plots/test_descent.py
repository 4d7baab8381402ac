"""The tree of descent: who hangs below whom, and by what sort of arrow."""

from xml.etree.ElementTree import Element, fromstring

from onrecord.web.plots.descent import MOST, Node, descent

SVG = "{http://www.w3.org/2000/svg}"


def node(letter: str, parent: str | None = None, *, credited: bool = False) -> Node:
    how = "copied, credited, 0.97" if credited else "copied, inferred, 0.60"
    return Node(letter, f"Outlet {letter}, 3 August 2023", how, parent, credited, True)


def drawn(*nodes: Node) -> Element:
    return fromstring(descent("d", "Descent", nodes))


def places(picture: Element) -> dict[str, tuple[float, float]]:
    found = {}
    for group in picture.iter(f"{SVG}g"):
        circle = group.find(f"{SVG}circle")
        assert circle is not None
        found[group.attrib["data-letter"]] = (float(circle.attrib["cx"]), float(circle.attrib["cy"]))
    return found


def edges(picture: Element) -> dict[str, str]:
    """The sort of the arrow that leads to each letter."""
    return {one.attrib["data-letter"]: one.attrib["class"].split()[-1] for one in picture.iter(f"{SVG}path")}


def test_what_was_made_from_a_reading_stands_below_and_to_the_right_of_it() -> None:
    found = places(drawn(node("A"), node("B", "A"), node("C", "A"), node("D", "B")))
    assert sorted(found, key=lambda letter: found[letter][1]) == ["A", "B", "D", "C"]
    assert found["A"][0] < found["B"][0] == found["C"][0] < found["D"][0]


def test_an_arrow_says_whether_the_copy_gives_credit_in_its_line_and_in_words() -> None:
    picture = drawn(node("A"), node("B", "A", credited=True), node("C", "A"))
    assert edges(picture) == {"B": "credited", "C": "inferred"}
    written = [text.text for text in picture.iter(f"{SVG}text")]
    assert {"copied, credited, 0.97", "copied, inferred, 0.60"} <= set(written)
    assert len(list(picture.iter(f"{SVG}polygon"))) == 2


def test_what_has_a_parent_that_is_not_shown_begins_at_the_margin() -> None:
    picture = drawn(node("A"), node("B", "Z"))
    assert edges(picture) == {}
    found = places(picture)
    assert found["A"][0] == found["B"][0]


def test_a_circle_ends_and_shows_each_reading_once() -> None:
    assert sorted(places(drawn(node("A", "B"), node("B", "A")))) == ["A", "B"]


def test_a_deep_tree_stays_as_narrow_as_a_phone() -> None:
    letters = [f"L{n}" for n in range(40)]
    chain = [node(letter, parent) for letter, parent in zip(letters, [None, *letters], strict=False)]
    assert max(x for x, _ in places(drawn(*chain)).values()) < 150


def test_no_more_than_can_be_seen_are_drawn() -> None:
    assert len(places(drawn(*(node(str(n)) for n in range(MOST + 5))))) == MOST


def test_names_from_outside_are_text() -> None:
    hostile = Node("A", "</svg><script>\u202e", "how", None, False, False)
    made = descent("d", "Descent", [hostile])
    fromstring(made)
    assert "<script" not in made
    assert "\u202e" not in made
