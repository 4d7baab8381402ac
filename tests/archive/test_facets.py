"""Facets on both back ends: what was found, counted, as people have corrected it."""

from collections.abc import Callable

import pytest

from onrecord.archive import facets as module
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.criteria import Query
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.facets import Facets, article_facets, facets
from onrecord.archive.search import find_articles, find_statements
from onrecord.errors import OnRecordError
from onrecord.model import Outlet, Record


def of(archive: Archive, query: Query) -> Facets:
    with reading(archive) as connection:
        return facets(connection, query)


def test_what_was_found_is_counted_by_all_that_it_can_be_narrowed_down_by(library: Archive) -> None:
    found = of(library, Query("ferries OR ferry"))
    assert found.speakers == (("Ilva Brandt", 2), ("Olaf Brandt", 1))
    assert found.outlets == (("Ardale Chronicle", 2), ("The Harbour Post", 1))
    assert found.times == (("2023-09", 2), ("2023-08", 1))
    assert found.kinds == (("indirect", 2), ("direct", 1))
    assert found.stances == (("neutral", 3),)
    assert (found.counted, found.more) == (3, False)


def test_results_of_several_years_are_counted_by_year_the_latest_first(library: Archive) -> None:
    assert of(library, Query()).times == (("2023", 5), ("2022", 1))


def test_nothing_found_is_nothing_counted(library: Archive) -> None:
    assert of(library, Query("xylophone")) == Facets()


def test_only_so_many_of_the_newest_are_looked_at_and_it_says_so(
    library: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOKED", 2)
    found = of(library, Query())
    assert (found.counted, found.more) == (2, True)
    assert found.outlets == (("Ardale Chronicle", 2),)


def test_names_are_compared_word_for_word_as_the_search_does(library: Archive) -> None:
    query = Query(speaker="Ilva Brandt")
    with reading(library) as connection:
        hits = find_statements(connection, query).hits
    assert sum(number for _, number in of(library, query).speakers) == len(hits) == 3


def test_what_people_corrected_is_counted_as_corrected_and_rejected_statements_are_not(library: Archive) -> None:
    with writing(library) as connection:
        decide(connection, Decision("reject", "a2", "s1", who="Ann"))
        decide(connection, Decision("speaker", "a2", "s2", {"name": "Tide Office"}, "Ann"))
    found = of(library, Query("ferries OR ferry"))
    assert found.speakers == (("Ilva Brandt", 1), ("Tide Office", 1))
    assert found.counted == 2


def test_articles_are_counted_by_outlet_and_time(library: Archive) -> None:
    with reading(library) as connection:
        found = article_facets(connection, Query(speaker="Brandt"))
        hits = find_articles(connection, Query(speaker="Brandt")).hits
    assert found.outlets == (("Ardale Chronicle", 1), ("The Harbour Post", 1))
    assert (found.speakers, found.kinds, found.stances) == ((), (), ())
    assert found.counted == len(hits) == 2


def test_an_outlet_without_a_name_goes_by_its_domain(
    library: Archive, told: Callable[..., Record], put: Callable[..., None]
) -> None:
    put(library, told("a9", "Sand", Outlet(None, "dune.example"), None, [("Ida Moss", None, "sand is money")]))
    found = of(library, Query("sand"))
    assert found.outlets == (("dune.example", 1),)
    assert found.times == ()


def test_a_search_that_cannot_be_understood_is_refused(library: Archive) -> None:
    with reading(library) as connection:
        for count in (facets, article_facets):
            with pytest.raises(OnRecordError, match="OR406"):
                count(connection, Query("“open"))
