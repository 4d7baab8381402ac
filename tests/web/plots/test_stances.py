"""Stances by speaker: bars whose parts have their shares, and words for who does not see them."""

from xml.etree.ElementTree import fromstring

from onrecord.web.plots.stances import MOST, stances

SVG = "{http://www.w3.org/2000/svg}"
CLASSES = {"endorsing": "endorsing", "neutral": "neutral", "not tested": "untested"}


def test_each_speaker_has_a_bar_in_parts() -> None:
    picture = fromstring(stances("s", "How", [("Ann Hill", {"endorsing": 1, "neutral": 3, "not tested": 0})], CLASSES))
    parts = [(one.attrib["class"], one.attrib["x"], one.attrib["width"]) for one in picture.iter(f"{SVG}rect")]
    assert parts == [("plot-part endorsing", "0.00%", "25.00%"), ("plot-part neutral", "25.00%", "75.00%")]
    assert [one.text for one in picture.iter(f"{SVG}text")] == ["Ann Hill", "4", "1", "3"]
    described = picture.find(f"{SVG}desc")
    assert described is not None
    assert described.text == "Ann Hill: 1 endorsing, 3 neutral"


def test_a_speaker_without_statements_has_an_empty_bar() -> None:
    assert "<rect" not in stances("s", "How", [("Ann Hill", {"neutral": 0})], CLASSES)


def test_only_so_many_are_drawn() -> None:
    made = stances("s", "How", [(f"Speaker {n}", {"neutral": 1}) for n in range(MOST + 3)], CLASSES)
    assert made.count("<rect") == MOST
