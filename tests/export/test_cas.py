import sys

import pytest

from onrecord.errors import OnRecordError
from onrecord.export import cas
from onrecord.export.told import Told
from onrecord.export.xml import safe


def test_the_annotations_come_back_as_code_points(told: Told) -> None:
    pytest.importorskip("cassis", reason="the extra “cas” is not installed")
    text, found = cas.from_bytes(cas.to_bytes(told))
    assert text == safe(told.record.article.text)
    expected = [
        (statement.id, role, span)
        for statement in told.record.statements
        for role, spans in (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
        for span in spans
    ]
    assert sorted(found) == sorted(expected)


def test_the_same_record_gives_the_same_bytes(told: Told) -> None:
    pytest.importorskip("cassis", reason="the extra “cas” is not installed")
    assert cas.to_bytes(told) == cas.to_bytes(told)


def test_without_the_library_the_error_says_what_to_install(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(OnRecordError, match=r"onrecord\[cas\]") as missing:
        cas.to_bytes(told)
    assert missing.value.code == "OR115"
