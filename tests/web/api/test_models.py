"""What the JSON of an article looks like."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from onrecord.export.json import to_dict
from onrecord.model import Record
from onrecord.web.api import models

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/onrecord-1.schema.json").read_text(encoding="utf-8"))


def test_the_model_takes_what_the_format_has(record: Record) -> None:
    told = to_dict(record)
    jsonschema.validate(told, SCHEMA)
    made = models.Record.model_validate(told).model_dump(mode="json")
    assert made == told
    assert list(made["article"]) == list(told["article"])


@pytest.mark.parametrize("change", [{"other": 1}, {"format": "onrecord/2"}, {"sheet": None}])
def test_the_model_takes_nothing_else(record: Record, change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        models.Record.model_validate(to_dict(record) | change)


def test_both_descriptions_have_the_same_fields() -> None:
    made = models.Record.model_json_schema()
    assert set(made["required"]) == set(SCHEMA["required"])
    for name, model in (("article", "Article"), ("sheet", "Sheet")):
        assert set(made["$defs"][model]["required"]) == set(SCHEMA["properties"][name]["required"])
    for name, model in (("statements", "Statement"), ("speakers", "Speaker")):
        assert set(made["$defs"][model]["required"]) == set(SCHEMA["properties"][name]["items"]["required"])
