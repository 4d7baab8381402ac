import json
from pathlib import Path

import pytest

from onrecord.cli import main

NEWS = "The pier\n\n“The pier stays shut until the spring comes back,” Ilva Brandt said on Monday.\n"
COPY = "Pier shut\n\n“The pier stays shut until the spring comes back,” Ilva Brandt said.\n"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """An archive of two articles in the current folder; their ids."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("a.txt", NEWS), ("b.txt", COPY)):
        Path(name).write_text(text, encoding="utf-8")
    assert main(["add", "--rules", "--jobs", "1", "a.txt", "b.txt"]) == 0
    capsys.readouterr()
    main(["find", "--articles", "--jsonl", "pier"])
    return [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]


def test_one_article_goes_to_standard_output(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", archive[0], "--as", "webannotation", "--untraced"]) == 0
    assert json.loads(capsys.readouterr().out)["items"][0]["type"] == "Annotation"


def test_all_articles_go_into_a_folder(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--all", "--as", "brat", "--untraced", "--out", "corpus/made"]) == 0
    assert {path.name for path in Path("corpus/made").iterdir()} == {f"{name}.ann" for name in archive}
    assert "wrote 2 of 2 articles" in capsys.readouterr().err


@pytest.mark.usefixtures("archive")
def test_the_lineage_is_traced_also_where_nothing_was_traced_before(
    archive: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", archive[0], "--as", "collatex"]) == 0
    (utterance,) = json.loads(capsys.readouterr().out)
    assert len(utterance["witnesses"]) == 2


def test_an_article_that_is_not_there_stops_no_other(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", archive[0], "nope", "--untraced", "--out", "x"]) == 2
    said = capsys.readouterr().err
    assert "OR404 nope" in said
    assert "wrote 1 of 2 articles" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name articles, or give --all with --out"),
        (["--all"], "Name articles, or give --all with --out"),
        (["a", "b"], "Name articles, or give --all with --out"),
        (["a", "--as", "nope"], "“nope” is none of them"),
        (["a", "--as", "csl"], "“csl” is none of them"),
        (["a", "--base", "ftp://x"], "begins with https://"),
    ],
)
@pytest.mark.usefixtures("archive")
def test_a_wrong_call_says_what_is_wrong(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--list"]) == 0
    assert "tei " in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_an_error(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("x", encoding="utf-8")
    assert main(["export", archive[0], "--untraced", "--out", "file"]) == 2
    assert capsys.readouterr().err.startswith("OR201 file")


def test_a_statement_is_cited(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", f"{archive[0]}#s1", "--base", "https://r.example/"]) == 0
    line = capsys.readouterr().out
    assert line.startswith("Ilva Brandt: “The pier stays shut until the spring comes back,”. In: ")
    assert line.endswith(f"OnRecord https://r.example/a/{archive[0]}#s1\n")


def test_a_statement_that_is_not_there_cannot_be_cited(archive: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", f"{archive[0]}#s99"]) == 2
    assert "OR404" in capsys.readouterr().err
