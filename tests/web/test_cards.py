"""What the page says of statements, speakers and findings is what the record says."""

from dataclasses import replace

from tests.conftest import place

from onrecord.model import Finding, Record
from onrecord.spans import Span
from onrecord.web.cards import PLACES, cards, findings, plot, rows
from onrecord.web.marked import UNKNOWN, marked


def test_a_card_says_whose_the_words_are_and_how_they_are_reported(record: Record) -> None:
    first, second, third = cards(record, marked(record))
    assert (first.number, first.colour, first.who) == ("1", "colour0", "Ilva Brandt, Transport Minister")
    assert (first.words, first.cue) == ("“was never safe,”", "“said”")
    assert (second.cue, second.who) == ("“claimed” (distancing)", "an official")
    assert (third.within, third.depth) == ("s2", 1)


def test_a_named_speaker_has_a_page_and_an_unnamed_one_has_none(record: Record) -> None:
    assert [card.profile for card in cards(record, marked(record))] == [True, False, True]


def test_a_card_leads_to_the_words_on_the_live_page(record: Record) -> None:
    assert cards(record, marked(record))[0].live == "https://harbour-post.example/pier#:~:text=was%20never%20safe"
    gone = replace(record, article=replace(record.article, url=None))
    assert cards(gone, marked(gone))[0].live is None


def test_only_the_chosen_speakers_cards_are_shown(record: Record) -> None:
    assert [card.shown for card in cards(record, marked(record), "p1")] == [True, False, True]


def test_what_encloses_a_statement_is_named_only_while_it_is_there(record: Record) -> None:
    less = replace(record, statements=record.statements[2:])
    assert cards(less, marked(less))[0].within is None


def test_speakers_stand_in_the_order_of_their_words(record: Record) -> None:
    assert [(row.key, row.words, row.statements) for row in rows(record)] == [("p2", 8, 1), ("p1", 7, 2)]
    assert sum(row.share for row in rows(record)) == 1


def test_statements_of_nobody_have_a_row(record: Record) -> None:
    orphan = replace(record.statements[0], speaker=None)
    found = rows(replace(record, statements=(orphan, *record.statements[1:])))
    assert [(row.key, row.number, row.name, row.statements) for row in found][-1] == (
        UNKNOWN, "?", "speaker not known", 1,
    )  # fmt: skip


def test_the_bars_are_those_of_the_table(record: Record) -> None:
    drawn = plot(rows(record))
    assert "8 · 53%" in drawn
    assert "7 · 47%" in drawn


def test_a_finding_leads_to_its_places(record: Record) -> None:
    (distancing, damaged) = findings(record, marked(record))
    assert distancing.places[0][1] == "f1-1"
    assert "claimed" in distancing.places[0][0]
    assert (damaged.places[0][1], damaged.more) == ("f2-1", 0)


def test_a_finding_with_very_many_places_says_how_many_more(record: Record) -> None:
    many = Finding("damaged-word", "m", tuple(Span(n, n + 1) for n in range(PLACES + 7)))
    full = replace(record, sheet=replace(record.sheet, findings=(many,)))
    (found,) = findings(full, marked(full))
    assert (len(found.places), found.more) == (PLACES, 7)


def test_an_empty_place_has_words_and_no_anchor(record: Record) -> None:
    at = place("stayed").start
    full = replace(record, sheet=replace(record.sheet, findings=(Finding("c", "m", (Span(at, at),)),)))
    (found,) = findings(full, marked(full))
    assert found.places[0][1] is None
