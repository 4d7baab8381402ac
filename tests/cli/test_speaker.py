import json

import pytest

from onrecord.cli import main

pytestmark = pytest.mark.usefixtures("shelf")
Capture = pytest.CaptureFixture[str]


def test_one_name_is_shown_with_all_that_it_is_called_and_its_statements(capsys: Capture) -> None:
    assert main(["speaker", "ilva", "--about", "ferry"]) == 0
    assert capsys.readouterr().out == (
        "2 statements\n"
        "\n"
        "Ilva Brandt\n"
        "    person       2 statements in 2 articles, 2023-08-01 to 2023-09-10\n"
        "    roles        Transport Minister (1); minister (1)\n"
        "    also called  Brandt (2)\n"
        "    outlets      Ardale Chronicle (1); The Harbour Post (1)\n"
        "\n"
        "Ilva Brandt, minister · indirect · “said” · 0.90 · a2#s2\n"
        "    immigration officers will check »ferries«\n"
        "    Ardale Chronicle · 2023-09-10 · Late again\n"
        "\n"
        "Ilva Brandt, Transport Minister · indirect · “said” · 0.90 · a1#s1\n"
        "    the »ferry« timetable will change in spring\n"
        "    The Harbour Post · 2023-08-01 · Ferry minister on dues\n"
    )


def test_several_names_are_listed_apart(capsys: Capture) -> None:
    assert main(["speaker", "Brandt"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2 names fit “Brandt”, each listed apart: 4 statements\n\nIlva Brandt\n")
    assert "\nOlaf Brandt\n    person       1 statement in 1 article, 2023-09-10 to 2023-09-10\n" in out
    main(["speaker", "Brandt", "--limit", "1"])
    assert capsys.readouterr().out.endswith("\nand 1 more name; --limit shows more of them\n")


def test_a_role_alone_says_so(capsys: Capture) -> None:
    main(["speaker", "transport", "minister"])
    assert "; only the role fits" in " ".join(capsys.readouterr().out.split())


def test_nobody_is_exit_code_1(capsys: Capture) -> None:
    assert main(["speaker", "Brandt", "--exact"]) == 1
    assert capsys.readouterr().out == "Nobody fits “Brandt”.\n"


@pytest.mark.parametrize("arguments", [[""], ["“x"], ["x", "--limit", "0"], ["x", "--since", "x"], []])
def test_errors_are_exit_code_2(arguments: list[str]) -> None:
    assert main(["speaker", *arguments]) == 2


def test_json_holds_everyone(capsys: Capture) -> None:
    assert main(["speaker", "Brandt", "--json", "--kind", "direct", "--outlet", "ardale"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["name"], told["statements"], told["more"]) == ("onrecord/1", "Brandt", 1, False)
    assert [(one["name"], one["roles"]) for one in told["people"]] == [("Olaf Brandt", {"skipper": 1})]
