"""Readings made of short invented reports, read by the rules alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.archive.conftest import archive, database, model_file, server, where

from onrecord.model import Dated, Outlet
from onrecord.read.capture import from_bytes
from onrecord.record import read
from onrecord.trace.witnesses import Witnessed, all_witnessed

__all__ = ["archive", "database", "model_file", "server", "where"]

Witness = Callable[..., Witnessed]


@pytest.fixture
def witness() -> Witness:
    def made(text: str, name: str = "page", date: str | None = None, outlet: str | None = None) -> Witnessed:
        """The reading with most words in a report of one paragraph."""
        record = read(from_bytes(text.encode(), name), "text", "rules")
        dated = Dated(date, "test") if date else None
        article = replace(record.article, id=name, published=dated, outlet=Outlet(outlet))
        return max(all_witnessed(replace(record, article=article)), key=lambda one: len(one.words))

    return made
