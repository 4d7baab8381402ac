import re
import shlex
from collections.abc import Iterator

import pytest

from onrecord.cli import main
from onrecord.cli.app import app

COMMANDS = ("read", "check", "demo", "add", "completion")


def shown(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main([*arguments, "--help"]) == 0
    return capsys.readouterr().out


def examples(output: str) -> Iterator[list[str]]:
    """The arguments of each example line that calls onrecord."""
    for line in output.partition("Examples:")[2].splitlines():
        call = line.rpartition("| ")[2].strip()
        if call.startswith("onrecord "):
            yield shlex.split(call.partition(" >")[0])[1:]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_example_of_the_help_calls_a_command_with_options_that_it_has(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(examples(shown(list(filter(None, [command])), capsys)))
    assert found
    for arguments in found:
        options = {argument for argument in arguments if argument.startswith("--")}
        home = [arguments[0]] if arguments[0] in COMMANDS else []
        assert home or arguments[0].startswith("--"), arguments
        assert options <= set(re.findall(r"--[\w-]+", shown(home, capsys))), arguments


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_listed_with_its_summary_and_can_be_imported(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = shown([], capsys)
    summary = app[command].help.splitlines()[0]
    assert re.search(rf"\b{command}\s+{re.escape(summary)}", output)
    assert callable(app[command].default_command)


@pytest.mark.parametrize("command", ["read", "check", "add"])
def test_help_tells_the_exit_codes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Exit codes: 0 " in shown([command], capsys)


def test_help_fits_80_columns(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command in ("", *COMMANDS):
        lines = shown(list(filter(None, [command])), capsys).splitlines()
        assert max(map(len, lines)) <= 80


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("Usage: onrecord COMMAND")
