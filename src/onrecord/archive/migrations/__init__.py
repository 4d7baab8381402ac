"""How an archive's tables came to be what they are, version by version, for Alembic. Judges and reads nothing.

A new version changes `schema`, adds a module to `versions` that makes the same change in an archive that is there, and
sets `migrate.HEAD`; it never changes an older module. Where it changes `statements` or `articles` it first drops the
full-text indexes and remakes them at its end (`fulltext.drop`, `fulltext.remake`), since SQLite changes a table by
copying it, which loses its triggers, and PostgreSQL changes no column that another is made of.
"""
