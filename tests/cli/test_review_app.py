"""The help of `onrecord review` and of its subcommands."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.cli.review_app import review

DOCUMENT = Path(__file__).parents[2] / "docs/correcting.md"
COMMANDS = [
    "list", "accept", "reject", "speaker", "kind", "span", "merge", "split", "undo", "log", "export", "import",
]  # fmt: skip


def shown(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main(["review", *command, "--help"]) == 0
    return capsys.readouterr().out


def examples(output: str) -> Iterator[list[str]]:
    for line in output.partition("Examples:")[2].splitlines():
        call = line.rpartition("| ")[2].strip()
        if call.startswith("onrecord "):
            yield shlex.split(call.partition(" >")[0])[1:]


def test_the_subcommands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    output = shown(capsys)
    for command in COMMANDS:
        assert re.search(rf"\b{command}\s+{re.escape(review[command].help[:30])}", output)
        assert callable(review[command].default_command)


def test_without_a_subcommand_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review"]) == 0
    assert capsys.readouterr().out == shown(capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_calls_the_command_with_options_that_it_has(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = shown(capsys, command)
    found = list(examples(output))
    assert found
    options = set(re.findall(r"--[\w-]+", output.partition("Examples:")[0]))
    for arguments in found:
        assert arguments[:2] == ["review", command]
        assert {argument for argument in arguments if argument.startswith("--")} <= options
    assert "Exit codes: 0 done; 2 an error" in output


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)], ids=" ".join)
def test_help_fits_80_columns(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, shown(capsys, *command).splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_in_the_document(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    described = DOCUMENT.read_text(encoding="utf-8")
    options = set(re.findall(r"--[a-z][a-z-]*", shown(capsys, command)))
    assert not {option for option in options if f"`{option}" not in described and f"{option} " not in described}
    assert f"review {command}" in described
