"""Questions in the terms of the index."""

import pytest

from onrecord.archive.criteria import Query, criteria, of_statements, on_articles
from onrecord.archive.query import Term
from onrecord.archive.schema import LAST_DAY, day_of, place
from onrecord.errors import OnRecordError


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2023", "2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12", "2023-12-01", "2023-12-31"),
        ("2023-08-01", " 2023-08-02 ", "2023-08-01", "2023-08-02"),
        ("2023", "9999", "2023-01-01", None),
        ("4039", "8417", "4039-01-01", None),
    ],
)
def test_days_months_and_years_are_ranges_of_places(since: str, until: str, first: str, last: str | None) -> None:
    made = criteria(Query(since=since, until=until))
    assert made.low == place(day_of(first), 0)
    assert made.high == place((day_of(last) if last else LAST_DAY) + 1, 0) - 1


def test_what_has_no_day_fits_only_where_no_day_is_asked_for() -> None:
    undated = place(0, 7, 1)
    assert criteria(Query()).low <= undated <= criteria(Query()).high
    assert criteria(Query(until="2023")).low > undated


def test_only_the_current_version_is_a_facet_unless_all_are_asked_for() -> None:
    asked = Query(kind="direct", stance="neutral")
    words = [term.words[0] for term in criteria(asked).loose["facets"].terms()]
    assert words == ["kinddirect", "stanceneutral", "current"]
    assert "facets" not in criteria(Query("x", all_versions=True)).loose


def test_words_and_what_it_is_about_are_looked_for_together() -> None:
    made = criteria(Query("tax", about="cut -now"))
    assert [term.words for term in made.words.terms()] == [("tax",), ("cut",)]
    assert made.loose["text"].unwanted == (Term(("now",)),)


def test_names_and_beginnings_of_words_only_look_like_what_the_index_gives() -> None:
    assert not criteria(Query("tax")).only_looks_so
    assert criteria(Query("tax*")).only_looks_so
    assert criteria(Query("tax -cut*")).begun
    assert criteria(Query(speaker="Moss")).only_looks_so


def test_articles_have_a_question_of_their_own_and_one_for_their_statements() -> None:
    query = Query("tax", speaker="Moss", outlet="Post")
    assert set(on_articles(query).fields) == {"title text", "outlet"}
    inner = of_statements(query)
    assert inner is not None
    assert set(inner.fields) == {"facets", "speaker_name"}
    assert of_statements(Query("tax", outlet="Post")) is None


@pytest.mark.parametrize(
    "query", [Query(since="x"), Query(until="2023-13"), Query(since="0000"), Query(kind="x"), Query(stance="direct")]
)
def test_what_no_statement_can_have_is_refused(query: Query) -> None:
    with pytest.raises(OnRecordError, match="OR406"):
        criteria(query)


def test_only_leaving_out_is_refused_where_the_index_has_nothing_else_to_go_by() -> None:
    criteria(Query("-tax"))
    for query in (Query("-tax", all_versions=True), Query(outlet="-Post", all_versions=True)):
        with pytest.raises(OnRecordError, match="OR406"):
            criteria(query)
    with pytest.raises(OnRecordError, match="OR406"):
        on_articles(Query("-tax"))
