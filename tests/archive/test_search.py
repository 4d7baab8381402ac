"""Searching on both back ends: the same results, in the same order, with the same marks."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.decision import Decision
from onrecord.archive.decisions import decide
from onrecord.archive.search import Page, Query, StatementHit, find_articles, find_statements
from onrecord.errors import OnRecordError
from onrecord.model import Outlet, Record

Tell = Callable[..., Record]
Put = Callable[..., None]
# Hypothesis keeps the archive for all of its examples; they only read it.
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def page(archive: Archive, query: Query, limit: int = 20, after: str | None = None) -> Page[StatementHit]:
    with reading(archive) as connection:
        return find_statements(connection, query, limit, after)


def names(archive: Archive, query: Query) -> list[str]:
    return [hit.name for hit in page(archive, query).hits]


def articles(archive: Archive, query: Query) -> list[str]:
    with reading(archive) as connection:
        return [hit.id for hit in find_articles(connection, query).hits]


ALL = ["a2#s2", "a2#s1", "a1#s3", "a1#s2", "a1#s1", "a4#s1", "a3#s1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), ALL),
        (Query("ferry"), ["a2#s2", "a2#s1", "a1#s1"]),
        (Query("FERRIES"), ["a2#s2", "a2#s1", "a1#s1"]),
        (Query("“ferry timetable”"), ["a1#s1"]),
        (Query("dues OR weir"), ["a1#s2", "a4#s1", "a3#s1"]),
        (Query("dues OR weir -tax"), ["a3#s1"]),
        (Query("-ferry"), ["a1#s3", "a1#s2", "a4#s1", "a3#s1"]),
        (Query("immigra*"), ["a2#s2"]),
        (Query("-immigra* ferry"), ["a2#s1", "a1#s1"]),
        (Query("tax*"), ["a1#s2", "a4#s1"]),
        (Query("timetabl* OR weir"), ["a1#s1", "a4#s1"]),
        (Query("don't"), ["a2#s1"]),
        (Query("cafe"), ["a3#s1"]),
        (Query("her"), ["a3#s1"]),
        (Query("the"), ["a2#s1", "a1#s3", "a1#s2", "a1#s1", "a4#s1", "a3#s1"]),
        (Query("Brandt"), []),
        (Query("nothing"), []),
    ],
)
def test_words_phrases_exclusions_alternatives_and_beginnings(library: Archive, query: Query, found: list[str]) -> None:
    assert names(library, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(speaker="brandt"), ["a2#s2", "a2#s1", "a1#s2", "a1#s1"]),
        (Query(speaker="Ilva Brandt"), ["a2#s2", "a1#s2", "a1#s1"]),
        (Query(speaker="“transport minister”"), ["a1#s2", "a1#s1"]),
        (Query(speaker="Brandt -Ilva"), ["a2#s1"]),
        (Query(speaker="Waters"), ["a3#s1"]),
        (Query(speaker="water*"), ["a4#s1", "a3#s1"]),
        (Query("ferry", speaker="ilva"), ["a2#s2", "a1#s1"]),
        (Query(speaker="Brandt", about="ferry -immigration"), ["a2#s1", "a1#s1"]),
        (Query(outlet="harbour post"), ["a1#s3", "a1#s2", "a1#s1", "a4#s1"]),
        (Query(outlet="ardale.example"), ["a2#s2", "a2#s1"]),
        (Query(outlet="posts"), []),
        (Query(since="2023-09"), ["a2#s2", "a2#s1"]),
        (Query(since="2023-08-01", until="2023-08-01"), ["a1#s3", "a1#s2", "a1#s1"]),
        (Query(until="2022"), ["a4#s1"]),
        (Query(since="2024"), []),
        (Query(kind="direct"), ["a2#s1", "a1#s2"]),
        (Query("the", kind="direct", outlet="post"), ["a1#s2"]),
        (Query(stance="neutral", kind="direct"), ["a2#s1", "a1#s2"]),
        (Query(stance="distancing"), []),
    ],
)
def test_speakers_outlets_dates_kinds_and_stances(library: Archive, query: Query, found: list[str]) -> None:
    assert names(library, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), ["a2", "a1", "a4", "a3"]),
        (Query("ferry"), ["a2", "a1"]),
        (Query("late again"), ["a2"]),
        (Query("minister", since="2023-08", until="2023-08"), ["a1"]),
        (Query("ferr* OR weir"), ["a2", "a1", "a4"]),
        (Query("dues -cafe"), ["a1"]),
        (Query(outlet="posts"), []),
        (Query("ferry", outlet="harbour-post.example"), ["a1"]),
        (Query(speaker="waters"), ["a3"]),
        (Query(speaker="ilva brandt", about="ferry"), ["a2", "a1"]),
        (Query("dues", speaker="Brandt", kind="direct"), ["a1"]),
    ],
)
def test_articles_by_their_words_and_by_the_statements_in_them(
    library: Archive, query: Query, found: list[str]
) -> None:
    assert articles(library, query) == found


def test_behind_the_last_article_there_is_none(library: Archive) -> None:
    with reading(library) as connection:
        found = find_articles(connection, Query(speaker="nobody"), 20, "n0")
    assert (found.hits, found.next, found.total) == ((), None, 0)


def test_a_hit_says_who_said_what_where_with_the_words_marked(library: Archive) -> None:
    (hit,) = page(library, Query("tax", kind="direct")).hits
    assert (hit.speaker, hit.role, hit.cue, hit.source) == ("Ilva Brandt", "Transport Minister", "said", "Ilva Brandt")
    assert hit.text == "“harbour dues are a tax on islanders, and the tax will go,”"
    assert (hit.outlet, hit.domain, hit.published) == ("The Harbour Post", "harbour-post.example", "2023-08-01")
    assert [keyword.match for keyword in hit.context] == ["tax", "tax"]
    offset = hit.spans[0].start
    assert [hit.text[span.start - offset : span.end - offset] for span in hit.marks] == ["tax", "tax"]


def test_the_best_comes_first_when_asked_for(library: Archive) -> None:
    assert names(library, Query("tax OR safe", order="relevance"))[0] == "a4#s1"
    assert names(library, Query("tax", order="relevance")) == ["a1#s2", "a4#s1"]
    assert names(library, Query(speaker="Ilva", order="relevance")) == ["a2#s2", "a1#s2", "a1#s1"]


@pytest.mark.parametrize("query", [Query("ferry"), Query(speaker="Brandt"), Query("tax OR ferry", order="relevance")])
def test_paging_neither_repeats_nor_leaves_out_while_a_writer_adds(
    library: Archive, query: Query, told: Tell, put: Put
) -> None:
    expected, seen, after = names(library, query), list[str](), None
    for number in range(len(expected) + 2):
        found = page(library, query, 1, after)
        seen += [hit.name for hit in found.hits]
        after = found.next
        if after is None:
            break
        line = ("Ilva Brandt", None, f"ferry tax number {number}")
        put(library, told(f"b{number}", "New", Outlet(), "2024-01-01", [line]))
    assert seen == expected


def test_the_total_is_of_all_pages(library: Archive) -> None:
    assert (page(library, Query("ferry"), 1).total, page(library, Query("ferry"), 1).more) == (3, False)
    assert page(library, Query(speaker="Brandt"), 2).total == 4
    assert page(library, Query("ferr*"), 2).total == 3
    with reading(library) as connection:
        assert find_articles(connection, Query(speaker="Brandt"), 1).total == 2
        assert find_articles(connection, Query("ferry"), 1).total == 2


def test_old_versions_are_left_out_unless_asked_for(library: Archive, told: Tell, put: Put) -> None:
    for id_, words, fetched in (("v1", "fog is a hoax", "2024-01-01"), ("v2", "fog is a danger", "2024-02-01")):
        put(library, told(id_, "Fog", Outlet(), "2024-01-01", [("Ann Vale", None, words)]), page="fog", fetched=fetched)
    assert names(library, Query("fog")) == ["v2#s1"]
    assert articles(library, Query("fog")) == ["v2"]
    assert sorted(names(library, Query("fog", all_versions=True))) == ["v1#s1", "v2#s1"]
    (old,) = page(library, Query("hoax", all_versions=True)).hits
    assert (old.version, old.current) == (1, False)


@pytest.mark.parametrize(
    "query",
    [
        Query("“ferry"),
        Query(since="soon"),
        Query(until="2023-02-30"),
        Query(kind="shouted"),
        Query(stance="angry"),
        Query("-ferry", all_versions=True),
        Query(speaker="“Brandt"),
    ],
)
def test_what_cannot_be_understood_is_refused(library: Archive, query: Query) -> None:
    with pytest.raises(OnRecordError, match="OR406 "):
        page(library, query)


@pytest.mark.parametrize("after", ["", "x", "n", "nffffffffffffffff", "r1.1", "n1; DROP TABLE"])
def test_a_cursor_that_no_such_search_gave_is_refused(library: Archive, after: str) -> None:
    with pytest.raises(OnRecordError, match="OR406 cursor: "):
        page(library, Query("ferry"), after=after)


@SHARED
@given(words=st.text(), speaker=st.none() | st.text(), outlet=st.none() | st.text(), about=st.none() | st.text())
def test_no_question_is_an_error_of_the_database(
    library: Archive, words: str, speaker: str | None, outlet: str | None, about: str | None
) -> None:
    query = Query(words, speaker, outlet, about=about)
    with reading(library) as connection:
        with suppress(OnRecordError):
            assert find_statements(connection, query).total <= len(ALL)
        with suppress(OnRecordError):
            assert find_articles(connection, query).total <= 4


def test_people_s_corrections_are_found_and_shown(library: Archive) -> None:
    with writing(library) as connection:
        decide(connection, Decision("reject", "a1", "s1", who="Ann"))
        decide(connection, Decision("speaker", "a1", "s2", {"name": "Olaf Brandt"}, who="Ann"))
        decide(connection, Decision("kind", "a2", "s1", {"kind": "mixed"}, who="Ann"))
    assert names(library, Query("ferry")) == ["a2#s2", "a2#s1"]
    assert names(library, Query(speaker="olaf")) == ["a2#s1", "a1#s2"]
    assert names(library, Query(speaker="ilva")) == ["a2#s2"]
    assert names(library, Query("tax", speaker="olaf")) == ["a1#s2"]
    assert names(library, Query("ferry", speaker="olaf")) == ["a2#s1"]
    assert names(library, Query(kind="mixed")) == ["a2#s1"]
    assert names(library, Query(kind="direct")) == ["a1#s2"]
    (hit,) = page(library, Query("tax", speaker="olaf")).hits
    assert (hit.speaker, hit.corrected) == ("Olaf Brandt", True)
    assert articles(library, Query(speaker="olaf")) == ["a2", "a1"]
    assert articles(library, Query("dues", speaker="olaf")) == ["a1"]


def test_speakers_whom_people_have_merged_are_found_by_the_name_that_is_kept(library: Archive) -> None:
    with writing(library) as connection:
        decide(connection, Decision("merge", value={"name": "Water Board", "into": "Ida Waters"}, who="Ann"))
    assert names(library, Query(speaker="Waters")) == ["a4#s1", "a3#s1"]
    assert names(library, Query(speaker="Waters", order="relevance", words="weir")) == ["a4#s1"]
    assert page(library, Query(speaker="Waters"), 1).total == 2
