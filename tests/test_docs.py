"""The documents' `$ onrecord …` examples do what they show: run in order, in an empty folder for each document.

In a `console` block, a line `$ …` that calls onrecord is run, other commands are not. What follows is its output,
standard error included; a line `…` stands for any lines. The exit code is 0, or what a following `$ echo $?` shows. A
command without output beneath it is only run.
"""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [path for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))] if path.exists()]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ECHO = "echo $?"


@dataclass(frozen=True, slots=True)
class Example:
    """A command, and what a document says it prints and with which code it ends."""

    command: str
    output: str
    code: int


def examples(text: str) -> Iterator[Example]:
    for block in BLOCK.findall(text):
        shown = [part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
        for (command, _, output), (following, _, code) in zip(shown, [*shown[1:], ("", "", "")], strict=True):
            if re.search(r"(^|\| )onrecord\b", command):
                yield Example(command, output, int(code) if following == ECHO else 0)


def pattern(output: str) -> re.Pattern[str]:
    lines = ("(?:.*\n)*" if line == "…\n" else re.escape(line) for line in output.splitlines(keepends=True))
    return re.compile("".join(lines) if output.strip() else ".*", re.DOTALL if not output.strip() else 0)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A path on which `onrecord` is this source tree's, 80 columns, no colour."""
    script = tmp_path / "bin/onrecord"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m onrecord "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {
        "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "HOME": str(tmp_path),
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_do_what_they_show(document: Path, environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    for example in examples(document.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["bash", "-c", example.command], cwd=folder, env=environment, timeout=120, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        output = done.stdout.decode("utf-8")
        assert done.returncode == example.code, f"$ {example.command}\n{output}"
        assert pattern(example.output).fullmatch(output), f"$ {example.command}\n{output}"


def test_a_block_is_taken_apart_into_commands_outputs_and_codes() -> None:
    text = "```console\n$ pip install x\n$ onrecord a\nb\n…\n\nc\n$ echo $?\n1\n$ cat x | onrecord -\n```\n"
    assert list(examples(text)) == [
        Example("onrecord a", "b\n…\n\nc\n", 1),
        Example("cat x | onrecord -", "", 0),
    ]


@pytest.mark.parametrize(("output", "fits"), [("b\nc\n", True), ("b\nx\ny\nc\n", True), ("b\nc\nd\n", False)])
def test_an_ellipsis_on_its_own_line_stands_for_any_lines(output: str, fits: bool) -> None:
    assert bool(pattern("b\n…\nc\n").fullmatch(output)) is fits
