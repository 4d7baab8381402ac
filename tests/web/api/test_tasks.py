"""What is sent to be added."""

from typing import Any

import pytest
from pydantic import ValidationError

from onrecord.web.api.tasks import Job


@pytest.mark.parametrize("sent", [{"text": "no"}, {"address": "HTTPS://a.example/b"}, {"text": "x", "as": "html"}])
def test_an_address_or_a_text_is_enough(sent: dict[str, Any]) -> None:
    assert Job.model_validate(sent).model_dump(by_alias=True, exclude_unset=True) == sent


@pytest.mark.parametrize(
    "sent", [{}, {"text": " \n"}, {"address": "file:///etc/passwd"}, {"address": "http:// x"}, {"text": "x", "jobs": 9}]
)
def test_anything_else_is_refused(sent: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Job.model_validate(sent)
