import json
from pathlib import Path

import pytest

from onrecord.cli import check, main

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture(autouse=True)
def codes(monkeypatch: pytest.MonkeyPatch) -> None:
    known = frozenset({"distancing-cue", "damaged-word", "no-date"})
    monkeypatch.setattr(check, "finding_codes", lambda: known)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.html"], 0),
        (["page.html"], 1),
        (["clean.html", "page.html"], 1),
        (["bad.html", "page.html"], 2),
        (["--fail-on", "no-date", "page.html"], 0),
        (["--fail-on", "no-date", "--fail-on", "damaged-word", "page.html"], 1),
    ],
)
def test_the_exit_code_tells_findings_from_errors(arguments: list[str], code: int) -> None:
    assert main(["check", *arguments]) == code


def test_findings_are_printed_with_code_message_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "page.html"])
    assert capsys.readouterr().out == (
        "page.html: 2 findings\n"
        "distancing-cue The reporting word “claimed” sets the reader against the words.\n"
        "    …me that the money had gone,” claimed an official. The council…\n"
        "damaged-word A word seems to be broken by the copying.\n"
        "    …Ilva Brandt said, as the harb,01,our stayed closed.\n"
    )


def test_a_page_without_findings_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "clean.html"])
    assert capsys.readouterr().out == "clean.html: no finding\n"


def test_json_lists_the_pages_with_null_for_one_that_could_not_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", "page.html", "bad.html", "clean.html"]) == 2
    value = json.loads(capsys.readouterr().out)
    assert list(value) == ["format", "pages"]
    assert [page["page"] for page in value["pages"]] == ["page.html", "bad.html", "clean.html"]
    assert list(value["pages"][0]["findings"][0]) == ["code", "message", "spans", "excerpts"]
    assert [page["findings"] for page in value["pages"][1:]] == [None, []]


def test_an_unknown_code_is_an_error_that_lists_the_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fail-on", "no-such", "page.html"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("OR301 --fail-on: ")
    assert "The codes are: damaged-word, distancing-cue, no-date." in error


def house(folder: Path, text: str) -> str:
    path = folder / "house.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("", 1, "2 findings"),
        ('fail-on = "warning"', 1, "2 findings"),
        ('fail-on = "error"', 0, "2 findings"),
        ('fail-on = "warning"\n[levels]\ndamaged-word = "off"', 0, "1 finding"),
    ],
)
def test_a_profile_decides_what_is_shown_and_what_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, shown: str
) -> None:
    assert main(["check", "--profile", house(tmp_path, text), "page.html"]) == code
    assert f"page.html: {shown}\n" in capsys.readouterr().out


def test_a_profiles_limits_make_findings_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--profile", house(tmp_path, "[limits]\ndays-until-change = 3\n"), "page.html"]) == 1
    assert "single-named-source" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--sarif", "--github"])
def test_pipelines_get_the_findings_in_their_own_form(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", option, "page.html", "bad.html"]) == 2
    said = capsys.readouterr().out
    assert "damaged-word" in said
    if option == "--sarif":
        run = json.loads(said)["runs"][0]
        assert [result["ruleId"] for result in run["results"]] == ["distancing-cue", "damaged-word"]
        assert run["invocations"][0]["executionSuccessful"] is False
    else:
        assert said.splitlines()[-1] == "::error file=bad.html::the page could not be read"


def test_two_forms_at_once_are_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", "--sarif", "page.html"]) == 2
    assert "Give only one of --json, --sarif and --github." in capsys.readouterr().err
