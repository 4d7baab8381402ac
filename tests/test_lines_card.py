"""The reading model's card describes the files of the plain-text model that ship, by size and hash."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/onrecord/data"
CARD = (ROOT / "docs/reading-model-card.md").read_text(encoding="utf-8")
FILES = re.findall(r"^- `(en/line[^`]*)`, ([\d,]+) bytes, SHA-256 `([0-9a-f]{64})`$", CARD, re.MULTILINE)


def test_the_card_names_the_files_of_the_plain_text_model() -> None:
    assert [name for name, _, _ in FILES] == ["en/line_words.tsv", "en/lines.json", "en/lines.npy"]


@pytest.mark.parametrize(("name", "size", "digest"), FILES)
def test_the_shipped_file_is_the_one_that_the_card_describes(name: str, size: str, digest: str) -> None:
    data = (DATA / name).read_bytes()
    assert (f"{len(data):,}", hashlib.sha256(data).hexdigest()) == (size, digest)
