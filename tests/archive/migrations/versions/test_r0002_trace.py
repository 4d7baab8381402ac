"""The second version of the tables: the trace's index, with all that is there yet to be looked at."""

from collections.abc import Callable

from sqlalchemy import inspect, select, text

from onrecord.archive import migrate
from onrecord.archive.connect import open_archive, reading, writing
from onrecord.archive.schema import trace_pending
from onrecord.model import Outlet, Record

TABLES = ("trace_blocks", "trace_segments", "trace_articles", "trace_pending")
LATER = ("TABLE tokens", "TABLE audit", "INDEX statements_confidence")


def test_an_archive_of_the_first_version_gets_the_tables_and_everything_to_look_at(
    nowhere: str, told: Callable[..., Record], put: Callable[..., None]
) -> None:
    with open_archive(nowhere, create=True) as archive:
        put(archive, *(told(f"a{n}", "Title", Outlet(), None, [("Ann Hill", None, "never again")]) for n in range(3)))
        with writing(archive) as connection:
            for what in (*(f"TABLE {table}" for table in TABLES), *LATER):
                connection.execute(text(f"DROP {what}"))
            connection.execute(text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '0001'"))
    with open_archive(nowhere) as archive, reading(archive) as connection:
        assert set(TABLES) <= set(inspect(connection).get_table_names())
        assert sorted(connection.scalars(select(trace_pending.c.serial))) == [1, 2, 3]
