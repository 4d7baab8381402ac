"""Many rows at once come out as they went in, on both back ends."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from onrecord.archive import bulk
from onrecord.archive.connect import Archive, reading, writing
from onrecord.archive.schema import dropped, speakers, tokens


def token(number: int, **other: object) -> dict[str, object]:
    row = {"id": f"t{number}", "name": "“Ånn”", "hash": f"h{number}", "scopes": ["read", "é"], "created": "2023"}
    return row | {"used": None, "revoked": None} | other


def test_rows_come_out_as_they_went_in(archive: Archive) -> None:
    rows = [token(1), token(2, scopes=(), used="2024"), token(3, scopes=None)]
    with writing(archive) as connection:
        bulk.add(connection, tokens, rows)
    with reading(archive) as connection:
        found = [dict(row) for row in connection.execute(select(tokens).order_by(tokens.c.id)).mappings()]
    assert found == [rows[0], rows[1] | {"scopes": []}, rows[2]]


def test_a_row_that_does_not_fit_is_refused_with_all_others(archive: Archive) -> None:
    with pytest.raises(IntegrityError), writing(archive) as connection:
        bulk.add(connection, tokens, [token(1), token(1)])
    with reading(archive) as connection:
        assert connection.execute(select(tokens)).all() == []


def test_every_table_that_is_filled_so_has_its_columns_in_the_order_of_its_definition() -> None:
    for table in (speakers, dropped):
        statement, values, _ = bulk._plan(table)
        names = [column.name for column in table.columns]
        assert statement.startswith(f"INSERT INTO {table.name} ({', '.join(names)})")
        assert values({name: at for at, name in enumerate(names)}) == tuple(range(len(names)))
