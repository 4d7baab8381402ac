from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.export.words import (
    attributed_to,
    dates,
    depths,
    description,
    excerpt,
    excerpts,
    reporting_words,
    shares,
    size,
    words,
)
from onrecord.model import Dated, Record
from onrecord.spans import Span


def test_words_of_several_spans_are_joined_with_an_ellipsis() -> None:
    assert words("He said\nit was over.", (Span(0, 2), Span(8, 14))) == "He … it was"


def test_an_excerpt_shows_whole_words_around_the_span(record: Record) -> None:
    damage = record.article.damage[0].span
    assert excerpt(record.article.text, damage) == "…Ilva Brandt said, as the harb,01,our stayed closed."


def test_a_long_span_is_shortened_and_says_so() -> None:
    assert excerpt("word " * 100, Span(0, 500)).endswith("…")


def test_excerpts_beyond_the_limit_are_counted() -> None:
    assert excerpts("abc", (Span(0, 1), Span(1, 2), Span(2, 3)), 1) == ["abc", "and 2 more"]


def test_a_statement_without_a_speaker_says_so_and_gives_the_words_that_name_the_source(record: Record) -> None:
    said = record.statements[0]
    assert attributed_to(record.article, said, None) == "“Ilva Brandt” (speaker not known)"
    assert attributed_to(record.article, replace(said, source=()), None) == "speaker not known"
    assert attributed_to(record.article, said, record.speakers[0]) == description(record.speakers[0])


def test_a_role_that_the_name_says_already_is_not_repeated(record: Record) -> None:
    minister = replace(record.speakers[0], name="A Velmoran minister", role="Velmoran minister", country="Velmora")
    assert description(minister) == "A Velmoran minister"
    assert description(replace(minister, role="chair")) == "A Velmoran minister, chair"
    assert description(record.speakers[0]) == "Ilva Brandt, Transport Minister"


def test_a_distancing_reporting_word_is_named_as_such(record: Record) -> None:
    assert reporting_words(record.article, record.statements[1]) == "“claimed” (distancing)"
    assert reporting_words(record.article, replace(record.statements[1], cue=())) == ""


def test_depth_counts_the_statements_around(record: Record) -> None:
    assert depths(record.statements) == {"s1": 0, "s2": 0, "s3": 1}


def test_circular_nesting_ends(plain_record: Callable[..., Record]) -> None:
    statement = plain_record("abc", (Span(0, 1),), within="s1").statements[0]
    assert depths((statement,)) == {"s1": 0}


def test_shares_are_in_order_of_words_and_add_up_to_one(record: Record) -> None:
    assert [(speaker, count) for speaker, count, _ in shares(record)] == [("p2", 8), ("p1", 7)]
    assert sum(share for _, _, share in shares(record)) == 1


def test_dates_say_where_they_come_from_and_never_twice(record: Record) -> None:
    article = record.article
    line = Dated("2023-08-01", "furniture line “Published … Updated …”")
    both = replace(article, published=line, modified=replace(line, value="2023-08-03"), first_seen=None)
    assert dates(both) == [
        ("published", "2023-08-01", "from furniture line “Published … Updated …”"),
        ("modified", "2023-08-03", "from the same place"),
    ]
    unknown = replace(article, published=None, modified=None, first_seen=line)
    assert [row[:2] for row in dates(unknown)] == [
        ("published", "not known"),
        ("modified", "not known"),
        ("first seen", "2023-08-01"),
    ]


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (470_200_000, "470.2 MB")]
)
def test_sizes_are_for_people(number: int, shown: str) -> None:
    assert size(number) == shown
