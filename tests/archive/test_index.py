"""The indexes of both back ends as one."""

from sqlalchemy import select

from onrecord.archive.connect import Archive, reading
from onrecord.archive.index import matches
from onrecord.archive.query import parse
from onrecord.archive.schema import articles, statements


def test_both_back_ends_give_the_places_of_what_fits_any_of_the_ways(library: Archive) -> None:
    ways = [
        {"text": parse("ferry"), "speaker_name": parse("olaf")},
        {"outlet": parse("harbour"), "text": parse("weir")},
    ]
    with reading(library) as connection:
        found = matches(connection, statements, ways)
        assert found is not None
        places = connection.scalars(select(found.place).where(found.condition)).all()
        ids = connection.scalars(select(statements.c.article_id).where(statements.c.place.in_(places))).all()
    assert sorted(ids) == ["a2", "a4"]


def test_the_better_has_the_lower_rank(library: Archive) -> None:
    with reading(library) as connection:
        found = matches(connection, articles, [{"title text": parse("weir OR ferry")}])
        assert found is not None
        query = select(found.place).where(found.condition).order_by(found.rank)
        best = connection.scalars(query).first()
        assert connection.scalar(select(articles.c.id).where(articles.c.place == best)) == "a4"


def test_without_a_wanted_word_there_is_nothing_to_ask(library: Archive) -> None:
    with reading(library) as connection:
        assert matches(connection, statements, [{}, {"text": parse("-tax")}]) is None
