"""Drawings are well-formed, named for those who do not see them, and never markup from outside."""

from xml.etree import ElementTree as ET

from onrecord.web.plots.svg import drawing, element, number, shortened, text

SVG = "{http://www.w3.org/2000/svg}"


def test_what_comes_from_outside_is_escaped() -> None:
    assert element("text", "<b>&", id='"><script>') == '<text id="&#34;&gt;&lt;script&gt;">&lt;b&gt;&amp;</text>'


def test_parts_are_not_escaped_twice() -> None:
    assert element("g", [element("title", "a & b")]) == "<g><title>a &amp; b</title></g>"


def test_names_of_attributes_are_written_as_svg_has_them() -> None:
    made = element("rect", class_="bar", text_anchor="end", x=None, width=1.0)
    assert made == '<rect class="bar" text-anchor="end" width="1"></rect>'


def test_numbers_have_two_places_at_most() -> None:
    assert [number(value) for value in (1, 1.0, 1.256, 0.1, "1.2345")] == ["1", "1", "1.26", "0.1", "1.2345"]


def test_a_drawing_says_what_it_shows() -> None:
    made = ET.fromstring(drawing("d", "A title", "What is seen.", 10, 2.5, [text("words", 0, 1)], class_="bars"))
    assert made.get("viewBox") == "0 0 10 2.5"
    assert made.get("role") == "img"
    named = {one.get("id"): one.text for one in made.iter() if one.get("id")}
    assert named[made.get("aria-labelledby")] == "A title"
    assert named[made.get("aria-describedby")] == "What is seen."
    assert made.find(f"{SVG}text") is not None


def test_hidden_characters_are_shown() -> None:
    assert "⟨U+202E⟩" in text("a\u202eb", 0, 0)


def test_long_words_are_cut_at_a_space() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("unbrokenwordthatislong", 10) == "unbrokenw…"
