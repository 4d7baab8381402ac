"""The steps that make both models, and the card that follows the models that are installed."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from training.make import FILES, digest, install, made, renewed

NAMES = [f"{folder}/{name}" for folder, names in FILES.items() for name in names]
CARD = "| Version | 0 |\n" + "".join(f"| `{name}` | 1 | `0` |\n" for name in NAMES)


def models(folder: Path, version: str = "7") -> Path:
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f'{{"version": "{version}"}}', encoding="utf-8")
    return folder


def steps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[list[str]]]:
    """The commands that would be run, those side by side in one list."""
    ran: list[list[list[str]]] = []

    def run(commands: Iterable[Sequence[str]]) -> None:
        ran.append([list(command) for command in commands])

    monkeypatch.setattr("training.make.run", run)
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    for name in FILES:
        (folder / "out" / name).mkdir(parents=True)
    numbers = {"float32": False, "steps": 0, "articles": 0, "version": "7"}
    made(argparse.Namespace(out=folder / "out", minilm=folder, data=folder, **numbers))
    return ran


def test_the_small_model_learns_from_the_mean_of_the_first_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = steps(tmp_path, monkeypatch)
    (student,) = [command for commands in ran for command in commands if "--teacher" in command]
    assert student[student.index("--teacher") + 1] == str(tmp_path / "out/pair.pt")
    assert student[student.index("--layers") + 1] == "2"
    before = [command for commands in ran[: next(k for k, c in enumerate(ran) if student in c)] for command in commands]
    assert any(command[:2] == ["training.soup", str(tmp_path / "out/pair.pt")] for command in before)


def test_both_models_are_exported_and_tuned_with_their_own_layers_versions_and_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [" ".join(command) for commands in steps(tmp_path, monkeypatch) for command in commands]
    for folder, layers, version, reach in (
        ("model", 6, "7", "320 24 48 48"),
        ("model-fast", 2, "7-fast", "192 16 48 8"),
    ):
        assert any(f"--out {tmp_path / 'out' / folder} --layers {layers}" in line for line in lines)
        assert any(line.endswith(f"--version {version} --reach {reach}") for line in lines)


def test_installing_copies_the_files_and_renews_the_card(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text(CARD, encoding="utf-8")
    install(models(tmp_path / "made"), tmp_path / "shipped", card)
    found = card.read_text(encoding="utf-8")
    assert "| Version | 7 |" in found
    assert all(f"| `{name}` | 16 | `{digest(tmp_path / 'shipped' / name)}` |" in found for name in NAMES)


def test_a_card_without_a_row_for_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 rows for model/linker"):
        renewed(CARD.replace("model/linker", "model/other"), models(tmp_path / "shipped"))
