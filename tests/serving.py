"""What the tests of the reading room share: the types of the fixtures of tests/web, and the archive that is served."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from fastapi.testclient import TestClient

from onrecord.archive import store
from onrecord.archive.connect import open_archive, writing
from onrecord.data import demo_collection
from onrecord.read.capture import from_bytes
from onrecord.record import read
from onrecord.trace import index

Serve: TypeAlias = Callable[..., TestClient]
"""Settings by name (and `base_url`, `client`) → a client of a reading room that runs so."""
Token: TypeAlias = Callable[..., str]
"""Scopes (and `name`) → the secret of a token that has them."""


def demo_archive(path: Path) -> Path:
    """Make an SQLite archive of the demo collection there, read by the rules and ready to be traced."""
    keep(path, [(one.data, one.file, one.url) for one in demo_collection.articles()])
    return path


def keep(path: Path, pages: list[tuple[bytes, str, str]]) -> None:
    """Put pages (their bytes, name and address) into the archive there, read by the rules and ready to be traced."""
    with open_archive(str(path), create=not path.exists()) as archive, writing(archive) as connection:
        run = store.begin_run(connection, "add", {}, "rules")
        for data, name, url in pages:
            source = from_bytes(data, name, url)
            store.put(connection, run, store.Read(source, read(source, method="rules")), keep_bytes=False)
    with open_archive(str(path)) as archive:
        index.catch_up(archive)
