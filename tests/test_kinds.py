"""The kinds are written in the formats as their own words."""

import json
from enum import StrEnum
from pathlib import Path

import pytest

from onrecord import kinds

DOCS = Path(__file__).parents[1] / "docs"
OF_AN_ARTICLE = [kinds.ParagraphKind, kinds.StatementKind, kinds.SpeakerKind, kinds.Stance]
SCHEMA = json.dumps(json.loads((DOCS / "onrecord-1.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", OF_AN_ARTICLE, ids=lambda kind: kind.__name__)
def test_the_schema_names_the_kinds_in_lower_case(kind: type[StrEnum]) -> None:
    assert all(one.value == one.name.lower().replace("_", "-") and f'"{one.value}"' in SCHEMA for one in kind)
