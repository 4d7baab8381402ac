"""What the JSON of a trace looks like."""

import json
from pathlib import Path

from onrecord.export.trace import to_dict
from onrecord.kinds import AlterationKind, DescentKind, StatementKind
from onrecord.model import Alteration, Derivation, Descent, Reading, Utterance
from onrecord.spans import Span
from onrecord.web.api import descents

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/onrecord-trace-1.schema.json").read_text(encoding="utf-8"))
READING = Reading("a1#s1", "a1", None, None, None, None, (Span(0, 4),), "“no”", kind=StatementKind.DIRECT)
CHANGE = Alteration("a1#s1", "a2#s1", AlterationKind.CUT, "no", "", (Span(1, 3),), (), "left out", 0.5)


def test_the_model_takes_what_the_format_has() -> None:
    utterance = Utterance(
        "u1", None, None, (READING,), (CHANGE,), (Descent(None, "a1#s1", DescentKind.UNKNOWN, 0.0, ()),)
    )
    told = to_dict([utterance], [Derivation("a2", "a1", 0.5, True, 1.0, (CHANGE,))])
    assert descents.Trace.model_validate(told).model_dump(mode="json", by_alias=True) == told


def test_both_descriptions_have_the_same_fields() -> None:
    made = descents.Trace.model_json_schema(by_alias=True)["$defs"]
    for name, model in (("utterance", "Utterance"), ("alteration", "Alteration"), ("derivation", "Derivation")):
        assert set(made[model]["required"]) == set(SCHEMA["$defs"][name]["required"])
