"""What the index suggests: statements that may be the same, by what they share before they are read."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from onrecord.archive.connect import Archive, reading
from onrecord.model import Outlet, Record
from onrecord.trace import index, segments, suggestions
from onrecord.trace.fingerprints import Keys
from onrecord.trace.segments import Entries
from onrecord.trace.suggestions import LookedUp, Suggested
from onrecord.trace.words import forms

POST = Outlet("The Harbour Post", "harbour-post.example")
WEIR = "the old weir above Tarn will be pulled down before the winter floods come back"
CUT = "will be pulled down before the winter floods"
FERRY = "nobody on the island was asked about the new ferry timetable"
LONG = " ".join(f"line{n} of the story" for n in range(80))

Told = Callable[..., Record]
Put = Callable[..., None]


def page(told: Told, id_: str, *said: str, day: str = "2023-08-01") -> Record:
    return told(id_, "Notes", POST, day, [("Ilva Brandt", "minister", words) for words in said])


def suggested(archive: Archive, words: Sequence[str], most: int = 50) -> Suggested:
    with reading(archive) as connection:
        asking = index.Rarity(connection).encode([forms(one) for one in words])
        return suggestions.statements(LookedUp(connection), asking, most)


def test_a_cut_and_its_whole_suggest_each_other_and_nothing_else(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", WEIR), page(told, "a2", CUT), page(told, "a3", FERRY))
    index.catch_up(archive)
    found = suggested(archive, [CUT, WEIR])
    pairs = set(zip(found.asker.tolist(), found.place.tolist(), strict=True))
    assert len(pairs) == 4
    assert len({place for _, place in pairs}) == 2
    assert (found.seasons == 1).all()


def test_those_that_share_most_come_first_and_no_more_than_asked_for(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", CUT), page(told, "a2", WEIR), page(told, "a3", FERRY))
    index.catch_up(archive)
    both = suggested(archive, [WEIR])
    assert both.weight[0] > both.weight[1]
    assert suggested(archive, [WEIR], 1).place.tolist() == both.place[:1].tolist()


def test_a_phrase_of_many_seasons_says_so(archive: Archive, told: Told, put: Put) -> None:
    days = [f"{year}-{month:02}-01" for year in (2021, 2022) for month in (1, 4, 7, 10)]
    put(archive, *(page(told, f"a{n}", WEIR, day=day) for n, day in enumerate(days)))
    index.catch_up(archive)
    assert suggested(archive, [WEIR]).seasons.tolist() == [8] * 8


def test_what_is_much_longer_and_shares_little_is_left_out(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", f"the winter floods {LONG}"))
    index.catch_up(archive)
    found = suggested(archive, [f"{FERRY} after the winter floods"])
    assert len(found.place) == 0


def test_nothing_is_suggested_to_nobody_and_in_an_empty_index(archive: Archive) -> None:
    assert len(suggested(archive, []).place) == len(suggested(archive, [WEIR]).place) == 0


def test_what_was_looked_up_is_not_asked_for_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []

    def look_up(_: object, __: str, wanted: Keys) -> Entries:
        asked.append(wanted.tolist())
        return Entries(wanted, np.arange(len(wanted)))

    monkeypatch.setattr(segments, "look_up", look_up)
    with reading(archive) as connection:
        looked_up = LookedUp(connection)
        looked_up.with_keys(np.array([3, 7], np.uint64))
        assert looked_up.with_keys(np.array([5, 7], np.uint64)).hashes.tolist() == [3, 5, 7]
    assert asked == [[3, 7], [5]]


def test_articles_that_share_passages_are_found(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", LONG), page(told, "a2", WEIR), page(told, "a3", f"{WEIR} {LONG}"))
    index.catch_up(archive)
    with reading(archive) as connection:
        places, shared = suggestions.articles(connection, LONG, 10)
        assert len(places) == 2
        assert (shared >= suggestions.LEAST_PASSAGES).all()


def test_a_passage_of_very_many_articles_is_furniture(
    archive: Archive, told: Told, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "_FURNITURE", 1)
    put(archive, page(told, "a1", LONG), page(told, "a2", f"{WEIR} {LONG}"))
    index.catch_up(archive)
    with reading(archive) as connection:
        assert len(suggestions.articles(connection, LONG, 10)[0]) == 0
