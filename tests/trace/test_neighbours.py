"""From some statements to all readings of the same utterances, however they hang together."""

from collections.abc import Callable

import pytest
from tests.trace.wires import CUT, news, story

from onrecord.archive.connect import Archive, reading
from onrecord.model import Record
from onrecord.trace import index, neighbours, stored
from onrecord.trace.index import Rarity
from onrecord.trace.neighbours import Found
from onrecord.trace.rows import Row
from onrecord.trace.words import forms

Told = Callable[..., Record]
Put = Callable[..., None]
ALL = {"wire#s1", "echo#s1", "lamp#s1", "late#s1", "bare#s1"}


def found(archive: Archive, seeds: list[Row]) -> Found:
    with reading(archive) as connection:
        return neighbours.neighbours(connection, stored.corrections(connection), seeds, Rarity(connection))


def test_a_cut_leads_to_every_reading_and_to_no_other_statement(archive: Archive, told: Told, put: Put) -> None:
    put(archive, *news(told), *story(told))
    index.catch_up(archive)
    seed = Row(-1, "", tuple(forms(CUT)))
    everything = found(archive, [seed])
    assert {row.statement for row in everything.rows} == {"", *ALL}
    assert everything.beside <= {"", *ALL}
    with reading(archive) as connection:
        rarity = Rarity(connection)
        (group,) = neighbours.grouped(everything.rows, rarity)
        assert len(group) == 6
        assert neighbours.apart(everything.rows, [group]) == []
        (alone,) = neighbours.apart([seed], [])
        assert alone == [seed]


def test_what_nothing_shares_words_with_is_found_alone(archive: Archive, told: Told, put: Put) -> None:
    put(archive, *news(told))
    index.catch_up(archive)
    seed = Row(-1, "", tuple(forms(CUT)))
    assert found(archive, [seed]).rows == (seed,)


def test_the_search_is_bounded(archive: Archive, told: Told, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "_MOST", 1)
    put(archive, *story(told))
    index.catch_up(archive)
    assert len(found(archive, [Row(-1, "", tuple(forms(CUT)))]).rows) > 1
