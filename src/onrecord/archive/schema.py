"""The archive's tables, the same for SQLite and PostgreSQL: one noun a table, spans and lists as JSON.

Nothing is ever overwritten by a later reading of the same page: each version keeps its rows, and `current` says which
one is shown. Corrections by people have a table of their own, to which rows are only added.

`place` orders by date: the day of publication (proleptic ordinal, 0 where unknown), then the article's serial number,
then the statement's number, packed into 63 bits, so that newest-first order, stable paging and date limits are ranges
of one integer key, which is also the row id of the full-text index.
"""

from datetime import date
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

ORDINAL_BITS: Final = 17
SERIAL_BITS: Final = 26
LAST_DAY: Final = (1 << 20) - 1

# SQLite makes a row id of an INTEGER PRIMARY KEY only, and its integers have 64 bits anyway.
Key: Final = BigInteger().with_variant(Integer, "sqlite")

metadata: Final = MetaData()


def place(day: int, serial: int, ordinal: int = 0) -> int:
    """The key of a statement (or of an article, with ordinal 0): day, serial number, ordinal."""
    return (day << (SERIAL_BITS + ORDINAL_BITS)) | (serial << ORDINAL_BITS) | ordinal


def day_of(value: str | None) -> int:
    """The day of an ISO 8601 date or time as a proleptic ordinal; 0 where there is none."""
    try:
        return min(date.fromisoformat((value or "")[:10]).toordinal(), LAST_DAY)
    except ValueError:
        return 0


runs = Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True),
    Column("command", Text, nullable=False),           # "add", "follow", "reindex", "import"
    Column("arguments", JSON, nullable=False),         # what --resume starts again with
    Column("state", Text, nullable=False),             # "running", "interrupted", "finished"
    Column("onrecord", Text, nullable=False),          # version of OnRecord
    Column("method", Text, nullable=False),            # version of what attributes
    Column("started", Text, nullable=False),           # UTC, ISO 8601
    Column("finished", Text),
    Column("counts", JSON, nullable=False),            # by outcome
)  # fmt: skip

pages = Table(
    "pages", metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # its address, else its location; a very long one by its hash
    Column("url", Text),
    Column("first_seen", Text, nullable=False),        # UTC
)  # fmt: skip

