"""A quotation, a statement, an article, or all: traced through an archive, on either back end."""

import random
from collections.abc import Callable

import pytest
from tests.trace.wires import CUT, FILLER, HARSHER, HILL, WHOLE, copied, news, story

from onrecord.archive import decisions
from onrecord.archive.connect import Archive, writing
from onrecord.archive.decision import Decision
from onrecord.errors import OnRecordError
from onrecord.model import Derivation, Outlet, Record, Utterance
from onrecord.trace import index, tracing

Told = Callable[..., Record]
Put = Callable[..., None]
ORDER = ["wire#s1", "echo#s1", "lamp#s1", "late#s1", "bare#s1"]


@pytest.fixture
def press(archive: Archive, told: Told, put: Put) -> Archive:
    """The story and other news, indexed."""
    put(archive, *news(told), *story(told))
    index.catch_up(archive)
    return archive


def names(utterance: Utterance) -> list[str]:
    return [one.statement for one in utterance.readings]


@pytest.mark.parametrize("words", [WHOLE, CUT, "hand over the strait of Velmora to anybody who menaces"])
def test_words_from_anywhere_lead_to_every_reading_the_oldest_first(press: Archive, words: str) -> None:
    found = tracing.trace_words(press, words)
    (told,) = found.utterances
    assert names(told) == ORDER
    assert (told.earliest, told.speaker, found.articles) == ("wire#s1", HILL, 11)
    assert [one.reading for one in found.witnesses[0]] == list(told.readings)
    parents = {one.child: one.parent for one in told.descent}
    assert parents["late#s1"] == "echo#s1"
    changed = [
        (one.origin, one.target) for one in told.alterations if (one.before, one.after) == ("threatens", "menaces")
    ]
    assert ("wire#s1", "echo#s1") in changed


def test_words_that_nobody_printed_lead_to_nothing(press: Archive) -> None:
    assert tracing.trace_words(press, "an orchard of quinces behind the old observatory").utterances == ()


def test_words_of_two_utterances_lead_to_both(press: Archive) -> None:
    found = tracing.trace_words(press, f"{WHOLE} {FILLER[2]} in part 2")
    assert [one.readings[0].statement for one in found.utterances] == ["wire#s1", "news2#s1"]
    assert len(tracing.trace_words(press, f"{WHOLE} {FILLER[2]} in part 2", limit=1).utterances) == 1


def test_a_single_word_is_too_short(press: Archive) -> None:
    with pytest.raises(OnRecordError, match=r"OR406.*four words"):
        tracing.trace_words(press, "no comment")


def test_a_statement_is_traced_from_any_of_its_readings(press: Archive) -> None:
    for name in ORDER:
        (told,) = tracing.trace_statement(press, *name.split("#")).utterances
        assert names(told) == ORDER


def test_a_statement_without_another_reading_is_shown_alone(press: Archive) -> None:
    (told,) = tracing.trace_statement(press, "news2", "s1").utterances
    assert names(told) == ["news2#s1"]
    with pytest.raises(OnRecordError, match="OR404"):
        tracing.trace_statement(press, "news2", "s9")


def test_an_article_shows_its_statements_with_other_readings(press: Archive) -> None:
    found = tracing.trace_article(press, "wire")
    assert [names(one) for one in found.utterances] == [ORDER, ["wire#s2", "news0#s1"]]
    assert tracing.trace_article(press, "news3").utterances == ()


def test_a_page_that_is_not_in_the_archive_is_traced_as_one_more_reading(press: Archive, told: Told) -> None:
    page = told("mine", "Draft", Outlet("Mine"), "2024-01-01", [(HILL, None, HARSHER)])
    (utterance,) = tracing.trace_article(press, page).utterances
    assert set(names(utterance)) == {*ORDER, "mine#s1"}
    assert names(utterance)[0] == "wire#s1"


def test_all_is_the_same_as_each_and_does_not_depend_on_the_order_of_arrival(
    press: Archive, archive: Archive, told: Told
) -> None:
    every = [one for one in tracing.trace_all(press) if isinstance(one, Utterance)]
    assert [names(one) for one in every if "wire#s1" in names(one)] == [ORDER]
    (by_words,) = tracing.trace_words(archive, WHOLE).utterances
    assert by_words in every


def test_records_may_arrive_in_any_order(archive: Archive, told: Told, put: Put) -> None:
    records = [*news(told), *story(told)]
    random.Random(5).shuffle(records)
    for record in records:
        put(archive, record)
        index.catch_up(archive)
    (utterance,) = tracing.trace_words(archive, CUT).utterances
    assert names(utterance) == ORDER


def test_what_people_corrected_is_traced_as_corrected(press: Archive) -> None:
    with writing(press) as connection:
        decisions.decide(connection, Decision("reject", "echo", "s1", {}, "Ann Vale", "a headline"))
        value = {"name": "Olaf Brandt", "kind": "person", "new": True}
        decisions.decide(connection, Decision("speaker", "lamp", "s1", value, "Ann Vale", "he said it"))
    index.catch_up(press)
    (utterance,) = tracing.trace_words(press, WHOLE).utterances
    assert "echo#s1" not in names(utterance)
    assert {one.statement: one.speaker for one in utterance.readings}.get("lamp#s1", "Olaf Brandt") == "Olaf Brandt"


def test_an_article_that_was_made_from_another_is_found_from_either_side(
    archive: Archive, told: Told, put: Put
) -> None:
    put(archive, *news(told), *copied(told))
    index.catch_up(archive)
    for name in ("first", "later"):
        found = tracing.trace_article(archive, name)
        (made,) = found.derivations
        assert (made.article, made.origin) == ("later", "first")
        assert set(found.pages) == {"first", "later"}
    assert [one for one in tracing.trace_all(archive) if isinstance(one, Derivation)] == [made]


def test_boilerplate_is_left_out_of_all_and_counted(archive: Archive, told: Told, put: Put) -> None:
    note = "the letters of the harbour desk are delivered to your door every morning"
    days = [told(f"p{n}", "News", Outlet("Post"), f"2024-03-0{n}", [("Ann Hill", None, note)]) for n in (1, 2, 3)]
    put(archive, *story(told), *days)
    index.catch_up(archive)
    heard: list[int] = []
    found = [one for one in tracing.trace_all(archive, heard.append) if isinstance(one, Utterance)]
    assert [names(one)[0] for one in found] == ["wire#s1"]
    assert heard == [1]
    (told_of,) = tracing.trace_words(archive, note).utterances
    assert told_of.boilerplate


def test_what_the_same_speaker_said_in_other_words_is_beside_an_utterance_of_all(
    archive: Archive, told: Told, put: Put
) -> None:
    retold = "“anybody who threatens fishermen will never be handed the Velmora strait by us,”"
    put(archive, *story(told), told("zaria", "Hill", Outlet("Zaria"), "2023-02-09", [(HILL, None, retold)]))
    index.catch_up(archive)
    (one,) = (one for one in tracing.trace_all(archive) if isinstance(one, Utterance))
    assert one.related == ("zaria#s1",)
