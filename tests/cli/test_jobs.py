import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.archive.runs import Failure, Run
from onrecord.cli.jobs import Job, of_run, retried, write_failures
from onrecord.errors import OnRecordError

FAILED = Failure("a.jsonl#17", "OR111", "no JSON", "The other rows were read.")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kept(job: Job, **changed: Any) -> Run:
    """The run that keeps a job, as it comes back from the archive."""
    return Run(1, json.loads(json.dumps(job.arguments())) | changed, "running", {})


def code_of(raised: pytest.ExceptionInfo[OnRecordError]) -> tuple[str, str]:
    return raised.value.code, raised.value.detail


def test_a_run_brings_its_job_back() -> None:
    job = Job(["a", "b"], "text", {"text": "body"}, "rules", keep_bytes=True, web={"delay": 2.0}, only=["a#1"])
    assert of_run(kept(job), "x.db") == job
    assert of_run(kept(Job(["a"])), "x.db") == Job(["a"])


def test_without_a_run_there_is_nothing_to_resume() -> None:
    with pytest.raises(OnRecordError) as raised:
        of_run(None, "x.db")
    assert code_of(raised) == ("OR408", "every run came to its end")


def test_relative_paths_are_those_of_the_folder_in_which_the_run_was_started(folder: Path) -> None:
    with pytest.raises(OnRecordError) as raised:
        of_run(kept(Job(["a"]), folder="/elsewhere"), "x.db")
    assert raised.value.code == "OR408"
    assert "/elsewhere" in raised.value.remedy
    anywhere = Job([str(folder / "a"), "https://a.example/", "-"])
    assert of_run(kept(anywhere, folder="/elsewhere"), "x.db") == anywhere


def test_only_what_is_meant_and_not_done_is_read() -> None:
    skip = Job(["a"], only=["a.jsonl#3", "b.warc", "c.wacz#d.warc#9"]).skip(lambda location: location == "b.warc#2")
    names = ("a.jsonl#3", "a.jsonl#33", "a.jsonl", "b.warc", "b.warc#1", "b.warc#2", "c.wacz#d.warc#9", "c.wacz#d.warc")
    assert [name for name in names if not skip(name)] == ["a.jsonl#3", "b.warc", "b.warc#1", "c.wacz#d.warc#9"]


def test_without_a_choice_everything_that_is_not_done_is_read() -> None:
    skip = Job(["a"]).skip(lambda location: location == "b")
    assert (skip("a"), skip("b")) == (False, True)


def test_inputs_are_counted_without_being_read(folder: Path) -> None:
    (folder / "a.txt").write_text("one")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "b.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n')
    job = Job(["a.txt", "b.jsonl", "missing.html"])
    assert job.count(lambda: False) == 4
    assert Job(["b.jsonl"], only=["b.jsonl#2"]).count(lambda: False) == 1
    with pytest.raises(SystemExit):
        job.count(lambda: True)


@pytest.mark.parametrize("job", [Job(["-"]), Job(["https://a.example/"]), Job(["a"], web={"delay": 1.0})], ids=str)
def test_what_has_to_be_fetched_or_used_up_is_not_counted(job: Job) -> None:
    assert job.count(lambda: False) is None


def test_a_file_of_errors_can_be_fed_back_in(folder: Path) -> None:
    (folder / "a.jsonl").touch()
    (folder / "b#1.html").touch()
    job = Job(["x"], "text", {"text": "body"}, "rules", keep_bytes=True, web={"delay": 2.0})
    failures = [
        FAILED,
        Failure("b#1.html", "OR107", "", ""),
        Failure("a.jsonl#18", "OR111", "", ""),
        Failure("gone#1", "OR101", "", ""),
    ]
    write_failures(folder / "errors.jsonl", failures, job)
    assert retried("errors.jsonl") == Job(
        ["a.jsonl", "b#1.html", "gone"], "text", {"text": "body"}, "rules", keep_bytes=True,
        only=["a.jsonl#17", "b#1.html", "a.jsonl#18", "gone#1"],
    )  # fmt: skip


def test_a_line_says_what_went_wrong_and_what_to_do(folder: Path) -> None:
    write_failures(folder / "errors.jsonl", [FAILED], Job(["a.jsonl"]))
    assert json.loads((folder / "errors.jsonl").read_text()) == {
        "location": "a.jsonl#17", "code": "OR111", "detail": "no JSON", "remedy": "The other rows were read.",
    }  # fmt: skip


def test_a_location_is_one_line_whatever_is_in_it(folder: Path) -> None:
    odd = Failure("a\n\x1b[2J\u2028b\ud800.html", "OR101", "", "")
    write_failures(folder / "errors.jsonl", [odd, FAILED], Job(["a"]))
    assert retried("errors.jsonl").only == [odd.location, FAILED.location]


def test_an_empty_file_of_errors_is_a_job_of_nothing(folder: Path) -> None:
    (folder / "errors.jsonl").touch()
    assert retried("errors.jsonl") == Job([])


@pytest.mark.parametrize("text", ["no JSON", "[1]", "1", '{"code": "OR101"}', '{"location": "a", "options": {"x": 1}}'])
def test_a_file_that_is_no_file_of_errors_is_refused(folder: Path, text: str) -> None:
    (folder / "errors.jsonl").write_text(text)
    with pytest.raises(OnRecordError) as raised:
        retried("errors.jsonl")
    assert code_of(raised) == ("OR301", "")


def test_lines_of_runs_that_read_differently_are_refused(folder: Path) -> None:
    (folder / "errors.jsonl").write_text('{"location": "a", "options": {"as_": "text"}}\n{"location": "b"}\n')
    with pytest.raises(OnRecordError) as raised:
        retried("errors.jsonl")
    assert code_of(raised) == ("OR301", "they were read in different ways")


def test_a_file_of_errors_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OnRecordError) as raised:
        retried("errors.jsonl")
    assert raised.value.code == "OR103"


def test_a_place_that_cannot_be_written_is_an_error(folder: Path) -> None:
    with pytest.raises(OnRecordError) as raised:
        write_failures(folder / "no/such/folder.jsonl", [FAILED], Job(["a"]))
    assert raised.value.code == "OR201"
