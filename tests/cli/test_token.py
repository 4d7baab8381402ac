import json
from pathlib import Path

import pytest

from onrecord.archive import tokens
from onrecord.archive.connect import open_archive, reading
from onrecord.archive.tokens import Scope
from onrecord.cli import main


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty archive that the commands find by themselves."""
    path = str(tmp_path / "news.db")
    open_archive(path, create=True).close()
    monkeypatch.setenv("ONRECORD_ARCHIVE", path)
    return path


def test_a_token_goes_alone_to_standard_output_and_works(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "create", "Ann Vale", "--scope", "review", "--scope", "add"]) == 0
    shown = capsys.readouterr()
    with open_archive(archive) as store, reading(store) as connection:
        found = tokens.find(connection, shown.out.strip())
    assert found is not None
    assert (found.name, set(found.scopes)) == ("Ann Vale", {Scope.ADD, Scope.REVIEW})
    assert "shown this once" in shown.err


def test_without_a_scope_a_token_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "create", "script"]) == 0
    assert "read; it is shown" in capsys.readouterr().err


def test_the_list_shows_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "list"]) == 0
    assert "no token was made yet" in capsys.readouterr().err
    main(["token", "create", "Ann Vale"])
    secret = capsys.readouterr().out.strip()
    assert main(["token", "list"]) == 0
    listed = capsys.readouterr().out
    assert "Ann Vale" in listed
    assert "never used" in listed
    assert secret not in listed
    assert main(["token", "list", "--json"]) == 0
    assert [one["scopes"] for one in json.loads(capsys.readouterr().out)] == [["read"]]


def test_a_token_is_revoked_once(capsys: pytest.CaptureFixture[str]) -> None:
    main(["token", "create", "Ann Vale"])
    assert main(["token", "revoke", "Ann Vale"]) == 0
    assert main(["token", "revoke", "Ann Vale"]) == 2
    assert "OR404" in capsys.readouterr().err
    main(["token", "list"])
    assert "revoked" in capsys.readouterr().out


def test_what_was_done_is_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    main(["token", "create", "Ann Vale"])
    main(["token", "revoke", "Ann Vale"])
    capsys.readouterr()
    assert main(["token", "log"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "command line  token.revoke" in first
    assert "command line  token.create" in second
    assert main(["token", "log", "--json", "--limit", "1"]) == 0
    assert [one["detail"] for one in json.loads(capsys.readouterr().out)] == [{"name": "Ann Vale"}]


@pytest.mark.parametrize(
    "call", [["create", ""], ["create", "Ann", "--scope", "everything"], ["log", "--limit", "0"], ["nothing"]]
)
def test_a_wrong_call_is_told(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", *call]) == 2
    assert capsys.readouterr().err.startswith("OR301")


def test_without_a_subcommand_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token"]) == 0
    assert "revoke" in capsys.readouterr().out
