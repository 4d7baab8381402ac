from dataclasses import replace

from onrecord.export.told import Told
from onrecord.export.webannotation import anchored, quote, to_dict
from onrecord.spans import Span


def test_every_selector_leads_back_to_its_words(told: Told) -> None:
    text = told.record.article.text
    for statement, item in zip(told.record.statements, to_dict(told)["items"], strict=True):
        assert tuple(anchored(text, target) for target in item["target"]) == statement.content


def test_words_are_found_again_after_the_page_has_moved(told: Told) -> None:
    text = told.record.article.text
    for statement, item in zip(told.record.statements, to_dict(told)["items"], strict=True):
        moved = tuple(anchored("More. " + text, target) for target in item["target"])
        assert moved == tuple(Span(start + 6, end + 6) for start, end in statement.content)


def test_words_that_are_gone_or_stand_twice_have_no_place() -> None:
    target = {"selector": [quote("a b c", Span(2, 3))]}
    assert anchored("x", target) is None
    assert anchored("b b", target) is None


def test_an_annotation_says_kind_speaker_and_reason(told: Told) -> None:
    page = to_dict(replace(told, base="https://r.example"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    first, second, _ = page["items"]
    assert first["id"] == "https://r.example/a/a0011223344556677#s1"
    values = {body["purpose"]: body.get("value") for body in first["body"] if body["type"] == "TextualBody"}
    assert values == {
        "tagging": "direct", "identifying": "Ilva Brandt", "commenting": "reporting words 0.95 (confidence 0.90)",
    }  # fmt: skip
    assert "identifying" not in {body["purpose"] for body in second["body"]}
    assert first["target"][0]["source"] == "https://post.example/pier#top"
