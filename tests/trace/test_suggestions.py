"""What is worth comparing is suggested: what shares much, the most alike first, and not what shares too little."""

from collections.abc import Callable
from dataclasses import replace

from onrecord.archive.connect import Archive, reading
from onrecord.model import Outlet, Record
from onrecord.trace import index, stored, suggestions
from onrecord.trace.words import forms

POST = Outlet("The Harbour Post", "harbour-post.example")
WEIR = "the old weir above Tarn will be pulled down before the winter floods come back"
CUT = "will be pulled down before the winter floods"
PIER = "the pier at Ardale was closed after two beams broke in the storm"

Told = Callable[..., Record]
Put = Callable[..., None]


def page(told: Told, id_: str, *said: str) -> Record:
    return told(id_, "Notes", POST, "2023-08-01", [("Ilva Brandt", "minister", words) for words in said])


def suggested(archive: Archive, words: str, most: int = 50) -> list[str]:
    with reading(archive) as connection:
        asking = index.Rarity(connection).encode([forms(words)])
        found = suggestions.statements(suggestions.LookedUp(connection), asking, most)
        people = stored.corrections(connection)
        rows = {row.place: row.statement for row in stored.rows_at(connection, people, found.place.tolist())}
        return [rows[place] for place in found.place.tolist()]


def test_a_cut_leads_to_the_whole_and_the_whole_to_the_cut(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", WEIR), page(told, "a2", CUT), page(told, "a3", PIER))
    index.catch_up(archive)
    assert set(suggested(archive, WEIR)) == set(suggested(archive, CUT)) == {"a1#s1", "a2#s1"}


def test_the_most_alike_come_first_and_no_more_than_asked_for(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", WEIR), page(told, "a2", CUT))
    index.catch_up(archive)
    assert suggested(archive, WEIR, 1) == ["a1#s1"]


def test_what_shares_too_little_is_not_suggested(archive: Archive, told: Told, put: Put) -> None:
    put(archive, page(told, "a1", WEIR), page(told, "a2", PIER))
    index.catch_up(archive)
    assert suggested(archive, "nobody on the island was asked about ferries") == []


def test_articles_that_share_passages_are_found(archive: Archive, told: Told, put: Put) -> None:
    long = " ".join(f"line{n} of the story" for n in range(80))
    put(archive, page(told, "a1", long), page(told, "a2", WEIR), replace(page(told, "a3", f"{WEIR} {long}")))
    index.catch_up(archive)
    with reading(archive) as connection:
        places, shared = suggestions.articles(connection, long, 10)
        assert len(places) == 2
        assert (shared >= suggestions.LEAST_PASSAGES).all()
