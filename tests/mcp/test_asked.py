from typing import Any

import pytest
from pydantic import ValidationError

from onrecord.mcp.asked import HITS, LONGEST_TEXT, UTTERANCES, Cite, Find, Read, Speaker, Trace


def test_a_search_becomes_a_question_to_the_archive() -> None:
    question = Find.model_validate(
        {"words": "ferry", "speaker": "brandt", "since": "2023-05", "kind": "direct"}
    ).query()
    assert (question.words, question.speaker, question.since, question.kind) == ("ferry", "brandt", "2023-05", "direct")


def test_a_speaker_becomes_a_question_to_the_archive() -> None:
    question = Speaker.model_validate({"name": "brandt", "about": "ferry", "stance": "neutral"}).query()
    assert (question.words, question.speaker, question.about, question.stance) == ("", "brandt", "ferry", "neutral")


@pytest.mark.parametrize(
    ("model", "arguments"),
    [
        (Read, {}),
        (Read, {"article": "a1", "text": "words"}),
        (Read, {"text": "x" * (LONGEST_TEXT + 1)}),
        (Read, {"text": " \n"}),
        (Read, {"article": "a1", "characters": 10_000_000}),
        (Find, {"limit": HITS + 1}),
        (Find, {"since": "yesterday"}),
        (Find, {"kind": "shouted"}),
        (Find, {"after": "; drop table"}),
        (Find, {"speakr": "brandt"}),
        (Trace, {}),
        (Trace, {"words": "four words or more", "article": "a1"}),
        (Trace, {"words": "four words or more", "limit": UTTERANCES + 1}),
        (Speaker, {}),
        (Cite, {"id": "a1", "as": "webannotation"}),
        (Cite, {"id": "a\x001"}),
    ],
)
def test_what_makes_no_sense_or_is_too_much_is_refused(model: Any, arguments: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(arguments)


@pytest.mark.parametrize("model", [Read, Find, Trace, Speaker, Cite])
def test_a_schema_is_an_object_without_alternatives_at_its_top_and_describes_every_name(model: Any) -> None:
    schema = model.model_json_schema()
    assert schema["type"] == "object"
    assert not {"anyOf", "oneOf", "allOf"} & schema.keys()
    assert schema["additionalProperties"] is False
    assert all(one.get("description") for one in schema["properties"].values())


def test_what_is_left_out_may_also_be_null() -> None:
    assert Find.model_validate({"words": "ferry", "speaker": None, "after": None}).speaker is None
