"""The card of the reading model describes the files that ship, by size and hash, and nothing beside them."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/onrecord/data/reading"
CARD = (ROOT / "docs/reading-model-card.md").read_text(encoding="utf-8")
ROWS = {
    name: (int(size.replace(",", "")), digest)
    for name, size, digest in re.findall(r"^\| `([^`]+)` \| ([\d,]+) \| `([0-9a-f]{64})` \|$", CARD, re.MULTILINE)
}


def test_the_card_names_every_shipped_file_and_no_other() -> None:
    assert set(ROWS) == {path.name for path in DATA.iterdir()}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_shipped_file_is_the_one_that_the_card_describes(name: str) -> None:
    data = (DATA / name).read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == ROWS[name]


def test_the_card_has_the_version_of_the_settings() -> None:
    version = json.loads((DATA / "settings.json").read_text(encoding="utf-8"))["version"]
    assert re.findall(r"^\| Version \| (.+) \|$", CARD, re.MULTILINE) == [version]
