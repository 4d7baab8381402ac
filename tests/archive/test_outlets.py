"""Outlets: whose reports they say that they carry, how they report whom, and what people corrected in them."""

from dataclasses import replace

import pytest
from tests.told import CHRONICLE, POST, put, told

from onrecord.archive import outlets
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.outlets import Named, meant
from onrecord.model import Credit, Outlet

NAMED = (
    Named("Fox Post", "fox.example", 3, None, None),
    Named("Fox Post Online", None, 2, None, None),
    Named(None, "ardale.example", 1, None, None),
)


@pytest.fixture
def harbour(library: Archive) -> Named:
    with reading(library) as connection:
        (found,) = meant(outlets.outlets(connection), "the harbour post")
    return found


def test_outlets_come_with_their_articles_and_days_and_nameless_ones_are_left_out(library: Archive) -> None:
    with reading(library) as connection:
        found = outlets.outlets(connection)
    assert [(one.called, one.articles, one.first, one.last) for one in found] == [
        ("The Harbour Post", 2, "2022-01-05", "2023-08-01"),
        ("Ardale Chronicle", 1, "2023-09-10", "2023-09-10"),
    ]


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ("fox post", [0]),
        ("FOX.example", [0]),
        ("fox", [0, 1]),
        ("online", [1]),
        ("ardale.example", [2]),
        ("?", []),
        ("owl", []),
    ],
)
def test_a_name_means_the_outlet_that_has_just_it_else_those_with_its_words(asked: str, which: list[int]) -> None:
    assert meant(NAMED, asked) == [NAMED[number] for number in which]


def test_credits_to_others_are_counted_and_those_to_itself_are_not(library: Archive, harbour: Named) -> None:
    lines = [("Ida Moss", None, "the weir holds"), ("Tom Reed", None, "the weir leaks")]
    record = told("a7", "Weir", POST, "2024-01-01", lines)
    credits_ = (Credit("Meridian", None, "byline", 0.9), Credit("Harbour Post", None, "byline", 0.9))
    put(library, replace(record, article=replace(record.article, credits=credits_)))
    with reading(library) as connection:
        found = outlets.sourcing(connection, harbour)
    assert (found.articles, found.crediting, found.crediting_statements) == (3, 1, 2)
    assert [(one.name, one.articles, one.statements, one.example) for one in found.credits] == [
        ("Meridian", 1, 2, "a7")
    ]


def test_reporting_words_are_counted_by_speaker(library: Archive, harbour: Named) -> None:
    with reading(library) as connection:
        found = outlets.manner(connection, harbour)
    assert (found.articles, found.statements, found.more) == (2, 4, 0)
    assert [(one.name, one.statements) for one in found.speakers] == [("Ilva Brandt", 2), ("Water Board", 1)]
    assert [(verb.lemma, verb.statements) for verb in found.verbs] == [("say", 4)]


def test_what_people_corrected_counts_as_corrected_and_is_told(library: Archive, harbour: Named) -> None:
    with writing(library) as connection:
        decide(connection, Decision("reject", "a1", "s1", who="Ann", why="a title"))
        decide(connection, Decision("accept", "a2", "s1", who="Ann"))
    with reading(library) as connection:
        manner = outlets.manner(connection, harbour)
        entries, number = outlets.decided(connection, harbour)
        (other,) = meant(outlets.outlets(connection), CHRONICLE.name or "")
        assert outlets.decided(connection, other)[1] == 1
    assert manner.statements == 3
    assert ([(one.decision.where, one.state) for one in entries], number) == ([("a1#s1", "counts")], 1)


def test_an_outlet_goes_by_name_and_domain_together(library: Archive) -> None:
    put(library, told("a7", "Other", Outlet("The Harbour Post", "elsewhere.example"), "2024-01-01", []))
    with reading(library) as connection:
        found = meant(outlets.outlets(connection), "The Harbour Post")
        assert [(one.domain, outlets.newest(connection, one, 9)) for one in found] == [
            ("harbour-post.example", ["a1", "a4"]),
            ("elsewhere.example", ["a7"]),
        ]


def test_the_state_changes_with_what_is_added_and_decided(library: Archive) -> None:
    with reading(library) as connection:
        first = outlets.state(connection)
        assert outlets.state(connection) == first
    with writing(library) as connection:
        decide(connection, Decision("accept", "a1", "s1", who="Ann"))
    with reading(library) as connection:
        assert outlets.state(connection) != first
