import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from mcp import Client, StdioServerParameters, stdio_client
from onrecord.cli import main


def test_a_client_starts_it_and_asks_it(shelf: Path) -> None:
    async def asked() -> int:
        arguments = ["-m", "onrecord", "mcp", "--archive", str(shelf), "--rules"]
        async with Client(stdio_client(StdioServerParameters(command=sys.executable, args=arguments))) as client:
            found = await client.call_tool("find", {"speaker": "brandt"})
            assert found.structured_content is not None
            return int(found.structured_content["total"])

    assert asyncio.run(asked()) == 4


def test_it_ends_with_its_input_and_says_on_standard_error_what_traces_leave_out(shelf: Path) -> None:
    call = [sys.executable, "-m", "onrecord", "mcp", "--archive", str(shelf)]
    done = subprocess.run(call, input=b"", capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().startswith("traces leave out 4 articles that are not in the index yet")


def test_without_the_library_it_says_what_to_install(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.delitem(sys.modules, "onrecord.mcp.server", raising=False)
    for name in [name for name in sys.modules if name.startswith("mcp.")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["mcp"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("OR115 onrecord mcp:")
    assert "pip install onrecord[mcp]" in said


def test_no_archive_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", "--archive", str(tmp_path / "none.db")]) == 2
    assert capsys.readouterr().err.startswith("OR401 ")


def test_private_addresses_without_fetching_make_no_sense(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", "--allow-private-addresses"]) == 2
    assert capsys.readouterr().err.startswith("OR301 --allow-private-addresses:")
