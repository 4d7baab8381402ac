import json

import pytest

from onrecord.cli import main

pytestmark = pytest.mark.usefixtures("shelf")
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ferry"], 0),
        ([], 0),
        (["nothing"], 1),
        (["ferry", "-immigration", "-timetable"], 0),
        (["“ferry"], 2),
        (["--nope", "ferry"], 2),
        (["--limit", "0"], 2),
        (["--context", "-1", "ferry"], 2),
        (["--json", "--jsonl"], 2),
        (["--after", "x"], 2),
        (["--since", "x"], 2),
        (["--archive", "none.db"], 2),
        (["--kind", "shouted"], 2),
    ],
)
def test_the_exit_code_tells_something_from_nothing_and_from_errors(arguments: list[str], code: int) -> None:
    assert main(["find", *arguments]) == code


def test_statements_are_printed_with_how_to_see_more(capsys: Capture) -> None:
    assert main(["find", "ferry", "--limit", "1"]) == 0
    first = capsys.readouterr().out
    assert first.startswith("3 statements, 1 shown\n\nIlva Brandt, minister · indirect · “said” · 0.90 · a2#s2\n")
    cursor = first.split("--after ")[1].strip()
    assert main(["find", "ferry", "--limit", "5", "--after", cursor]) == 0
    rest = capsys.readouterr().out
    assert "a2#s1" in rest
    assert "a1#s1" in rest
    assert "--after" not in rest


def test_nothing_says_where_it_was_looked_for(capsys: Capture) -> None:
    main(["find", "nothing"])
    assert capsys.readouterr().out == (
        "No statement fits. Words are looked for in what was said; --articles looks in whole articles.\n"
    )
    main(["find", "--articles", "nothing"])
    assert capsys.readouterr().out == "No article fits.\n"


def test_filters_narrow_down(capsys: Capture) -> None:
    options = ["--speaker", "ilva", "--outlet", "post", "--since", "2023", "--until", "2023-08", "--kind", "direct"]
    assert main(["find", "tax", *options, "--stance", "neutral", "--relevance", "--all-versions", "--jsonl"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["id"] == "a1#s2"


def test_json_is_one_object_and_jsonl_one_a_line(capsys: Capture) -> None:
    main(["find", "ferry", "--json", "--limit", "2"])
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["total"], told["more"]) == ("onrecord/1", 3, False)
    assert [one["id"] for one in told["statements"]] == ["a2#s2", "a2#s1"]
    main(["find", "--articles", "ferry", "--jsonl"])
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["a2", "a1"]


def test_keywords_stand_in_a_column(capsys: Capture) -> None:
    main(["find", "tax", "--context", "8"])
    assert capsys.readouterr().out.splitlines() == [
        "2 statements",
        "  are a »tax« on       a1#s2",
        "and the »tax« will     a1#s2",
        "    and »taxes« pay for  a4#s1",
    ]
