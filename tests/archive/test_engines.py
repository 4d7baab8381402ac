"""How a database is set up: what its address shows, how safe a commit is, who may open what."""

import json
from pathlib import Path

import pytest

from onrecord.archive import engines
from onrecord.archive.connect import Archive, open_archive, reading
from onrecord.errors import OnRecordError
from onrecord.spans import Span


def test_a_password_is_not_shown() -> None:
    shown, engine = engines.engine("postgresql://ann:secret@db.example:5433/news", create=False)
    engine.dispose()
    assert shown == "postgresql://ann:***@db.example:5433/news"


@pytest.mark.parametrize("address", ["postgres://a@h/d", "postgresql://a@h/d", "postgresql+psycopg://a@h/d"])
def test_every_way_to_write_the_address_of_a_server_is_understood(address: str) -> None:
    shown, engine = engines.engine(address, create=False)
    engine.dispose()
    assert (shown, engine.driver) == ("postgresql://a@h/d", "psycopg")


@pytest.mark.parametrize("address", ["postgresql://a@h:port/d", "postgresql:nonsense"])
def test_an_address_that_cannot_be_understood_is_an_error_without_a_word_of_it(address: str) -> None:
    with pytest.raises(OnRecordError, match="OR402 postgresql address"):
        engines.engine(address, create=False)


def test_a_server_that_does_not_answer_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="OR402") as raised:
        open_archive(f"postgresql://ann:secret@/news?host={tmp_path}")
    assert "secret" not in str(raised.value)


def test_a_database_that_is_not_there_is_an_error(database: str) -> None:
    with pytest.raises(OnRecordError, match=r"OR402.*createdb"):
        open_archive(database.replace("/onrecord?", "/no_such?"))


def test_without_the_driver_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(OnRecordError, match=r"OR115 .*onrecord\[postgres\]"):
        engines.engine("postgresql://ann@db.example/news", create=False)


def test_a_commit_is_on_the_disk_before_it_is_acknowledged(archive: Archive) -> None:
    with reading(archive) as connection:
        if connection.dialect.name == "sqlite":
            settings = ("journal_mode", "synchronous", "foreign_keys")
            values = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in settings]
            assert values == ["wal", 2, 1]
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_json_is_written_without_blanks_and_refuses_what_is_no_number() -> None:
    assert engines.dumps({"a": [1, 2.5], "ä": None}) == r'{"a":[1,2.5],"\u00e4":null}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        engines.dumps(float("nan"))


@pytest.mark.parametrize("value", [(), (Span(1, 2),), (Span(0, 7), Span(9, 12)), ("a", "b"), (None,), [[1, 2]], None])
def test_spans_are_written_as_any_json_is(value: object) -> None:
    assert engines.dumps(value) == json.dumps(value, separators=(",", ":"))