captures = Table(
    "captures", metadata,
    Column("sha256", Text, primary_key=True),
    Column("encoding", Text, nullable=False),          # how `data` is compressed: "zlib"
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip

sources = Table(
    "sources", metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", ForeignKey("pages.id"), nullable=False),
    Column("article_id", Text, nullable=False, index=True),  # the article that was read from it
    Column("location", Text, nullable=False),
    Column("url", Text),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("encoding", Text),
    Column("fetched", Text),
    Column("last_fetched", Text),                      # when the same was found there again, the last time
    Column("record", Text),
    Column("stated", JSON),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("added", Text, nullable=False),             # UTC
)  # fmt: skip
# Addresses have no longest length, and what PostgreSQL sorts in an index has: these it finds by their hash.
Index("sources_location", sources.c.location, postgresql_using="hash")

articles = Table(
    "articles", metadata,
    Column("place", Key, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("serial", Integer, nullable=False, unique=True),
    Column("page_id", ForeignKey("pages.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),        # 1 for the first capture of the page, then 2, …
    Column("current", Boolean, nullable=False),        # the newest version of its page
    Column("url", Text),
    Column("title", Text),
    Column("byline", JSON, nullable=False),
    Column("outlet_name", Text),
    Column("outlet_domain", Text),
    Column("published", Text),
    Column("day", Integer, nullable=False),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("body", JSON, nullable=False),              # dates with origin, paragraphs, links, damage, credits, sheet …
    Column("statements", Integer, nullable=False),
    Column("onrecord", Text, nullable=False),
    Column("method", Text, nullable=False),            # version of what attributed it
    Column("read_at", Text, nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
)  # fmt: skip
Index("articles_outlet", articles.c.outlet_domain, articles.c.place)

speakers = Table(
    "speakers", metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("role", Text),
    Column("country", Text),
    Column("wikidata", Text),
    Column("aliases", JSON, nullable=False),
    Column("mentions", JSON, nullable=False),
    Column("reason", Text, nullable=False),
    Column("named", Boolean, nullable=False),
)  # fmt: skip
Index("speakers_name", speakers.c.name, postgresql_using="hash")

statements = Table(
    "statements", metadata,
    Column("place", Key, primary_key=True, autoincrement=False),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("cue", JSON, nullable=False),
    Column("source", JSON, nullable=False),
    Column("quotations", JSON, nullable=False),
    Column("speaker", Text),
    Column("within", Text),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("lemma", Text),
    Column("stance", Text),
    Column("stance_score", Float),
    Column("stance_reason", Text),
    # What the full-text index covers; the words of the content, then facets that a search can name.
    Column("text", Text, nullable=False),
    Column("speaker_name", Text, nullable=False),      # name, role and aliases; empty where unknown
    Column("outlet", Text, nullable=False),            # name and domain
    Column("facets", Text, nullable=False),            # "kinddirect stanceneutral current"
    UniqueConstraint("article_id", "id"),
)  # fmt: skip
# What people look at first is what the machine was least sure of.
Index("statements_confidence", statements.c.confidence)

dropped = Table(
    "dropped", metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
)  # fmt: skip

errors = Table(
    "errors", metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("location", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("at", Text, nullable=False),
)  # fmt: skip
Index("errors_location", errors.c.location, postgresql_using="hash")

skipped = Table(
    "skipped", metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("location", Text, nullable=False),
    Column("reason", Text, nullable=False),
)  # fmt: skip
Index("skipped_location", skipped.c.location, postgresql_using="hash")

decisions = Table(
    "decisions", metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # so that replaying a file twice adds nothing
    Column("at", Text, nullable=False),                # UTC
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("action", Text, nullable=False),            # accept, reject, speaker, span, merge, split, undo
    Column("article_id", Text, index=True),            # none for merge and split of speakers across the archive
    Column("statement_id", Text),
    Column("anchor", JSON, nullable=False),            # the words meant, so that a re-reading finds them again
    Column("value", JSON, nullable=False),
)  # fmt: skip

changes = Table(
    "changes", metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("article_id", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),              # "added", "gone", "changed"
    Column("before", JSON),
    Column("after", JSON),
)  # fmt: skip

feeds = Table(
    "feeds", metadata,
    Column("url", Text, primary_key=True),
    Column("title", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("polled", Text),                            # UTC
    Column("next_poll", Text),                         # UTC
    Column("failures", Integer, nullable=False),
    Column("note", Text),                              # what the last poll said
)  # fmt: skip

# What the trace has to look at: articles that were added, read again, or made another version of their page.
trace_pending = Table(
    "trace_pending", metadata,
    Column("serial", Integer, primary_key=True, autoincrement=False),
)  # fmt: skip

# The index of the trace (trace/index.py): sorted arrays of 64-bit hashes with a number each, in parts that are merged.
trace_segments = Table(
    "trace_segments", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),              # what the hashes are of: "key", "word", "passage"
    Column("bits", Integer, nullable=False),           # a hash is in the block of this many of its highest bits
    Column("entries", BigInteger, nullable=False),
)  # fmt: skip

trace_blocks = Table(
    "trace_blocks", metadata,
    Column("segment_id", ForeignKey("trace_segments.id"), primary_key=True),
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),     # 64-bit unsigned numbers in order, lowest byte first
    Column("numbers", LargeBinary, nullable=False),    # a 64-bit number for each: a place, or how often
)  # fmt: skip

trace_articles = Table(
    "trace_articles", metadata,
    Column("serial", Integer, primary_key=True, autoincrement=False),
    Column("statements", Integer, nullable=False),     # how many of its statements the index has
    Column("gone", Integer, nullable=False),           # how many besides that were of an older reading of it
)  # fmt: skip

# Who may use the archive from elsewhere: a token is known by its hash alone.
tokens = Table(
    "tokens", metadata,
    Column("id", Text, primary_key=True),              # what lists and logs call it; not secret
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True), # SHA-256 of the token
    Column("scopes", JSON, nullable=False),
    Column("created", Text, nullable=False),           # UTC
    Column("used", Text),                              # UTC, to within some minutes
    Column("revoked", Text),                           # UTC
)  # fmt: skip

# What was done from elsewhere, and by whom; the database itself refuses to change or remove a row.
audit = Table(
    "audit", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),                # UTC
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("detail", JSON, nullable=False),
)  # fmt: skip
