import shutil
import subprocess

import pytest

from onrecord.cli import main

ASK = """
{script}
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_onrecord
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def completed(script: str, words: str) -> set[str]:
    """What bash offers for the last of the words."""
    done = subprocess.run(
        ["bash", "--norc", "-c", ASK.format(script=script, words=words)],
        capture_output=True, timeout=60, check=True, text=True,
    )  # fmt: skip
    assert done.stderr == ""
    return {word.strip() for word in done.stdout.split()}


@pytest.fixture
def script(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", "bash"]) == 0
    return capsys.readouterr().out


def test_bash_completes_commands(script: str) -> None:
    assert completed(script, "onrecord re") == {"read", "reindex", "review"}
    assert {"read", "check", "demo", "completion"} <= completed(script, "onrecord ''")


def test_bash_completes_the_options_of_a_command(script: str) -> None:
    assert completed(script, "onrecord check --fail") == {"--fail-on"}
    assert "--fail-on" not in completed(script, "onrecord read --")


def test_bash_completes_the_values_of_an_option(script: str) -> None:
    assert completed(script, "onrecord read --as ''") == {"html", "text"}


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_is_one_that_its_shell_can_parse(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    main(["completion", shell])
    subprocess.run([shell, "-n"], input=capsys.readouterr().out, timeout=60, check=True, text=True)


def test_an_unknown_shell_is_a_coded_error_that_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "tcsh"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("OR301 onrecord completion: ")
    assert all(shell in captured.err for shell in ("bash", "zsh", "fish"))
