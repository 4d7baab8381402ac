import io
import sys
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest
from tests.website import Site, article, reply

from onrecord.cli import inputs
from onrecord.errors import OnRecordError
from onrecord.model import Record
from onrecord.read import fetch


def test_standard_input_has_a_name_of_its_own() -> None:
    assert (inputs.name_of("-"), inputs.name_of("a.html")) == ("standard input", "a.html")


def test_a_hyphen_reads_the_bytes_of_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "Rain\n\n“It rained,” said Ann Hill on Monday.\n".encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(page)))
    ((name, record),) = inputs.records(["-"], None)
    assert name == "standard input"
    assert record is not None
    assert [speaker.name for speaker in record.speakers] == ["Ann Hill"]


def test_standard_input_that_was_closed_is_a_coded_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert list(inputs.records(["-"], None)) == [("standard input", None)]
    assert capsys.readouterr().err.startswith("OR103 standard input: ")


@pytest.mark.usefixtures("pages")
def test_pages_come_one_by_one_in_their_order_and_a_bad_one_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    found = inputs.records(["b.html", "bad.html", "a.html"], None)
    assert capsys.readouterr().err == ""
    assert next(found)[0] == "b.html"
    assert capsys.readouterr().err == "reading 1 of 3: b.html\n"
    assert [(name, record is None) for name, record in found] == [("bad.html", True), ("a.html", False)]


@pytest.mark.usefixtures("pages")
def test_one_page_shows_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    list(inputs.records(["a.html"], None))
    inputs.summarise(1, 0)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("pages", "sure"), [(["-x"], 0.0), (["--json"], 0.0), (["a"], -0.1), (["a"], 1.1)])
def test_a_wrong_call_is_refused_before_any_page_is_read(pages: list[str], sure: float) -> None:
    with pytest.raises(OnRecordError) as caught:
        next(inputs.records(pages, None, sure))
    assert caught.value.code == "OR301"


def test_without_less_certain_statements_the_record_is_the_same(record: Record) -> None:
    assert inputs.at_least(record, 0.5) is record


def test_less_certain_statements_go_with_their_speakers_and_the_sheet_is_made_anew(record: Record) -> None:
    first, outer, inner = record.statements
    less = replace(record, statements=(first, replace(outer, confidence=0.2), inner))
    kept = inputs.at_least(less, 0.5)
    assert [(statement.id, statement.within) for statement in kept.statements] == [("s1", None), ("s3", None)]
    assert [speaker.id for speaker in kept.speakers] == ["p1"]
    assert (kept.sheet.statements, kept.sheet.speakers_unnamed) == (2, 0)
    assert list(kept.sheet.words_by_speaker) == ["p1"]
    assert "unnamed-sources" not in [finding.code for finding in kept.sheet.findings]


@pytest.mark.parametrize(("failed", "line"), [(0, "3 pages: 3 read, 0 failed\n"), (2, "3 pages: 1 read, 2 failed\n")])
def test_the_summary_counts_what_was_read(failed: int, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    inputs.summarise(3, failed)
    assert capsys.readouterr().err == line


def test_an_address_is_fetched(site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(fetch, "Web", partial(fetch.Web, private=True, timeout=5))
    site.answers["/pier"] = reply(article("Pier shut", "“It is not safe,” harbour master Ilva Brandt said."))
    site.answers["/feed"] = reply("<rss><item><link>/pier</link></item></rss>")
    ((name, record), feed) = inputs.records([f"{site.url}/pier", f"{site.url}/feed"], None, method="rules")
    assert record is not None
    assert record.article.url == name == f"{site.url}/pier"
    assert feed[1] is None
    assert "OR105" in capsys.readouterr().err
    assert "/robots.txt" not in site.paths


def test_an_address_inside_the_own_network_is_refused(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(inputs.records([site.url], None)) == [(site.url, None)]
    assert capsys.readouterr().err.startswith("OR121")
    assert site.asked == []
