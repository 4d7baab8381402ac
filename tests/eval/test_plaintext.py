"""How pages become plain texts, and what the scores of those count."""

from eval.pages import Page
from eval.plaintext import bare, everything, formed, lost, measured, rules, under_floor, whole_page

PAGE = Page(
    "test", "p", "https://www.port.example/a",
    b"<html><body><nav>Log in</nav><p>The port of Velmora opened on Thursday.</p><p hidden>Buy now</p>"
    b"<p>Its road is not ready.</p><footer>Skip to content</footer></body></html>",
    "The port of Velmora opened on Thursday.\nIts road is not ready.", "Port opens",
)  # fmt: skip


def test_a_page_becomes_its_visible_blocks() -> None:
    parts = ["Log in", "The port of Velmora opened on Thursday.", "Its road is not ready.", "Skip to content"]
    assert whole_page(PAGE) == parts


def test_the_forms_differ_in_their_line_breaks_only() -> None:
    parts = ["Menu", "word " * 30]
    texts = [formed(parts, form) for form in ("lines", "spaced", "wrapped")]
    assert len({" ".join(text.split()) for text in texts}) == 1
    assert max(map(len, texts[2].split("\n"))) <= 72


def test_furniture_in_the_body_costs_precision() -> None:
    text = formed(whole_page(PAGE), "lines")
    assert measured([PAGE], [text], everything)["precision"] < measured([PAGE], [text], rules)["precision"]
    assert measured([PAGE], [PAGE.body], everything)["f1"] == 100


def test_a_body_alone_loses_nothing_by_the_patterns() -> None:
    assert bare(PAGE).startswith("Port opens\n\nThe port")
    assert lost(bare(PAGE), None)[0] == 0


def test_a_share_of_words_lost_is_bounded_from_above() -> None:
    assert len(under_floor({"polnear.lost": 90.0, "wcxb.lines.onrecord.f1": 0.0})) == 2
    assert under_floor({"polnear.lost": 0.0, "wcxb.lines.onrecord.f1": 100.0}) == []
