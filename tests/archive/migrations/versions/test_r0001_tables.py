"""The first version of the tables: what it makes, with the full-text indexes, in an empty database."""

from sqlalchemy import inspect

from onrecord.archive import engines, migrate
from onrecord.archive.connect import Archive, writing


def test_it_makes_the_first_tables_and_their_indexes(nowhere: str) -> None:
    tables = {
        "articles", "captures", "changes", "decisions", "dropped", "errors", "feeds", "pages", "runs", "skipped",
        "sources", "speakers", "statements",
    }  # fmt: skip
    with Archive(*engines.engine(nowhere, create=True)) as archive, writing(archive) as connection:
        migrate.upgrade(connection, "0001")
        made = inspect(connection)
        assert tables <= set(made.get_table_names())
        if connection.dialect.name == "sqlite":
            assert {"statements_fts", "articles_fts"} <= set(made.get_table_names())
        else:
            assert "search" in {column["name"] for column in made.get_columns("statements")}
