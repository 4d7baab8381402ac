"""The tables of the trace's index, with every article that is there yet to be looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make them beside the tables of the first version."""
    op.create_table("trace_pending", _number("serial"), sa.PrimaryKeyConstraint("serial"))
    op.create_table(
        "trace_segments",
        _number("id"),
        sa.Column("kind", sa.Text(), nullable=False),
        _number("bits"),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "trace_blocks",
        _number("segment_id"),
        _number("bucket"),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["segment_id"], ["trace_segments.id"]),
        sa.PrimaryKeyConstraint("segment_id", "bucket"),
    )
    op.create_table(
        "trace_articles", _number("serial"), _number("statements"), _number("gone"), sa.PrimaryKeyConstraint("serial")
    )
    op.execute("INSERT INTO trace_pending (serial) SELECT serial FROM articles")


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)
