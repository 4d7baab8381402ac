import gc
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from urllib.request import urlopen

import pytest

from onrecord.archive import tokens
from onrecord.archive.connect import open_archive, writing
from onrecord.archive.tokens import Scope
from onrecord.cli import main


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """An empty archive."""
    path = str(tmp_path / "news.db")
    open_archive(path, create=True).close()
    return path


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, with the address that it printed."""
    call = [sys.executable, "-m", "onrecord", "serve", "--port", "0", *options]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"https?://\S+/", process.stdout.readline())
        assert found is not None
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def test_it_answers_at_the_address_that_it_prints_until_ctrl_c(archive: str) -> None:
    with served("--archive", archive) as (process, address):
        with urlopen(address, timeout=60) as answer:
            assert answer.status == 200
            assert b"Paste a quotation or an address" in answer.read()
            assert "server" not in {name.lower() for name in answer.headers}
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 130
        assert errors.splitlines() == ["Ctrl-C ends it"]
    assert not Path(f"{archive}-wal").exists()


def test_a_port_that_is_taken_is_told(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--archive", archive, "--port", str(port)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"OR501 127.0.0.1:{port}")
    assert "--port" in error


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "nowhere.invalid"])
def test_an_address_that_is_not_ours_is_told(archive: str, host: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_archive(archive) as store, writing(store) as connection:
        tokens.create(connection, "Ann Vale", {Scope.READ})
    assert main(["serve", "--archive", archive, "--host", host, "--port", "0"]) == 2
    assert capsys.readouterr().err.startswith("OR501")


@pytest.mark.parametrize("options", [["--host", "0.0.0.0"], ["--name", "news.example"], ["--https"], ["--host", ""]])
def test_others_are_let_in_only_when_there_is_a_token(
    archive: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--archive", archive, *options]) == 2
    error = capsys.readouterr().err
    assert error.startswith("OR502")
    assert "onrecord token create" in error


def test_where_there_is_no_archive_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--archive", str(tmp_path / "none.db")]) == 2
    assert capsys.readouterr().err.startswith("OR401")


def test_a_certificate_that_is_none_is_told(archive: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("no certificate")
    for path in (wrong, tmp_path / "none.pem"):
        assert main(["serve", "--archive", archive, "--public", "--port", "0", "--certificate", str(path)]) == 2
        assert "OR501" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options", [["--port", "99999"], ["--max-upload", "0"], ["--rate", "-1"], ["--fast", "--rules"]]
)
def test_a_wrong_call_is_told(archive: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--archive", archive, *options]) == 2
    assert capsys.readouterr().err.startswith("OR301")


def test_it_warns_where_all_can_be_read_on_the_way(archive: str) -> None:
    with served("--archive", archive, "--public", "--host", "0.0.0.0") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        assert "served without https" in errors


def test_answers_take_short_turns_and_no_long_look_for_garbage() -> None:
    turn, kept = sys.getswitchinterval(), gc.get_freeze_count()
    try:
        import_module("onrecord.cli.serve")._settle()
        assert sys.getswitchinterval() <= 0.001
        assert gc.get_freeze_count() > kept
    finally:
        sys.setswitchinterval(turn)
        gc.unfreeze()
