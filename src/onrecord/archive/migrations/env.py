"""What Alembic runs to migrate: on the connection, and in the transaction, that it is given. Opens nothing itself."""

from alembic import context

from onrecord.archive.migrate import VERSION_TABLE, ours
from onrecord.archive.schema import metadata


def run() -> None:
    """Run the migrations that are due."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        version_table=VERSION_TABLE,
        include_name=ours,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
