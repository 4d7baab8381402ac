"""The full-text indexes over statements and articles, beside the tables of `schema`: FTS5 in SQLite, tsvector in
PostgreSQL.

Adds what finds words, and keeps it right by itself whenever a row is added, changed or taken out. Both stem English
(Porter's rules), fold accents and know no stop words: in a quotation "to be" counts. They can be made again from the
tables at any time, and hold nothing of their own.
"""

from typing import Final

from sqlalchemy import Connection

from onrecord.model import SpeakerKind, Statement

STATEMENTS: Final = ("text", "speaker_name", "outlet", "facets")
ARTICLES: Final = ("title", "text")
CURRENT: Final = "current"
OLD: Final = "old"
"""A facet: of a statement of the newest version of a page, and of those of older ones."""

CONFIGURATION: Final = "onrecord"
"""PostgreSQL's text search configuration."""

COLUMN: Final = "search"
"""PostgreSQL's tsvector column: weight A the text (of articles: the title), B the speaker (of articles: the text), C
the outlet, D the facets."""

_INDEXED: Final = {"statements": STATEMENTS, "articles": ARTICLES}
_SQLITE_DROP: Final = (
    *(f"DROP TRIGGER IF EXISTS {table}_fts_{name}" for table in _INDEXED for name in ("add", "remove", "change")),
    *(f"DROP TABLE IF EXISTS {table}_fts" for table in _INDEXED),
)
_POSTGRESQL_DROP: Final = (
    *(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {COLUMN}" for table in _INDEXED),
    f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {CONFIGURATION}",
    f"DROP TEXT SEARCH DICTIONARY IF EXISTS {CONFIGURATION}_stem",
)
_TOKENIZER: Final = "porter unicode61 remove_diacritics 2"
# PostgreSQL's parser takes "his/her" for a path, "nytimes.com" for a host and "-5" for a number, and in the C locale
# curly quotation marks for letters, so that the words beside them would not be found: it is given words and spaces
# alone, as FTS5 takes them.
_PUNCTUATION: Final = (
    r"[!-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u2e00-\u303f\uff01-\uff0f]+"
)
# A tsvector holds at most 1 MB, which no text of so many characters exceeds.
_LONGEST: Final = 100_000


def facets(statement: Statement, kind: SpeakerKind | None, *, current: bool) -> str:
    """The words of a statement's `facets` column, by which a search narrows down."""
    stance = statement.reporting.stance if statement.reporting else None
    words = [facet("kind", statement.kind), *([facet("stance", stance)] if stance else [])]
    words += [facet("speaker", kind)] if kind else []
    return " ".join([*words, CURRENT if current else OLD])


def facet(name: str, value: str) -> str:
    """One facet as a word of the index: "kinddirect", "stanceneutral", "speakerperson"."""
    return f"{name}{value}"


def create(connection: Connection) -> None:
    """Make the indexes in a database that has the tables and no rows yet."""
    for statement in _postgresql() if connection.dialect.name == "postgresql" else _sqlite():
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Take the indexes away, as far as they are there: before a migration that changes what they are made of."""
    for statement in _SQLITE_DROP if connection.dialect.name == "sqlite" else _POSTGRESQL_DROP:
        connection.exec_driver_sql(statement)


def remake(connection: Connection) -> None:
    """Make the indexes anew from the tables: after such a migration, or where an index was damaged."""
    drop(connection)
    create(connection)
    for table in _INDEXED if connection.dialect.name == "sqlite" else ():
        connection.exec_driver_sql(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")


def _sqlite() -> list[str]:
    return [statement for table, columns in _INDEXED.items() for statement in _fts(table, columns)]


def _fts(table: str, columns: tuple[str, ...]) -> list[str]:
    """An index whose words are its own and whose texts are the table's, with the triggers that keep it right."""
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in ("place", *columns)) for row in ("new", "old"))
    add = f"INSERT INTO {table}_fts(rowid, {names}) VALUES ({new});"
    remove = f"INSERT INTO {table}_fts({table}_fts, rowid, {names}) VALUES ('delete', {old});"
    return [
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}', content_rowid='place', "
        f"tokenize='{_TOKENIZER}')",
        f"CREATE TRIGGER {table}_fts_add AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_fts_remove AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {table}_fts_change AFTER UPDATE OF place, {names} ON {table} BEGIN {remove} {add} END",
    ]


def _postgresql() -> list[str]:
    return [
        "CREATE EXTENSION IF NOT EXISTS unaccent",
        f"CREATE TEXT SEARCH DICTIONARY {CONFIGURATION}_stem (TEMPLATE = snowball, Language = porter)",
        f"CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = english)",
        f"ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, "
        f"word, hword, hword_part, numword WITH unaccent, {CONFIGURATION}_stem",
        *(statement for table, columns in _INDEXED.items() for statement in _tsvector(table, columns)),
    ]


def _tsvector(table: str, columns: tuple[str, ...]) -> list[str]:
    parts = (
        f"setweight(to_tsvector('{CONFIGURATION}', "
        f"regexp_replace(left(coalesce({column}, ''), {_LONGEST}), '{_PUNCTUATION}', ' ', 'g')), '{weight}')"
        for column, weight in zip(columns, "ABCD", strict=False)
    )
    return [
        f"ALTER TABLE {table} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS ({' || '.join(parts)}) STORED",
        f"CREATE INDEX {table}_search ON {table} USING gin ({COLUMN})",
    ]
