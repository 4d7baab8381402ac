from dataclasses import replace
from typing import Any

import pytest

from onrecord.export.places import File
from onrecord.export.sarif import Checked, address, to_dict
from onrecord.frame import FINDINGS
from onrecord.frame.profiles import Level, load
from onrecord.model import Article, Finding, Record, Sheet
from onrecord.spans import Span

TEXT = "The pier\n\nIt is a harb,01,our."
DAMAGED = Finding("damaged-word", "“harb,01,our” looks damaged.", (Span(18, 30),))


def record(*findings: Finding) -> Record:
    return Record(Article("a1", TEXT), (), (), Sheet(0, 0, 0, False, 0.0, {}, findings))


def results(page: Checked, **levels: Level) -> list[dict[str, Any]]:
    default = load()
    changed = {name.replace("_", "-"): level for name, level in levels.items()}
    made: list[dict[str, Any]] = to_dict([page], replace(default, levels={**default.levels, **changed}))["runs"][0][
        "results"
    ]
    return made


def test_a_finding_has_its_code_level_words_and_place() -> None:
    (result,) = results(Checked("folder/a page.txt", record(DAMAGED), File(TEXT)))
    assert result["ruleId"] == "damaged-word"
    assert (result["level"], result["message"]) == ("warning", {"text": DAMAGED.message})
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "folder/a%20page.txt"}
    assert location["region"] == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 21}


def test_without_the_file_there_is_no_region() -> None:
    (result,) = results(Checked("a.html", record(DAMAGED)))
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_what_is_off_is_no_result() -> None:
    assert results(Checked("a", record(DAMAGED)), damaged_word=Level.OFF) == []


def test_every_code_is_a_rule_with_the_profiles_level() -> None:
    rules = to_dict([], load("strict"))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(FINDINGS)
    assert rules[0]["defaultConfiguration"] == {"enabled": True, "level": "error"}


def test_a_page_that_could_not_be_read_is_a_failed_run() -> None:
    run = to_dict([Checked("a", None, error="OR103 a: it is not there")], load())["runs"][0]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "OR103 a: it is not there"


@pytest.mark.parametrize(
    ("name", "uri"),
    [("https://a.example/x?y=1", "https://a.example/x?y=1"), ("a#b.txt", "a%23b.txt"), ("ü/ö", "%C3%BC/%C3%B6")],
)
def test_a_name_becomes_an_address(name: str, uri: str) -> None:
    assert address(name) == uri
