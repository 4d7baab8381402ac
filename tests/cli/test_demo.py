from pathlib import Path

import pytest

from onrecord.cli import demo, main
from onrecord.data.demo_collection import articles

FILES = [article.file for article in articles()]


@pytest.fixture(scope="module")
def tour() -> str:
    """What `onrecord demo` prints."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        printed: list[str] = []
        patch.setattr("builtins.print", lambda *parts, **_: printed.extend(parts))
        import io  # noqa: PLC0415

        from rich.console import Console  # noqa: PLC0415

        output = io.StringIO()
        patch.setattr(demo, "console", lambda **_: Console(file=output, width=80, highlight=False, markup=False))
        assert main(["demo"]) == 0
    return output.getvalue()


def test_every_article_is_listed_with_its_statements_and_findings(tour: str) -> None:
    listed = tour.partition(demo.RULE)[0]
    assert listed.startswith(f"{len(FILES)} invented articles\n")
    assert [file for file in FILES if f"  {file} · " not in listed] == []
    assert listed.count("\n  findings: ") == len(FILES)
    assert listed.count(" statements · ") == len(FILES)


def test_one_article_is_shown_in_full(tour: str) -> None:
    whole = tour.partition(f"{demo.SHOWN} in full")[2]
    assert all(part in whole for part in ("\noutlet  ", "\nStatements (", "\nSourcing sheet\n", "\nFindings ("))
    assert demo.SHOWN in FILES


def test_it_ends_with_commands_to_try(tour: str) -> None:
    assert tour.rstrip().endswith(f"onrecord check demo/{demo.SHOWN}")


def test_nothing_is_wider_than_80_columns(tour: str) -> None:
    assert max(len(line) for line in tour.splitlines()) <= 80


def test_write_puts_the_files_into_a_new_folder_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a" / "b"
    assert main(["demo", "--write", str(folder)]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {a.file: a.data for a in articles()}
    assert capsys.readouterr().out == f"wrote {len(FILES)} articles into {folder}\n"


def test_write_replaces_its_own_files_and_leaves_others(tmp_path: Path) -> None:
    (tmp_path / FILES[0]).write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    main(["demo", "--write", str(tmp_path)])
    assert (tmp_path / FILES[0]).read_bytes() == articles()[0].data
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_a_coded_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["demo", "--write", str(tmp_path / "file")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"OR201 {tmp_path / 'file'}: ")
    assert captured.err.count("\n") == 1
