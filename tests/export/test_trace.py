"""The JSON of a trace keeps to the contract: names, order and schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from onrecord.export.json import dumps
from onrecord.export.trace import line, to_dict
from onrecord.model import (
    Alteration,
    AlterationKind,
    Derivation,
    Descent,
    DescentKind,
    Reading,
    Utterance,
)
from onrecord.spans import Span

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/onrecord-trace-1.schema.json").read_text(encoding="utf-8"))
SPANS = (Span(4, 9), Span(12, 20))
READING = Reading("a1#s1", "a1", None, "Post", "2023-08-01", "json-ld", SPANS, "never … the strait", credits=("Wire",))
ALTERATION = Alteration(
    "a1#s1", "a2#s4", AlterationKind.OMISSION, "never", "", SPANS[:1], (), "1 word left out", 0.91234
)
DESCENT = Descent("a1#s1", "a2#s4", DescentKind.COPIED, 0.123456, ("the same words",))
UTTERANCE = Utterance("u1", "Ann Hill", "a1#s1", (READING,), (ALTERATION,), (DESCENT,), ("a9#s9",))
DERIVATION = Derivation("a2", "a1", 0.812345, False, 0.95, (ALTERATION,), ("81% of its words",))


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ((), "format utterances derivations"),
        (("utterances", 0), "id speaker earliest readings alterations descent"),
        (("utterances", 0, "readings", 0), "statement article url outlet date date_origin spans text"),
        (("utterances", 0, "alterations", 0), "from to kind before after reason"),
        (("utterances", 0, "descent", 0), "parent child kind score evidence"),
        (("derivations", 0), "article from coverage credited score alterations"),
    ],
)
def test_the_keys_are_those_of_the_contract_in_its_order(path: tuple[Any, ...], keys: str) -> None:
    value: Any = to_dict([UTTERANCE], [DERIVATION])
    for step in path:
        value = value[step]
    assert list(value) == keys.split()


def test_the_schema_is_sound_and_a_trace_keeps_to_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    unknown = Reading("a1#s1", "a1", None, None, None, None, (), "")
    bare = Utterance("u1", None, None, (unknown,), (), (Descent(None, "a1#s1", DescentKind.UNKNOWN, 0.0, ()),))
    for utterances, derivations in (((), ()), ((UTTERANCE, bare), (DERIVATION,))):
        jsonschema.validate(json.loads(dumps(to_dict(utterances, derivations))), SCHEMA)


def test_every_kind_of_the_model_is_in_the_schema() -> None:
    kinds = SCHEMA["$defs"]["alteration"]["properties"]["kind"]["enum"]
    assert sorted(kinds) == sorted(AlterationKind)
    descent = SCHEMA["$defs"]["utterance"]["properties"]["descent"]["items"]["properties"]["kind"]["enum"]
    assert sorted(descent) == sorted(DescentKind)


def test_values_are_what_the_trace_says() -> None:
    value = to_dict([UTTERANCE], [DERIVATION])
    assert value["utterances"][0]["readings"][0]["spans"] == [[4, 9], [12, 20]]
    assert value["utterances"][0]["descent"][0]["score"] == 0.1235
    assert (value["derivations"][0]["coverage"], value["derivations"][0]["from"]) == (0.8123, "a1")


def test_a_line_is_one_utterance_or_one_derivation() -> None:
    value = to_dict([UTTERANCE], [DERIVATION])
    assert line(UTTERANCE) == value["utterances"][0]
    assert line(DERIVATION) == value["derivations"][0]
