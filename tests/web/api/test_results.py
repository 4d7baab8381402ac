"""What the JSON of a search looks like."""

import pytest
from pydantic import ValidationError

from onrecord.archive.hits import StatementHit
from onrecord.export.found import statement_dict
from onrecord.spans import Span
from onrecord.web.api.results import FoundStatement

HIT = StatementHit(
    article="a1", id="s1", place=1, kind="direct", text="“no”", spans=(Span(0, 4),), marks=(), context=(),
    speaker=None, role=None, speaker_kind=None, source="", cue="", lemma=None, stance=None, confidence=0.5,
    corrected=False, title=None, outlet=None, domain=None, published=None, url=None, version=1, current=True,
)  # fmt: skip


def test_the_model_takes_a_hit_of_which_little_is_known() -> None:
    told = statement_dict(HIT)
    assert FoundStatement.model_validate(told).model_dump(mode="json", by_alias=True) == told | {
        "outlet": {"name": None, "domain": None}
    }


def test_the_model_takes_nothing_else() -> None:
    with pytest.raises(ValidationError):
        FoundStatement.model_validate(statement_dict(HIT) | {"place": 1})
