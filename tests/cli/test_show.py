import json
from pathlib import Path

import pytest
from tests.told import CHRONICLE, put, told

from onrecord.archive.connect import open_archive, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.cli import main

Capture = pytest.CaptureFixture[str]


def test_an_article_is_shown_as_read_shows_it_and_where_it_came_from(shelf: Path, capsys: Capture) -> None:
    assert main(["show", "a1"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Ferry minister on dues\noutlet      The Harbour Post · harbour-post.example\n")
    assert "\nStatements (3)\n" in out
    where = out[out.index("Where it came from") :].splitlines()
    assert where[1:3] == ["id           a1", "source       a1.txt"]
    assert "             (text/plain; its bytes were not kept)" in where
    assert any(line.startswith("added        20") and line.endswith("by run 1 (onrecord add)") for line in where)
    assert "version      1 of 1, the newest" in where
    assert "published    2023-08-01 from by hand, confidence 1.00" in where


def test_a_statement_is_shown_with_why_and_where_in_the_text(shelf: Path, capsys: Capture) -> None:
    assert main(["show", "a1#s1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "the ferry timetable will change in spring"
    assert "speaker      Ilva Brandt, Transport Minister" in lines
    assert "found by     test/1: by hand; confidence 0.90" in lines
    assert "in the text  the ferry timetable will change in spring Ilva Brandt said. (24–65)" in lines
    assert "Where it came from" in lines


def test_json_is_the_json_of_an_article(shelf: Path, capsys: Capture) -> None:
    assert main(["show", "a1", "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["statements"]] == ["s1", "s2", "s3"]
    assert main(["show", "a1#s3", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in record["statements"]] == ["s3"]
    assert [one["name"] for one in record["speakers"]] == ["an official"]


def test_the_text_alone_and_a_page_for_the_browser(shelf: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["show", "a4", "--text"]) == 0
    assert capsys.readouterr().out == "Weir holds\n\nthe weir is safe, and taxes pay for it Water Board said.\n"
    assert main(["show", "a4#s1", "--text"]) == 0
    assert capsys.readouterr().out == "the weir is safe, and taxes pay for it\n"
    assert main(["show", "a4", "--html", str(tmp_path / "a4.html")]) == 0
    assert "Weir holds" in (tmp_path / "a4.html").read_text()
    assert main(["show", "a4", "--html", str(tmp_path / "no/a4.html")]) == 2


def test_versions_of_a_page_are_listed(shelf: Path, capsys: Capture) -> None:
    with open_archive(str(shelf)) as archive:
        for id_, fetched in (("v1", "2024-01-01T00:00:00Z"), ("v2", "2024-02-01T00:00:00Z")):
            put(archive, told(id_, "Fog", CHRONICLE, None, []), page="fog.html", fetched=fetched)
    assert main(["show", "fog.html", "--versions"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "Fog"
    assert rest[0].startswith("     1 v1 · added ")
    assert " ".join("".join(rest).split()).endswith("fetched 2024-02-01T00:00:00Z · the newest · shown")


def test_corrections_are_shown_unless_the_machine_is_asked_for(shelf: Path, capsys: Capture) -> None:
    with open_archive(str(shelf)) as archive, writing(archive) as connection:
        decide(connection, Decision("reject", "a1", "s1", who="Ann", why="a title"))
    assert main(["show", "a1"]) == 0
    out = capsys.readouterr().out
    assert "\nStatements (2)\n" in out
    assert "\nCorrections (1)\n  1 reject s1 by Ann on " in out
    assert main(["show", "a1", "--machine"]) == 0
    assert "\nStatements (3)\n" in capsys.readouterr().out
    assert main(["show", "a1#s1"]) == 2
    assert "people have rejected it" in capsys.readouterr().err
    assert main(["show", "a1#s1", "--machine"]) == 0


@pytest.mark.parametrize("arguments", [["nope"], ["a1#s9"], [""], ["a1", "--json", "--text"], [], ["a1", "--nope"]])
def test_errors_are_exit_code_2(shelf: Path, arguments: list[str]) -> None:
    assert main(["show", *arguments]) == 2


def test_nothing_of_a_page_can_steer_the_terminal(shelf: Path, capsys: Capture) -> None:
    evil = "evil\x1b[2J\u202e"
    with open_archive(str(shelf)) as archive:
        put(archive, told("e1", evil, CHRONICLE, None, [(f"Eve {evil}", evil, f"weir {evil}")]), page=f"{evil}.txt")
    commands = (["show", "e1"], ["show", "e1#s1"], ["show", "e1", "--text"], ["show", "e1", "--versions"])
    for command in (*commands, ["find", "weir"], ["find", "weir", "--context", "9"], ["find", "--articles", "weir"],
                    ["find", "weir", "--json"], ["speaker", "eve"], ["show", "e1", "--json"]):  # fmt: skip
        main(command)
        out = capsys.readouterr().out
        assert "e1" in out or "weir" in out or "Eve" in out
        assert "\x1b" not in out
        assert "\u202e" not in out
