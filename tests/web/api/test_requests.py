"""What a correction looks like when it is sent."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from onrecord.web.api import requests

ADAPTER: TypeAdapter[Any] = TypeAdapter(requests.Correction)
HEAD = {"article": "a1", "statement": "s1"}


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({"action": "accept", **HEAD}, requests.Judged),
        ({"action": "reject", **HEAD, "value": {}}, requests.Judged),
        ({"action": "speaker", **HEAD, "value": {"name": None}}, requests.OfSpeaker),
        ({"action": "kind", **HEAD, "value": {"kind": "direct"}}, requests.OfKind),
        ({"action": "span", **HEAD, "value": {"cue": []}}, requests.OfSpan),
        ({"action": "merge", "value": {"name": "A", "into": "B"}}, requests.Merge),
        ({"action": "split", "value": {"name": "A", "as": "B", "parts": ["a1"]}}, requests.Split),
    ],
)
def test_each_action_has_its_shape_and_says_no_more_than_was_sent(sent: dict[str, Any], kind: type[Any]) -> None:
    made: Any = ADAPTER.validate_python(sent)
    assert type(made) is kind
    assert made.model_dump(by_alias=True, exclude_unset=True, mode="json") == sent


@pytest.mark.parametrize(
    "value", [{}, {"content": []}, {"content": [[1]]}, {"content": [[1.5, 2]]}, {"cue": [["1", 2]]}, {"cue": [[-1, 2]]}]
)
def test_spans_are_pairs_of_whole_numbers(value: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python({"action": "span", **HEAD, "value": value})
