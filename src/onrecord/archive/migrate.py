"""The version of an archive's tables: which it has, and how it is brought up to this OnRecord's.

Refuses tables of another program, and those of a newer OnRecord, which this one could only misread.
"""

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from sqlalchemy import Connection, inspect, text

from onrecord.archive import fulltext
from onrecord.archive.schema import metadata
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0003"
"""The version that this OnRecord reads and writes; a test holds it to the newest migration."""

State: TypeAlias = Literal["current", "older", "none"]

VERSION_TABLE: Final = "onrecord_version"
_OTHER: Final = "Name another path or database; nothing was changed in this one."


def state(connection: Connection, where: str) -> State:
    """Whether the tables are of this version, of an older one, or not there.

    Raises OR402 where another program's tables are in the way, OR405 where a newer OnRecord made them.
    """
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        return _older_or_current(connection, where)
    foreign = tables if connection.dialect.name == "sqlite" else tables & set(metadata.tables)
    if foreign:
        raise OnRecordError("OR402", where, _OTHER, f"it holds another program’s table “{min(foreign)}”")
    return "none"


def _older_or_current(connection: Connection, where: str) -> State:
    version = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    if version == HEAD:
        return "current"
    if version in revisions():
        return "older"
    remedy = "Install that version or a newer one; nothing was changed."
    raise OnRecordError("OR405", where, remedy, f"its tables have version {version}, this OnRecord knows {HEAD}")


def revisions() -> tuple[str, ...]:
    """Every version there has been, the newest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - start-up time

    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - start-up time

    config = Config()
    config.set_main_option("script_location", "onrecord.archive:migrations")
    return config


def upgrade(connection: Connection, version: str = "head") -> None:
    """Make the tables, or bring them up to a version, within the transaction of the connection."""
    from alembic import command  # noqa: PLC0415 - start-up time

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table, column or index of the database is one that `schema` describes, and not the full-text index.

    Alembic asks when it compares the two.
    """
    return not (name or "").startswith(("statements_fts", "articles_fts", "statements_search", "articles_search")) and (
        kind != "column" or name != fulltext.COLUMN
    )
