import hashlib
from importlib.resources import files
from pathlib import Path

from onrecord.web.judges import judges

ROOT = Path(__file__).parents[2]


def test_each_has_a_version_and_a_card_that_is_there() -> None:
    assert [one.name for one in judges()] == ["tagger", "tagger, small size", "reading model", "lineage rule"]
    for one in judges():
        assert one.version
        assert (ROOT / one.card).exists()


def test_the_hashes_are_those_of_the_files() -> None:
    encoder = files("onrecord.data") / "en" / "model" / "encoder.int8.onnx"
    assert dict(judges()[0].hashes)["encoder.int8.onnx"] == hashlib.sha256(encoder.read_bytes()).hexdigest()


def test_versions_are_those_of_the_cards() -> None:
    assert f"| Version | {judges()[0].version} |" in (ROOT / judges()[0].card).read_text(encoding="utf-8")
