import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

import pytest

from onrecord.cli import inputs, main


def test_the_version_is_that_of_the_installed_package(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        expected = version("onrecord")
    except PackageNotFoundError:
        expected = "0+unknown"
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"onrecord {expected}\n"


def test_the_package_has_no_other_lazy_attribute() -> None:
    import onrecord  # noqa: PLC0415

    with pytest.raises(AttributeError):
        onrecord.no_such  # noqa: B018


@pytest.mark.parametrize("command", ["read", "check", "demo", "add", "completion"])
def test_every_command_explains_itself_with_examples(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert main([command, "--help"]) == 0
    output = capsys.readouterr().out
    assert output.startswith(f"Usage: onrecord {command} ")
    assert f"  onrecord {command}" in output.partition("Examples:")[2]


def test_starting_loads_neither_the_pipeline_nor_heavy_libraries() -> None:
    heavy = ["lxml", "trafilatura", "htmldate", "wordfreq", "numpy", "jinja2", "onrecord.record", "onrecord.attribute"]
    code = (
        "import sys; from onrecord.cli import main; main(['--version']); main(['read', '--help']); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_is_a_coded_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frobnicate"]) == 2
    assert capsys.readouterr().err.startswith("OR301 onrecord: ")


def test_an_interrupt_ends_quietly_with_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(page: str, as_: inputs.Format | None, method: inputs.Method | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inputs, "_read", interrupted)
    assert main(["read", "page.html"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    command = f"{sys.executable} -m onrecord completion zsh | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=True)
    assert (done.stdout, done.stderr) == (b"141\n", b"")


def test_python_m_and_a_locale_without_utf8_work() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "read", "--help"],
        capture_output=True, timeout=60, check=False, env={"PYTHONPATH": ":".join(sys.path), "LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode == 0
    assert "“-” is standard input" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_know_the_commands(capsys: pytest.CaptureFixture[str], shell: str) -> None:
    assert main(["completion", shell]) == 0
    output = capsys.readouterr().out
    assert all(word in output for word in ("read", "check", "demo", "min-confidence"))
