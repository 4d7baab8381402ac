import json

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
