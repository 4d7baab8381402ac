"""Bars of counts: as long as they should be, labelled, and no more of them than can be read."""

from xml.etree import ElementTree as ET

from onrecord.web.plots.bars import MOST, Bar, bars

SVG = "{http://www.w3.org/2000/svg}"


def parts(counted: list[Bar]) -> tuple[list[float], list[str], str]:
    """The lengths of the bars, the words beside them, and the description."""
    made = ET.fromstring(bars("b", "Words by source", "words", counted))
    lengths = [float(one.get("width", "")) for one in made.iter(f"{SVG}rect") if "plot-bar" in one.get("class", "")]
    return lengths, [one.text or "" for one in made.iter(f"{SVG}text")], made.findtext(f"{SVG}desc") or ""


def test_a_bar_is_as_long_as_its_count() -> None:
    lengths, words, told = parts([Bar("Ann Vale", 30, "1", "colour0"), Bar("Tom Reed", 15, "2", "colour1")])
    assert lengths == [320, 160]
    assert words == ["1", "Ann Vale", "30 · 67%", "2", "Tom Reed", "15 · 33%"]
    assert told == "Words by source, in words. Ann Vale: 30; Tom Reed: 15."


def test_a_small_count_can_be_seen_and_none_is_no_bar() -> None:
    assert parts([Bar("a", 10_000), Bar("b", 1), Bar("c", 0)])[0] == [320, 2, 0]


def test_what_is_beyond_the_bars_is_one_bar() -> None:
    lengths, words, _ = parts([Bar(f"n{n}", 2) for n in range(MOST + 5)])
    assert len(lengths) == MOST
    assert "6 more" in words
    assert words[-1].startswith("12 · ")


def test_nothing_to_count_is_said() -> None:
    assert parts([]) == ([], [], "Words by source, in words. no words.")


def test_a_name_from_outside_is_text() -> None:
    assert "<script>" not in bars("b", "t", "words", [Bar("<script>alert(1)</script>", 1)])
