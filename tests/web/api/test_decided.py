"""What the JSON of the queue and of decisions looks like."""

from onrecord.archive.decision import Decision, to_dict
from onrecord.archive.review import Waiting
from onrecord.web.api import corrections, decided


def test_the_models_take_what_the_archive_has() -> None:
    made = Decision("merge", value={"name": "A", "into": "B"}, who="Ann", at="2023-01-01T00:00:00.000000Z", id=1)
    told = corrections.decision_dict(made)
    assert decided.Decision.model_validate(told).model_dump() == {"id": 1, **to_dict(made)}
    waiting = Waiting("a1", "s1", "no", "direct", None, "", "", 0.5, None, None, None, None, ("no speaker is known",))
    assert decided.Waiting.model_validate(corrections.waiting_dict(waiting)).reasons == ["no speaker is known"]
