"""The card follows the model that is installed."""

from pathlib import Path

import pytest
from training.make import FILES, digest, install, renewed

CARD = "| Version | 0 |\n" + "".join(f"| `shipped/{name}` | 1 | `0` |\n" for name in FILES)


def model(folder: Path, version: str = "7") -> Path:
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text(f'{{"version": "{version}"}}', encoding="utf-8")
    return folder


def test_installing_copies_the_files_and_renews_the_card(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text(CARD, encoding="utf-8")
    install(model(tmp_path / "made"), tmp_path / "shipped", card)
    found = card.read_text(encoding="utf-8")
    assert "| Version | 7 |" in found
    assert all(f"| `shipped/{name}` | 16 | `{digest(tmp_path / 'shipped' / name)}` |" in found for name in FILES)


def test_a_card_without_a_row_for_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 rows for linker"):
        renewed(CARD.replace("linker", "other"), model(tmp_path / "shipped"))
