import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onrecord.data.demo_collection import DemoArticle, articles
from onrecord.export.json import dumps, to_dict
from onrecord.model import Article, Record, Sheet
from onrecord.read.capture import from_bytes
from onrecord.record import read

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/onrecord-1.schema.json").read_text(encoding="utf-8"))
BARE = Record(Article("a", ""), (), (), Sheet(0, 0, 0, False, 0.0, {}, ()))


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ((), "format article statements speakers sheet dropped"),
        (
            ("article",),
            "id url title byline outlet published modified first_seen language text paragraphs links damage",
        ),
        (("article", "outlet"), "name domain"),
        (("article", "paragraphs", 0), "start end kind"),
        (("article", "links", 0), "start end url"),
        (("article", "damage", 0), "start end found suggested score reason"),
        (("statements", 0), "id kind content cue source quotations speaker within confidence reporting"),
        (("statements", 0, "reporting"), "lemma stance score reason"),
        (("speakers", 0), "id name kind role country wikidata aliases mentions reason"),
        (
            ("sheet",),
            "statements speakers_named speakers_unnamed single_source quoted_share words_by_speaker findings",
        ),
        (("sheet", "findings", 0), "code message spans"),
        (("dropped", 0), "text reason"),
    ],
)
def test_the_keys_are_those_of_the_contract_in_its_order(record: Record, path: tuple[Any, ...], keys: str) -> None:
    value: Any = to_dict(record)
    for step in path:
        value = value[step]
    assert list(value) == keys.split()


def test_the_schema_is_sound_and_a_record_keeps_to_it(record: Record) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for each in (record, BARE, replace(record, statements=(replace(record.statements[0], reporting=None),))):
        jsonschema.validate(json.loads(dumps(to_dict(each))), SCHEMA)


@pytest.mark.parametrize("page", articles(), ids=lambda page: str(page.file))
def test_the_schema_fits_every_article_of_the_demo_collection(page: DemoArticle) -> None:
    value = json.loads(dumps(to_dict(read(from_bytes(page.data, page.file, page.url)))))
    jsonschema.validate(value, SCHEMA)
    length, speakers = len(value["article"]["text"]), {speaker["id"] for speaker in value["speakers"]}
    for statement in value["statements"]:
        parts = [span for role in ("content", "cue", "source", "quotations") for span in statement[role]]
        assert all(0 <= start < end <= length for start, end in parts)
        assert statement["speaker"] in {None, *speakers}


def test_the_schema_refuses_a_key_that_the_contract_does_not_know(record: Record) -> None:
    value = to_dict(record)
    value["statements"][0]["reason"] = "x"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(value, SCHEMA)


def test_what_is_not_known_is_null() -> None:
    article = to_dict(BARE)["article"]
    unknown = ["url", "title", "published", "modified", "first_seen", "language"]
    assert [article[key] for key in unknown] == [None] * len(unknown)
    assert article["outlet"] == {"name": None, "domain": None}


def test_spans_are_pairs_dates_are_strings_and_scores_have_four_places(record: Record) -> None:
    value = to_dict(record)
    assert value["article"]["published"] == "2023-08-01"
    assert value["statements"][0]["content"] == [[54, 71]]
    assert value["statements"][0]["confidence"] == 0.8765
    assert value["sheet"]["quoted_share"] == 0.2346


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2028", "\ufeff", "\ud800", "\U000e0041"]
)
def test_hidden_characters_are_escaped_and_come_back(hidden: str) -> None:
    text = dumps({"text": f"a{hidden}é漢😀"})
    assert hidden not in text
    assert "é漢😀" in text
    assert json.loads(text) == {"text": f"a{hidden}é漢😀"}


def test_indented_json_says_the_same_and_keeps_spans_on_one_line(record: Record) -> None:
    text = dumps(to_dict(record), indent=2)
    assert "[54, 71]" in text
    assert json.loads(text) == to_dict(record)


def test_text_that_looks_like_indented_pairs_is_left_alone() -> None:
    assert json.loads(dumps({"text": "[\n    1,\n    2\n  ]"}, indent=2)) == {"text": "[\n    1,\n    2\n  ]"}
